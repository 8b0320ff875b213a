//! Which columns the table of a schema has. What is sealed has none.

use std::sync::Arc;

use datafusion::arrow::datatypes::{DataType, Field, Schema as ArrowSchema, SchemaRef};
use overt_model::codebook::{Kind, Property, Schema};
use overt_model::{Class, Column, Part, Rung};

/// Digits of a decimal, and how many of them are behind the point: a sum with more is rounded.
pub(crate) const DECIMAL: (u8, i8) = (38, 10);

/// The columns before those of the properties, with their class: what says which record it is, and whose claim.
pub(crate) const CLAIM: [(&str, ClaimType, Class); 13] = [
    ("id", ClaimType::Text, Class::Quasi),
    ("codebook", ClaimType::Code, Class::Open),
    ("revision", ClaimType::Whole, Class::Open),
    ("written_on", ClaimType::Day, Class::Open),
    ("claim_source", ClaimType::Code, Class::Open),
    ("claim_asserter", ClaimType::Text, Class::Quasi),
    ("claim_asserted", ClaimType::Text, Class::Quasi),
    ("claim_asserted_first", ClaimType::Day, Class::Quasi),
    ("claim_asserted_last", ClaimType::Day, Class::Quasi),
    ("claim_standing", ClaimType::Code, Class::Open),
    ("claim_decision", ClaimType::Text, Class::Quasi),
    ("claim_grade", ClaimType::Code, Class::Open),
    ("claim_handling", ClaimType::Code, Class::Open),
];

/// What the columns of a claim hold.
#[derive(Debug, Clone, Copy)]
pub(crate) enum ClaimType {
    Code,
    Text,
    Day,
    Whole,
}

/// One column of a property.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Of {
    /// The value state. It is never null: what a record does not mention was not asked.
    State,
    /// A part of the value.
    Part(Part),
    /// The first day that a date may be.
    First,
    /// The last day that a date may be.
    Last,
}

/// The columns of a property in the order of the table.
pub(crate) fn of(property: &Property) -> Vec<(String, Of, DataType)> {
    let mut columns = vec![(format!("{}_state", property.id), Of::State, code())];
    let finest = if let Kind::Place { open_to } = property.kind { open_to } else { Rung::Point };
    for column in Column::of(property, finest) {
        columns.push((column.plain_name(), Of::Part(column.part), data_type(property, column.part)));
    }
    if matches!(property.kind, Kind::Date { .. }) && !property.many {
        for (end, of) in [("first", Of::First), ("last", Of::Last)] {
            columns.push((format!("{}_{end}", property.id), of, DataType::Date32));
        }
    }
    columns
}

/// The properties that a table holds, in the order of the schema.
pub(crate) fn properties(schema: &Schema) -> impl Iterator<Item = &Property> {
    schema.properties.iter().map(|property| &**property).filter(|property| !property.class.is_sealed())
}

/// The table of a schema.
pub(crate) fn table(schema: &Schema) -> SchemaRef {
    let claim = CLAIM.iter().map(|(name, holds, _)| {
        let data_type = match holds {
            ClaimType::Code => code(),
            ClaimType::Text => DataType::Utf8,
            ClaimType::Day => DataType::Date32,
            ClaimType::Whole => DataType::Int64,
        };
        Field::new(*name, data_type, true)
    });
    let values = properties(schema).flat_map(of).map(|(name, _, data_type)| Field::new(name, data_type, true));
    Arc::new(ArrowSchema::new(claim.chain(values).collect::<Vec<_>>()))
}

/// Texts of which there are few.
pub(crate) fn code() -> DataType {
    DataType::Dictionary(Box::new(DataType::Int32), Box::new(DataType::Utf8))
}

fn data_type(property: &Property, part: Part) -> DataType {
    if property.many {
        return DataType::List(Arc::new(Field::new_list_field(DataType::Utf8, true)));
    }
    match (part, &property.kind) {
        (Part::Whole, Kind::Integer { .. }) => DataType::Int64,
        (Part::Whole, Kind::Number { .. }) | (Part::Low | Part::High, _) => DataType::Decimal128(DECIMAL.0, DECIMAL.1),
        (Part::Whole, Kind::Code { .. }) | (Part::Currency | Part::Rung(Rung::Country), _) => code(),
        (Part::Latitude | Part::Longitude, _) => DataType::Float64,
        _ => DataType::Utf8,
    }
}

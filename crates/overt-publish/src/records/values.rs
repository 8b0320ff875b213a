//! Which cells of a table may be seen, and the value of which cells are the parts.

use std::borrow::Cow;

use overt_model::codebook::{Kind, Property, Schema};
use overt_model::{Amount, Class, Column, Part, Place, Private, Rung, Value};
use rust_decimal::Decimal;

use super::Scope;

/// The columns for the values of a property, as far as they may be seen: rungs of a place below the one that is open are
/// direct identifiers.
pub(super) fn columns<'a>(property: &'a Property, scope: &Scope<'_>) -> impl Iterator<Item = Column<'a>> {
    let finest = match property.kind {
        Kind::Place { open_to } if !scope.shows(Class::Direct) => open_to,
        _ => Rung::Point,
    };
    Column::of(property, finest)
}

/// The properties of a schema that may be seen, in its order.
pub(super) fn seen<'a>(schema: &'a Schema, scope: &Scope<'_>) -> impl Iterator<Item = &'a Property> {
    let scope = *scope;
    schema.properties.iter().map(|property| &**property).filter(move |property| scope.shows(property.class))
}

/// The value of which these are the parts, each as it was written; none when they are not a value of this kind.
pub(super) fn assembled(kind: &Kind, parts: &[(Part, Cow<'_, str>)]) -> Option<Value> {
    let part =
        |wanted: Part| parts.iter().find(|(part, text)| *part == wanted && !text.is_empty()).map(|(_, text)| &**text);
    let decimal = |text: &str| Decimal::from_str_exact(text).ok();
    Some(match kind {
        Kind::Flag => return None,
        Kind::Money { .. } => {
            let low = decimal(part(Part::Low)?)?;
            let high = part(Part::High).map_or(Some(low), decimal)?;
            let on = part(Part::On).map(str::parse).transpose().ok()?;
            Value::Money(Box::new(Amount { low, high, currency: part(Part::Currency)?.into(), on }))
        }
        Kind::Place { .. } => {
            let named = |rung| part(Part::Rung(rung)).map(|name| Private::new(name.to_owned()));
            let point = match (part(Part::Latitude), part(Part::Longitude)) {
                (Some(latitude), Some(longitude)) => {
                    Some(Private::new([latitude.parse().ok()?, longitude.parse().ok()?]))
                }
                (None, None) => None,
                _ => return None,
            };
            Value::Place(Box::new(Place {
                country: part(Part::Rung(Rung::Country)).map(Into::into),
                region: named(Rung::Region),
                district: named(Rung::District),
                locality: named(Rung::Locality),
                site: named(Rung::Site),
                point,
            }))
        }
        Kind::Code { .. } => Value::Code(part(Part::Whole)?.into()),
        Kind::Text { .. } => Value::text(part(Part::Whole)?),
        Kind::Integer { .. } => Value::Integer(part(Part::Whole)?.parse().ok()?),
        Kind::Number { .. } => Value::Number(decimal(part(Part::Whole)?)?),
        Kind::Date { .. } => Value::Date(part(Part::Whole)?.parse().ok()?),
        Kind::Reference { .. } => Value::Reference(part(Part::Whole)?.parse().ok()?),
        Kind::File => Value::File(part(Part::Whole)?.parse().ok()?),
    })
}

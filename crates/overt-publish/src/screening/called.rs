//! What records are openly called: the property that `FollowTheMoney` calls a name, where it is not sealed and no person has it.

use overt_link::names::Kind;
use overt_link::screen::Subject;
use overt_model::codebook::{Kind as Holds, Property, Schema};
use overt_model::{Class, Codebook, Private, Record, Value};

use crate::codebook::ftm::ftm_name;
use crate::codebook::spellings;
use crate::records::ftm::country;

/// A kind of record that can be matched by what it is openly called.
#[derive(Debug, Clone, Copy)]
pub struct Called<'c> {
    /// The kind.
    pub schema: &'c Schema,
    /// The kind as `FollowTheMoney` calls it.
    pub ftm: &'c str,
    name: &'c Property,
    class: Class,
}

/// The kinds that are called something in a class up to this one. A sealed class opens nothing here.
pub fn called(codebook: &Codebook, class: Class) -> impl Iterator<Item = Called<'_>> {
    codebook.schemas().filter(|schema| !schema.is_abstract && !schema.is_a("Person")).filter_map(move |schema| {
        let is_name = |property: &&Property| {
            let is_called = spellings(property.names.ftm.as_ref()).any(|name| name == "name");
            is_called && matches!(property.kind, Holds::Text { .. }) && is_within(property, class)
        };
        let name = schema.properties.iter().map(AsRef::as_ref).find(is_name)?;
        Some(Called { schema, ftm: ftm_name(schema)?, name, class })
    })
}

/// Whether a property is told to who may read up to a class.
fn is_within(property: &Property, class: Class) -> bool {
    !property.class.is_sealed() && (property.class == Class::Open || class == Class::Quasi)
}

impl Called<'_> {
    /// What a record of this kind is called, and where it is; none where it is called nothing.
    pub fn subject(&self, codebook: &Codebook, record: &Record) -> Option<Subject> {
        let names: Vec<Private<String>> = record.values(&self.name.id).iter().filter_map(text).collect();
        let told = self.schema.properties.iter().filter(|property| is_within(property, self.class));
        let places = told.flat_map(|property| record.values(&property.id));
        let mut countries: Vec<String> = places
            .filter_map(|value| match value {
                Value::Place(place) => country(codebook, place.country.as_deref()?),
                _ => None,
            })
            .collect();
        countries.sort_unstable();
        countries.dedup();
        (!names.is_empty()).then(|| Subject { kind: Some(Kind::Organisation), names, countries, ..Subject::default() })
    }
}

fn text(value: &Value) -> Option<Private<String>> {
    match value {
        Value::Text(text) => Some(text.clone()),
        _ => None,
    }
}

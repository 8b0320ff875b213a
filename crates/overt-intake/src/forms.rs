//! Mappings for answers to our own forms, made of the codebook as the forms are.
//!
//! A form asks for each property in two steps: its state, and then, where there is one, the value. Its columns are called like the
//! properties. Groups that repeat are tables of their own in what ODK gives out, and stay out of these mappings.

use std::fmt::Write as _;

use overt_model::codebook::{Kind, Property, Schema};
use overt_model::{Codebook, Rung, State};

use crate::mapping::{Mapping, MappingError};

/// Columns in which ODK and Kobo tell one answer from another.
const KEY: &str = "KEY|meta-instanceID|instanceID|_uuid";

/// Which share of the columns of a form a table has at least that holds answers to it.
const SHARE_MIN: (usize, usize) = (9, 10);

/// The mapping for answers to the form of a kind of record.
pub fn mapping(schema: &Schema, codebook: &'static Codebook) -> Result<Mapping, MappingError> {
    Mapping::read(&text(schema), codebook)
}

/// The kind of record to whose form a table with these columns holds answers.
pub fn fitting(columns: &[String], codebook: &'static Codebook) -> Option<&'static Schema> {
    let last = |name: &String| name.rsplit(['/', '-']).next().unwrap_or_default().to_owned();
    let names: std::collections::BTreeSet<String> = columns.iter().map(last).collect();
    let asked = |schema: &&Schema| schema.properties.iter().filter(|property| has_state(property)).count();
    let there = |schema: &&Schema| {
        let is_there = |property: &&std::sync::Arc<Property>| {
            has_state(property) && names.contains(&format!("{}_state", property.id))
        };
        schema.properties.iter().filter(is_there).count()
    };
    let (share, of) = SHARE_MIN;
    let fits =
        |schema: &&Schema| !schema.is_abstract && there(schema) > 0 && there(schema) * of >= asked(schema) * share;
    codebook.schemas().filter(fits).max_by_key(there)
}

/// The mapping as a file, for whoever wants to start from it.
pub fn text(schema: &Schema) -> String {
    let mut text = String::new();
    let _ = writeln!(text, "format = 1\ntitle = \"Answers to the form: {}\"\n\n[[record]]", schema.label.en);
    let _ = writeln!(
        text,
        "name = \"answer\"\nschema = \"{}\"\nkey = [\"{KEY}\"]\nwhen = [\"{KEY}\"]\n\n[record.fields]",
        schema.id
    );
    for property in &schema.properties {
        if let Some(field) = field(property) {
            let _ = writeln!(text, "{} = {{ {field} }}", property.id);
        }
    }
    text
}

/// A form asks for the state unless there is only one.
fn has_state(property: &Property) -> bool {
    property.states.iter().any(|state| state != State::AskedYes)
}

fn field(property: &Property) -> Option<String> {
    let column = |part: &str| {
        let name = format!("{}{part}", property.id);
        // With and without the name of the group in front.
        format!("\"{name}|section_{section}/{name}|section_{section}-{name}\"", section = property.section)
    };
    let value = match &property.kind {
        Kind::File => return None,
        Kind::Flag => return Some(format!("column = {}", column("_state"))),
        Kind::Code { .. } if property.many => format!("column = {}, split = \" \"", column("")),
        _ if property.many => return None,
        Kind::Place { .. } => {
            let rungs = Rung::ALL.iter().filter(|rung| **rung != Rung::Point).map(|rung| rung.name());
            let parts = rungs.chain(["latitude", "longitude"]);
            let parts: Vec<String> = parts.map(|part| format!("{part} = {}", column(&format!("_{part}")))).collect();
            format!("parts = {{ {} }}", parts.join(", "))
        }
        Kind::Money { .. } => format!(
            "column = {}, high_column = {}, currency_column = {}, date_column = {}",
            column("_low"),
            column("_high"),
            column("_currency"),
            column("_on")
        ),
        Kind::Reference { to } => format!("column = {}, to = \"{}\"", column(""), to.first()?),
        Kind::Code { .. } | Kind::Text { .. } | Kind::Integer { .. } | Kind::Number { .. } | Kind::Date { .. } => {
            format!("column = {}", column(""))
        }
    };
    let state = if has_state(property) { format!(", state_column = {}", column("_state")) } else { String::new() };
    Some(value + &state)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_has_a_mapping_that_fits_the_codebook() {
        let codebook = Codebook::embedded();
        for schema in codebook.schemas().filter(|schema| !schema.is_abstract) {
            let read = mapping(schema, codebook);
            assert!(read.is_ok(), "{}: {}", schema.id, read.unwrap_err());
        }
    }

    #[test]
    fn answers_are_known_by_their_columns() {
        let codebook = Codebook::embedded();
        for kind in ["Victim", "Person", "CorruptAct", "Payment"] {
            let schema = codebook.schema(kind).unwrap();
            let asked = schema.properties.iter().filter(|property| has_state(property));
            let columns: Vec<String> = asked.map(|property| format!("section_x/{}_state", property.id)).collect();
            assert_eq!(fitting(&columns, codebook).map(|schema| schema.id.as_str()), Some(kind));
        }
        assert!(fitting(&["name".to_owned(), "gender_state".to_owned()], codebook).is_none());
    }
}

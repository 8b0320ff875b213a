//! What was typed into a form becomes fields of a record.

use std::collections::BTreeMap;

use overt_model::codebook::{Kind, Property, Schema};
use overt_model::validate::ProblemCode;
use overt_model::{Field, Problem, Rung, State};
use serde_json::{Map, Value as Json, json};

use super::NAMED;
use super::draw::{part, state_of};
use crate::ask::Pairs;

/// What a form says of the properties that stood in it.
pub(crate) struct Given {
    /// By property; `None` where nobody asked.
    pub(crate) fields: BTreeMap<String, Option<Field>>,
    /// What cannot be read.
    pub(crate) problems: Vec<Problem>,
}

/// Reads a form. A property that did not stand in it is left as it is.
pub(crate) fn read(schema: &Schema, form: &Pairs) -> Given {
    let mut given = Given { fields: BTreeMap::new(), problems: Vec::new() };
    for property in schema.properties.iter().filter(|property| form.has(&state_of(&property.id))) {
        match field(property, form) {
            Ok(field) => drop(given.fields.insert(property.id.to_string(), field)),
            Err(()) => given.problems.push(Problem::on(ProblemCode::WrongType, property, None)),
        }
    }
    given
}

/// The field of one property: its values where there are any, and otherwise its state.
fn field(property: &Property, form: &Pairs) -> Result<Option<Field>, ()> {
    let state = form.get(&state_of(&property.id)).and_then(State::from_code).unwrap_or(State::NotAsked);
    let values: Vec<Json> = match &property.kind {
        Kind::Place { .. } => place(property, form).into_iter().collect(),
        Kind::Flag | Kind::File => Vec::new(),
        kind => {
            form.all(&property.id).flat_map(|typed| parts(property, typed)).map(|typed| value(kind, typed)).collect()
        }
    };
    let json = match (values.as_slice(), property.many) {
        ([], _) if state == State::NotAsked => return Ok(None),
        ([], _) => return Ok(Some(Field::state(state))),
        ([one], false) => one.clone(),
        _ => Json::from(values),
    };
    Field::from_json(property, json).map(Some).ok_or(())
}

/// Several values of one line are separated by semicolons or line ends.
fn parts<'a>(property: &Property, typed: &'a str) -> Vec<&'a str> {
    if property.many && !matches!(property.kind, Kind::Code { .. }) {
        typed.split([';', '\n']).map(str::trim).filter(|part| !part.is_empty()).collect()
    } else {
        vec![typed]
    }
}

fn value(kind: &Kind, typed: &str) -> Json {
    match kind {
        Kind::Integer { .. } => typed.parse::<i64>().map_or_else(|_| json!(typed), |number| json!(number)),
        Kind::Number { .. } => json!(typed.replace(',', ".")),
        _ => json!(typed),
    }
}

fn place(property: &Property, form: &Pairs) -> Option<Json> {
    let named = [Rung::Country]
        .into_iter()
        .chain(NAMED)
        .filter_map(|rung| Some((rung.name(), form.get(&part(&property.id, rung))?)));
    let place: Map<String, Json> = named.map(|(name, words)| (name.to_owned(), json!(words))).collect();
    (!place.is_empty()).then(|| place.into())
}

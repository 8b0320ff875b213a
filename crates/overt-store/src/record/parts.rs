//! A record in the parts in which it is stored: what anybody may count, what each sealed class holds, and what finds it.

use std::collections::BTreeMap;

use overt_model::codebook::{Kind, Property};
use overt_model::{Class, Codebook, Field, Place, Record, Value};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value as Json};
use zeroize::Zeroizing;

use crate::StoreError;
use crate::exchange::Origin;
use crate::vault::{BlindField, BlindIndex};

/// The sealed classes, in the order in which they are stored.
pub(crate) const SEALED_CLASSES: [Class; 3] = [Class::Direct, Class::Narrative, Class::Sensitive];

/// What of a record is stored as it is: its claim, and its open and quasi properties.
#[derive(Serialize, Deserialize)]
pub(crate) struct Content {
    pub(crate) codebook: String,
    pub(crate) claim: overt_model::Claim,
    pub(crate) fields: Map<String, Json>,
    /// Nothing for a revision that was written here.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) origin: Option<Origin>,
}

/// A record taken apart.
pub(crate) struct Parts {
    pub(crate) content: String,
    pub(crate) sealed: BTreeMap<&'static str, Zeroizing<Vec<u8>>>,
}

/// Takes a record apart. Only the classes for which `wanted` says so are written.
pub(super) fn of(codebook: &Codebook, record: &Record, wanted: impl Fn(Class) -> bool) -> Parts {
    of_origin(codebook, record, wanted, None)
}

/// The same for a revision that was written elsewhere.
pub(crate) fn of_origin(
    codebook: &Codebook,
    record: &Record,
    wanted: impl Fn(Class) -> bool,
    origin: Option<Origin>,
) -> Parts {
    let schema = codebook.schema(&record.schema).expect("records are validated before they are stored");
    let mut open = Map::new();
    let mut sealed: BTreeMap<&'static str, Map<String, Json>> = BTreeMap::new();
    for (id, field) in &record.fields {
        let property = schema.property(id).expect("records are validated before they are stored");
        if property.class.is_sealed() {
            sealed.entry(property.class.code()).or_default().insert(id.to_string(), field.to_json(property));
            continue;
        }
        match generalised(property, field) {
            Some(coarse) => {
                open.insert(id.to_string(), coarse.to_json(property));
                sealed.entry(Class::Direct.code()).or_default().insert(id.to_string(), field.to_json(property));
            }
            None => {
                open.insert(id.to_string(), field.to_json(property));
            }
        }
    }
    // The time of day would tell who was there, so a claim keeps the day on which it was recorded.
    let claim = overt_model::Claim { recorded: start_of_day(record.claim.recorded), ..record.claim.clone() };
    let content = Content { codebook: record.codebook.to_string(), claim, fields: open, origin };
    let content = serde_json::to_string(&content).expect("a record can always be written as JSON");
    let is_wanted = |code: &str| Class::from_code(code).is_some_and(&wanted);
    let bytes = |map: Map<String, Json>| {
        Zeroizing::new(serde_json::to_vec(&map).expect("a record can always be written as JSON"))
    };
    let sealed = sealed.into_iter().filter(|(code, _)| is_wanted(code)).map(|(code, map)| (code, bytes(map))).collect();
    Parts { content, sealed }
}

fn start_of_day(moment: jiff::Timestamp) -> jiff::Timestamp {
    const DAY_SECONDS: i64 = 24 * 60 * 60;
    let seconds = moment.as_second();
    jiff::Timestamp::from_second(seconds - seconds.rem_euclid(DAY_SECONDS)).unwrap_or(moment)
}

/// The field with its places no finer than the property's own class allows; `None` where nothing is finer.
fn generalised(property: &Property, field: &Field) -> Option<Field> {
    let Kind::Place { open_to } = property.kind else { return None };
    let is_finer = |place: &Place| place.finest().is_some_and(|finest| finest > open_to);
    let finer = field.values.iter().any(|value| matches!(value, Value::Place(place) if is_finer(place)));
    finer.then(|| {
        let coarse = |value: &Value| match value {
            Value::Place(place) => Value::Place(Box::new(place.generalised_to(open_to))),
            other => other.clone(),
        };
        Field { values: field.values.iter().map(coarse).collect(), ..field.clone() }
    })
}

/// Whether a change of this property changes the class.
pub(crate) fn touches(property: &Property, class: Class) -> bool {
    property.class == class || (class == Class::Direct && matches!(property.kind, Kind::Place { .. }))
}

/// Puts the fields of an opened class into the record, over coarser ones.
pub(crate) fn join(codebook: &Codebook, record: &mut Record, opened: &[u8]) -> Result<(), StoreError> {
    let damaged = || StoreError::Damaged("a sealed class is not in its form");
    let fields: Map<String, Json> = serde_json::from_slice(opened).map_err(|_| damaged())?;
    insert(codebook, record, fields)
}

/// Puts fields into the record. Properties that the codebook does not know any more stay in the history.
pub(super) fn insert(codebook: &Codebook, record: &mut Record, fields: Map<String, Json>) -> Result<(), StoreError> {
    let schema = codebook.schema(&record.schema).ok_or(StoreError::Damaged("a record of an unknown kind"))?;
    for (id, json) in fields {
        let Some(property) = schema.property(&id) else { continue };
        let field = Field::from_json(property, json).ok_or(StoreError::Damaged("a value is not in its form"))?;
        record.fields.insert(property.id.clone(), field);
    }
    Ok(())
}

/// Blind indexes as a revision keeps them: five bytes each, the field's place and the number.
pub(crate) fn pack(indexes: &[(BlindField, BlindIndex)]) -> Vec<u8> {
    let mut packed: Vec<[u8; 5]> = indexes
        .iter()
        .map(|(field, index)| {
            let place = BlindField::ALL.iter().position(|known| known == field).expect("all fields are in the list");
            let [a, b, c, d] = index.number().to_be_bytes();
            [u8::try_from(place).expect("there are few fields"), a, b, c, d]
        })
        .collect();
    packed.sort_unstable();
    packed.dedup();
    packed.concat()
}

/// Field code and number of each packed index.
pub(crate) fn blind_numbers(packed: &[u8]) -> impl Iterator<Item = (&'static str, i64)> + '_ {
    packed.as_chunks::<5>().0.iter().filter_map(|[place, number @ ..]| {
        let field = BlindField::ALL.get(usize::from(*place))?;
        Some((field.code(), i64::from(u32::from_be_bytes(*number))))
    })
}

//! Terms: what a current view can be found by. Each is a hash of 64 bits; what a term finds is compared with the record before
//! it is returned, so that two terms of one hash do no harm.

use jiff::civil::Date;
use overt_model::codebook::{Kind, Property, Schema};
use overt_model::{Codebook, Field, Handling, Record, RecordId, SourceId, Standing, State, Value};

/// Years beyond which a period is found by none of its years, only by the record's other terms.
const YEARS_MAX: i16 = 150;

fn hash(kind: &str, property: &str, value: &str) -> i64 {
    let mut hasher = blake3::Hasher::new();
    for part in [kind, property, value] {
        hasher.update(part.as_bytes()).update(&[0]);
    }
    let mut first = [0; 8];
    hasher.finalize_xof().fill(&mut first);
    i64::from_be_bytes(first)
}

pub(crate) fn schema(id: &str) -> i64 {
    hash("schema", "", id)
}

pub(super) fn source(id: SourceId) -> i64 {
    hash("source", "", &id.to_string())
}

pub(super) fn standing(standing: Standing) -> i64 {
    hash("standing", "", standing.code())
}

pub(super) fn handling(handling: Handling) -> i64 {
    hash("handling", "", handling.code())
}

/// A code or a broader one above it.
pub(super) fn code(property: &str, code: &str) -> i64 {
    hash("code", property, code)
}

pub(super) fn state(property: &str, state: State) -> i64 {
    hash("state", property, state.code())
}

/// A country in any place of the record.
pub(super) fn country(code: &str) -> i64 {
    hash("country", "", code)
}

/// A year in any date of the record.
pub(super) fn year(year: i16) -> i64 {
    hash("year", "", &year.to_string())
}

pub(super) fn reference(property: &str, id: RecordId) -> i64 {
    hash("reference", property, &id.to_string())
}

/// A word in any open text of the record.
pub(super) fn word(word: &str) -> i64 {
    hash("word", "", word)
}

/// The words of a text as they are compared: lower case, letters and digits.
pub(super) fn words(text: &str) -> impl Iterator<Item = String> + '_ {
    text.split(|character: char| !character.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase)
}

/// Every term of a record, ascending and each once. Sealed properties have none.
pub(crate) fn terms_of(codebook: &Codebook, record: &Record) -> Vec<i64> {
    let claim = &record.claim;
    let mut terms =
        vec![schema(&record.schema), source(claim.source), standing(claim.standing), handling(claim.handling)];
    if let Some(known) = codebook.schema(&record.schema) {
        for (property, field) in open_fields(known, record) {
            terms.push(state(&property.id, field.state));
            for value in &field.values {
                of_value(codebook, property, value, &mut terms);
            }
        }
    }
    terms.sort_unstable();
    terms.dedup();
    terms
}

/// The fields that are not sealed.
pub(super) fn open_fields<'a>(
    schema: &'a Schema,
    record: &'a Record,
) -> impl Iterator<Item = (&'a Property, &'a Field)> {
    let property = |id: &str| schema.property(id).filter(|property| !property.class.is_sealed());
    record.fields.iter().filter_map(move |(id, field)| Some((property(id)?, field)))
}

fn of_value(codebook: &Codebook, property: &Property, value: &Value, terms: &mut Vec<i64>) {
    match value {
        Value::Code(given) => {
            terms.push(code(&property.id, given));
            if let Kind::Code { list, .. } = &property.kind {
                let broader = codebook.list(list).map(|list| broader_than(list, given));
                terms.extend(broader.into_iter().flatten().map(|above| code(&property.id, above)));
            }
        }
        Value::Place(place) => terms.extend(place.country.as_deref().map(country)),
        Value::Date(date) => {
            let (first, last) = date.bounds();
            terms.extend(years(first, last).into_iter().flatten().map(year));
        }
        Value::Reference(id) => terms.push(reference(&property.id, *id)),
        Value::Text(text) => terms.extend(words(text.expose()).map(|one| word(&one))),
        Value::Integer(_) | Value::Number(_) | Value::Money(_) | Value::File(_) => {}
    }
}

/// The codes above a code.
pub(super) fn broader_than<'a>(list: &'a overt_model::codebook::List, code: &str) -> impl Iterator<Item = &'a str> {
    let parent = |code: &str| list.get(code).and_then(|code| code.parent.as_deref());
    std::iter::successors(parent(code), move |code| parent(code))
}

/// The years from the first day to the last; none when there are too many.
pub(super) fn years(first: Date, last: Date) -> Option<std::ops::RangeInclusive<i16>> {
    (last.year().saturating_sub(first.year()) <= YEARS_MAX).then(|| first.year()..=last.year())
}

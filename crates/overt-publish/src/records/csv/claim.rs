//! The first columns of every table: which record it is, and whose facts these are.

use std::collections::BTreeMap;

use compact_str::CompactString;
use overt_model::codebook::Schema;
use overt_model::{Claim, ClaimDifference, Field, Record, State};

/// Their names, and what they are called in words.
pub(in crate::records) const COLUMNS: [(&str, &str); 11] = [
    ("id", "Record"),
    ("codebook", "Version of the codebook"),
    ("claim.source", "Source"),
    ("claim.asserter", "Who said it to the source"),
    ("claim.asserted", "When it was said"),
    ("claim.standing", "Standing"),
    ("claim.decision", "Decision"),
    ("claim.grade", "Grade"),
    ("claim.handling", "Handling"),
    ("claim.recorded", "When it was recorded"),
    ("claim.differences", "Properties whose claim differs, as JSON"),
];

pub(in crate::records) fn cells(
    record: &Record,
    schema: &Schema,
    is_seen: impl Fn(&CompactString) -> bool,
) -> Vec<String> {
    let Claim { source, asserter, asserted, standing, decision, grade, handling, recorded } = &record.claim;
    let differences: BTreeMap<_, _> = record
        .fields
        .iter()
        .filter(|(id, _)| schema.property(id).is_some() && is_seen(id))
        .filter_map(|(id, field)| Some((id, field.difference.as_deref()?)))
        .collect();
    let differences = if differences.is_empty() { String::new() } else { serde_json::json!(differences).to_string() };
    vec![
        record.id.to_string(),
        record.codebook.to_string(),
        source.to_string(),
        asserter.map_or_else(String::new, |id| id.to_string()),
        asserted.map_or_else(String::new, |date| date.to_string()),
        standing.code().to_owned(),
        decision.map_or_else(String::new, |id| id.to_string()),
        grade.to_string(),
        handling.code().to_owned(),
        recorded.to_string(),
        differences,
    ]
}

/// The record of these cells, with fields that have a difference and nothing else yet; none when they are not such cells.
pub(super) fn record(schema: &Schema, cell: impl Fn(&str) -> Option<String>) -> Option<Record> {
    let given = |name: &str| cell(name).filter(|text| !text.is_empty());
    let claim = Claim {
        source: given("claim.source")?.parse().ok()?,
        asserter: given("claim.asserter").map(|text| text.parse()).transpose().ok()?,
        asserted: given("claim.asserted").map(|text| text.parse()).transpose().ok()?,
        standing: overt_model::Standing::from_code(&given("claim.standing")?)?,
        decision: given("claim.decision").map(|text| text.parse()).transpose().ok()?,
        grade: given("claim.grade")?.parse().ok()?,
        handling: overt_model::Handling::from_code(&given("claim.handling")?)?,
        recorded: given("claim.recorded")?.parse().ok()?,
    };
    let mut record = Record::new(given("id")?.parse().ok()?, &schema.id, &given("codebook")?, claim);
    let differences = given("claim.differences").unwrap_or_else(|| "{}".to_owned());
    let differences: BTreeMap<CompactString, ClaimDifference> = serde_json::from_str(&differences).ok()?;
    for (id, difference) in differences {
        let difference = Some(Box::new(difference));
        record.fields.insert(id, Field { difference, ..Field::state(State::NotAsked) });
    }
    Some(record)
}

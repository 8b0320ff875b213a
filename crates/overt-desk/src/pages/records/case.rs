//! The page of a case: who and what belongs to it, in the order of the work, and when it happened.

use std::collections::BTreeMap;

use jiff::civil::Date;
use overt_model::codebook::{Kind, Schema};
use overt_model::{Record, RecordId, Value};
use overt_publish::records::Words;
use overt_store::Right;

use super::relations::{Related, shown_of};
use super::title::{Line, line};
use crate::answer::Stopped;
use crate::ask::Ask;
use crate::pages::chains::{Chain, chains};

/// The parts of the page, each with the kinds of records that stand in it.
const PARTS: [(&str, &[&str]); 7] = [
    ("case-people", &["Victim", "Actor"]),
    ("case-events", &["Event"]),
    ("case-acts", &["CorruptAct"]),
    ("case-fees", &["FeeItem", "DebtItem"]),
    ("case-legs", &["JourneyLeg", "Payment"]),
    ("case-referrals", &["Referral"]),
    ("case-comments", &["CaseComment"]),
];

/// Whether records of this kind are a part of one case. Who is told about may come in several.
pub(super) fn belongs(schema: &str) -> bool {
    schema != "Actor" && PARTS.iter().any(|(_, kinds)| kinds.contains(&schema))
}

/// What stands on the page of a case beside what every record has.
pub(super) struct Case {
    pub(super) parts: Vec<Part>,
    pub(super) chains: Vec<Chain>,
    pub(super) timeline: Vec<Moment>,
    /// Records of the case in which no day is open.
    pub(super) undated: u64,
}

/// A part of the page.
pub(super) struct Part {
    pub(super) id: &'static str,
    pub(super) has_chains: bool,
    pub(super) entries: Vec<Entry>,
    /// What can be added, and where.
    pub(super) adds: Vec<(String, String)>,
}

/// A record of the case, with what was paid on it.
pub(super) struct Entry {
    pub(super) line: Line,
    pub(super) paid: Vec<Line>,
}

/// Something that has a date.
pub(super) struct Moment {
    first: Date,
    pub(super) day: String,
    pub(super) what: String,
    pub(super) line: Line,
}

/// The case that the address names, if it names one that is there.
pub(crate) async fn of_case(ask: &Ask) -> Result<Option<RecordId>, Stopped> {
    case_named(ask, ask.query.get("case")).await
}

/// The case of this identifier, if it is there and the person may change it; nothing where none is given.
pub(super) async fn case_named(ask: &Ask, given: Option<&str>) -> Result<Option<RecordId>, Stopped> {
    let Some(given) = given else { return Ok(None) };
    let id = given.parse().map_err(|_| Stopped::NotThere)?;
    let shown = ask.store().show(ask.session()?, id, (&[], None), ask.today()).await?;
    if shown.record.schema == "Case" && shown.may_change { Ok(Some(id)) } else { Err(Stopped::NotThere) }
}

/// The property by which a case names records of this kind that do not name their case themselves.
pub(super) fn naming(case: &Schema, schema: &Schema) -> Option<String> {
    let names = |kind: &Kind| matches!(kind, Kind::Reference { to } if to.contains(&schema.id));
    let found = case.properties.iter().find(|property| property.many && names(&property.kind))?;
    schema.property("cases").is_none().then(|| found.id.to_string())
}

/// Puts what belongs to a case in order; what has no part of its own is left where it was.
pub(super) async fn case(
    ask: &Ask,
    record: &Record,
    (referred, related): (&mut Vec<Record>, &mut Vec<Related>),
) -> Result<Case, Stopped> {
    let mut timeline = moments(ask, record);
    let has_part = |schema: &str| PARTS.iter().any(|(_, kinds)| kinds.contains(&schema));
    let mut all: BTreeMap<RecordId, Record> = BTreeMap::new();
    for group in related.extract_if(.., |group| has_part(&group.schema)) {
        all.extend(group.records.into_iter().map(|record| (record.id, record)));
    }
    all.extend(referred.extract_if(.., |record| has_part(&record.schema)).map(|record| (record.id, record)));
    let others = referred.iter().chain(related.iter().flat_map(|group| &group.records));
    let mut undated = 0;
    for record in all.values().chain(others) {
        let of_record = moments(ask, record);
        undated += u64::from(of_record.is_empty());
        timeline.extend(of_record);
    }
    timeline.sort_by(|one, other| (one.first, &one.what).cmp(&(other.first, &other.what)));
    let paid = payments(ask, all.values()).await?;
    let parts = PARTS.into_iter().map(|(id, kinds)| part(ask, record.id, (id, kinds), (&all, &paid))).collect();
    let add = format!("&cases={}", record.id);
    let chains = chains(ask, &add, |stage| {
        let is_at = |record: &&Record| {
            record.values("stage").iter().any(|value| matches!(value, Value::Code(code) if code == stage))
        };
        all.values().filter(is_at).filter(|record| record.schema == "CorruptAct").count() as u64
    });
    Ok(Case { parts, chains: chains?, timeline, undated })
}

/// What each leg of the journey says was paid on it.
pub(super) async fn payments(
    ask: &Ask,
    all: impl Iterator<Item = &Record>,
) -> Result<BTreeMap<RecordId, Vec<Record>>, Stopped> {
    let mut paid = BTreeMap::new();
    for leg in all.filter(|record| record.schema == "JourneyLeg") {
        let ids = leg.values("payments").iter().filter_map(|value| match value {
            Value::Reference(id) => Some(*id),
            _ => None,
        });
        paid.insert(leg.id, shown_of(ask, ids).await?);
    }
    Ok(paid)
}

fn part(
    ask: &Ask,
    case: RecordId,
    (id, kinds): (&'static str, &[&str]),
    (all, paid): (&BTreeMap<RecordId, Record>, &BTreeMap<RecordId, Vec<Record>>),
) -> Part {
    let line = |record: &Record| line((ask.codebook(), ask.lang), record);
    let entry = |record: &Record| Entry {
        line: line(record),
        paid: paid.get(&record.id).into_iter().flatten().map(line).collect(),
    };
    // What was paid on a leg stands below the leg.
    let is_paid = |record: &Record| id == "case-legs" && paid.values().flatten().any(|one| one.id == record.id);
    let mut entries = Vec::new();
    for kind in kinds {
        let of_kind = all.values().filter(|record| record.schema == **kind && !is_paid(record));
        entries.extend(of_kind.map(entry));
    }
    let entered = kinds.iter().filter(|kind| ask.may_write(Right::Enter, kind));
    let schemas = entered.filter_map(|kind| ask.codebook().schema(kind));
    let adds = schemas.map(|schema| (schema.label.get(ask.lang).to_owned(), add(schema, case)));
    Part { id, has_chains: id == "case-acts", entries, adds: adds.collect() }
}

/// Where a record of this kind is entered for the case.
fn add(schema: &Schema, case: RecordId) -> String {
    match &*schema.id {
        "CorruptAct" => format!("/chains?cases={case}"),
        kind if schema.property("cases").is_some() => format!("/new/{kind}?cases={case}"),
        kind => format!("/new/{kind}?case={case}"),
    }
}

/// The dates of a record that are not sealed.
fn moments(ask: &Ask, record: &Record) -> Vec<Moment> {
    let words = Words { codebook: ask.codebook(), lang: ask.lang };
    let properties = ask.codebook().schema(&record.schema).into_iter().flat_map(|schema| &schema.properties);
    let dated = properties.filter_map(|property| {
        let field = record.fields.get(&property.id).filter(|_| !property.class.is_sealed())?;
        let firsts = field.values.iter().filter_map(|value| match value {
            Value::Date(date) => Some(date.bounds().0),
            _ => None,
        });
        Some(Moment {
            first: firsts.min()?,
            day: words.field(property, field),
            what: property.label.get(ask.lang).to_owned(),
            line: line((ask.codebook(), ask.lang), record),
        })
    });
    dated.collect()
}

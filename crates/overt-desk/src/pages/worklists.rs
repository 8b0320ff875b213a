//! Signals and referrals: what came up and waits for a review, and what went out and waits for an answer.

use askama::Template;
use overt_model::{Record, RecordId, Value};
use overt_publish::records::Words;
use overt_store::{Query, Right};

use super::records::{Line, line};
use crate::answer::{Answer, Stopped};
use crate::ask::Ask;
use crate::shell::Shell;

/// Records of a page.
const LENGTH: usize = 50;
/// So many are read at once, and so many at most for one page: where most are done, it may have fewer lines than it could.
const STEP: usize = 250;
const READ_MAX: usize = 5000;

/// A kind of record that is worked off.
struct Worklist {
    /// Its name in the catalogue and its path.
    name: &'static str,
    schema: &'static str,
    columns: &'static [&'static str],
    due: &'static str,
    /// One of these is filled in where something is to be done at all.
    begun: &'static [&'static str],
    /// The day that is filled in once nothing more is to be done.
    done: &'static str,
}

static SIGNALS: Worklist = Worklist {
    name: "signals",
    schema: "IndicatorHit",
    columns: &["found_on", "indicator_set", "indicator", "strength", "confirmed", "reviewed_on"],
    due: "due_on",
    begun: &["found_on", "indicator", "due_on"],
    done: "reviewed_on",
};

static REFERRALS: Worklist = Worklist {
    name: "referrals",
    schema: "Referral",
    columns: &[
        "incoming_on",
        "outgoing_on",
        "recipient_kind",
        "outgoing_reason",
        "acknowledged_on",
        "answered_on",
        "result",
    ],
    due: "due_on",
    begun: &["outgoing_on", "due_on"],
    done: "answered_on",
};

struct Row {
    line: Line,
    cells: Vec<String>,
    due: String,
    /// The name in the catalogue of how far it is.
    state: &'static str,
}

#[derive(Template)]
#[template(path = "worklist.html", whitespace = "minimize")]
struct Page<'a> {
    shell: Shell<'a>,
    list: &'static Worklist,
    heads: Vec<String>,
    due: String,
    rows: Vec<Row>,
    is_all: bool,
    may_enter: bool,
    /// The address of the next page.
    next: Option<String>,
}

impl Worklist {
    /// Whether something is still to be done about a record.
    fn waits(&self, record: &Record) -> bool {
        let has = |name: &&str| !record.values(name).is_empty();
        !has(&self.done) && self.begun.iter().any(has)
    }
}

/// Signs that were found, those without a review first.
pub(crate) async fn signals(ask: &Ask) -> Result<Answer, Stopped> {
    page(ask, &SIGNALS).await
}

/// Referrals, those without an answer first.
pub(crate) async fn referrals(ask: &Ask) -> Result<Answer, Stopped> {
    page(ask, &REFERRALS).await
}

async fn page(ask: &Ask, list: &'static Worklist) -> Result<Answer, Stopped> {
    let is_all = ask.query.get("show") == Some("all");
    let after = ask.query.get("after").and_then(|id| id.parse::<RecordId>().ok());
    let (records, next) = gathered(ask, list, (is_all, after)).await?;
    let schema = ask.codebook().schema(list.schema).ok_or(Stopped::NotThere)?;
    let label = |name: &&str| schema.property(name).map_or_else(String::new, |one| one.label.get(ask.lang).to_owned());
    let (path, show) = (list.name, if is_all { "show=all&" } else { "" });
    let html = Page {
        shell: Shell::new(ask, ask.say(list.name)),
        list,
        heads: list.columns.iter().map(label).collect(),
        due: label(&list.due),
        rows: records.iter().map(|record| row(ask, list, record)).collect(),
        is_all,
        may_enter: ask.may_write(Right::Enter, list.schema),
        next: next.map(|next| format!("/{path}?{show}after={next}")),
    };
    Ok(Answer::page(html.render()?))
}

/// The records of a page, and after which one the next page begins.
async fn gathered(
    ask: &Ask,
    list: &Worklist,
    (is_all, mut after): (bool, Option<RecordId>),
) -> Result<(Vec<Record>, Option<RecordId>), Stopped> {
    let query = Query { schema: Some(list.schema.to_owned()), ..Query::default() };
    let mut records: Vec<Record> = Vec::new();
    for _ in 0..READ_MAX / STEP {
        let found = ask.store().find(&query, after, STEP).await?;
        for record in found.found.into_iter().map(|found| found.record) {
            if records.len() == LENGTH {
                return Ok((records, after));
            }
            after = Some(record.id);
            if is_all || list.waits(&record) {
                records.push(record);
            }
        }
        if found.next.is_none() {
            return Ok((records, None));
        }
    }
    Ok((records, after))
}

fn row(ask: &Ask, list: &Worklist, record: &Record) -> Row {
    let words = Words { codebook: ask.codebook(), lang: ask.lang };
    let schema = ask.codebook().schema(&record.schema);
    let cell = |name: &str| {
        let property = schema.and_then(|schema| schema.property(name));
        let field = record.fields.get(name);
        property.zip(field).map_or_else(String::new, |(property, field)| words.field(property, field))
    };
    let last_day = record.values(list.due).iter().find_map(|value| match value {
        Value::Date(date) => Some(date.bounds().1),
        _ => None,
    });
    let state = match last_day {
        _ if !record.values(list.done).is_empty() => "work-done",
        // A referral that came in from others.
        _ if !list.waits(record) => "work-came-in",
        Some(day) if day < ask.today() => "work-late",
        _ => "work-waits",
    };
    let cells = list.columns.iter().map(|name| cell(name)).collect();
    Row { line: line((ask.codebook(), ask.lang), record), cells, due: cell(list.due), state }
}

#[cfg(test)]
mod tests {
    use overt_model::Codebook;

    use super::*;

    #[test]
    fn every_column_is_a_property_of_the_codebook_that_is_not_sealed() {
        for list in [&SIGNALS, &REFERRALS] {
            let schema = Codebook::embedded().schema(list.schema).unwrap();
            for name in list.columns.iter().chain(list.begun).chain([&list.due, &list.done]) {
                let property = schema.property(name).unwrap_or_else(|| panic!("{} has no {name}", list.schema));
                assert!(!property.class.is_sealed(), "{name}");
            }
        }
    }
}

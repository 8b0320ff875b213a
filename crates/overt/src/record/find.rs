//! `overt record find`: by what is not sealed.

use std::fmt::Write as _;

use clap::Args;
use overt_model::codebook::Property;
use overt_model::{Codebook, RecordId, State};
use overt_store::{Found, PAGE_LEN_MAX, Query};
use serde_json::json;

use super::filters::{self, Filters, kept};
use super::{Work, due, refuse_extra, search};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::output::{Output, table};

const LIMIT_DEFAULT: usize = 50;

#[derive(Args)]
pub(super) struct Conditions {
    #[command(flatten)]
    filters: Filters,
    /// At most so many.
    #[arg(long, value_name = "N", default_value_t = LIMIT_DEFAULT)]
    limit: usize,
    /// The page after this record.
    #[arg(long, value_name = "ID")]
    after: Option<RecordId>,
    /// Only how many. Periods count by whole years.
    #[arg(long, conflicts_with_all = ["states", "due", "after"])]
    count: bool,
    /// How many have each value state under this property of --schema: yes, no, not known, and never asked.
    #[arg(long, value_name = "PROPERTY", requires = "schema", conflicts_with_all = ["due", "after"])]
    states: Option<String>,
    /// What must be erased by now: its source is over, or its time of retention.
    #[arg(long, conflicts_with_all = [
        "schema", "code", "state", "country", "from", "to", "source", "standing", "handling", "refers", "text", "after",
    ])]
    due: bool,
    #[command(flatten)]
    search: search::Search,
    #[arg(hide = true)]
    extra: Vec<String>,
}

/// What was understood, but for the source, which only the store knows.
pub(super) struct Wanted {
    query: Query,
    states: Option<&'static Property>,
}

impl Conditions {
    pub(super) fn checked(&self, codebook: &'static Codebook) -> Result<Wanted, Failure> {
        refuse_extra(&self.extra)?;
        let mut failures = Vec::new();
        let is_counted = self.count || self.states.is_some();
        let query = self.filters.query(codebook, is_counted, &mut failures);
        let schema = self.filters.schema(codebook);
        let property = |name: &str| filters::open_property(codebook, schema, name);
        let states = kept(&mut failures, self.states.as_deref().map(property));
        if !(1..=PAGE_LEN_MAX).contains(&self.limit) {
            let message = format!("`--limit` takes a number from 1 to {PAGE_LEN_MAX}");
            failures.push(Failure::new(Exit::WrongUse, "wrong-use", message));
        }
        Failure::all(failures).map_or(Ok(Wanted { query, states }), Err)
    }
}

pub(super) fn find(work: &Work<'_>, conditions: &Conditions, wanted: Wanted) -> anyhow::Result<Output> {
    let Work { workspace, .. } = *work;
    if conditions.due {
        return due::due(work, conditions.limit);
    }
    if let Some(field) = conditions.search.field()? {
        return search::search(work, &conditions.search, field);
    }
    let mut query = wanted.query;
    query.source = conditions.filters.source(workspace)?;
    if let Some(property) = wanted.states {
        return states(work, &query, property, conditions.filters.is_by_period());
    }
    if conditions.count {
        let count = workspace.wait(workspace.store.count(&query))?;
        if work.options.json {
            return Output::json(&json!({ "records": count, "by_whole_years": conditions.filters.is_by_period() }));
        }
        let years = by_years(conditions.filters.is_by_period());
        return Ok(Output::text(format!("{count} record(s){years}\n")));
    }
    page(work, conditions, &query)
}

const fn by_years(is_by_period: bool) -> &'static str {
    if is_by_period { " (the period was counted by whole years)" } else { "" }
}

fn page(work: &Work<'_>, conditions: &Conditions, query: &Query) -> anyhow::Result<Output> {
    let Work { workspace, options, codebook, .. } = *work;
    let progress = options.progress("Looking", None);
    let page = workspace.wait(workspace.store.find(query, conditions.after, conditions.limit))?;
    progress.finish();
    if options.json {
        let found: Vec<_> = page.found.iter().map(|found| found_json(found, codebook)).collect();
        return Output::json(&json!({ "found": found, "next": page.next }));
    }
    let rows: Vec<_> = page.found.iter().map(row).collect();
    if rows.is_empty() {
        return Ok(Output::text(
            "No record was found. That nobody recorded it does not mean that it did not happen.\n".into(),
        ));
    }
    let mut text = table(HEADER, &rows);
    if let Some(next) = page.next {
        let _ = writeln!(text, "\nThere are more: `--after {next}`");
    }
    Ok(Output::text(text))
}

pub(super) const HEADER: [&str; 5] = ["RECORD", "KIND", "STANDING", "HANDLING", "REVISION"];

fn row(found: &Found) -> [String; 5] {
    let Found { record, revision, .. } = found;
    let claim = &record.claim;
    let (standing, handling) = (claim.standing.code().to_owned(), claim.handling.code().to_owned());
    [record.id.to_string(), record.schema.to_string(), standing, handling, revision.to_string()]
}

fn found_json(found: &Found, codebook: &Codebook) -> serde_json::Value {
    json!({ "revision": found.revision, "record": found.record.to_json(codebook) })
}

/// So that "nobody asked" is never read as "no".
fn states(work: &Work<'_>, query: &Query, property: &Property, is_by_period: bool) -> anyhow::Result<Output> {
    let Work { workspace, options, codebook, lang, .. } = *work;
    let progress = options.progress("Counting", None);
    let counts = workspace.wait(workspace.store.count_states(query, &property.id))?;
    progress.finish();
    if options.json {
        return Output::json(&json!({
            "property": property.id, "records": counts.records, "states": counts.states, "by_whole_years": is_by_period,
        }));
    }
    let label = |state: &str| {
        let code = codebook.list(State::LIST).and_then(|list| list.get(state));
        code.map_or(state, |code| code.label.get(lang)).to_owned()
    };
    let count = |state: &State| counts.states.get(state.code()).copied().unwrap_or(0);
    let row = |state: &State| [state.code().to_owned(), count(state).to_string(), label(state.code())];
    let rows: Vec<_> = State::ALL.iter().map(row).collect();
    let mut text = format!("{} ({})\n", property.label.get(lang), property.id);
    text.push_str(&table(["STATE", "RECORDS", "MEANING"], &rows));
    let _ = writeln!(text, "{} record(s) in all{}", counts.records, by_years(is_by_period));
    let unasked = count(&State::NotAsked);
    if unasked > 0 {
        let _ =
            writeln!(text, "Of {unasked} nobody asked: these are neither a yes nor a no, and belong in no percentage.");
    }
    Ok(Output::text(text))
}

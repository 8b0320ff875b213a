//! `overt record find`: by what is not sealed.

use std::fmt::Write as _;

use clap::Args;
use jiff::civil::Date;
use overt_model::codebook::{Kind, Property};
use overt_model::{Codebook, RecordId, State};
use overt_store::{Found, PAGE_LEN_MAX, Query};
use serde_json::json;

use super::{Work, due, edit, refuse_extra, search};
use crate::codebook::nearest;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::output::{Output, table};
use crate::{codes, source};

/// Periods that are counted by years may not be longer.
const YEARS_MAX: i16 = 150;
const LIMIT_DEFAULT: usize = 50;

#[derive(Args)]
pub(super) struct Conditions {
    /// Of this kind.
    #[arg(long, value_name = "SCHEMA")]
    schema: Option<String>,
    /// With this code, or a narrower one, under an open or quasi property. May be repeated.
    #[arg(long, value_name = "PROPERTY=CODE")]
    code: Vec<String>,
    /// With this value state under an open or quasi property: asked-unknown, asked-no, withheld and so on. May be repeated.
    #[arg(long, value_name = "PROPERTY=STATE")]
    state: Vec<String>,
    /// With a place in this country, by any spelling.
    #[arg(long, value_name = "COUNTRY")]
    country: Option<String>,
    /// With a date that may lie on or after this day.
    #[arg(long, value_name = "DAY", value_parser = codes::day)]
    from: Option<Date>,
    /// With a date that may lie on or before this day.
    #[arg(long, value_name = "DAY", value_parser = codes::day)]
    to: Option<Date>,
    /// From this source, by name or identifier.
    #[arg(long, value_name = "SOURCE")]
    source: Option<String>,
    /// With this standing.
    #[arg(long, value_name = "STANDING")]
    standing: Option<String>,
    /// With this handling.
    #[arg(long, value_name = "HANDLING")]
    handling: Option<String>,
    /// That refers to this record under a property. May be repeated.
    #[arg(long, value_name = "PROPERTY=RECORD")]
    refers: Vec<String>,
    /// With these words in texts that are not sealed. For names use --name, which does not put them here.
    #[arg(long, value_name = "WORDS")]
    text: Option<String>,
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
        let schema = kept(&mut failures, self.schema.as_deref().map(|name| codes::schema(codebook, name)));
        let mut query = Query { schema: schema.map(|schema| schema.id.to_string()), ..Query::default() };
        let property = |name: &str| open_property(codebook, schema, name);
        for pair in &self.code {
            let read = codes::pair("--code", pair).and_then(|(name, spelling)| {
                let property = property(name)?;
                let Kind::Code { list, .. } = &property.kind else { return Err(other_type(property, "codes")) };
                Ok((property.id.to_string(), codes::code(codebook, list, spelling)?.code.to_string()))
            });
            query.codes.extend(kept(&mut failures, Some(read)));
        }
        for pair in &self.state {
            let read = codes::pair("--state", pair)
                .and_then(|(name, spelling)| Ok((property(name)?.id.to_string(), state(codebook, spelling)?)));
            query.states.extend(kept(&mut failures, Some(read)));
        }
        for pair in &self.refers {
            let read = codes::pair("--refers", pair).and_then(|(name, id)| {
                let property = property(name)?;
                let Kind::Reference { .. } = property.kind else { return Err(other_type(property, "references")) };
                let id = id.parse().map_err(|_| {
                    let message = "what follows `--refers` names a record by its identifier, after `=`";
                    Failure::new(Exit::WrongUse, "wrong-use", message)
                })?;
                Ok((property.id.to_string(), id))
            });
            query.references.extend(kept(&mut failures, Some(read)));
        }
        let country = self.country.as_deref().map(|name| codes::code(codebook, "countries", name));
        query.country = kept(&mut failures, country).map(|code| code.code.to_string());
        query.standing = kept(&mut failures, self.standing.as_deref().map(|name| edit::standing(codebook, name)));
        query.handling = kept(&mut failures, self.handling.as_deref().map(|name| source::handling(codebook, name)));
        query.text.clone_from(&self.text);
        query.period = kept(&mut failures, self.period().transpose());
        let states = kept(&mut failures, self.states.as_deref().map(property));
        if !(1..=PAGE_LEN_MAX).contains(&self.limit) {
            let message = format!("`--limit` takes a number from 1 to {PAGE_LEN_MAX}");
            failures.push(Failure::new(Exit::WrongUse, "wrong-use", message));
        }
        Failure::all(failures).map_or(Ok(Wanted { query, states }), Err)
    }

    /// The days of `--from` and `--to`, either of which may be open.
    fn period(&self) -> Result<Option<(Date, Date)>, Failure> {
        let wrong = |message: &str| Err(Failure::new(Exit::WrongUse, "period", message));
        let (first, last) = match (self.from, self.to) {
            (None, None) => return Ok(None),
            (Some(from), Some(to)) if from > to => return wrong("the period ends before it begins"),
            (from, to) => (from.unwrap_or(Date::constant(1, 1, 1)), to.unwrap_or(Date::MAX)),
        };
        let is_counted = self.count || self.states.is_some();
        if is_counted && last.year().saturating_sub(first.year()) > YEARS_MAX {
            return wrong("to count, give both `--from` and `--to`, at most 150 years apart");
        }
        Ok(Some((first, last)))
    }

    fn is_by_period(&self) -> bool {
        self.from.is_some() || self.to.is_some()
    }
}

/// What was read, with what could not be read put aside.
fn kept<T>(failures: &mut Vec<Failure>, read: Option<Result<T, Failure>>) -> Option<T> {
    read.and_then(|read| read.map_err(|failure| failures.push(failure)).ok())
}

/// A property by which records can be found: what is sealed is in no index that could be counted.
fn open_property(
    codebook: &'static Codebook,
    schema: Option<&'static overt_model::codebook::Schema>,
    name: &str,
) -> Result<&'static Property, Failure> {
    let found = match schema {
        Some(schema) => codes::property(schema, name)?,
        None => codebook.schemas().find_map(|schema| schema.property(name)).ok_or_else(|| {
            let names = codebook.schemas().flat_map(|schema| &schema.properties).map(|property| property.id.as_str());
            let message = format!("no kind of record has such a property{}", nearest(name, names));
            Failure::new(Exit::WrongUse, "unknown-property", message).with_hint("name the kind with `--schema`")
        })?,
    };
    if found.class.is_sealed() {
        let message = format!("“{}” is sealed: nobody can find or count records by it", found.id);
        let failure = Failure::new(Exit::WrongUse, "sealed-property", message);
        return Err(
            failure.with_hint("names, telephone and paper numbers are found with `--name`, `--phone` and `--paper`")
        );
    }
    Ok(found)
}

fn other_type(property: &Property, expected: &str) -> Failure {
    let message = format!("“{}” does not hold {expected} but values of the type {}", property.id, property.kind.name());
    Failure::new(Exit::WrongUse, "wrong-use", message)
}

fn state(codebook: &Codebook, spelling: &str) -> Result<State, Failure> {
    let code = codes::code(codebook, State::LIST, spelling)?;
    let state = State::from_code(&code.code).expect("the list and the type are compared when the codebook is read");
    if state == State::NotAsked {
        let message = "what nobody asked is what a record does not mention, and cannot be looked for";
        return Err(Failure::new(Exit::WrongUse, "not-asked", message).with_hint("`--states PROPERTY` counts it"));
    }
    Ok(state)
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
    query.source = conditions.source.as_deref().map(|name| source::named(workspace, name)).transpose()?.map(|s| s.id);
    if let Some(property) = wanted.states {
        return states(work, &query, property, conditions.is_by_period());
    }
    if conditions.count {
        let count = workspace.wait(workspace.store.count(&query))?;
        if work.options.json {
            return Output::json(&json!({ "records": count, "by_whole_years": conditions.is_by_period() }));
        }
        let years = by_years(conditions.is_by_period());
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
    let Found { record, revision } = found;
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

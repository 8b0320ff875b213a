//! `overt analyse before`: whether tip-offs fall into the days before raids more often than chance would have it.

use std::path::{Path, PathBuf};

use clap::Args;
use jiff::civil::Date;
use overt_analysis::patterns::timing::{Dated, Watch, before};
use overt_model::Codebook;
use overt_publish::findings;
use overt_warehouse::Warehouse;
use overt_warehouse::days::Happened;
use serde_json::json;

use super::library::{Row, rows};
use super::table::read;
use super::{Out, of_snapshot, origin, problem};
use crate::codes::day;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::output::Output;
use crate::snapshot::failure;
use crate::store_options::StoreOptions;
use crate::warehouse::{analyst, runtime};

/// Days are counted from here.
const EPOCH: Date = jiff::civil::date(1970, 1, 1);
/// Information on investigations or raids that was revealed or sold.
const TIP_OFFS: &str = "act = 'A31'";
/// Police, an inspection or a service met people.
const RAIDS: &str = "array_has(kinds, 'Identification')";

/// Arguments of `overt analyse before`.
#[derive(Args)]
pub(super) struct Choice {
    /// What comes before: a condition in SQL on the table `corrupt_act`.
    #[arg(long, value_name = "CONDITION", default_value = TIP_OFFS, conflicts_with = "signals_file")]
    signals: String,
    /// The same from a table with the columns `label` and `day`.
    #[arg(long, value_name = "FILE")]
    signals_file: Option<PathBuf>,
    /// What it may come before: a condition in SQL on the table `event`. Without it, events at which people were identified.
    #[arg(long, value_name = "CONDITION", default_value = RAIDS, conflicts_with = "events_file")]
    events: String,
    /// The same from a table with the columns `label` and `day`.
    #[arg(long, value_name = "FILE")]
    events_file: Option<PathBuf>,
    /// How many days before an event count. Whole weeks help against days of the week.
    #[arg(long, value_name = "DAYS", default_value_t = 14)]
    days: u32,
    /// The first day of which both were recorded; the first one of either, where none is named.
    #[arg(long, value_name = "DAY", value_parser = day)]
    from: Option<Date>,
    /// The last such day.
    #[arg(long, value_name = "DAY", value_parser = day)]
    to: Option<Date>,
    #[command(flatten)]
    out: Out,
}

pub(super) fn run(choice: &Choice, options: &StoreOptions) -> anyhow::Result<Output> {
    let warehouse = match (&choice.signals_file, &choice.events_file) {
        (Some(_), Some(_)) => None,
        _ => Some(analyst(options)?),
    };
    let side = |file: Option<&Path>, schema: &str, condition: &str| match (file, &warehouse) {
        (Some(path), _) => of_file(path),
        (None, Some(warehouse)) => asked(warehouse, schema, condition),
        (None, None) => unreachable!("the snapshot is opened unless both are files"),
    };
    let signals = side(choice.signals_file.as_deref(), "CorruptAct", &choice.signals)?;
    let events = side(choice.events_file.as_deref(), "Event", &choice.events)?;
    let known = || signals.iter().chain(&events).filter_map(|one| one.day);
    let first = choice.from.map(number).or_else(|| known().min());
    let last = choice.to.map(number).or_else(|| known().max());
    let (Some(first), Some(last)) = (first, last) else {
        let failure = Failure::new(Exit::WrongUse, "cannot-be-estimated", "of nothing is the day known exactly");
        return Err(failure.with_hint("choose other conditions, or give files with days").into());
    };
    let watch = Watch {
        events: "events".to_owned(),
        signals: "signals".to_owned(),
        observed: (first, last),
        window_days: choice.days,
    };
    let found = before(&events, &signals, &watch).map_err(|error| problem(&error))?;
    let named = |file: Option<&PathBuf>, condition: &str| match file {
        Some(_) => "a file".to_owned(),
        None => condition.to_owned(),
    };
    let observed = [first, last].map(|number| written(number).to_string());
    let all = json!({
        "snapshot": warehouse.as_ref().map(|warehouse| &warehouse.manifest.snapshot),
        "signals": named(choice.signals_file.as_ref(), &choice.signals),
        "events": named(choice.events_file.as_ref(), &choice.events),
        "observed": observed,
        "found": found,
    });
    let mut origin = match &warehouse {
        Some(warehouse) => of_snapshot(&warehouse.manifest.snapshot, Vec::new()),
        None => origin("Files", "two tables"),
    };
    origin.facts.extend([
        ("Signals".to_owned(), named(choice.signals_file.as_ref(), &choice.signals)),
        ("Events".to_owned(), named(choice.events_file.as_ref(), &choice.events)),
        ("Observed".to_owned(), observed.join(" to ")),
    ]);
    choice.out.answer(options.json, &all, &findings::before(&found, &origin))
}

fn number(day: Date) -> i32 {
    (day - EPOCH).get_days()
}

fn written(number: i32) -> Date {
    EPOCH.saturating_add(jiff::Span::new().days(number))
}

fn asked(warehouse: &Warehouse, schema: &str, condition: &str) -> anyhow::Result<Vec<Dated>> {
    let schema = crate::codes::schema(Codebook::embedded(), schema)?;
    let found = runtime()?.block_on(warehouse.happened(schema, Some(condition))).map_err(failure)?;
    Ok(found.into_iter().map(|Happened { id, day }| Dated { label: id, day }).collect())
}

/// A table of somebody's own. An empty day is not known.
fn of_file(path: &Path) -> anyhow::Result<Vec<Dated>> {
    let (name, text) = (path.display().to_string(), read(path)?);
    let rows = rows(&name, &text)?;
    let wrong = |message: String| Failure::new(Exit::WrongUse, "data-file", message);
    if rows.first().is_some_and(|row| !row.names().iter().any(|name| name == "day")) {
        return Err(wrong(format!("{name} has no column `day`")).with_hint("its columns are `label` and `day`").into());
    }
    let dated = |row: &Row| {
        let day = match row.get("day") {
            "" => None,
            cell => Some(number(
                day(cell)
                    .map_err(|_| wrong(format!("{name}, line {}: `day` is not written as 2027-06-30", row.line)))?,
            )),
        };
        Ok(Dated { label: row.get("label").to_owned(), day })
    };
    rows.iter().map(dated).collect()
}

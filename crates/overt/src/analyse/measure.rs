//! `overt analyse measure`: whether the number of acts changed more where a measure was taken than where it was not.

use clap::Args;
use jiff::ToSpan as _;
use jiff::civil::Date;
use overt_analysis::patterns::timing::{Measure, Seen, Unit, after_measure};
use overt_model::Codebook;
use overt_publish::findings;
use serde_json::json;

use super::{Out, of_snapshot, problem};
use crate::codes::{day, of};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::nexus::request;
use crate::output::Output;
use crate::snapshot::failure;
use crate::store_options::StoreOptions;
use crate::warehouse::{analyst, runtime};

/// Arguments of `overt analyse measure`.
#[derive(Args)]
pub(super) struct Choice {
    /// The first day of the measure.
    #[arg(long, value_name = "DAY", value_parser = day)]
    on: Date,
    /// The units in which it was taken: codes, with commas between them. All others are the comparison.
    #[arg(long, value_name = "CODES", value_delimiter = ',', required = true)]
    taken: Vec<String>,
    /// What units are: a dimension with a list of codes, as `overt nexus dimensions` names them.
    #[arg(long, value_name = "DIMENSION", default_value = "country")]
    by: String,
    /// How the measure is called.
    #[arg(long, value_name = "WORDS", default_value = "the measure")]
    called: String,
    /// How many months each period has.
    #[arg(long, value_name = "MONTHS", default_value_t = 12, value_parser = clap::value_parser!(u8).range(1..=120))]
    months: u8,
    /// How many periods before the measure. From two on it is looked at whether groups changed alike before.
    #[arg(long, value_name = "PERIODS", default_value_t = 2, value_parser = clap::value_parser!(u8).range(1..=100))]
    before: u8,
    /// A condition in SQL on the table `corrupt_act`.
    #[arg(long = "where", value_name = "CONDITION")]
    condition: Option<String>,
    #[command(flatten)]
    out: Out,
}

pub(super) fn run(choice: &Choice, options: &StoreOptions) -> anyhow::Result<Output> {
    let codebook = Codebook::embedded();
    let by = request(codebook, std::slice::from_ref(&choice.by), &[], None)?.by.remove(0);
    let list = by.list.as_deref().and_then(|list| codebook.list(list)).ok_or_else(|| {
        Failure::new(Exit::WrongUse, "wrong-use", format!("“{}” has no list of codes", choice.by))
            .with_hint("choose a dimension such as `country` or `actor`")
    })?;
    let taken = choice.taken.iter().map(|code| Ok(of(list, code)?.code.to_string()));
    let taken = taken.collect::<Result<Vec<String>, Failure>>()?;
    let days = days(choice)
        .ok_or_else(|| Failure::new(Exit::WrongUse, "wrong-use", "so many months lead to no day of the calendar"))?;
    let warehouse = analyst(options)?;
    let told = warehouse.spans(codebook, &by, choice.condition.as_deref(), &days);
    let told = runtime()?.block_on(told).map_err(failure)?;
    let unit = |(label, acts): (&String, &Vec<Option<u64>>)| {
        let mut seen: Vec<Seen> = acts.iter().map(|acts| Seen { acts: *acts, exposure: None }).collect();
        let after = seen.pop()?;
        Some(Unit { label: label.clone(), measure: Some(taken.contains(label)), before: seen, after })
    };
    let units: Vec<Unit> = told.units.iter().filter_map(unit).collect();
    let asked = Measure {
        acts: "acts of corruption".to_owned(),
        units: format!("units by {}", choice.by),
        measure: choice.called.clone(),
        exposure: "exposure".to_owned(),
    };
    let found = after_measure(&units, &asked).map_err(|error| problem(&error))?;
    let all = json!({
        "snapshot": warehouse.manifest.snapshot,
        "days": days,
        "undated": told.undated,
        "unplaced": told.unplaced,
        "found": found,
    });
    let mut left_out = Vec::new();
    for (acts, why) in [
        (told.undated, "it is not known in which of the periods they happened"),
        (told.unplaced, "it is not known where they belong"),
    ] {
        if acts > 0 {
            left_out.push(format!("Of {acts} acts {why}; they are not in it."));
        }
    }
    let mut origin = of_snapshot(&warehouse.manifest.snapshot, left_out);
    let days: Vec<String> = days.iter().map(Date::to_string).collect();
    origin.facts.push(("Periods begin, and the last ends".to_owned(), days.join(", ")));
    choice.out.answer(options.json, &all, &findings::after_measure(&found, &origin))
}

/// The days on which periods begin, the first day of the measure among them, and the day after the last one.
fn days(choice: &Choice) -> Option<Vec<Date>> {
    let [before, months] = [choice.before, choice.months].map(i32::from);
    (-before..=1).map(|period| choice.on.checked_add((period * months).months()).ok()).collect()
}

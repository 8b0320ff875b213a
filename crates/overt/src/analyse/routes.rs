//! `overt analyse routes`: from where to where people were taken, over which crossings, and which acts of corruption are told of there.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::PathBuf;

use clap::Args;
use overt_warehouse::routes::{Answers, Crossing, Route, Routes};

use super::answer;
use crate::output::{Output, printable, table};
use crate::snapshot::failure;
use crate::store_options::StoreOptions;
use crate::warehouse::{analyst, runtime};

/// So many routes and crossings are printed; the JSON has all.
const SHOWN: usize = 20;

const LIMITS: &str = "These are legs that somebody told of, and nobody tells of most. An act is told of at a crossing if a leg names it, or if it \
                      names the crossing itself; one crossing under two spellings is two. A crossing of which more is told is not one at which \
                      more happens, and says nothing about who served there.";

/// Arguments of `overt analyse routes`.
#[derive(Args)]
pub(super) struct Choice {
    /// A condition in SQL on the table `journey_leg`.
    #[arg(long = "where", value_name = "CONDITION")]
    condition: Option<String>,
    /// Write all that was found into this file, as JSON.
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

pub(super) fn run(choice: &Choice, options: &StoreOptions) -> anyhow::Result<Output> {
    let warehouse = analyst(options)?;
    let found = runtime()?.block_on(warehouse.routes(choice.condition.as_deref())).map_err(failure)?;
    answer(choice.out.as_deref(), options.json, &found, told(&found))
}

fn told(found: &Routes) -> String {
    if found.legs == 0 {
        return "No leg of a journey is in the snapshot.\n".to_owned();
    }
    let sum = |border: bool| {
        found.routes.iter().filter(|route| route.crosses_border == border).map(|route| route.legs).sum::<u64>()
    };
    let mut text = format!(
        "{} legs of journeys = {} across borders + {} within a country + {} of which an end is not known.\n\n",
        found.legs,
        sum(true),
        sum(false),
        found.unplaced
    );
    let row = |route: &Route| {
        [
            format!("{} to {}", printable(&route.from), printable(&route.to)),
            route.legs.to_string(),
            people(route),
            if route.crosses_border { "yes" } else { "no" }.to_owned(),
            asked(route.payment_asked),
            route.crossings.len().to_string(),
            route.acts.to_string(),
        ]
    };
    let rows: Vec<[String; 7]> = found.routes.iter().take(SHOWN).map(row).collect();
    text += &table(["Route", "Legs", "People", "Border", "Payment asked", "Crossings", "Acts told of"], &rows);
    let all: Vec<(&Route, &String, &Crossing)> =
        found.routes.iter().flat_map(|route| route.crossings.iter().map(move |(name, of)| (route, name, of))).collect();
    if !all.is_empty() {
        text += &crossings(&all);
    }
    if found.routes.len() > SHOWN || all.len() > SHOWN {
        text.push_str("\nThere are more routes or crossings; --json has them all.\n");
    }
    let _ = writeln!(text, "\n{LIMITS}");
    text
}

fn crossings(all: &[(&Route, &String, &Crossing)]) -> String {
    let acts = |crossing: &Crossing| crossing.acts.values().sum::<u64>();
    let mut all = all.to_vec();
    all.sort_by(|(_, one, first), (_, other, second)| {
        (acts(second), second.legs).cmp(&(acts(first), first.legs)).then_with(|| one.cmp(other))
    });
    let row = |(route, name, crossing): &(&Route, &String, &Crossing)| {
        [
            printable(name),
            format!("{} to {}", printable(&route.from), printable(&route.to)),
            crossing.legs.to_string(),
            asked(crossing.payment_asked),
            counts(&crossing.acts),
        ]
    };
    let rows: Vec<[String; 5]> = all.iter().take(SHOWN).map(row).collect();
    format!("\n{}", table(["Crossing", "On the route", "Legs", "Payment asked", "Acts told of there"], &rows))
}

/// People, with how many legs name nobody.
fn people(route: &Route) -> String {
    match route.legs_without_persons {
        0 => route.persons.to_string(),
        legs => format!("{} ({legs} legs name nobody)", route.persons),
    }
}

/// `12 of 40, 3 not known`.
fn asked(answers: Answers) -> String {
    let Answers { yes, no, unknown } = answers;
    match (yes + no, unknown) {
        (0, _) => "not known".to_owned(),
        (known, 0) => format!("{yes} of {known}"),
        (known, unknown) => format!("{yes} of {known}, {unknown} not known"),
    }
}

fn counts(counts: &BTreeMap<String, u64>) -> String {
    counts.iter().map(|(code, n)| format!("{code} {n}")).collect::<Vec<_>>().join(", ")
}

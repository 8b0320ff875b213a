//! `overt analyse coverage`: from which countries anything was told, and from which nothing. No data is not no cases.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::PathBuf;

use clap::Args;
use overt_model::{Codebook, Lang};
use overt_warehouse::coverage::Told;
use serde::Serialize;
use serde_json::json;

use super::answer;
use super::library::{Library, entry};
use crate::output::{Output, table};
use crate::snapshot::failure;
use crate::store_options::StoreOptions;
use crate::warehouse::{analyst, runtime};

/// The series that says where risk is known, and the words on its scale that say so.
const RISK: &str = "TIP";
const RISKY: [&str; 2] = ["2WL", "3"];

const LIMITS: &str = "No data is not no cases: a country is silent here because no contributor works there, or nobody could report. A tier is \
                      what one government thinks of another's efforts, and not a measure of how much there is. Where more is told, more was \
                      recorded.";

/// Arguments of `overt analyse coverage`.
#[derive(Args)]
pub(super) struct Choice {
    /// Only countries of which anything was told.
    #[arg(long)]
    known: bool,
    /// Write all that was found into this file, as JSON.
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

/// A country and what was told of it.
#[derive(Serialize)]
struct Country {
    code: String,
    name: String,
    /// None where nothing was told.
    told: Option<Told>,
    /// The newest tier.
    tier: Option<Tier>,
    /// Nothing was told, and risk is known.
    is_black_spot: bool,
}

#[derive(Clone, Serialize)]
struct Tier {
    word: String,
    year: i32,
}

pub(super) fn run(library: &Library, choice: &Choice, options: &StoreOptions) -> anyhow::Result<Output> {
    let codebook = Codebook::embedded();
    let warehouse = analyst(options)?;
    let found = runtime()?.block_on(warehouse.coverage()).map_err(failure)?;
    let tiers = tiers(library)?;
    let codes = codebook.list("countries").into_iter().flat_map(|list| list.codes());
    let country = |code: &overt_model::codebook::Code| {
        let told = found.countries.get(code.code.as_str()).cloned();
        let tier = tiers.get(code.code.as_str()).cloned();
        let is_risky = tier.as_ref().is_some_and(|tier| RISKY.contains(&tier.word.as_str()));
        Country {
            code: code.code.to_string(),
            name: code.label.get(Lang::En).to_owned(),
            is_black_spot: told.is_none() && is_risky,
            told,
            tier,
        }
    };
    let mut countries: Vec<Country> = codes.map(country).collect();
    let silent = countries.iter().filter(|country| country.told.is_none()).count();
    let black_spots = countries.iter().filter(|country| country.is_black_spot).count();
    if choice.known {
        countries.retain(|country| country.told.is_some());
    }
    let all = json!({
        "snapshot": found.snapshot,
        "countries": countries,
        "silent": silent,
        "black_spots": black_spots,
        "acts_unplaced": found.acts_unplaced,
        "victims_unplaced": found.victims_unplaced,
        "risk": { "series": RISK, "from": RISKY },
        "limits": LIMITS,
    });
    let text = told(&countries, [silent, black_spots], [found.acts_unplaced, found.victims_unplaced], choice.known);
    answer(choice.out.as_deref(), options.json, &all, text)
}

/// The newest tier of each country.
fn tiers(library: &Library) -> anyhow::Result<BTreeMap<String, Tier>> {
    let scale = entry(RISK)?;
    let mut newest: BTreeMap<String, Tier> = BTreeMap::new();
    // They come by country, and then by year.
    for ((country, year), cell) in library.series(RISK)?.cells() {
        newest.insert(country.to_string(), Tier { word: scale.word(cell.value).to_owned(), year });
    }
    Ok(newest)
}

fn told(
    countries: &[Country],
    [silent, black_spots]: [usize; 2],
    [acts, victims]: [u64; 2],
    only_known: bool,
) -> String {
    let with: Vec<(&Country, &Told)> =
        countries.iter().filter_map(|country| Some((country, country.told.as_ref()?))).collect();
    let mut text = format!(
        "Something was told of {} countries, and nothing of {silent}. No data is not no cases.\n\n",
        with.len()
    );
    let row = |(country, told): &(&Country, &Told)| {
        let [first, last] = told.quarters.clone().unwrap_or_else(|| ["–", "–"].map(str::to_owned));
        let asked = told.acts * told.unknown.len() as u64;
        let unknown: u64 = told.unknown.values().sum();
        let share = (unknown * 100).checked_div(asked).map_or_else(|| "–".to_owned(), |share| format!("{share} %"));
        [
            format!("{} {}", country.code, country.name),
            told.acts.to_string(),
            told.victims.to_string(),
            told.contributors.to_string(),
            first,
            last,
            share,
            country.tier.as_ref().map_or_else(|| "–".to_owned(), |tier| format!("{} ({})", tier.word, tier.year)),
        ]
    };
    let header = ["Country", "Acts", "People", "Contributors", "First", "Last", "Answers not known", "Tier"];
    text += &table(header, &with.iter().map(row).collect::<Vec<_>>());
    if !only_known {
        let spots: Vec<String> = countries
            .iter()
            .filter(|country| country.is_black_spot)
            .map(|country| {
                let tier = country.tier.as_ref().map_or("", |tier| tier.word.as_str());
                format!("{} ({tier})", country.code)
            })
            .collect();
        let _ = writeln!(
            text,
            "\nNothing was told of {black_spots} countries of which risk is known (tier {}): {}",
            RISKY.join(" or "),
            spots.join(", ")
        );
        let others: Vec<&str> = countries
            .iter()
            .filter(|country| country.told.is_none() && !country.is_black_spot)
            .map(|country| country.code.as_str())
            .collect();
        let _ = writeln!(text, "\nNothing was told of {} others: {}", others.len(), others.join(", "));
    }
    if acts + victims > 0 {
        let _ = writeln!(text, "\nOf {acts} acts and {victims} people no country is known; they are not in it.");
    }
    let _ = writeln!(text, "\n{LIMITS}");
    text
}

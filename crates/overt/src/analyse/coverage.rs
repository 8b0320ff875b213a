//! `overt analyse coverage`: from which countries anything was told, and from which nothing. No data is not no cases.

use std::collections::BTreeMap;

use clap::Args;
use overt_model::{Codebook, Lang};
use overt_publish::findings::{self, CountryTold, Coverage};
use overt_warehouse::coverage::Told;
use serde::Serialize;
use serde_json::json;

use super::library::{Library, entry};
use super::{Out, of_snapshot};
use crate::output::Output;
use crate::snapshot::failure;
use crate::store_options::StoreOptions;
use crate::warehouse::{analyst, runtime};

/// The series that says where risk is known, and the words on its scale that say so.
const RISK: &str = "TIP";
const RISKY: [&str; 2] = ["2WL", "3"];

/// Arguments of `overt analyse coverage`.
#[derive(Args)]
pub(super) struct Choice {
    #[command(flatten)]
    out: Out,
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
    let codes = codebook.list("countries").into_iter().flat_map(overt_model::codebook::List::codes);
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
    let countries: Vec<Country> = codes.map(country).collect();
    let all = json!({
        "snapshot": found.snapshot,
        "countries": countries,
        "silent": countries.iter().filter(|country| country.told.is_none()).count(),
        "black_spots": countries.iter().filter(|country| country.is_black_spot).count(),
        "acts_unplaced": found.acts_unplaced,
        "victims_unplaced": found.victims_unplaced,
        "risk": { "series": RISK, "from": RISKY },
    });
    let shown = Coverage {
        told: countries.iter().filter_map(Country::shown).collect(),
        black_spots: silent(&countries, true),
        silent: silent(&countries, false),
        risk: format!("{}, tier {}", entry(RISK)?.publisher, RISKY.join(" or ")),
    };
    let mut left_out = Vec::new();
    if found.acts_unplaced + found.victims_unplaced > 0 {
        let (acts, people) = (found.acts_unplaced, found.victims_unplaced);
        left_out.push(format!("Of {acts} acts and {people} people no country is known."));
    }
    let report = findings::coverage(&shown, &of_snapshot(&found.snapshot, left_out));
    choice.out.answer(options.json, &all, &report)
}

/// Countries of which nothing was told: those of which risk is known, or the others.
fn silent(countries: &[Country], is_black_spot: bool) -> Vec<String> {
    let silent = countries.iter().filter(|country| country.told.is_none() && country.is_black_spot == is_black_spot);
    silent.map(Country::silent).collect()
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

impl Country {
    fn silent(&self) -> String {
        let tier = self.tier.as_ref().map(|tier| format!(" ({})", tier.word));
        format!("{}{}", self.name, tier.unwrap_or_default())
    }

    /// What the page shows; nothing where nothing was told.
    #[expect(clippy::cast_precision_loss, reason = "acts are below 2^53")]
    fn shown(&self) -> Option<CountryTold> {
        let told = self.told.as_ref()?;
        let asked = told.acts * told.unknown.len() as u64;
        Some(CountryTold {
            code: self.code.clone(),
            name: self.name.clone(),
            acts: told.acts,
            people: told.victims,
            contributors: told.contributors,
            quarters: told.quarters.clone(),
            unknown: (asked > 0).then(|| told.unknown.values().sum::<u64>() as f64 / asked as f64),
            risk: self.tier.as_ref().map(|tier| format!("tier {} ({})", tier.word, tier.year)),
        })
    }
}

//! `overt analyse nexus`: whether acts of corruption are clustered in few places, stages or years, or spread as chance would have it.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::PathBuf;

use clap::Args;
use overt_analysis::patterns::Draws;
use overt_analysis::patterns::concentration::{Concentration, Question, UnitFinding, concentration, two_levels};
use overt_publish::charts::p_value;
use serde_json::json;

use super::units::{Asked, Counted, POST};
use super::{answer, problem};
use crate::output::{Output, printable, table};
use crate::store_options::StoreOptions;
use crate::warehouse::analyst;

/// So many units are printed; the JSON has all.
const UNITS_SHOWN: usize = 20;
/// How often acts are divided by chance.
const DRAWS: usize = 9_999;

/// Arguments of `overt analyse nexus`.
#[derive(Args)]
pub(super) struct Choice {
    /// By what acts are divided: `post`, or a dimension as `overt nexus dimensions` names them.
    #[arg(long, value_name = "DIMENSION", default_value = "country")]
    by: String,
    /// Two levels: groups against each other, and units against those of their group. Posts are put together by `country` or `kind`.
    #[arg(long, value_name = "DIMENSION")]
    within: Option<String>,
    /// A table with the columns `unit` and `exposure`: days on duty, cases handled, people who passed. Units without acts belong in it, too.
    /// For posts also `postings`, the days on duty of all who were posted there while acts are told of, or `staff`.
    #[arg(long, value_name = "FILE|postings|staff")]
    exposure: Option<String>,
    /// The standings that count. If none is named, all but cleared and withdrawn.
    #[arg(long, value_name = "NAMES", value_delimiter = ',')]
    standing: Vec<String>,
    /// A condition in SQL on the table `corrupt_act`.
    #[arg(long = "where", value_name = "CONDITION")]
    condition: Option<String>,
    /// Where random numbers start: the same seed gives the same answer.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Write all that was found into this file, as JSON.
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

pub(super) fn run(choice: &Choice, options: &StoreOptions) -> anyhow::Result<Output> {
    let warehouse = analyst(options)?;
    let asked = Asked {
        by: &choice.by,
        within: choice.within.as_deref(),
        standing: &choice.standing,
        condition: choice.condition.as_deref(),
        exposure: choice.exposure.as_deref(),
    };
    let counted = Counted::new(&warehouse, &asked)?;
    let question = Question {
        acts: "acts of corruption".to_owned(),
        units: if choice.by == POST { "posts".to_owned() } else { format!("units by {}", choice.by) },
        exposure: counted.exposure.to_owned(),
        draws: Draws { count: DRAWS, seed: choice.seed },
    };
    let Counted { snapshot, unknown, is_linked, names, units, .. } = &counted;
    let (found, mut text) = match &choice.within {
        None => {
            let found = concentration(units, &question).map_err(|error| problem(&error))?;
            (json!(found), format!("{}\n\n{}", found.sentence, told(&found, names)) + &reach(&found))
        }
        Some(groups) => {
            let found =
                two_levels(units, &question, &format!("groups by {groups}")).map_err(|error| problem(&error))?;
            let both = [("Between", &found.between), ("Within", &found.within)];
            let both = both.map(|(level, of)| format!("{level}: {}\n\n{}\n", of.sentence, told(of, names)));
            (json!(found), both.concat() + &reach(&found.within))
        }
    };
    if *unknown > 0 {
        let _ = writeln!(text, "Of {unknown} acts it is not known where they belong; they are not in it.");
    }
    if !is_linked {
        text.push_str("Records were not linked: an act that several tell of counts several times.\n");
    }
    let all =
        json!({ "snapshot": snapshot, "unknown": unknown, "is_linked": is_linked, "names": names, "found": found });
    answer(choice.out.as_deref(), options.json, &all, text)
}

/// The units of one level.
fn told(found: &Concentration, names: &BTreeMap<String, String>) -> String {
    let row = |unit: &UnitFinding| {
        let group = unit.group.as_ref().map_or_else(String::new, |group| format!("{group}: "));
        [
            format!("{group}{}", names.get(&unit.label).map_or_else(|| unit.label.clone(), |name| printable(name))),
            unit.acts.to_string(),
            format!("{:.1}", unit.expected),
            format!("{:.2}", unit.ratio),
            p_value(unit.p_holm),
            if unit.stands_out { "stands out" } else { "" }.to_owned(),
        ]
    };
    let rows: Vec<[String; 6]> = found.findings.iter().take(UNITS_SHOWN).map(row).collect();
    let mut text = table(["Unit", "Acts", "Expected", "Ratio", "p (Holm)", ""], &rows);
    if found.findings.len() > UNITS_SHOWN {
        let _ = writeln!(text, "and {} more; --json has them all", found.findings.len() - UNITS_SHOWN);
    }
    for left_out in found.exclusions.iter().take(UNITS_SHOWN) {
        let who = names.get(&left_out.who).unwrap_or(&left_out.who);
        let _ = writeln!(text, "Left out: {}: {}", printable(who), left_out.why);
    }
    if found.exclusions.len() > UNITS_SHOWN {
        let _ = writeln!(text, "Left out are {} more; --json has them all", found.exclusions.len() - UNITS_SHOWN);
    }
    text
}

fn reach(found: &Concentration) -> String {
    format!("\n{}\nMethod: {}.\n", found.limits, found.method)
}

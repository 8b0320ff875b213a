//! `overt analyse nexus`: whether acts of corruption are clustered in few places, stages or years, or spread as chance would have it.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::PathBuf;

use anyhow::Context as _;
use clap::Args;
use overt_analysis::patterns::Draws;
use overt_analysis::patterns::concentration::{Concentration, Question, Unit, concentration};
use overt_model::Codebook;
use overt_publish::charts::p_value;
use serde_json::json;

use super::library::{Row, rows};
use super::{answer, problem};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::nexus::request;
use crate::output::{Output, table};
use crate::snapshot::failure;
use crate::store_options::StoreOptions;
use crate::warehouse::{analyst, runtime};

/// So many units are printed; the JSON has all.
const UNITS_SHOWN: usize = 20;
/// How often acts are divided by chance.
const DRAWS: usize = 9_999;

/// Arguments of `overt analyse nexus`.
#[derive(Args)]
pub(super) struct Choice {
    /// By what acts are divided: `overt nexus dimensions` names all there is.
    #[arg(long, value_name = "DIMENSION", default_value = "country")]
    by: String,
    /// A table with the columns `unit` and `exposure`: days on duty, cases handled, people who passed. Units without acts belong in it, too.
    #[arg(long, value_name = "FILE")]
    exposure: Option<PathBuf>,
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
    let codebook = Codebook::embedded();
    let by = [choice.by.clone()];
    let request = request(codebook, &by, &choice.standing, choice.condition.clone())?;
    let warehouse = analyst(options)?;
    let cube = runtime()?.block_on(warehouse.nexus(codebook, &request)).map_err(failure)?;
    let mut acts: BTreeMap<String, u64> = BTreeMap::new();
    let mut unknown = 0;
    for ([member], n) in cube.sums([0]) {
        if member.is_known() {
            acts.insert(member.code.clone(), n);
        } else {
            unknown += n;
        }
    }
    let units = match &choice.exposure {
        Some(path) => exposed(path, &mut acts)?,
        None => acts.into_iter().map(|(label, acts)| Unit { label, group: None, exposure: None, acts }).collect(),
    };
    let question = Question {
        acts: "acts of corruption".to_owned(),
        units: format!("units by {}", choice.by),
        exposure: "exposure".to_owned(),
        draws: Draws { count: DRAWS, seed: choice.seed },
    };
    let found = concentration(&units, &question).map_err(|error| problem(&error))?;
    let all = json!({ "snapshot": cube.snapshot, "unknown": unknown, "is_linked": cube.is_linked, "found": found });
    answer(choice.out.as_deref(), options.json, &all, told(&found, unknown, cube.is_linked))
}

/// Units with their exposure, those without acts among them. Units that have acts and are not in the file have no known exposure.
fn exposed(path: &std::path::Path, acts: &mut BTreeMap<String, u64>) -> anyhow::Result<Vec<Unit>> {
    let text = std::fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
    let name = path.display().to_string();
    let unit = |row: &Row| {
        let exposure = match row.get("exposure") {
            "" => None,
            cell => Some(cell.parse::<f64>().map_err(|_| {
                let message = format!("{name}, line {}: `exposure` is not a number", row.line);
                Failure::new(Exit::WrongUse, "data-file", message)
            })?),
        };
        let label = row.get("unit").to_owned();
        let acts = acts.remove(&label).unwrap_or_default();
        Ok(Unit { label, group: None, exposure, acts })
    };
    let mut units = rows(&name, &text)?.iter().map(unit).collect::<Result<Vec<_>, Failure>>()?;
    let rest = std::mem::take(acts).into_iter();
    units.extend(rest.map(|(label, acts)| Unit { label, group: None, exposure: None, acts }));
    Ok(units)
}

fn told(found: &Concentration, unknown: u64, is_linked: bool) -> String {
    let row = |unit: &overt_analysis::patterns::concentration::UnitFinding| {
        [
            unit.label.clone(),
            unit.acts.to_string(),
            format!("{:.1}", unit.expected),
            format!("{:.2}", unit.ratio),
            p_value(unit.p_holm),
            if unit.stands_out { "stands out" } else { "" }.to_owned(),
        ]
    };
    let rows: Vec<[String; 6]> = found.findings.iter().take(UNITS_SHOWN).map(row).collect();
    let mut text = format!("{}\n\n", found.sentence);
    text += &table(["Unit", "Acts", "Expected", "Ratio", "p (Holm)", ""], &rows);
    if found.findings.len() > UNITS_SHOWN {
        let _ = writeln!(text, "and {} more; --json has them all", found.findings.len() - UNITS_SHOWN);
    }
    for left_out in &found.exclusions {
        let _ = writeln!(text, "Left out: {}: {}", left_out.who, left_out.why);
    }
    if unknown > 0 {
        let _ = writeln!(text, "Of {unknown} acts it is not known where they belong; they are not in it.");
    }
    if !is_linked {
        text.push_str("Records were not linked: an act that several tell of counts several times.\n");
    }
    let _ = writeln!(text, "\n{}\nMethod: {}.", found.limits, found.method);
    text
}

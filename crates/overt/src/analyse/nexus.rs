//! `overt analyse nexus`: whether acts of corruption are clustered in few places, stages or years, or spread as chance would have it.

use std::collections::BTreeMap;
use std::path::PathBuf;

use anyhow::Context as _;
use clap::Args;
use overt_analysis::patterns::Draws;
use overt_analysis::patterns::concentration::{Question, Unit, concentration};
use overt_model::Codebook;
use overt_publish::findings;
use serde_json::json;

use super::library::{Row, rows};
use super::{Out, of_snapshot, problem};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::nexus::request;
use crate::output::Output;
use crate::snapshot::failure;
use crate::store_options::StoreOptions;
use crate::warehouse::{analyst, runtime};

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
    #[command(flatten)]
    out: Out,
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
    let mut left_out = Vec::new();
    if unknown > 0 {
        left_out.push(format!("Of {unknown} acts it is not known where they belong; they are not in it."));
    }
    if !cube.is_linked {
        left_out.push("Records were not linked: an act that several tell of counts several times.".to_owned());
    }
    let origin = of_snapshot(&cube.snapshot, left_out);
    choice.out.answer(options.json, &all, &findings::concentration(&found, &origin))
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

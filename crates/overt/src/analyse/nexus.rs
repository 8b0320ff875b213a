//! `overt analyse nexus`: whether acts of corruption are clustered in few places, stages or years, or spread as chance would have it.

use clap::Args;
use overt_analysis::patterns::Draws;
use overt_analysis::patterns::concentration::{Question, concentration, two_levels};
use overt_publish::findings;
use serde_json::json;

use super::units::{Asked, Counted, POST};
use super::{Out, of_snapshot, problem};
use crate::output::Output;
use crate::store_options::StoreOptions;
use crate::warehouse::analyst;

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
    #[command(flatten)]
    out: Out,
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
    let mut left_out = Vec::new();
    if counted.unknown > 0 {
        left_out.push(format!("Of {} acts it is not known where they belong; they are not in it.", counted.unknown));
    }
    if !counted.is_linked {
        left_out.push("Records were not linked: an act that several tell of counts several times.".to_owned());
    }
    let origin = of_snapshot(&counted.snapshot, left_out);
    let (found, report) = match &choice.within {
        None => {
            let found = concentration(&counted.units, &question).map_err(|error| problem(&error))?;
            (json!(found), findings::concentration(&found, &origin))
        }
        Some(groups) => {
            let groups = format!("groups by {groups}");
            let found = two_levels(&counted.units, &question, &groups).map_err(|error| problem(&error))?;
            (json!(found), findings::two_levels(&found, &origin))
        }
    };
    let all = json!({
        "snapshot": counted.snapshot,
        "unknown": counted.unknown,
        "is_linked": counted.is_linked,
        "records": counted.records,
        "found": found,
    });
    choice.out.answer(options.json, &all, &report)
}

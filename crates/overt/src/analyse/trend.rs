//! `overt analyse trend`: whether and when the number of acts changed from one quarter to the next.

use clap::Args;
use overt_analysis::patterns::Draws;
use overt_analysis::patterns::timing::{Counting, Period, changes};
use overt_publish::findings;
use overt_warehouse::quarters::Quarter;
use serde_json::json;

use super::{Out, of_snapshot, problem};
use crate::output::Output;
use crate::snapshot::failure;
use crate::store_options::StoreOptions;
use crate::warehouse::{analyst, runtime};

/// How often acts are divided by chance.
const DRAWS: usize = 4_999;

/// Arguments of `overt analyse trend`.
#[derive(Args)]
pub(super) struct Choice {
    /// A condition in SQL on the table `corrupt_act`, such as `place_country = 'NPL'`.
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
    let counted = runtime()?.block_on(warehouse.quarters(choice.condition.as_deref())).map_err(failure)?;
    let period = |quarter: &Quarter| Period { label: quarter.label.clone(), count: quarter.acts, exposure: None };
    let periods: Vec<Period> = counted.quarters.iter().map(period).collect();
    let counting = Counting {
        acts: "acts of corruption".to_owned(),
        periods: "quarters".to_owned(),
        exposure: "exposure".to_owned(),
        draws: Draws { count: DRAWS, seed: choice.seed },
    };
    let found = changes(&periods, &counting).map_err(|error| problem(&error))?;
    let all = json!({ "counted": counted, "found": found });
    let undated = counted.undated;
    let undated = (undated > 0).then(|| format!("Of {undated} acts the quarter is not known; they are not in it."));
    let origin = of_snapshot(&counted.snapshot, undated.into_iter().collect());
    choice.out.answer(options.json, &all, &findings::changes(&found, &periods, &counting, &origin))
}

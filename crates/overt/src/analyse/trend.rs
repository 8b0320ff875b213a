//! `overt analyse trend`: whether and when the number of acts changed from one quarter to the next.

use std::fmt::Write as _;
use std::path::PathBuf;

use clap::Args;
use overt_analysis::patterns::Draws;
use overt_analysis::patterns::timing::{Changes, Counting, Period, changes};
use overt_warehouse::quarters::{Quarter, Quarters};
use serde_json::json;

use super::{answer, problem};
use crate::output::{Output, table};
use crate::snapshot::failure;
use crate::store_options::StoreOptions;
use crate::warehouse::{analyst, runtime};

/// How often acts are divided by chance.
const DRAWS: usize = 4_999;
/// How long the longest bar is, in letters.
const BAR: u64 = 40;

/// Arguments of `overt analyse trend`.
#[derive(Args)]
pub(super) struct Choice {
    /// A condition in SQL on the table `corrupt_act`, such as `place_country = 'NPL'`.
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
    answer(choice.out.as_deref(), options.json, &all, told(&counted, &found))
}

fn told(counted: &Quarters, found: &Changes) -> String {
    let most = counted.quarters.iter().filter_map(|quarter| quarter.acts).max().unwrap_or(0).max(1);
    let bar = |acts: u64| "▇".repeat(usize::try_from((acts * BAR).div_ceil(most)).unwrap_or_default());
    let row = |quarter: &Quarter| {
        let changed = found.changes.iter().any(|change| change.first_after == quarter.label);
        let (acts, bar) = quarter.acts.map_or_else(
            || ("·".to_owned(), "nobody told of any act".to_owned()),
            |acts| (acts.to_string(), bar(acts)),
        );
        [quarter.label.clone(), acts, if changed { "changed" } else { "" }.to_owned(), bar]
    };
    let rows: Vec<[String; 4]> = counted.quarters.iter().map(row).collect();
    let mut text = format!("{}\n\n", found.sentence);
    text += &table(["Quarter", "Acts", "", ""], &rows);
    if counted.undated > 0 {
        let _ = writeln!(text, "\nOf {} acts the quarter is not known; they are not in it.", counted.undated);
    }
    let _ = writeln!(text, "\n{}\nMethod: {}.", found.limits, found.method);
    text
}

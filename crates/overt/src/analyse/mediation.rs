//! `overt analyse mediation`: how much of an association runs through a column in between.

use clap::Args;
use overt_analysis::mediate::{Draws, mediation};
use overt_analysis::regress::{Design, Errors};
use overt_publish::findings;

use super::table::{Sheet, Source};
use super::{Out, problem};
use crate::output::Output;

/// Arguments of `overt analyse mediation`.
#[derive(Args)]
pub(super) struct Choice {
    #[command(flatten)]
    source: Source,
    /// The column the association of which is divided.
    #[arg(long, value_name = "COLUMN")]
    predictor: String,
    /// The column in between.
    #[arg(long, value_name = "COLUMN")]
    mediator: String,
    /// Further columns of both models, with commas between them.
    #[arg(long, value_delimiter = ',', value_name = "COLUMNS")]
    columns: Vec<String>,
    /// How often rows are drawn again.
    #[arg(long, value_name = "COUNT", default_value_t = 5000)]
    draws: usize,
    /// Where random numbers start: the same seed gives the same interval.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    #[command(flatten)]
    out: Out,
}

pub(super) fn run(choice: &Choice, json: bool) -> anyhow::Result<Output> {
    let paths = [choice.predictor.as_str(), choice.mediator.as_str()];
    let columns: Vec<&str> = paths.into_iter().chain(choice.columns.iter().map(String::as_str)).collect();
    let table = Sheet::open(&choice.source)?.table(&columns, None)?;
    let design = Design::new(&table).map_err(|found| problem(&found))?;
    let draws = Draws { count: choice.draws, seed: choice.seed };
    let found = mediation(&design, paths, Errors::Classical, draws).map_err(|found| problem(&found))?;
    choice.out.answer(json, &found, &findings::mediation(&found, &choice.source.origin()))
}

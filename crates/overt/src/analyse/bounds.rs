//! `overt analyse bounds`: does a column go with the outcome whatever else is in the model?

use clap::Args;
use overt_analysis::bounds::{Question, extreme_bounds};
use overt_publish::findings::bounds;

use super::table::{Sheet, Source};
use super::{Out, problem};
use crate::output::Output;
use crate::threads::all_threads;

/// Arguments of `overt analyse bounds`.
#[derive(Args)]
pub(super) struct Choice {
    #[command(flatten)]
    source: Source,
    /// The columns that are judged, with commas between them.
    #[arg(long, value_delimiter = ',', required = true, value_name = "COLUMNS")]
    focus: Vec<String>,
    /// The columns that may stand beside them.
    #[arg(long, value_delimiter = ',', required = true, value_name = "COLUMNS")]
    others: Vec<String>,
    /// The columns that are in every regression.
    #[arg(long, value_delimiter = ',', value_name = "COLUMNS")]
    always: Vec<String>,
    /// The most columns that stand beside one that is judged; 3, where there are so many.
    #[arg(long, value_name = "COUNT")]
    up_to: Option<usize>,
    #[command(flatten)]
    out: Out,
}

pub(super) fn run(choice: &Choice, json: bool) -> anyhow::Result<Output> {
    let doubtful = choice.focus.iter().chain(&choice.others);
    let columns: Vec<&str> = doubtful.clone().chain(&choice.always).map(String::as_str).collect();
    let table = Sheet::open(&choice.source)?.table(&columns, None)?;
    let up_to = choice.up_to.unwrap_or_else(|| 3.min(doubtful.count() - 1));
    let question = Question {
        always: choice.always.clone(),
        focus: choice.focus.clone(),
        others: 0..=up_to,
        ..Question::default()
    };
    let threads = all_threads();
    let found = extreme_bounds(&table, &question, threads).map_err(|found| problem(&found))?;
    choice.out.answer(json, &found, &bounds(&found, &choice.source.origin()))
}

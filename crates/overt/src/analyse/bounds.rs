//! `overt analyse bounds`: does a column go with the outcome whatever else is in the model?

use std::fmt::Write as _;
use std::path::PathBuf;

use clap::Args;
use overt_analysis::bounds::{Bounds, Factor, Question, extreme_bounds};

use super::table::{Sheet, Source, figure, left_out};
use super::{answer, problem};
use crate::output::{Output, table};
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
    /// Write all that was found into this file, as JSON.
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
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
    answer(choice.out.as_deref(), json, &found, told(&found))
}

fn told(found: &Bounds) -> String {
    let mut text = format!(
        "“{}”: {} regressions with up to {} columns beside one that is judged, up to {} rows each.\n\n",
        found.outcome, found.estimated, found.others[1], found.n
    );
    let row = |factor: &Factor| {
        let side = factor.below_zero_generic.max(1.0 - factor.below_zero_generic);
        [
            factor.name.clone(),
            factor.regressions.to_string(),
            figure(factor.mean),
            figure(factor.lowest.value),
            figure(factor.highest.value),
            robust(factor.robust_to_bounds),
            format!("{:.1} %", 100.0 * side),
            robust(factor.robust_on_average),
        ]
    };
    let header = ["Column", "Regressions", "Mean", "Lowest", "Highest", "Leamer", "On one side of 0", "Sala-i-Martin"];
    text += &table(header, &found.factors.iter().map(row).collect::<Vec<_>>());
    text.push('\n');
    for factor in &found.factors {
        let beside = |beside: &[String]| if beside.is_empty() { "nothing".to_owned() } else { beside.join(", ") };
        let _ = writeln!(
            text,
            "{}: the lowest bound is beside {}, the highest beside {}. Significant: below 0 in {:.1} %, above in {:.1} %.",
            factor.name,
            beside(&factor.lowest.beside),
            beside(&factor.highest.beside),
            100.0 * factor.significant_negative,
            100.0 * factor.significant_positive
        );
    }
    for column in &found.not_estimated {
        let _ = writeln!(text, "{column}: none of its regressions could be estimated.");
    }
    let skipped = [
        (found.collinear, "as their columns follow from each other"),
        (found.too_few_rows, "as they have too few rows"),
        (found.exact, "as they give the outcome exactly"),
    ];
    for (regressions, why) in skipped.into_iter().filter(|(regressions, _)| *regressions > 0) {
        let _ = writeln!(text, "{regressions} regressions were not estimated, {why}.");
    }
    if !found.left_out.is_empty() {
        let _ = write!(
            text,
            "Rows with gaps are missing only where the column is in the model. {}",
            left_out(&found.left_out)
        );
    }
    let _ = writeln!(text, "\nMethod: {}.\n{}", found.method, found.reading);
    text
}

fn robust(is: bool) -> String {
    if is { "robust" } else { "not robust" }.to_owned()
}

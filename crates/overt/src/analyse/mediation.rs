//! `overt analyse mediation`: how much of an association runs through a column in between.

use std::fmt::Write as _;
use std::path::PathBuf;

use clap::Args;
use overt_analysis::mediate::{Draws, Mediation, mediation};
use overt_analysis::regress::{Coefficient, Design, Errors};
use overt_publish::charts::p_value;

use super::table::{Sheet, Source, figure, interval, left_out};
use super::{answer, problem};
use crate::output::{Output, table};

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
    /// Write all that was found into this file, as JSON.
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

pub(super) fn run(choice: &Choice, json: bool) -> anyhow::Result<Output> {
    let paths = [choice.predictor.as_str(), choice.mediator.as_str()];
    let columns: Vec<&str> = paths.into_iter().chain(choice.columns.iter().map(String::as_str)).collect();
    let table = Sheet::open(&choice.source)?.table(&columns, None)?;
    let design = Design::new(&table).map_err(|found| problem(&found))?;
    let draws = Draws { count: choice.draws, seed: choice.seed };
    let found = mediation(&design, paths, Errors::Classical, draws).map_err(|found| problem(&found))?;
    answer(choice.out.as_deref(), json, &found, told(&found))
}

fn told(found: &Mediation) -> String {
    let Mediation { outcome, predictor, mediator, .. } = found;
    let row = |path: String, of: &Coefficient| [path, figure(of.estimate), interval(of.low, of.high), p_value(of.p)];
    let accelerated = found.bias_corrected.unwrap_or(found.percentile);
    let indirect = [
        format!("indirect: {predictor} through {mediator}"),
        figure(found.indirect),
        interval(accelerated.low, accelerated.high),
        p_value(found.sobel_p),
    ];
    let rows = [
        row(format!("{mediator} on {predictor}"), &found.first),
        row(format!("{outcome} on {mediator}, beside {predictor}"), &found.second),
        row(format!("direct: {outcome} on {predictor}"), &found.direct),
        indirect,
        row(format!("total: {outcome} on {predictor}"), &found.total),
    ];
    let mut text = format!("“{outcome}”, {} rows.\n\n", found.n);
    text += &table(["Path", "Coefficient", "95 % interval", "p"], &rows);
    let kind = if found.bias_corrected.is_some() { "bias-corrected and accelerated" } else { "percentiles" };
    let _ = writeln!(
        text,
        "\nThe interval of the indirect path: {kind}, {} draws, seed {}; its p is Sobel's.",
        found.draws.count, found.draws.seed
    );
    if found.draws_failed > 0 {
        let _ = writeln!(text, "{} draws had no estimate.", found.draws_failed);
    }
    text += &left_out(&found.left_out);
    let _ = writeln!(text, "{}", found.reading);
    text
}

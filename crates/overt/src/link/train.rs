//! `overt link train`: learning what agreement and disagreement weigh.

use std::fmt::Write as _;
use std::path::PathBuf;

use clap::Args;
use overt_link::{Linker, Model, Training};
use overt_publish::charts::{bits, number, share};
use serde_json::json;

use super::given::{Files, How, Specified, Versioned};
use super::outputs::refuse_replacing;
use super::spec::failure;
use super::store::{self, Desk};
use super::warning::{self, Warning};
use super::{Telling, model, plan};
use crate::file;
use crate::output::{Output, table};

/// Fewer pairs that are the same teach little.
const FEW_SAME: f64 = 30.0;
/// Where the rules bring together less than this share of what is the same, somebody should look at them.
const COMPLETENESS_MIN: f64 = 0.8;

/// Arguments of `overt link train`.
#[derive(Args)]
pub(super) struct Choice {
    #[command(flatten)]
    files: Files,
    #[command(flatten)]
    specified: Specified,
    /// File to write the model into; an earlier one is replaced.
    #[arg(long, value_name = "MODEL")]
    model: PathBuf,
}

impl Choice {
    /// The files, if any were named.
    pub(super) fn files(&self) -> &Files {
        &self.files
    }
}

pub(super) fn run(telling: Telling, choice: &Choice, desk: Option<&Desk<'_>>) -> anyhow::Result<Output> {
    let Choice { files, specified, model: path } = choice;
    refuse_replacing(&[path], files.paths.iter().chain(specified.path()))?;
    let how = How::Spec(specified.read()?);
    let loaded = store::or_files(telling, desk, (files, &how, &[]))?;
    let linker = Linker::new(&loaded.records, files.threads()).map_err(|error| failure(&error))?;
    let mut warnings = plan::warnings(&loaded, linker.plan(), &how);
    telling.note(&warning::text(&warnings));
    let (versioned, training) = learn(telling, &linker);
    let learned = training_warnings(&training);
    telling.note(&warning::text(&learned));
    warnings.extend(learned);
    file::replace(path, versioned.text.as_bytes())?;
    let Versioned { model, version, .. } = versioned;
    let json = json!({
        "model": path,
        "version": version,
        "schema": model.spec.schema,
        "records": loaded.records.len(),
        "inputs": loaded.inputs_json()?,
        "rounds": training.rounds,
        "pairs": training.pairs,
        "expected_same": training.expected_same,
        "completeness": training.completeness,
        "rules": plan::rules_json(linker.plan()),
        "warnings": warnings,
    });
    let mut text = weights(&model);
    let _ = writeln!(
        text,
        "\nLearned from {} pairs of {} records. Expected to be the same: {} pairs, of which the rules bring about {} together.\n\
         The model {version} is in {}.",
        number(training.pairs),
        number(loaded.records.len() as u64),
        whole(training.expected_same),
        share(training.completeness),
        path.display(),
    );
    text.push_str(&loaded.left_out_text());
    Ok(Output::answer(telling.json, &json, text)?.failing_if(loaded.has_left_out()))
}

/// Learns a model, as it will be in its file.
pub(super) fn learn(telling: Telling, linker: &Linker<'_>) -> (Versioned, Training) {
    let progress = telling.progress("Learning what agreement weighs", None);
    let training = linker.train();
    progress.finish();
    (model::written(training.model.clone()), training)
}

/// What makes a model one to doubt.
pub(super) fn training_warnings(training: &Training) -> Vec<Warning> {
    let mut warnings = Vec::new();
    if training.expected_same < FEW_SAME {
        let message = format!(
            "there seem to be about {} pairs that are the same, which is little to learn from",
            whole(training.expected_same)
        );
        let hint = "look through the weights and through pairs before you rely on them, or use a model that was learned from more \
                    records of the same kind (`--model`)";
        warnings.push(Warning::new("few-same", message, hint));
    }
    if training.completeness < COMPLETENESS_MIN {
        let message = format!(
            "the rules bring together about {} of the pairs that are the same, by the estimate of the model",
            share(training.completeness)
        );
        let hint = "add rules on columns that are often filled and often right";
        warnings.push(Warning::new("rules-incomplete", message, hint));
    }
    warnings
}

/// An expectation as a whole number.
fn whole(expected: f64) -> String {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a number of pairs, far below 2^53")]
    let rounded = expected.max(0.0).round() as u64;
    number(rounded)
}

fn weights(model: &Model) -> String {
    let mut rows = Vec::new();
    for comparison in &model.comparisons {
        for (position, level) in comparison.levels.iter().enumerate() {
            let name = if position == 0 { comparison.column.clone() } else { String::new() };
            rows.push([name, bits(level.weight_bits()), share(level.m), share(level.u), level.label.clone()]);
        }
    }
    table(["Comparison", "Bits", "If the same", "If different", "Level"], &rows)
}

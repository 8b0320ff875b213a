//! `overt link report`: how good a linkage is, as far as it can be known.

use std::path::PathBuf;

use anyhow::Context as _;
use clap::Args;
use overt_link::{Constraints, Known, Linker, Quality};
use overt_publish::charts::{interval, number, share};
use overt_publish::linkage::quality_page;
use serde_json::json;

use super::given::{Files, How, Weighed};
use super::load::Loaded;
use super::outputs::refuse_replacing;
use super::run::compare;
use super::spec::failure;
use super::store::{self, Desk};
use super::warning::{self, Warning};
use super::{Telling, plan, train};
use crate::failure::Failure;
use crate::file;
use crate::output::Output;
use crate::written::ending;

/// Arguments of `overt link report`.
#[derive(Args)]
pub(super) struct Choice {
    #[command(flatten)]
    files: Files,
    #[command(flatten)]
    weighed: Weighed,
    /// The column that says who a record truly is about: records with the same value are the same. Where it is blank, a record is
    /// nobody else.
    #[arg(long, value_name = "COLUMN")]
    truth: Option<String>,
    /// The column of a country, by which precision and recall are told.
    #[arg(long, value_name = "COLUMN", requires = "truth")]
    country: Option<String>,
    /// File to write: a page as `.html`, or the numbers as `.json`.
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
}

impl Choice {
    /// The files, if any were named.
    pub(super) fn files(&self) -> &Files {
        &self.files
    }
}

pub(super) fn run(telling: Telling, choice: &Choice, desk: Option<&Desk<'_>>) -> anyhow::Result<Output> {
    let Choice { files, weighed, truth, country, out } = choice;
    let write = form(out)?;
    refuse_replacing(&[out], files.paths.iter().chain(&weighed.model).chain(weighed.specified.path()))?;
    let how = weighed.read()?;
    let named: Vec<&str> = truth.iter().chain(country).map(String::as_str).collect();
    let loaded = store::or_files(telling, desk, (files, &how, &named))?;
    let linker = Linker::new(&loaded.records, files.threads()).map_err(|error| failure(&error))?;
    let mut warnings = plan::warnings(&loaded, linker.plan(), &how);
    telling.note(&warning::text(&warnings));
    // How complete the rules are is learned from these records, also where the weights come from others.
    let (learned, training) = train::learn(telling, &linker);
    let doubts = train::training_warnings(&training);
    telling.note(&warning::text(&doubts));
    warnings.extend(doubts);
    let versioned = match how {
        How::Model(versioned) => versioned,
        How::Spec(_) => learned,
    };
    let model = &versioned.model;
    let joined = compare(telling, &linker, model, &Constraints::default())?;
    let places = truth.as_ref().map(|_| places(&loaded));
    let known = places.as_ref().map(|places| known(&loaded, places, country.is_some()));
    let quality = linker.quality((model, &versioned.version), &joined, Some(&training), known.as_ref());
    file::replace(out, write(&quality)?.as_bytes())?;
    tell(telling, (&loaded, out), &quality, &warnings)
}

type Write = fn(&Quality) -> anyhow::Result<String>;

fn form(out: &std::path::Path) -> Result<Write, Failure> {
    Ok(match ending(out, &["html", "json"])? {
        "html" => |quality| Ok(quality_page(quality, None)),
        _ => |quality| Ok(serde_json::to_string_pretty(quality).context("could not write the report as JSON")? + "\n"),
    })
}

/// Where in what was kept each record stands.
fn places(loaded: &Loaded) -> Vec<usize> {
    let mut places = vec![0; loaded.records.len()];
    for (position, row) in loaded.further.rows.iter().enumerate() {
        let record = loaded.records.find(&row.id).expect("what was kept is of records that were read");
        places[record as usize] = position;
    }
    places
}

/// What is known to be true. Who has no truth is nobody else: its own identifier stands for it.
fn known<'l>(loaded: &'l Loaded, places: &[usize], has_country: bool) -> Known<'l> {
    let row = |place: &usize| &loaded.further.rows[*place];
    let of = |place: &usize| {
        let row = row(place);
        if row.values[0].is_empty() { &*row.id } else { &*row.values[0] }
    };
    Known {
        entity: places.iter().map(of).collect(),
        script: places.iter().map(|place| row(place).script.as_str()).collect(),
        country: if has_country { places.iter().map(|place| &*row(place).values[1]).collect() } else { Vec::new() },
    }
}

fn tell(
    telling: Telling,
    (loaded, out): (&Loaded, &PathBuf),
    quality: &Quality,
    warnings: &[Warning],
) -> anyhow::Result<Output> {
    let text = if let Some(truth) = &quality.truth {
        let score = &truth.entities;
        format!(
            "Precision     {} of {} joined pairs\nRecall        {} of {} pairs that are the same\n\
             Completeness  {} of the pairs that are the same are brought together by a rule\n",
            interval(&score.precision),
            number(score.joined),
            interval(&score.recall),
            number(score.same),
            share(truth.completeness),
        )
    } else {
        let completeness = quality.completeness.as_ref().map(interval).unwrap_or_default();
        format!(
            "Completeness  {completeness}, as the model estimates it\nNobody has said which records are the same, so precision \
             and recall are what the model expects.\n"
        )
    };
    let text = format!(
        "{text}The report on {} records is in {}\n{}",
        number(quality.records),
        out.display(),
        loaded.left_out_text()
    );
    let json = json!({ "path": out, "quality": quality, "inputs": loaded.inputs_json()?, "warnings": warnings });
    Ok(Output::answer(telling.json, &json, text)?.failing_if(loaded.has_left_out()))
}

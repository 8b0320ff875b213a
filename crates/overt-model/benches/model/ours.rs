//! How long our own validation and loading take.

use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::fs::File;
use std::hint::black_box;
use std::io::{BufWriter, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use jiff::civil::{Date, date};
use overt_model::codebook::{Codebook, embedded_files};
use overt_model::{Problem, Record, Validator};
use serde_json::{Value as Json, json};

use crate::records::{Generator, Made, Plant};

/// The day on which everything is validated.
pub(crate) const TODAY: Date = date(2026, 11, 23);

/// How often every record is validated. The time that counts is the median.
pub(crate) const PASSES: usize = 5;

/// Records held in memory at a time: far more than any cache holds, and little enough for a laptop.
const BATCH: usize = 20_000;

const READINGS: usize = 50;
const STARTS: usize = 20;

/// What was measured on the records.
#[derive(Default)]
pub(crate) struct Validation {
    pub(crate) records: u32,
    /// Of one pass over records that are in memory.
    pub(crate) typed: [Duration; PASSES],
    /// Of one pass from lines of JSON, reading included.
    pub(crate) json: [Duration; PASSES],
    /// Problems that were planted, each of which was found, by code.
    pub(crate) planted: BTreeMap<&'static str, u32>,
    pub(crate) fields: u64,
    pub(crate) bytes: u64,
}

/// Validates the records, having made sure that exactly the planted problems are found. With a folder, they are also
/// written there as `records.jsonl`, with what is wrong with them in `planted.json`, for the peers.
pub(crate) fn validation(
    codebook: &Codebook,
    records: u32,
    folder: Option<&Path>,
) -> Result<Validation, Box<dyn Error>> {
    let validator = Validator::new(codebook, TODAY);
    let mut file = folder.map(|folder| File::create(folder.join("records.jsonl"))).transpose()?.map(BufWriter::new);
    let mut plants: Vec<Option<&str>> = Vec::new();
    let mut properties = BTreeSet::new();
    let mut generator = Generator::new(codebook);
    let mut validation = Validation { records, ..Validation::default() };
    let mut left = records as usize;
    while left > 0 {
        let batch = generator.records(left.min(BATCH));
        left -= batch.len();
        let lines: Vec<String> = batch.iter().map(|made| made.record.to_json(codebook).to_string()).collect();
        check(codebook, &validator, &batch, &lines)?;
        measure(codebook, &validator, (&batch, &lines), &mut validation);
        for (made, line) in batch.into_iter().zip(&lines) {
            validation.fields += made.record.fields.len() as u64;
            validation.bytes += line.len() as u64;
            if let Some(plant) = made.plant {
                *validation.planted.entry(plant.code()).or_default() += 1;
            }
            if let Some(file) = &mut file {
                writeln!(file, "{line}")?;
                plants.push(made.plant.map(Plant::code));
                if made.plant.is_none() {
                    properties.extend(made.record.fields.keys().cloned());
                }
            }
        }
    }
    if let (Some(folder), Some(mut file)) = (folder, file) {
        file.flush()?;
        let about = json!({ "today": TODAY, "passes": PASSES, "properties": properties, "plants": plants });
        std::fs::write(folder.join("planted.json"), about.to_string())?;
    }
    Ok(validation)
}

/// Every planted problem is found and nothing else is, in typed records and in lines.
fn check(
    codebook: &Codebook,
    validator: &Validator<'_>,
    batch: &[Made],
    lines: &[String],
) -> Result<(), Box<dyn Error>> {
    for (made, line) in batch.iter().zip(lines) {
        let expected = Vec::from_iter(made.plant.map(Plant::code));
        for found in [validator.problems(&made.record), from_line(codebook, validator, line)] {
            let codes: Vec<_> = found.iter().map(|problem| problem.code.as_str()).collect();
            if codes != expected {
                return Err(
                    format!("{} has the problems {expected:?}, but {codes:?} were found", made.record.id).into()
                );
            }
        }
    }
    Ok(())
}

fn measure(
    codebook: &Codebook,
    validator: &Validator<'_>,
    (batch, lines): (&[Made], &[String]),
    into: &mut Validation,
) {
    let planted = batch.iter().filter(|made| made.plant.is_some()).count();
    for pass in 0..PASSES {
        let start = Instant::now();
        let found: usize = batch.iter().map(|made| validator.problems(black_box(&made.record)).len()).sum();
        into.typed[pass] += start.elapsed();
        assert_eq!(found, planted);

        let start = Instant::now();
        let found: usize = lines.iter().map(|line| from_line(codebook, validator, black_box(line)).len()).sum();
        into.json[pass] += start.elapsed();
        assert_eq!(found, planted);
    }
}

/// What an import does with a line.
fn from_line(codebook: &Codebook, validator: &Validator<'_>, line: &str) -> Vec<Problem> {
    let json: Json = serde_json::from_str(line).expect("we wrote it");
    let (record, mut problems) = Record::from_json(json, codebook).expect("we wrote it");
    problems.extend(validator.problems(&record));
    problems
}

/// How long it takes to read the embedded codebook, every time anew.
pub(crate) fn readings() -> Vec<Duration> {
    let read = || {
        let start = Instant::now();
        let codebook = black_box(Codebook::read(embedded_files())).expect("the embedded codebook is right");
        (start.elapsed(), codebook).0
    };
    read();
    (0..READINGS).map(|_| read()).collect()
}

/// How long a program runs from its start to its end, or why it cannot be said.
pub(crate) fn starts(program: &str, arguments: &[&str]) -> Result<Vec<Duration>, String> {
    let run = || {
        let mut command = Command::new(program);
        command.args(arguments).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        let start = Instant::now();
        let status = command.status();
        match status {
            Ok(status) if status.success() => Ok(start.elapsed()),
            Ok(status) => Err(format!("`{}` ended with {status}", arguments.join(" "))),
            Err(error) => Err(format!("`{program}` did not start: {error}")),
        }
    };
    run()?;
    (0..STARTS).map(|_| run()).collect()
}

/// The middle one.
pub(crate) fn median(times: &[Duration]) -> Duration {
    let mut times = times.to_vec();
    times.sort_unstable();
    times[times.len() / 2]
}

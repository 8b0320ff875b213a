//! The nexus over many acts, in time and memory: see `bench/warehouse/README.md`.
//!
//! `--acts NUMBER` for another number, `--keep FOLDER` for a snapshot that others can read too, `--repeat NUMBER` for more runs.

#![expect(clippy::print_stdout, reason = "a benchmark prints its figures")]

use std::error::Error;
use std::path::PathBuf;
use std::time::Instant;

use jiff::Timestamp;
use jiff::civil::date;
use overt_model::{Claim, Codebook, Place, Record, RecordId, Source, SourceId, Standing, Value};
use overt_warehouse::nexus::{BY, Request};
use overt_warehouse::snapshot::{Current, Joins, Manifest, Origin, Rules, Writer};
use overt_warehouse::{Opening, Role, Warehouse};
use serde_json::json;

struct Options {
    acts: u64,
    folder: PathBuf,
    repeat: usize,
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut options = Options { acts: 5_000_000, folder: PathBuf::new(), repeat: 5 };
    let scratch = tempfile::tempdir()?;
    options.folder = scratch.path().join("warehouse");
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        let mut value = || arguments.next().ok_or("an option lacks its value");
        match argument.as_str() {
            "--acts" => options.acts = value()?.parse()?,
            "--keep" => options.folder = value()?.into(),
            "--repeat" => options.repeat = value()?.parse()?,
            _ => {}
        }
    }
    let codebook = Codebook::embedded();
    let written = match Manifest::read(&options.folder) {
        Ok(manifest) if manifest.records == options.acts => None,
        _ => Some(write(codebook, &options)?),
    };
    let by = BY.map(str::to_owned);
    let request = Request::new(codebook, &by, Vec::new(), None)?;
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()?;
    let mut answers = Vec::new();
    let mut seconds = Vec::new();
    for partitions in [1, 2] {
        let warehouse =
            Warehouse::open(&options.folder, Opening { role: Role::Analyst, partitions: Some(partitions) })?;
        let mut times = Vec::new();
        for _ in 0..options.repeat {
            let start = Instant::now();
            let cube = runtime.block_on(warehouse.nexus(codebook, &request))?;
            times.push(start.elapsed().as_secs_f64());
            answers.push(cube);
        }
        times.sort_by(f64::total_cmp);
        seconds.push(times[times.len() / 2]);
    }
    assert!(answers.windows(2).all(|pair| pair[0] == pair[1]), "the answer depends on how the work is divided");
    println!(
        "{}",
        json!({
            "acts": options.acts,
            "snapshot_seconds": written,
            "memory_mb": memory_mb(),
            "nexus_seconds_1_partition": seconds[0],
            "nexus_seconds_2_partitions": seconds[1],
            "cells": answers[0].cells.len(),
            "counted": answers[0].control.counted,
            "sources": answers[0].cells.iter().map(|cell| cell.sources).sum::<u64>(),
        })
    );
    Ok(())
}

/// Writes a snapshot of invented acts.
fn write(codebook: &Codebook, options: &Options) -> Result<f64, Box<dyn Error>> {
    let start = Instant::now();
    let sources: Vec<Source> = (0..SOURCES).map(source).collect();
    let day = date(2026, 12, 1);
    let rules = Rules::new(codebook, &sources, Vec::new(), day);
    let origin = Origin { program: "bench", day, sources, rules };
    let mut writer = Writer::begin(&options.folder, codebook, origin, true)?;
    let mut chance = Chance(0x0ddb_1a5e_5bad_5eed);
    for number in 0..options.acts {
        let record = act(codebook, &mut chance, number);
        writer.add(Current { record, revision: 1, is_current: true, day, reason: "imported".into() })?;
    }
    writer.finish(&[], Some(options.acts), options.acts, &Joins::default())?;
    Ok(start.elapsed().as_secs_f64())
}

const SOURCES: u64 = 40;

fn source(number: u64) -> Source {
    Source {
        id: SourceId::from_bits(1 + u128::from(number)),
        name: format!("invented contributor {number}"),
        legal_basis: "consent".into(),
        purpose: "a benchmark".into(),
        agreement: None,
        expires: None,
        grade: overt_model::Grade::UNJUDGED,
        handling: overt_model::Handling::Amber,
    }
}

/// An act of which some things are not known; a tenth was said by somebody who is named.
fn act(codebook: &Codebook, chance: &mut Chance, number: u64) -> Record {
    let mut claim = Claim::alleged(SourceId::from_bits(1 + u128::from(chance.skewed(SOURCES))), Timestamp::UNIX_EPOCH);
    claim.standing = Standing::ALL[usize::try_from(chance.skewed(5)).unwrap_or_default()];
    if chance.below(10) == 0 {
        claim.asserter = Some(RecordId::from_bits((1 << 100) + u128::from(chance.below(50_000))));
    }
    let id = (u128::from(chance.next()) << 64) + u128::from(number);
    let mut record = Record::new(RecordId::from_bits(id), "CorruptAct", &codebook.version, claim);
    for (property, list) in [("stage", "stages"), ("act", "acts"), ("actor_role", "actors"), ("scale", "scale")] {
        let codes = codebook.list(list).expect("the codebook has its lists").codes();
        if chance.below(20) > 0 {
            let code = &codes[usize::try_from(chance.skewed(codes.len() as u64)).unwrap_or_default()];
            record = record.with(property, Value::code(&code.code));
        }
    }
    if chance.below(4) > 0 {
        let year = 2000 + chance.below(26);
        record = record
            .with("happened_on", Value::Date(format!("{year}-{:02}", 1 + chance.below(12)).parse().expect("a month")));
        let countries = codebook.list("countries").expect("the codebook has its lists").codes();
        let country = &countries[usize::try_from(chance.skewed(countries.len() as u64)).unwrap_or_default()];
        record = record.with("place", Value::Place(Box::new(Place::country(&country.code))));
    }
    record
}

/// The same numbers on every machine (splitmix64).
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, limit: u64) -> u64 {
        self.next() % limit
    }

    /// Small numbers more often than great ones.
    fn skewed(&mut self, limit: u64) -> u64 {
        self.below(limit).min(self.below(limit))
    }
}

/// The most memory this process has had.
fn memory_mb() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    Some(line.split_whitespace().next()?.parse::<u64>().ok()? / 1024)
}

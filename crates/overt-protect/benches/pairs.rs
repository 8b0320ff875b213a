//! Counts of all pairs of columns with noise, as a release of counts draws them, written in three ways: `cargo bench -p overt-protect
//! --bench pairs -- records.csv domain.json epsilon folder`.
//!
//! `measured.tsv` are all counts above zero, `supported.tsv` those of them that are not noise only, `consistent.tsv` what all of them
//! together make likely. A line is `column:value;column:value`, a tab and the count. Combinations with an empty value are left
//! out.
#![expect(clippy::print_stdout, reason = "a benchmark prints its figures")]

mod records;

use std::fmt::Write as _;
use std::path::Path;
use std::process::ExitCode;

use overt_protect::Domain;
use overt_protect::dp::{Bound, Limit, Measured, Noise, Odometer, Private, Unit, consistent};
use overt_protect::synth::sets_of;
use rand_chacha::ChaCha20Rng;
use rand_chacha::rand_core::SeedableRng;

use self::records::{cpu_seconds, read};

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| !argument.starts_with("--")).collect();
    let [file, domain, epsilon, folder] = &arguments[..] else {
        println!("SKIPPED: name a file of records, the JSON file of its domain, an epsilon and a folder");
        return ExitCode::SUCCESS;
    };
    let table = read(file, domain);
    let domain = table.domain().clone();
    let mut rng = ChaCha20Rng::seed_from_u64(1);
    let bound = Bound { unit: Unit::Person, rows_most: 1 };
    let private = Private::new(table, bound, &mut rng).expect("a row each");
    let limit = Limit::new(epsilon.parse().expect("a number"), 1e-6).expect("in bounds");
    let mut budget = Odometer::open(limit, Unit::Person, Vec::new()).expect("nothing spent");

    let started = cpu_seconds();
    let pairs = sets_of(2, domain.columns().len());
    let counts = private.marginals(pairs).expect("small enough");
    let cells: Vec<usize> = (0..counts.sets().len()).map(|table| counts.cells(table)).collect();
    let wanted = by_root_of_cells(&budget, bound, &cells);
    let measured = budget.measure("all pairs", &counts, &wanted, &mut rng).expect("within the budget");
    let spent = cpu_seconds() - started;
    let likely = consistent(&domain, &measured).expect("pairs of the domain");
    println!(
        "{} tables, noise of {:.1} to {:.1}: {spent:.2} CPU s, made consistent in {:.2} CPU s",
        measured.len(),
        measured.iter().map(|table| table.noise.sigma()).fold(f64::INFINITY, f64::min),
        measured.iter().map(|table| table.noise.sigma()).fold(0.0, f64::max),
        cpu_seconds() - started - spent
    );

    let folder = Path::new(folder);
    write(&folder.join("measured.tsv"), &domain, &measured, |table, cell| measured[table].counts[cell]);
    let intervals: Vec<_> = measured.iter().map(Measured::intervals).collect();
    write(&folder.join("supported.tsv"), &domain, &measured, |table, cell| {
        if intervals[table][cell].supported() { measured[table].counts[cell] } else { 0 }
    });
    write(&folder.join("consistent.tsv"), &domain, &measured, |table, cell| {
        i64::try_from(likely[table][cell]).expect("a count of rows")
    });
    ExitCode::SUCCESS
}

/// The whole budget, divided among tables by the root of the number of their cells: what a release does with such weights.
fn by_root_of_cells(budget: &Odometer, bound: Bound, cells: &[usize]) -> Vec<(usize, Noise)> {
    let weights: Vec<f64> = cells.iter().map(|&cells| f64::from(u32::try_from(cells).expect("small")).sqrt()).collect();
    let all: f64 = weights.iter().sum();
    let noise = |weight: f64| budget.noise(weight / all, bound).expect("there is such noise");
    weights.into_iter().map(noise).enumerate().collect()
}

/// Writes the counts above zero of combinations without an empty value.
fn write(file: &Path, domain: &Domain, tables: &[Measured], count: impl Fn(usize, usize) -> i64) {
    let mut lines = String::new();
    for (table, Measured { columns, counts, .. }) in tables.iter().enumerate() {
        let [first, second] = [0, 1].map(|place| &domain.columns()[columns[place]]);
        for cell in (0..counts.len()).filter(|&cell| count(table, cell) > 0) {
            let width = second.values().len();
            let [one, other] = [&first.values()[cell / width], &second.values()[cell % width]];
            if !one.is_empty() && !other.is_empty() {
                let count = count(table, cell);
                writeln!(lines, "{}:{one};{}:{other}\t{count}", first.name(), second.name()).expect("memory takes it");
            }
        }
    }
    std::fs::write(file, lines).expect("it can be written");
}

//! Pairs of names per second of processor time, on the cross-script set: `cargo bench -p overt-link --bench names`.
#![expect(clippy::print_stdout, reason = "a benchmark prints its figures")]

use std::hint::black_box;
use std::process::ExitCode;

use overt_link::names::{Name, jaro_winkler, latin, similarity};

/// Pairs of people per second of processor time, reading both names: at least so many. It is twenty times what the matcher
/// that is used most for sanctions lists manages on Latin names.
const BAR: f64 = 85_000.0;
const ROUNDS: usize = 1_000;

/// Seconds this process has spent on a processor, in hundredths; machines without `/proc` get wall time.
fn seconds() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let after_name = stat.rsplit(')').next().unwrap_or_default();
    let mut fields = after_name.split_whitespace().skip(11).filter_map(|field| field.parse::<f64>().ok());
    match (fields.next(), fields.next()) {
        (Some(user), Some(system)) => (user + system) / 100.0,
        _ => std::time::UNIX_EPOCH.elapsed().map_or(0.0, |elapsed| elapsed.as_secs_f64()),
    }
}

fn rate(label: &str, count: usize, mut work: impl FnMut()) -> f64 {
    work();
    let start = seconds();
    let mut done = 0.0;
    for _ in 0..ROUNDS {
        work();
        done += f64::from(u32::try_from(count).unwrap_or(u32::MAX));
    }
    let rate = done / (seconds() - start).max(0.01);
    println!("{label:<58} {rate:>14.0} a CPU second");
    rate
}

fn main() -> ExitCode {
    let mut reader = csv::Reader::from_reader(include_str!("../tests/data/cross_script_names.csv").as_bytes());
    let pairs: Vec<(String, String)> = reader
        .records()
        .filter_map(Result::ok)
        .filter(|row| &row[1] == "person")
        .map(|row| (row[4].to_owned(), row[5].to_owned()))
        .collect();
    let read: Vec<(Name, Name)> = pairs.iter().map(|(a, b)| (Name::person(a), Name::person(b))).collect();
    let reading = rate("read both names and compare", pairs.len(), || {
        for (a, b) in &pairs {
            black_box(similarity(&Name::person(a), &Name::person(b)));
        }
    });
    rate("compare names that were read (the labelled pairs)", read.len(), || {
        for (a, b) in &read {
            black_box(similarity(black_box(a), black_box(b)));
        }
    });
    rate("compare names that were read (pairs at random)", read.len(), || {
        for ((a, _), (b, _)) in read.iter().zip(read.iter().cycle().skip(97)) {
            black_box(similarity(black_box(a), black_box(b)));
        }
    });
    rate("romanise", 2 * pairs.len(), || {
        for (a, b) in &pairs {
            black_box((latin(a), latin(b)));
        }
    });
    rate("Jaro-Winkler", pairs.len(), || {
        for (a, b) in &pairs {
            black_box(jaro_winkler(a.as_bytes(), b.as_bytes()));
        }
    });
    println!("a name takes {} bytes", size_of::<Name>());
    if reading < BAR { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}

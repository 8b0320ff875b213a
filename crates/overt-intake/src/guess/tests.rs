use std::fs;
use std::path::{Path, PathBuf};

use overt_model::Codebook;

use super::*;
use crate::mapping::Mapping;

/// The least share of columns that are mapped right, in the files by which the tables of words were made.
const RIGHT_MIN: f32 = 0.85;
/// The same for files that were written afterwards, and whose words were not added to the tables.
const UNSEEN_RIGHT_MIN: f32 = 0.75;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/guess")
}

fn table(path: &Path) -> (Vec<String>, Vec<Vec<String>>) {
    let mut reader = csv::Reader::from_path(path).unwrap();
    let columns = reader.headers().unwrap().iter().map(str::to_owned).collect();
    (columns, reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect())
}

/// What a file scored against the truth beside it.
struct Score {
    name: String,
    columns: usize,
    right: usize,
    high: usize,
    records: Vec<String>,
    wrong_high: Vec<String>,
    wrong: Vec<String>,
}

fn score(name: &str) -> Score {
    let (columns, rows) = table(&folder().join(format!("{name}.csv")));
    let (_, truths) = table(&folder().join(format!("{name}.truth.csv")));
    let proposal = propose(&columns, &rows, Codebook::embedded());
    let mut score = Score {
        name: name.to_owned(),
        columns: truths.len(),
        right: 0,
        high: 0,
        records: proposal.records.iter().map(|(schema, each)| format!("{schema} {each}")).collect(),
        wrong_high: Vec::new(),
        wrong: Vec::new(),
    };
    assert_eq!(proposal.columns.len(), truths.len(), "{name}");
    for (guess, truth) in proposal.columns.iter().zip(&truths) {
        assert_eq!(guess.column, truth[0]);
        score.high += usize::from(guess.confidence == Confidence::High);
        let mut said: Vec<String> = guess.target.iter().map(ToString::to_string).collect();
        if guess.is_key {
            said.push("key".to_owned());
        }
        if guess.target.is_none() {
            said.push("-".to_owned());
        }
        // A column that should be left out and is proposed with low confidence stands commented out, so it is left out.
        if guess.confidence == Confidence::Low && truth[1].split('|').any(|truth| truth == "-") {
            said.push("-".to_owned());
        }
        if truth[1].split('|').any(|truth| said.iter().any(|said| said == truth)) {
            score.right += 1;
            continue;
        }
        let told = format!(
            "{}: {} ({}, {:.2}), and is {}",
            guess.column,
            said.join(" "),
            guess.confidence.name(),
            guess.score,
            truth[1]
        );
        if guess.confidence == Confidence::High {
            score.wrong_high.push(told.clone());
        }
        score.wrong.push(told);
    }
    score
}

#[test]
fn of_known_and_invented_files_most_columns_are_right_and_none_is_wrong_with_high_confidence() {
    let mut names: Vec<String> = fs::read_dir(folder())
        .unwrap()
        .filter_map(|entry| entry.unwrap().file_name().to_str()?.strip_suffix(".truth.csv").map(str::to_owned))
        .collect();
    names.sort();
    assert!(names.len() >= 8, "the files are there");
    let scores: Vec<Score> = names.iter().map(|name| score(name)).collect();
    for Score { name, columns, right, wrong, high, records, .. } in &scores {
        println!("{name}: {right} of {columns} columns; {high} with high confidence; {records:?}");
        for wrong in wrong {
            println!("    {wrong}");
        }
    }
    for Score { name, columns, right, wrong_high, .. } in &scores {
        assert!(wrong_high.is_empty(), "{name}: {wrong_high:?}");
        let least = if name.starts_with("unseen-") { UNSEEN_RIGHT_MIN } else { RIGHT_MIN };
        assert!(profile::as_share(*right) >= least * profile::as_share(*columns), "{name}: {right} of {columns}");
    }
}

#[test]
fn what_is_written_can_be_read_as_a_mapping() {
    for name in
        ["shelter-english", "hotline-spanish", "court-french", "layout-court", "layout-ctdc", "transfers-ledger"]
    {
        let (columns, rows) = table(&folder().join(format!("{name}.csv")));
        let toml = propose(&columns, &rows, Codebook::embedded()).to_toml(name, Codebook::embedded());
        if let Err(error) = Mapping::read(&toml, Codebook::embedded()) {
            panic!("{name}: {error}\n{toml}");
        }
    }
}

#[test]
fn a_ready_mapping_goes_before_a_guess() {
    let (columns, rows) = table(&folder().join("layout-ctdc.csv"));
    match guess(&columns, &rows, Codebook::embedded()) {
        Guess::Ready(ready) => assert_eq!(ready.name, "ctdc-2024"),
        Guess::Made(_) => panic!("there is one"),
    }
}

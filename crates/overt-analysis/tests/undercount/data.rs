//! Histories of published studies, which are not part of the repository, and plans for them.

use overt_analysis::undercount::{Choice, Family, Histories, Plan, Resampling};

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/reference/mse");

/// The histories of a study; None, and a word about it, where they are absent.
pub(crate) fn histories(study: &str) -> Option<Histories> {
    let Ok(mut reader) = csv::Reader::from_path(format!("{FOLDER}/{study}.csv")) else {
        eprintln!("SKIPPED: the study {study} is not in ../shared/reference/mse");
        return None;
    };
    let rows: Vec<(String, u64)> = reader
        .records()
        .map(|record| {
            let record = record.expect("it is CSV");
            (record[1].to_owned(), record[3].parse().expect("it is a count"))
        })
        .collect();
    let lists = rows[0].0.len();
    let set =
        |history: &str| history.bytes().enumerate().fold(0, |set, (list, on)| set | usize::from(on == b'1') << list);
    let names = (0..lists).map(|list| format!("list {}", list + 1)).collect();
    Some(Histories::new(names, rows.iter().map(|(history, people)| (set(history), *people))).expect("it is sound"))
}

/// The number in a column of the row of a study and a method, as published.
pub(crate) fn published(study: &str, method: &str, column: usize) -> f64 {
    let mut reader =
        csv::Reader::from_path(format!("{FOLDER}/published_estimates.csv")).expect("it lies beside the studies");
    let row =
        reader.records().map(|record| record.expect("it is CSV")).find(|row| &row[0] == study && &row[1] == method);
    row.expect("the method is published")[column].parse().expect("it is a number")
}

pub(crate) const POINT: usize = 2;
pub(crate) const LOW: usize = 3;
pub(crate) const HIGH: usize = 4;

/// The stepwise choice of pairs, with the chance that its authors recommend.
pub(crate) fn stepwise(chance_max: f64, together_max: usize) -> Plan {
    Plan {
        choice: Choice::Stepwise { chance_max, together_max, compared: Family::Near { together_max: 2 } },
        resampling: None,
        level: 0.95,
        threads: 1,
    }
}

pub(crate) fn smallest_bic(together_max: usize) -> Plan {
    Plan { choice: Choice::Bic { together_max }, resampling: None, level: 0.95, threads: 2 }
}

pub(crate) fn resampled(plan: &Plan, replicates: usize, seed: u32) -> Plan {
    Plan { resampling: Some(Resampling { replicates, seed }), ..plan.clone() }
}

//! How long one more record takes, in a base of many: `cargo bench -p overt-link --bench growth -- people.csv`. The file has the
//! columns of the generated people; its last thousand rows are added one by one.
#![expect(clippy::print_stdout, reason = "a benchmark prints its figures")]

use std::process::ExitCode;
use std::time::Instant;

use overt_link::{Base, Constraints, Linker, RecordsBuilder, Spec};

/// Rows that are added.
const ADDED: usize = 1_000;
/// Milliseconds that 99 of 100 additions may take.
const BAR_MS: f64 = 10.0;

fn main() -> ExitCode {
    let Some(file) = std::env::args().skip(1).find(|argument| !argument.starts_with("--")) else {
        println!("SKIPPED: name a file of generated people");
        return ExitCode::SUCCESS;
    };
    let mut reader = csv::Reader::from_path(&file).expect("the file can be read");
    let header: Vec<String> = reader.headers().expect("it has a header").iter().map(str::to_owned).collect();
    let rows: Vec<csv::StringRecord> = reader.records().map(|row| row.expect("it is CSV")).collect();
    let spec = Spec::from_toml(Spec::ready_text("person").expect("it comes with the program")).expect("it can be read");
    let spec = spec.only(|column| column.from.iter().any(|name| header.contains(name)));
    let places: Vec<Vec<usize>> = spec
        .columns
        .iter()
        .map(|column| {
            let found = column.from.iter().filter_map(|name| header.iter().position(|other| other == name));
            found.take(if column.all { usize::MAX } else { 1 }).collect()
        })
        .collect();
    let values = |row: &csv::StringRecord| -> Vec<String> {
        let value =
            |places: &Vec<usize>| places.iter().filter_map(|place| row.get(*place)).collect::<Vec<_>>().join(" ");
        places.iter().map(value).collect()
    };
    let (first, later) = rows.split_at(rows.len().saturating_sub(ADDED));
    let mut builder = RecordsBuilder::new(spec);
    for row in first {
        builder.push(&row[0], "", values(row).iter().map(String::as_str));
    }
    let grown = builder.finish_to_grow().expect("the ids are different");
    let model = Linker::new(&grown.0, 2).expect("the specification is sound").train().model;
    let (mut base, _) = Base::new(grown, model, Constraints::default(), 2, &()).expect("the model was made for it");
    let mut times_ms: Vec<f64> = later
        .iter()
        .map(|row| {
            let started = Instant::now();
            base.add(&row[0], "", values(row).iter().map(String::as_str)).expect("the id is new");
            started.elapsed().as_secs_f64() * 1000.0
        })
        .collect();
    times_ms.sort_by(f64::total_cmp);
    let at = |percent: usize| times_ms[(times_ms.len() * percent / 100).min(times_ms.len() - 1)];
    println!(
        "{} records, {} more: median {:.2} ms, 99 of 100 within {:.2} ms, the longest {:.2} ms",
        first.len(),
        later.len(),
        at(50),
        at(99),
        at(100)
    );
    if at(99) <= BAR_MS { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

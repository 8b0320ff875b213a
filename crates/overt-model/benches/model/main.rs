//! Validation of records and loading of the codebook, held against bars and peers; `bench/model/README.md` explains it.
#![expect(clippy::print_stdout, reason = "a benchmark prints its figures")]

mod ours;
mod peers;
mod records;
mod report;

use std::collections::BTreeMap;
use std::error::Error;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;

use overt_model::Codebook;
use serde_json::{Value as Json, json};

use peers::Python;
use report::{Peer, Row, Unit};

const RECORDS: u32 = 200_000;
const VALIDATION_BAR: f64 = 200_000.0;
const READING_BAR_MS: f64 = 20.0;

#[derive(Default)]
struct Arguments {
    /// Where the records are written for the peers; without it there are no peers of validation.
    write: Option<PathBuf>,
    records: Option<u32>,
    json: bool,
}

impl Arguments {
    fn parse() -> Result<Self, Box<dyn Error>> {
        let mut arguments = Self::default();
        let mut given = std::env::args().skip(1);
        while let Some(argument) = given.next() {
            match argument.as_str() {
                "--write" => arguments.write = Some(given.next().ok_or("--write needs a folder")?.into()),
                "--records" => arguments.records = Some(given.next().ok_or("--records needs a number")?.parse()?),
                "--json" => arguments.json = true,
                // Cargo says so to every benchmark.
                "--bench" => {}
                other => return Err(format!("`{other}`: expected --write FOLDER, --records NUMBER or --json").into()),
            }
        }
        Ok(arguments)
    }
}

/// Every peer with what it found, or why it was not asked.
type Answers = Vec<(&'static str, Result<peers::Validation, String>)>;

fn main() -> Result<ExitCode, Box<dyn Error>> {
    let arguments = Arguments::parse()?;
    let records = arguments.records.unwrap_or(RECORDS);
    let validation = ours::validation(Codebook::embedded(), records, arguments.write.as_deref())?;
    let python = Python::from_environment();
    let answers = ask(python.as_ref(), arguments.write.as_deref());
    for answer in answers.iter().filter_map(|(_, answer)| answer.as_ref().ok()) {
        answer.agrees()?;
    }
    let mut rows = validation_rows(&validation, &answers);
    rows.extend(loading_rows(python.as_ref()));
    if arguments.json {
        println!("{:#}", json(&validation, &answers, &rows));
    } else {
        print(&validation, &answers, &rows);
    }
    let missed = rows.iter().any(|row| row.passes() == Some(false));
    Ok(if missed { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

fn ask(python: Option<&Python>, folder: Option<&Path>) -> Answers {
    let ask = |script: &str| match (python, folder) {
        (None, _) => Err("OVERT_PYTHON is not set".into()),
        (_, None) => Err("no folder for the records: see bench/model/run".into()),
        (Some(python), Some(folder)) => python.ask(script, folder),
    };
    vec![("pydantic", ask("pydantic_peer.py")), ("jsonschema", ask("jsonschema_peer.py"))]
}

fn validation_rows(validation: &ours::Validation, answers: &Answers) -> Vec<Row> {
    let rate = |records: u32, time: Duration| f64::from(records) / time.as_secs_f64();
    let row = |name, times: &[Duration]| Row {
        name,
        unit: Unit::RecordsPerSecond,
        ours: Ok(rate(validation.records, ours::median(times))),
        peer: None,
        bar: None,
    };
    let typed = Row { bar: Some(VALIDATION_BAR), ..row("validate a typed record", &validation.typed) };
    let compared = answers.iter().map(|(name, answer)| {
        let peer = match answer {
            Ok(answer) => {
                Peer { name: answer.peer.clone(), figure: Ok(rate(answer.records, peers::median(&answer.seconds))) }
            }
            Err(reason) => Peer { name: (*name).into(), figure: Err(reason.clone()) },
        };
        Row { peer: Some(peer), ..row("read a JSON line and validate it", &validation.json) }
    });
    std::iter::once(typed).chain(compared).collect()
}

fn loading_rows(python: Option<&Python>) -> Vec<Row> {
    let ms = |time: Duration| time.as_secs_f64() * 1000.0;
    let missing = || String::from("OVERT_PYTHON is not set");
    let loading = match python {
        Some(python) => python.ask::<peers::Loading>("followthemoney_peer.py", Path::new("")),
        None => Err(missing()),
    };
    let name = loading
        .as_ref()
        .map_or_else(|_| "followthemoney".into(), |answer| format!("{}, {} schemata", answer.peer, answer.schemata));
    let load = Peer { name, figure: loading.map(|answer| ms(peers::median(&answer.seconds))) };
    let import = match python {
        Some(python) => ours::starts(&python.program, &["-c", "import followthemoney"]),
        None => Err(missing()),
    };
    let import =
        Peer { name: "python, import followthemoney".into(), figure: import.map(|times| ms(ours::median(&times))) };
    let start = match std::env::var("OVERT_BIN") {
        Ok(program) => ours::starts(&program, &["codebook", "lists"]),
        Err(_) => Err("OVERT_BIN is not set".into()),
    };
    vec![
        Row {
            name: "read and check the codebook",
            unit: Unit::Milliseconds,
            ours: Ok(ms(ours::median(&ours::readings()))),
            peer: Some(load),
            bar: Some(READING_BAR_MS),
        },
        Row {
            name: "run `overt codebook lists`",
            unit: Unit::Milliseconds,
            ours: start.map(|times| ms(ours::median(&times))),
            peer: Some(import),
            bar: None,
        },
    ]
}

fn print(validation: &ours::Validation, answers: &Answers, rows: &[Row]) {
    let per_record = |total: u64| report::grouped(total_per_record(total, validation.records));
    let count: u32 = validation.planted.values().sum();
    println!(
        "{} records of victims, {} fields and {} bytes of JSON each; {} with one planted problem, all found.\n",
        report::grouped(f64::from(validation.records)),
        per_record(validation.fields),
        per_record(validation.bytes),
        report::grouped(f64::from(count)),
    );
    println!("{:<30}{:>10}{}", "problems found", "ours", headings(answers));
    for (code, planted) in &validation.planted {
        println!("{code:<30}{planted:>10}{}", found(answers, code));
    }
    println!("\n{}", report::table(rows));
    println!("Machine: {}; times are medians of several runs, one thread unless the README says otherwise.", machine());
    let skipped: std::collections::BTreeSet<_> = rows.iter().flat_map(Row::skipped).collect();
    for reason in skipped {
        println!("**** SKIPPED {reason}");
    }
}

fn headings(answers: &Answers) -> String {
    answers.iter().map(|(name, _)| format!("{name:>22}")).collect()
}

/// Found out of planted, because a slow peer may see fewer records.
fn found(answers: &Answers, code: &str) -> String {
    let cell = |answer: &Result<peers::Validation, String>| match answer {
        Ok(answer) => {
            let count = |counts: &BTreeMap<String, u32>| counts.get(code).copied().unwrap_or_default();
            format!("{} of {}", count(&answer.found), count(&answer.planted))
        }
        Err(_) => "SKIPPED".into(),
    };
    answers.iter().map(|(_, answer)| format!("{:>22}", cell(answer))).collect()
}

fn json(validation: &ours::Validation, answers: &Answers, rows: &[Row]) -> Json {
    let found: BTreeMap<_, _> =
        answers.iter().filter_map(|(name, answer)| Some((*name, &answer.as_ref().ok()?.found))).collect();
    json!({
        "machine": machine(),
        "records": validation.records,
        "fields_per_record": total_per_record(validation.fields, validation.records),
        "bytes_per_record": total_per_record(validation.bytes, validation.records),
        "planted": validation.planted,
        "found_by_peers": found,
        "rows": rows.iter().map(Row::json).collect::<Vec<_>>(),
    })
}

fn total_per_record(total: u64, records: u32) -> f64 {
    let tenths = u32::try_from(total * 10 / u64::from(records.max(1))).unwrap_or(u32::MAX);
    f64::from(tenths) / 10.0
}

fn machine() -> String {
    let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let info = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = info
        .lines()
        .find_map(|line| line.strip_prefix("model name")?.split_once(": "))
        .map_or("unknown processor", |(_, model)| model);
    format!("{model}, {cores} cores, {} {}", std::env::consts::OS, std::env::consts::ARCH)
}

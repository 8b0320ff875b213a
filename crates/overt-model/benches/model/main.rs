//! Validation of records and loading of the codebook, held against bars and peers; `bench/model/README.md` explains it.
#![expect(clippy::print_stdout, reason = "a benchmark prints its figures")]

mod ours;
mod peers;
mod random;
mod records;
mod report;

use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;

use overt_model::Codebook;
use serde_json::{Value as Json, json};

use peers::{Asked, Python};
use report::{Peer, Row, Unit};

const RECORDS: u32 = 200_000;
const VALIDATION_BAR: f64 = 200_000.0;
const READING_BAR_MS: f64 = 20.0;

/// What is known of each peer of validation.
type Answers = [(&'static str, Asked<peers::Validation>); 2];

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

fn main() -> Result<ExitCode, Box<dyn Error>> {
    let arguments = Arguments::parse()?;
    let records = arguments.records.unwrap_or(RECORDS).max(1);
    let validation = ours::validation(Codebook::embedded(), records, arguments.write.as_deref())?;
    let python = Python::from_environment();
    let answers = validating_peers(&python, arguments.write.as_deref())?;
    let mut rows = validation_rows(&validation, &answers);
    rows.push(reading_row(&python)?);
    rows.push(start_row(&python));
    if arguments.json {
        println!("{:#}", json(&validation, &answers, &rows));
    } else {
        print(&validation, &answers, &rows);
    }
    let missed = rows.iter().any(|row| row.passes() == Some(false));
    Ok(if missed { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

/// Asks the peers, and makes sure that they did the same work.
fn validating_peers(python: &Asked<Python>, folder: Option<&Path>) -> Result<Answers, Box<dyn Error>> {
    let ask = |package| {
        let answer: Asked<peers::Validation> = match (python, folder) {
            (Err(reason), _) => Err(reason.clone()),
            (_, None) => Err("the records are written for peers only with --write, see bench/model/run".into()),
            (Ok(python), Some(folder)) => python.ask(package, folder)?,
        };
        answer.iter().try_for_each(peers::Validation::agrees)?;
        Ok::<_, Box<dyn Error>>((package, answer))
    };
    Ok([ask("pydantic")?, ask("jsonschema")?])
}

fn validation_rows(validation: &ours::Validation, answers: &Answers) -> Vec<Row> {
    let rate = |records: u32, time: Duration| f64::from(records) / time.as_secs_f64();
    let row = |name: &str, times: &[Duration]| Row {
        name: name.into(),
        unit: Unit::RecordsPerSecond,
        ours: Ok(rate(validation.records, ours::median(times))),
        peer: None,
        bar: None,
    };
    let typed = Row { bar: Some(VALIDATION_BAR), ..row("validate a typed record", &validation.typed) };
    let compared = answers.iter().map(|(package, answer)| {
        let peer = match answer {
            Ok(answer) => {
                let figure = rate(answer.records, peers::median(&answer.seconds));
                Peer { name: answer.peer.clone(), figure: Ok(figure) }
            }
            Err(reason) => Peer { name: (*package).into(), figure: Err(reason.clone()) },
        };
        Row { peer: Some(peer), ..row("read a JSON line and validate it", &validation.json) }
    });
    std::iter::once(typed).chain(compared).collect()
}

fn reading_row(python: &Asked<Python>) -> Result<Row, Box<dyn Error>> {
    let answer: Asked<peers::Loading> = match python {
        Ok(python) => python.ask("followthemoney", Path::new(""))?,
        Err(reason) => Err(reason.clone()),
    };
    let peer = match answer {
        Ok(peers::Loading { peer, seconds, schemata }) => {
            Peer { name: format!("{peer}, {schemata} schemata"), figure: Ok(milliseconds(peers::median(&seconds))) }
        }
        Err(reason) => Peer { name: "followthemoney".into(), figure: Err(reason) },
    };
    let (lists, schemas) = (Codebook::embedded().lists().len(), Codebook::embedded().schemas().len());
    Ok(Row {
        name: format!("read the codebook: {lists} lists, {schemas} schemas"),
        unit: Unit::Milliseconds,
        ours: Ok(milliseconds(ours::median(&ours::readings()))),
        peer: Some(peer),
        bar: Some(READING_BAR_MS),
    })
}

fn start_row(python: &Asked<Python>) -> Row {
    let median = |times: Vec<Duration>| milliseconds(ours::median(&times));
    let ours = std::env::var("OVERT_BIN").map_err(|_| "OVERT_BIN is not set".to_owned());
    let ours = ours.and_then(|program| ours::starts(&program, &["codebook", "lists"]));
    let peer = python.as_ref().map_err(Clone::clone);
    let peer = peer.and_then(|python| ours::starts(&python.program, &["-c", "import followthemoney"]));
    Row {
        name: "start and end `overt codebook lists`".into(),
        unit: Unit::Milliseconds,
        ours: ours.map(median),
        peer: Some(Peer { name: "python -c \"import followthemoney\"".into(), figure: peer.map(median) }),
        bar: None,
    }
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

fn print(validation: &ours::Validation, answers: &Answers, rows: &[Row]) {
    println!(
        "{} records of victims with {:.1} fields and {:.0} bytes of JSON each; {} hold one planted problem, all found.\n",
        report::grouped(validation.records),
        per_record(validation.fields, validation),
        per_record(validation.bytes, validation),
        report::grouped(validation.planted.values().sum()),
    );
    println!("{:<30}{:>10}{:>20}{:>20}", "planted problems found by", "overt", "pydantic", "jsonschema");
    for (code, planted) in &validation.planted {
        let [pydantic, jsonschema] = [0, 1].map(|peer| found(&answers[peer].1, code));
        println!("{code:<30}{planted:>10}{pydantic:>20}{jsonschema:>20}");
    }
    println!("\n{}", report::table(rows));
    println!("{}; one thread, but two to read the codebook; medians.", machine());
    if let Some(load) = load().filter(|load| *load > 1.5) {
        println!("**** The machine was busy with other work (load {load}): measure again when it is quiet.");
    }
    for reason in rows.iter().flat_map(Row::skipped).collect::<BTreeSet<_>>() {
        println!("**** SKIPPED {reason}");
    }
}

/// Found out of planted, because a slow peer sees fewer records.
fn found(answer: &Asked<peers::Validation>, code: &str) -> String {
    let count = |counts: &BTreeMap<String, u32>| counts.get(code).copied().unwrap_or_default();
    match answer {
        Ok(answer) => format!("{} of {}", count(&answer.found), count(&answer.planted)),
        Err(_) => "SKIPPED".into(),
    }
}

fn json(validation: &ours::Validation, answers: &Answers, rows: &[Row]) -> Json {
    let peers = answers.iter().filter_map(|(package, answer)| {
        let answer = answer.as_ref().ok()?;
        Some((*package, json!({ "records": answer.records, "planted": answer.planted, "found": answer.found })))
    });
    json!({
        "machine": machine(),
        "load": load(),
        "records": validation.records,
        "fields_per_record": per_record(validation.fields, validation),
        "bytes_per_record": per_record(validation.bytes, validation),
        "planted_and_found": validation.planted,
        "peers": peers.collect::<BTreeMap<_, _>>(),
        "rows": rows.iter().map(Row::json).collect::<Vec<_>>(),
    })
}

fn per_record(total: u64, validation: &ours::Validation) -> f64 {
    let tenths = total * 10 / u64::from(validation.records);
    f64::from(u32::try_from(tenths).unwrap_or(u32::MAX)) / 10.0
}

fn machine() -> String {
    let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let about = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = about.lines().find_map(|line| line.strip_prefix("model name")?.split_once(": "));
    let model = model.map_or("processor not named", |(_, model)| model);
    format!("{model}, {cores} cores, {} {}", std::env::consts::OS, std::env::consts::ARCH)
}

/// How many programs wanted to run during the last minute, ours being one of them. Only Linux says so.
fn load() -> Option<f64> {
    let text = std::fs::read_to_string("/proc/loadavg").ok()?;
    text.split(' ').next()?.parse().ok()
}

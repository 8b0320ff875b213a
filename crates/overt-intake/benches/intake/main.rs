//! Rows into records, and records into a store, held against pandas and bars; `bench/intake/README.md` explains it.
#![expect(clippy::print_stdout, reason = "a benchmark prints its figures")]

mod data;
#[expect(dead_code, reason = "shared with the benchmark of the model, which draws more")]
#[path = "../../../overt-model/benches/model/random.rs"]
mod random;
#[path = "../../../overt-store/benches/store/report.rs"]
mod report;
mod sides;

use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use serde_json::{Value as Json, json};

use report::{Row, Unit};
use sides::Done;

pub(crate) type Failure = Box<dyn std::error::Error>;

/// Rows per second of processor time, ours to pandas: at least so many times.
const RATIO_BAR: f64 = 10.0;
const MAP_MEMORY_BAR_MB: f64 = 150.0;
/// Records a second into SQLite, on two cores.
const STORE_BAR: f64 = 8000.0;
/// Most memory with all rows, against that with half of them.
const FLAT_BAR: f64 = 1.25;

struct Arguments {
    rows: usize,
    stored: usize,
    json: bool,
    /// What a child process is to do.
    side: Option<(String, PathBuf)>,
}

impl Arguments {
    fn parse() -> Result<Self, Failure> {
        let mut arguments = Self { rows: 1_000_000, stored: 100_000, json: false, side: None };
        let mut given = std::env::args().skip(1);
        while let Some(argument) = given.next() {
            let mut next = || given.next().ok_or_else(|| format!("{argument} needs something after it"));
            match argument.as_str() {
                "--quick" => (arguments.rows, arguments.stored) = (100_000, 20_000),
                "--rows" => arguments.rows = next()?.parse()?,
                "--stored" => arguments.stored = next()?.parse()?,
                "--json" => arguments.json = true,
                "--side" => arguments.side = Some((next()?, next()?.into())),
                // Cargo says so to every benchmark.
                "--bench" => {}
                other => {
                    return Err(format!("`{other}`: expected --quick, --rows NUMBER, --stored NUMBER or --json").into());
                }
            }
        }
        Ok(arguments)
    }
}

fn main() -> Result<ExitCode, Failure> {
    let arguments = Arguments::parse()?;
    if let Some((side, file)) = &arguments.side {
        println!("{}", serde_json::to_string(&sides::run(side, file)?)?);
        return Ok(ExitCode::SUCCESS);
    }
    let folder = tempfile::tempdir()?;
    let mut rows = Vec::new();
    if arguments.rows > 0 {
        rows.extend(mapping_rows(folder.path(), arguments.rows)?);
    }
    if arguments.stored > 0 {
        rows.extend(storing_rows(folder.path(), arguments.stored)?);
    }
    if arguments.json {
        println!("{:#}", json!({ "rows": rows.iter().map(Row::json).collect::<Vec<Json>>() }));
    } else {
        println!("{}", report::table(&rows));
        for (row, reason) in rows.iter().filter_map(|row| Some((row, row.figure.as_ref().err()?))) {
            println!("**** SKIPPED {}: {reason}", row.name);
        }
    }
    let missed = rows.iter().any(|row| row.passes() == Some(false));
    Ok(if missed { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

fn child(side: &str, file: &Path) -> Result<Done, Failure> {
    let output = Command::new(std::env::current_exe()?).args(["--side", side]).arg(file).output()?;
    if !output.status.success() {
        return Err(format!("{side}: {}: {}", output.status, String::from_utf8_lossy(&output.stderr)).into());
    }
    Ok(serde_json::from_slice(&output.stdout)?)
}

/// The same by a script of Python.
fn peer(file: &Path) -> Result<Done, String> {
    let python = std::env::var("OVERT_PYTHON").map_err(|_| "OVERT_PYTHON names no Python with pandas".to_owned())?;
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/../../bench/intake/pandas_peer.py");
    let output = Command::new(python).arg(script).arg(file).output().map_err(|error| error.to_string())?;
    if !output.status.success() {
        return Err(format!("pandas: {}", String::from_utf8_lossy(&output.stderr)));
    }
    serde_json::from_slice(&output.stdout).map_err(|error| error.to_string())
}

fn mapping_rows(folder: &Path, count: usize) -> Result<Vec<Row>, Failure> {
    let file = folder.join("intake.csv");
    data::write(&file, count)?;
    let ours = child("map", &file)?;
    assert_eq!(ours.rows, count as u64, "every row is told of");
    let theirs = peer(&file);
    if let Ok(theirs) = &theirs {
        assert_eq!(
            (ours.rows, ours.records, ours.values),
            (theirs.rows, theirs.records, theirs.values),
            "both do the same work"
        );
    }
    let rate = |done: &Done| as_f64(done.rows) / done.processor_seconds;
    let row = |name: String, unit, figure, bar| Row { name, unit, figure, bar };
    // The table compares with the most that is allowed, so the ratio is turned round.
    let ratio = theirs.as_ref().map(|theirs| rate(theirs) / rate(&ours)).map_err(Clone::clone);
    Ok(vec![
        row(
            format!("map {count} rows of 25 columns, {} records", ours.records),
            Unit::PerSecond("rows"),
            Ok(rate(&ours)),
            None,
        ),
        row(
            "the same with pandas".into(),
            Unit::PerSecond("rows"),
            theirs.as_ref().map(rate).map_err(Clone::clone),
            None,
        ),
        row("pandas to ours, rows per second of processor".into(), Unit::Times, ratio, Some(1.0 / RATIO_BAR)),
        row("most memory, ours".into(), Unit::Megabytes, memory(&ours), Some(MAP_MEMORY_BAR_MB)),
        row("most memory, pandas".into(), Unit::Megabytes, theirs.and_then(|theirs| memory(&theirs)), None),
    ])
}

fn storing_rows(folder: &Path, count: usize) -> Result<Vec<Row>, Failure> {
    let (half, whole) = (folder.join("half.csv"), folder.join("whole.csv"));
    data::write(&half, count / 4)?;
    data::write(&whole, count / 2)?;
    let (half, whole) = (child("store", &half)?, child("store", &whole)?);
    let row = |name: String, unit, figure, bar| Row { name, unit, figure, bar };
    let growth = memory(&whole).and_then(|whole| Ok(whole / memory(&half)?));
    Ok(vec![
        row(
            format!("import {} records into SQLite, each", whole.records),
            Unit::Milliseconds,
            Ok(whole.seconds / as_f64(whole.records) * 1000.0),
            Some(1000.0 / STORE_BAR),
        ),
        row("the same in records".into(), Unit::PerSecond("records"), Ok(as_f64(whole.records) / whole.seconds), None),
        row("most memory".into(), Unit::Megabytes, memory(&whole), None),
        row("most memory, to that with half of the rows".into(), Unit::Times, growth, Some(FLAT_BAR)),
    ])
}

fn memory(done: &Done) -> Result<f64, String> {
    done.memory_kib.map(|kib| as_f64(kib) / 1024.0).ok_or_else(|| "only Linux tells the memory of a process".to_owned())
}

#[expect(clippy::cast_precision_loss, reason = "figures far below 2 to the power of 52")]
fn as_f64(number: u64) -> f64 {
    number as f64
}

//! Inserting, opening and finding records, held against bars and plain sqlx; `bench/store/README.md` explains it.
#![expect(clippy::print_stdout, reason = "a benchmark prints its figures")]

mod bare;
mod insert;
mod place;
#[expect(dead_code, reason = "shared with the benchmark of the model, which draws more")]
#[path = "../../../overt-model/benches/model/random.rs"]
mod random;
mod reading;
mod records;
mod report;

use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

use serde_json::json;

use insert::Inserted;
use reading::Readings;
use report::{Row, Unit};

pub(crate) type Failure = Box<dyn std::error::Error>;

/// How many times as long as plain sqlx.
const RATIO_BAR: f64 = 3.0;
const MEMORY_BAR_MB: f64 = 200.0;
const ONE_BAR_MS: f64 = 1.0;
const FIFTY_BAR_MS: f64 = 50.0;
const PAGE_BAR_MS: f64 = 20.0;

/// Fewest records among which a deep page is full.
const PAGED_MIN: usize = 50_000;

struct Arguments {
    /// Records that are inserted; 0 leaves the question out.
    inserted: usize,
    /// Records among which a page is found; 0 leaves the questions about reading out.
    paged: usize,
    json: bool,
    /// What a child process is to do.
    side: Option<(String, PathBuf, usize)>,
}

impl Arguments {
    fn parse() -> Result<Self, Failure> {
        let mut arguments = Self { inserted: 200_000, paged: 1_000_000, json: false, side: None };
        let mut given = std::env::args().skip(1);
        while let Some(argument) = given.next() {
            let mut next = || given.next().ok_or_else(|| format!("{argument} needs something after it"));
            match argument.as_str() {
                "--quick" => (arguments.inserted, arguments.paged) = (20_000, 100_000),
                "--inserted" => arguments.inserted = next()?.parse()?,
                "--paged" => arguments.paged = next()?.parse()?,
                "--json" => arguments.json = true,
                "--side" => arguments.side = Some((next()?, next()?.into(), next()?.parse()?)),
                // Cargo says so to every benchmark.
                "--bench" => {}
                other => {
                    let expected = "expected --quick, --inserted NUMBER, --paged NUMBER or --json";
                    return Err(format!("`{other}`: {expected}").into());
                }
            }
        }
        if (1..PAGED_MIN).contains(&arguments.paged) {
            return Err(format!("--paged: among fewer than {PAGED_MIN} the deep page is not full").into());
        }
        Ok(arguments)
    }
}

fn main() -> Result<ExitCode, Failure> {
    let arguments = Arguments::parse()?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    if let Some((side, folder, records)) = &arguments.side {
        let inserted = runtime.block_on(insert::side(side, folder, *records))?;
        println!("{}", serde_json::to_string(&inserted)?);
        return Ok(ExitCode::SUCCESS);
    }
    let mut rows = Vec::new();
    // The whole takes long enough for somebody to wonder.
    let mut add = |more: Vec<Row>| {
        eprint!("{}", report::table(&more));
        rows.extend(more);
    };
    if arguments.inserted > 0 {
        let folder = tempfile::tempdir()?;
        add(inserting_rows(&insert::both(folder.path(), arguments.inserted)?));
    }
    if arguments.paged > 0 {
        let folder = tempfile::tempdir()?;
        let figure = Ok(milliseconds(&reading::flushes(folder.path())?));
        let name = "the disk keeps 8 KiB for good".into();
        add(vec![Row { name, unit: Unit::Milliseconds, figure, bar: None }]);
        let readings = runtime.block_on(reading::measure(&folder.path().join("store"), None, arguments.paged))?;
        add(reading_rows("SQLite", &readings));
        add(runtime.block_on(on_server(arguments.paged))?);
    }
    if arguments.json {
        let rows: Vec<_> = rows.iter().map(Row::json).collect();
        println!("{:#}", json!({ "machine": machine(), "load": load(), "rows": rows }));
    } else {
        println!("{}\n{}.", report::table(&rows), machine());
        if let Some(load) = load().filter(|load| *load > 2.0) {
            println!("**** The machine was busy with other work (load {load}): measure again when it is quiet.");
        }
        for (row, reason) in rows.iter().filter_map(|row| Some((row, row.figure.as_ref().err()?))) {
            println!("**** SKIPPED {}: {reason}", row.name);
        }
    }
    let missed = rows.iter().any(|row| row.passes() == Some(false));
    Ok(if missed { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

async fn on_server(records: usize) -> Result<Vec<Row>, Failure> {
    let Some(server) = std::env::var("OVERT_TEST_POSTGRES").ok().filter(|url| !url.is_empty()) else {
        let figure = Err("OVERT_TEST_POSTGRES names no server".into());
        let name = "reading on PostgreSQL".into();
        return Ok(vec![Row { name, unit: Unit::Milliseconds, figure, bar: None }]);
    };
    let folder = tempfile::tempdir()?;
    let database = place::Database::make(&server).await?;
    let readings = reading::measure(&folder.path().join("store"), Some(&database.url()), records).await;
    database.drop().await?;
    Ok(reading_rows("PostgreSQL", &readings?))
}

fn inserting_rows([ours, bare]: &[Inserted; 2]) -> Vec<Row> {
    let row = |name: String, unit, figure, bar| Row { name, unit, figure, bar };
    let rate = |side: &Inserted| Ok(as_f64(side.records) / side.seconds);
    let memory = ours.memory_kib.map(|kib| as_f64(kib) / 1024.0).ok_or("only Linux tells the memory of a process");
    let megabytes = as_f64(bare.bytes) / f64::from(1 << 20);
    vec![
        row(format!("insert {} records, sealed, logged", ours.records), Unit::PerSecond("records"), rate(ours), None),
        row(
            format!("plain sqlx writes the same {} rows, {megabytes:.0} MB", bare.rows),
            Unit::PerSecond("records"),
            rate(bare),
            None,
        ),
        row("time, ours to plain sqlx".into(), Unit::Times, Ok(ours.seconds / bare.seconds), Some(RATIO_BAR)),
        row("most memory, ours".into(), Unit::Megabytes, memory.map_err(Into::into), Some(MEMORY_BAR_MB)),
    ]
}

fn reading_rows(engine: &str, readings: &Readings) -> Vec<Row> {
    let row = |name: String, times: &[Duration], bar| {
        let figure = Ok(milliseconds(times));
        Row { name: format!("{engine}: {name}"), unit: Unit::Milliseconds, figure, bar: Some(bar) }
    };
    let page = |which: &str| format!("{which} page of 50 of {} out of {}", readings.matching, readings.records);
    vec![
        row("open the identity of one record".into(), &readings.one, ONE_BAR_MS),
        row("open the identities of 50 records".into(), &readings.fifty, FIFTY_BAR_MS),
        row(page("first"), &readings.first_page, PAGE_BAR_MS),
        row(page("deep"), &readings.deep_page, PAGE_BAR_MS),
    ]
}

/// The median.
fn milliseconds(times: &[Duration]) -> f64 {
    let mut times = times.to_vec();
    times.sort_unstable();
    times[times.len() / 2].as_secs_f64() * 1000.0
}

#[expect(clippy::cast_precision_loss, reason = "figures far below 2 to the power of 52")]
fn as_f64(number: u64) -> f64 {
    number as f64
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

//! `overt release risk`: how easily somebody is found.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::PathBuf;

use anyhow::Context as _;
use clap::Args;
use overt_model::Codebook;
use overt_protect::risk::{Quasi, Question, Risk, Sensitive};
use overt_protect::{ColumnDomain, Domain, Rows, Table};
use overt_publish::risk::{risk_page, risk_text};
use overt_warehouse::protect::PublicColumn;

use super::facts::columns_of;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::file;
use crate::output::Output;
use crate::snapshot::failure;
use crate::store_options::StoreOptions;
use crate::warehouse::{analyst, eprint, runtime};

/// Width of the report on a screen.
const WIDTH: usize = 100;

/// Arguments of `overt release risk`.
#[derive(Args)]
pub(super) struct Choice {
    /// A file of separated values with a line of names; the snapshot, where none is named.
    file: Option<PathBuf>,
    /// The kind of record of the snapshot.
    #[arg(long, default_value = "Victim", conflicts_with = "file")]
    schema: String,
    /// Only records for which this condition in SQL holds.
    #[arg(long, value_name = "CONDITION", conflicts_with = "file")]
    only: Option<String>,
    /// What somebody may know of a person: columns, with commas between them.
    #[arg(long, value_delimiter = ',', required = true)]
    columns: Vec<String>,
    /// What nobody should learn: columns, with commas between them.
    #[arg(long, value_delimiter = ',')]
    sensitive: Vec<String>,
    /// The smallest group that is large enough.
    #[arg(long, default_value_t = 11)]
    threshold: u32,
    /// How many people there are of whom these are some, for what a journalist could find.
    #[arg(long, value_name = "PEOPLE")]
    population: Option<u64>,
    /// Write the report into this file: `.html` or `.json`.
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

pub(super) fn run(options: &StoreOptions, choice: &Choice) -> anyhow::Result<Output> {
    let form = choice.out.as_deref().map(is_page).transpose()?;
    let wanted: Vec<&str> = choice.columns.iter().chain(&choice.sensitive).map(String::as_str).collect();
    let (table, absent) = match &choice.file {
        Some(file) => (of_file(file, &wanted)?, String::new()),
        None => (of_snapshot(options, choice, &wanted)?, "not-asked".to_owned()),
    };
    let quasi = (0..choice.columns.len())
        .map(|column| Quasi { column, absent: table.domain().columns()[column].code(&absent) });
    let mut question = Question::about(quasi.collect());
    question.k = choice.threshold;
    question.population = choice.population;
    question.sensitive =
        (choice.columns.len()..wanted.len()).map(|column| Sensitive { column, ordered: false }).collect();
    question.threads = std::thread::available_parallelism().map_or(1, usize::from);
    let cost = question.cost(table.rows());
    if !options.quiet && !options.json {
        eprint(&format!(
            "{} sets of columns over {} records: about {:.0} processor seconds and {} MB\n",
            cost.sets.iter().sum::<u64>(),
            table.rows(),
            cost.processor_seconds.max(1.0),
            cost.memory_bytes / 1_000_000
        ));
    }
    let risk = Risk::measure(&table, &question).map_err(|error| {
        Failure::new(Exit::WrongUse, "release-risk", error.to_string()).with_hint("name fewer columns, or coarser ones")
    })?;
    if let (Some(path), Some(is_page)) = (&choice.out, form) {
        let bytes = if is_page { risk_page(&risk, &title(choice), &[])? } else { serde_json::to_string_pretty(&risk)? };
        file::replace(path, bytes.as_bytes())?;
    }
    let mut text = risk_text(&risk, WIDTH);
    if let Some(path) = &choice.out {
        let _ = writeln!(text, "\nThe report is in {}. It is for your own work: do not publish it.", path.display());
    }
    Output::answer(options.json, &risk, text)
}

fn title(choice: &Choice) -> String {
    match &choice.file {
        Some(file) => file.file_name().unwrap_or_default().to_string_lossy().into_owned(),
        None => choice.schema.clone(),
    }
}

fn is_page(path: &std::path::Path) -> Result<bool, Failure> {
    match path.extension().and_then(|ending| ending.to_str()) {
        Some("html") => Ok(true),
        Some("json") => Ok(false),
        _ => {
            let message = "the file of `--out` is not of a form that is known";
            Err(Failure::new(Exit::WrongUse, "wrong-use", message).with_hint("its name ends in .html or .json"))
        }
    }
}

fn unknown(column: &str, known: &[&str]) -> Failure {
    let message = format!("there is no column `{column}`");
    Failure::new(Exit::WrongUse, "release-column", message).with_hint(format!("there are: {}", known.join(", ")))
}

fn of_snapshot(options: &StoreOptions, choice: &Choice, wanted: &[&str]) -> anyhow::Result<Table> {
    let schema = crate::codes::schema(Codebook::embedded(), &choice.schema)?;
    let all = columns_of(schema);
    let known: Vec<&str> = all.iter().map(|column| column.name.as_str()).collect();
    let find = |name: &&str| all.iter().find(|column| column.name == **name).ok_or_else(|| unknown(name, &known));
    let columns = wanted.iter().map(find).collect::<Result<Vec<&PublicColumn>, _>>()?;
    let warehouse = analyst(options)?;
    let table = runtime()?.block_on(async {
        let contributors: Vec<String> =
            warehouse.contributors_of(schema, choice.only.as_deref()).await?.into_keys().collect();
        warehouse.protected(schema, &columns, (choice.only.as_deref(), &contributors)).await
    });
    Ok(table.map_err(failure)?)
}

/// Of a file the values of a column are those that are there: the report is for those who have the file.
fn of_file(path: &std::path::Path, wanted: &[&str]) -> anyhow::Result<Table> {
    let say = || format!("cannot read {}", path.display());
    let mut reader = csv::Reader::from_path(path).with_context(say)?;
    let header: Vec<String> = reader.headers().with_context(say)?.iter().map(|name| name.trim().to_owned()).collect();
    let known: Vec<&str> = header.iter().map(String::as_str).collect();
    let place = |name: &&str| known.iter().position(|known| known == name).ok_or_else(|| unknown(name, &known));
    let places = wanted.iter().map(place).collect::<Result<Vec<usize>, _>>()?;
    let mut rows: Vec<Vec<String>> = Vec::new();
    let mut values = vec![BTreeSet::new(); places.len()];
    for row in reader.records() {
        // An error of the reader may hold a cell.
        let row = row.map_err(|error| {
            let line = error.position().map_or(0, csv::Position::line);
            Failure::new(Exit::WrongUse, "release-file", format!("line {line} of {} cannot be read", path.display()))
                .with_hint("every line needs as many cells as the first, in UTF-8")
        })?;
        let cells: Vec<String> = places.iter().map(|place| row.get(*place).unwrap_or_default().to_owned()).collect();
        for (values, cell) in values.iter_mut().zip(&cells) {
            values.insert(cell.clone());
        }
        rows.push(cells);
    }
    let column = |(name, values): (&&str, BTreeSet<String>)| ColumnDomain::new(*name, values.into_iter().collect());
    let columns = wanted.iter().zip(values).map(column).collect::<Result<Vec<_>, _>>();
    let wrong = |error: overt_protect::DomainError| Failure::new(Exit::WrongUse, "release-column", error.to_string());
    let domain = Domain::new(columns.map_err(wrong)?).map_err(wrong)?;
    let mut table = Rows::new(domain);
    for row in &rows {
        table.push(row.iter().map(String::as_str)).expect("every value is declared");
    }
    Ok(table.finish())
}

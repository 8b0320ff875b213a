//! `overt release risk`: how easily somebody is found.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use anyhow::Context as _;
use clap::Args;
use overt_intake::rows::{Item, Row};
use overt_model::{Codebook, State};
use overt_protect::risk::{Generalisation, Quasi, Question, Risk, Sensitive};
use overt_protect::{ColumnDomain, Domain, Table};
use overt_publish::risk::{risk_page, risk_text};
use overt_warehouse::protect::PublicColumn;

use super::facts::columns_of;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::file;
use crate::import::open;
use crate::output::Output;
use crate::pprl::unreadable;
use crate::snapshot::failure;
use crate::store_options::StoreOptions;
use crate::threads::all_threads;
use crate::warehouse::{analyst, eprint, runtime};
use crate::workspace::today;
use crate::written::ending;

/// Width of the report on a screen.
const WIDTH: usize = 100;

/// Arguments of `overt release risk`.
#[derive(Args)]
pub(super) struct Choice {
    /// A file of the kinds that `overt import` reads; the snapshot, where none is named.
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

/// A table, and what else is known of it.
struct Asked {
    table: Table,
    /// What stands where nothing was recorded.
    absent: &'static str,
    generalisations: Vec<Generalisation>,
    /// The contributors in the order of their numbers.
    contributors: Vec<String>,
}

pub(super) fn run(options: &StoreOptions, choice: &Choice) -> anyhow::Result<Output> {
    let form = choice.out.as_deref().map(|path| ending(path, &["html", "json"])).transpose()?;
    let wanted: Vec<&str> = choice.columns.iter().chain(&choice.sensitive).map(String::as_str).collect();
    let Asked { table, absent, generalisations, contributors } = match &choice.file {
        Some(file) => of_file(file, &wanted)?,
        None => of_snapshot(options, choice, &wanted)?,
    };
    let known = choice.columns.len();
    let quasi = (0..known).map(|column| Quasi { column, absent: table.domain().columns()[column].code(absent) });
    let mut question = Question::about(quasi.collect());
    question.k = choice.threshold;
    question.population = choice.population;
    question.sensitive = (known..wanted.len()).map(|column| Sensitive { column, ordered: false }).collect();
    question.generalisations = generalisations.into_iter().filter(|coarser| coarser.column < known).collect();
    question.threads = all_threads();
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
    let organisations: Vec<String> =
        contributors.iter().enumerate().map(|(number, name)| format!("{number} is {name}")).collect();
    let organisations = organisations.join("; ");
    if let (Some(path), Some(form)) = (&choice.out, form) {
        let facts = [("Day", &*today().to_string()), ("Organisations", &organisations)];
        let facts = &facts[..if organisations.is_empty() { 1 } else { 2 }];
        let bytes = if form == "html" {
            risk_page(&risk, &title(choice), facts)?
        } else {
            serde_json::to_string_pretty(&risk)?
        };
        // As confidential as what it is about.
        file::stream(path, |out| {
            out.write_all(bytes.as_bytes()).with_context(|| format!("cannot write {}", path.display()))
        })?;
    }
    let mut text = risk_text(&risk, WIDTH);
    if !organisations.is_empty() {
        let _ = writeln!(text, "\nOrganisations: {organisations}.");
    }
    if let Some(path) = &choice.out {
        let _ = writeln!(text, "\nThe report is in {}, which only you can read: do not publish it.", path.display());
    }
    Output::answer(options.json, &risk, text)
}

fn title(choice: &Choice) -> String {
    match &choice.file {
        Some(file) => file.file_name().unwrap_or_default().to_string_lossy().into_owned(),
        None => choice.schema.clone(),
    }
}

fn unknown(column: &str, known: &[&str]) -> Failure {
    let message = format!("there is no column `{column}`");
    Failure::new(Exit::WrongUse, "release-column", message).with_hint(format!("there are: {}", known.join(", ")))
}

fn of_snapshot(options: &StoreOptions, choice: &Choice, wanted: &[&str]) -> anyhow::Result<Asked> {
    let schema = crate::codes::schema(Codebook::embedded(), &choice.schema)?;
    let all = columns_of(schema);
    let known: Vec<&str> = all.iter().map(|column| column.name.as_str()).collect();
    let find = |name: &&str| all.iter().find(|column| column.name == **name).ok_or_else(|| unknown(name, &known));
    let columns = wanted.iter().map(find).collect::<Result<Vec<&PublicColumn>, _>>()?;
    let warehouse = analyst(options)?;
    let (table, contributors) = runtime()?
        .block_on(async {
            let contributors = warehouse.contributors_of(schema, choice.only.as_deref()).await?;
            let contributors: Vec<String> = contributors.into_keys().collect();
            let table = warehouse.protected(schema, &columns, (choice.only.as_deref(), &contributors)).await?;
            Ok((table, contributors))
        })
        .map_err(failure)?;
    let coarser = |(column, public): (usize, &&PublicColumn)| {
        let name = format!("{}, coarser", public.name);
        Some(Generalisation { name, column, coarser: public.generalised()? })
    };
    Ok(Asked {
        table,
        absent: State::NotAsked.code(),
        generalisations: columns.iter().enumerate().filter_map(coarser).collect(),
        contributors: contributors.iter().map(|id| warehouse.source_name(id)).collect(),
    })
}

/// Of a file the values of a column are those that are there: the report is for those who have the file. No cell is kept but as a code.
fn of_file(path: &Path, wanted: &[&str]) -> anyhow::Result<Asked> {
    let mut rows = open(path, None)?;
    let mut columns: Vec<Coded> = wanted.iter().map(|_| Coded::default()).collect();
    let (mut row, mut places, mut names) = (Row::default(), Vec::new(), 0);
    loop {
        let item = rows.next(&mut row).map_err(|error| unreadable(path, &error))?;
        // Some files bring columns as they are read.
        if names == 0 || names != rows.columns().len() {
            names = rows.columns().len();
            let place = |name: &&str| rows.columns().iter().position(|known| known.trim() == *name);
            places = wanted.iter().map(place).collect::<Vec<Option<usize>>>();
        }
        let is_last = item.is_none() || !rows.may_find_columns();
        if let Some(missing) = places.iter().position(Option::is_none).filter(|_| is_last) {
            let known: Vec<&str> = rows.columns().iter().map(|name| name.trim()).collect();
            return Err(unknown(wanted[missing], &known).into());
        }
        match item {
            None => break,
            Some(Item::Row(_)) => {
                for (column, place) in columns.iter_mut().zip(&places) {
                    column.push(place.and_then(|place| row.cell(place)).unwrap_or_default());
                }
            }
            Some(Item::Reject(reject)) => {
                let place = format!("{} {} of {}", rows.unit().name(), reject.lines.start(), path.display());
                let failure = Failure::new(Exit::WrongUse, "release-file", format!("{place}: {}", reject.reason));
                return Err(failure.with_hint("mend it: a report without it would say too little").into());
            }
        }
    }
    let wrong = |error: String| Failure::new(Exit::WrongUse, "release-column", error);
    let (domains, codes): (Vec<_>, Vec<_>) = columns
        .into_iter()
        .zip(wanted)
        .map(|(column, name)| (ColumnDomain::new(*name, column.values), column.codes))
        .unzip();
    let domains = domains.into_iter().collect::<Result<Vec<_>, _>>().map_err(|error| wrong(error.to_string()))?;
    let domain = Domain::new(domains).map_err(|error| wrong(error.to_string()))?;
    let table = Table::from_codes(domain, codes).map_err(|error| wrong(error.to_string()))?;
    Ok(Asked { table, absent: "", generalisations: Vec::new(), contributors: Vec::new() })
}

/// A column of a file: each different cell once, and which one each row has.
#[derive(Default)]
struct Coded {
    values: Vec<String>,
    numbers: HashMap<String, u16>,
    codes: Vec<u16>,
}

impl Coded {
    fn push(&mut self, cell: &str) {
        let code = self.numbers.get(cell).copied().unwrap_or_else(|| {
            // More values than numbers are refused as soon as all of them are known.
            let code = u16::try_from(self.values.len()).unwrap_or(u16::MAX);
            self.values.push(cell.to_owned());
            self.numbers.insert(cell.to_owned(), code);
            code
        });
        self.codes.push(code);
    }
}

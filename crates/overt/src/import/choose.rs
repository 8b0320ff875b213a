//! The mapping of a file: named, fitting, or guessed; and what the file itself decides about it.

use std::fmt::Write as _;
use std::fs::OpenOptions;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use anyhow::Context as _;
use overt_intake::guess::{self, Guess};
use overt_intake::mapping::{Fit, Mapping, MappingError, OrderFound};
use overt_intake::rows::{Item, Row, Rows, Unit};
use overt_intake::{forms, ready};
use overt_model::{Claim, Codebook, Secret};
use serde_json::json;

use super::{Choice, Dates, input};
use crate::codes;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::file::set_private;
use crate::output::{Output, table};
use crate::store_options::StoreOptions;

/// A file that was looked at once, with its mapping in mind.
pub(crate) struct Chosen {
    pub(super) path: PathBuf,
    pub(super) table: Option<String>,
    /// What the mapping calls such files.
    pub(super) title: String,
    /// How the file was understood.
    pub(super) about: String,
    pub(super) columns: Vec<String>,
    /// Its rows, rejects included.
    pub(crate) rows: u64,
    /// What its places are counted in.
    pub(super) unit: Unit,
    pub(super) orders: Vec<OrderFound>,
    pub(super) fit: Fit,
    /// Records of the mapping that only the content of a row tells apart.
    pub(super) without_key: Vec<String>,
}

impl Chosen {
    /// The rows from the beginning.
    pub(super) fn open(&self) -> Result<Box<dyn Rows + Send>, Failure> {
        input::open(&self.path, self.table.as_deref())
    }
}

/// The mappings that come with the program.
pub(super) fn list(options: &StoreOptions) -> anyhow::Result<Output> {
    let codebook = Codebook::embedded();
    let mut rows = Vec::new();
    for ready in ready::ALL {
        let mapping = ready.mapping(codebook).context("a mapping of the program itself")?;
        rows.push([ready.name.to_owned(), mapping.title]);
    }
    let json: Vec<_> = rows.iter().map(|[name, title]| json!({ "name": name, "title": title })).collect();
    Output::answer(options.json, &json, table(["Mapping", "For"], &rows))
}

/// Finds the mapping and goes through the file once.
pub(super) fn mapping(options: &StoreOptions, choice: &Choice, file: &Path) -> anyhow::Result<(Chosen, Mapping)> {
    let codebook = Codebook::embedded();
    let mapping = match &choice.mapping {
        Some(name) => named(name, codebook)?,
        None => fitting(choice, file, codebook)?,
    };
    let table = choice.table.clone().or_else(|| mapping.table.clone());
    survey(options, choice.dates, (file, table), mapping)
}

pub(crate) fn named(name: &str, codebook: &'static Codebook) -> anyhow::Result<Mapping> {
    let unusable = |error: MappingError| unusable(name, &error).into();
    if let Some(schema) = name.strip_prefix("form:") {
        let schema = codes::schema(codebook, schema)?;
        return forms::mapping(schema, codebook).map_err(unusable);
    }
    if let Some(ready) = ready::get(name) {
        return ready.mapping(codebook).map_err(unusable);
    }
    let text = std::fs::read_to_string(name).map_err(|error| {
        let failure = Failure::new(Exit::WrongUse, "no-mapping", format!("cannot read the mapping {name}: {error}"));
        failure.with_hint("`overt import --mapping list` names those that come with the program")
    })?;
    Mapping::read(&text, codebook).map_err(unusable)
}

fn unusable(name: &str, error: &MappingError) -> Failure {
    let failure = Failure::new(Exit::WrongUse, "mapping-unusable", format!("{name}: {error}"));
    failure.with_hint("the language of mappings is in the book, under Reference")
}

fn fitting(choice: &Choice, file: &Path, codebook: &'static Codebook) -> anyhow::Result<Mapping> {
    let columns = columns(&mut *input::open(file, choice.table.as_deref())?)?;
    if let Some(schema) = forms::fitting(&columns, codebook) {
        return forms::mapping(schema, codebook)
            .map_err(|error| unusable(&format!("form:{}", schema.id), &error).into());
    }
    let Some(ready) = ready::fitting(&columns, codebook) else {
        let failure = Failure::new(
            Exit::WrongUse,
            "no-mapping",
            "no mapping that comes with the program fits the columns of this file",
        );
        return Err(failure.with_hint("`--guess` proposes one; `--mapping FILE` names yours").into());
    };
    ready.mapping(codebook).map_err(|error| unusable(ready.name, &error).into())
}

/// The columns: those of the first rows where each row may bring its own, and no row is read where all are known.
fn columns(rows: &mut dyn Rows) -> anyhow::Result<Vec<String>> {
    let (mut row, mut read) = (Row::default(), 0);
    while rows.may_find_columns() && read < guess::SAMPLE_ROWS && rows.next(&mut row)?.is_some() {
        read += 1;
    }
    Ok(rows.columns().to_vec())
}

/// The columns, and the cells of the first rows.
fn sample(rows: &mut dyn Rows) -> anyhow::Result<(Vec<String>, Vec<Vec<String>>)> {
    let (mut row, mut cells) = (Row::default(), Vec::new());
    while cells.len() < guess::SAMPLE_ROWS
        && let Some(item) = rows.next(&mut row)?
    {
        if matches!(item, Item::Row(_)) {
            cells.push(row.cells().map(str::to_owned).collect());
        }
    }
    Ok((rows.columns().to_vec(), cells))
}

/// Goes through the file once: how many rows it has, which columns, and what its dates show.
pub(crate) fn survey(
    options: &StoreOptions,
    dates: Option<Dates>,
    (path, table): (&Path, Option<String>),
    mut mapping: Mapping,
) -> anyhow::Result<(Chosen, Mapping)> {
    if let Some(dates) = dates {
        mapping.set_order(dates.into());
    }
    let mut rows = input::open(path, table.as_deref())?;
    let (about, unit) = (rows.about(), rows.unit());
    let progress = options.progress("Looking at the file", None);
    let (mut survey, mut row, mut count, mut bound) = (mapping.survey(), Row::default(), 0, usize::MAX);
    while let Some(item) = rows.next(&mut row)? {
        if rows.columns().len() != bound {
            survey.bind(rows.columns());
            bound = rows.columns().len();
        }
        count += 1;
        if matches!(item, Item::Row(_)) {
            survey.row(&row);
        }
        progress.advance(1);
    }
    progress.finish();
    let orders = survey.found();
    mapping.decide(&orders);
    let columns = rows.columns().to_vec();
    let fit = mapping.fit(&columns);
    let (path, title) = (path.to_owned(), mapping.title.clone());
    let without_key = mapping.without_key().map(str::to_owned).collect();
    Ok((Chosen { path, table, title, about, columns, rows: count, unit, orders, fit, without_key }, mapping))
}

/// Proposes a mapping and writes it beside the file.
pub(super) fn guess(options: &StoreOptions, choice: &Choice, file: &Path) -> anyhow::Result<Output> {
    let codebook = Codebook::embedded();
    let (columns, rows) = sample(&mut *input::open(file, choice.table.as_deref())?)?;
    let title = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    match guess::guess(&columns, &rows, codebook) {
        Guess::Ready(ready) => {
            let text = format!(
                "The mapping `{}` that comes with the program fits this file. To see what it makes of it:\n  overt import {} --dry-run\n",
                ready.name,
                file.display()
            );
            Output::answer(options.json, &json!({ "ready": ready.name }), text)
        }
        Guess::Made(proposal) => {
            let path = file.with_added_extension("mapping.toml");
            let mut open = OpenOptions::new();
            open.write(true).create_new(true);
            set_private(&mut open);
            let written =
                open.open(&path).and_then(|mut out| out.write_all(proposal.to_toml(&title, codebook).as_bytes()));
            written.map_err(|error| {
                let failure =
                    Failure::new(Exit::WrongUse, "file-unusable", format!("cannot write {}: {error}", path.display()));
                failure.with_hint("a mapping that is there is not overwritten: you may have mended it")
            })?;
            let told = proposal.columns.iter().map(|column| {
                let to = column.target.as_ref().map_or_else(|| "?".to_owned(), ToString::to_string);
                [column.column.clone(), to, column.confidence.name().to_owned(), column.reasons.join("; ")]
            });
            let told: Vec<[String; 4]> = told.collect();
            let mut text = table(["Column", "Property", "Confidence", "Why"], &told);
            let (path, file) = (path.display(), file.display());
            let _ = writeln!(
                text,
                "\nWritten to {path}. Look through it, mend it, and then:\n  overt import {file} --mapping {path} --dry-run"
            );
            let json: Vec<_> = told.iter().map(|[column, to, confidence, why]| json!({ "column": column, "to": to, "confidence": confidence, "why": why })).collect();
            Output::answer(options.json, &json!({ "mapping": path.to_string(), "columns": json }), text)
        }
    }
}

/// A claim for rows that are only looked at.
pub(super) fn nobodys_claim() -> (Claim, Secret<[u8; 32]>) {
    let claim = Claim::alleged(overt_model::SourceId::from_bits(0), jiff::Timestamp::UNIX_EPOCH);
    (claim, Secret::new([0; 32]))
}

//! The mapping of a file: named, fitting, or guessed; and what the file itself decides about it.

use std::fmt::Write as _;
use std::fs::OpenOptions;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use anyhow::Context as _;
use overt_intake::guess::Guess;
use overt_intake::look::{self, Look};
use overt_intake::mapping::{Mapping, MappingError};
use overt_intake::ready;
use overt_intake::rows::Rows;
use overt_model::Codebook;
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
    pub(crate) look: Look,
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
        codes::schema(codebook, schema)?;
    }
    if let Some(mapping) = look::named(name, codebook) {
        return mapping.map_err(unusable);
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
    let mut rows = input::open(file, choice.table.as_deref())?;
    let Some(name) = look::fitting(&mut *rows, codebook)? else {
        let failure = Failure::new(
            Exit::WrongUse,
            "no-mapping",
            "no mapping that comes with the program fits the columns of this file",
        );
        return Err(failure.with_hint("`--guess` proposes one; `--mapping FILE` names yours").into());
    };
    named(&name, codebook)
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
    let progress = options.progress("Looking at the file", None);
    let look = Look::at(&mut *rows, &mut mapping, || progress.advance(1))?;
    progress.finish();
    Ok((Chosen { path: path.to_owned(), table, look }, mapping))
}

/// Proposes a mapping and writes it beside the file.
pub(super) fn guess(options: &StoreOptions, choice: &Choice, file: &Path) -> anyhow::Result<Output> {
    let codebook = Codebook::embedded();
    let guess = look::guess(&mut *input::open(file, choice.table.as_deref())?, codebook)?;
    let title = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    match guess {
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

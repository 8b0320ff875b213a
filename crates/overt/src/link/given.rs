//! What is to be linked, and how, as options say it.

use std::path::PathBuf;

use clap::Args;
use overt_link::{Model, Spec};

use super::model;
use super::spec;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::threads::all_threads;

/// Files, and how they are read.
#[derive(Args)]
pub(super) struct Files {
    /// Files with one record in each row: CSV, XLSX, ODS, JSON, JSON lines or Parquet; the texts also with gzip. The records of the
    /// store when left out.
    #[arg(value_name = "FILE")]
    pub(super) paths: Vec<PathBuf>,
    /// The column of the identifiers; when left out, the one called `id`, `record_id` or `rec_id`.
    #[arg(long, value_name = "COLUMN")]
    pub(super) id: Option<String>,
    /// The column that says who contributed a record; when left out, each of several files is a contributor.
    #[arg(long, value_name = "COLUMN")]
    pub(super) source: Option<String>,
    /// The sheet of a workbook, or the path to the list in JSON, such as `data.people`.
    #[arg(long, value_name = "NAME")]
    pub(super) table: Option<String>,
    /// Processors to work with; all of them when left out. The result is the same.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=1024))]
    threads: Option<u32>,
    /// What sealed classes of a store are opened for: a code of the list `consent_purposes`. The log keeps it.
    #[arg(long, value_name = "CODE")]
    pub(super) purpose: Option<String>,
}

impl Files {
    pub(super) fn threads(&self) -> usize {
        self.threads.map_or_else(all_threads, |threads| threads as usize)
    }

    /// Refuses options that say something about files, where there is none.
    pub(super) fn refuse_options_of_files(&self) -> Result<(), Failure> {
        if self.id.is_none() && self.source.is_none() && self.table.is_none() {
            return Ok(());
        }
        let message = "`--id`, `--source` and `--table` are for files, and no FILE was named";
        Err(Failure::new(Exit::WrongUse, "wrong-use", message))
    }

    /// The same files in another command.
    pub(super) fn again(&self) -> String {
        let mut words: Vec<String> = self.paths.iter().map(|path| path.display().to_string()).collect();
        for (option, value) in [("--id", &self.id), ("--source", &self.source), ("--table", &self.table)] {
            words.extend(value.iter().flat_map(|value| [option.to_owned(), value.clone()]));
        }
        words.join(" ")
    }
}

/// A specification.
#[derive(Args)]
pub(super) struct Specified {
    /// A specification of your own, in TOML: columns, comparisons and rules. `overt link spec` prints one to begin with.
    #[arg(long, value_name = "SPEC", conflicts_with = "schema")]
    spec: Option<PathBuf>,
    /// What the records are about, to be linked with the specification that comes with the program.
    #[arg(long, value_name = "KIND", default_value = "person", value_parser = spec::names())]
    schema: String,
}

impl Specified {
    pub(super) fn read(&self) -> Result<Spec, Failure> {
        match &self.spec {
            Some(path) => spec::read(path),
            None => Ok(spec::ready(&self.schema)),
        }
    }

    pub(super) fn path(&self) -> Option<&PathBuf> {
        self.spec.as_ref()
    }
}

/// A model that was learned before, or a specification.
#[derive(Args)]
pub(super) struct Weighed {
    /// The model to weigh with, as `overt link train` has written it.
    #[arg(long, value_name = "MODEL", conflicts_with_all = ["spec", "schema"])]
    pub(super) model: Option<PathBuf>,
    #[command(flatten)]
    pub(super) specified: Specified,
}

/// The one or the other, read.
pub(super) enum How {
    Model(Versioned),
    Spec(Spec),
}

/// A model with its version, which is the beginning of a hash of its text.
pub(super) struct Versioned {
    pub(super) model: Model,
    pub(super) version: String,
    pub(super) text: String,
}

impl Weighed {
    pub(super) fn read(&self) -> Result<How, Failure> {
        match &self.model {
            Some(path) => model::read(path).map(How::Model),
            None => self.specified.read().map(How::Spec),
        }
    }
}

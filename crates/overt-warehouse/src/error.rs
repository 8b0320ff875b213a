//! Why the warehouse cannot answer.

use std::io;
use std::path::{Path, PathBuf};

use datafusion::arrow::error::ArrowError;
use datafusion::error::DataFusionError;
use datafusion::parquet::errors::ParquetError;

/// Why a snapshot cannot be written or asked.
#[derive(Debug, thiserror::Error)]
pub enum WarehouseError {
    /// There is no snapshot in the folder.
    #[error("there is no snapshot in {0}")]
    NoSnapshot(PathBuf),
    /// Another program writes a snapshot into the folder.
    #[error("another program is writing a snapshot into {0}")]
    Busy(PathBuf),
    /// The manifest, or a file that it names, is not what was written.
    #[error("the snapshot is damaged: {0}")]
    Damaged(String),
    /// A file could not be read or written.
    #[error("could not {action} {}: {error}", path.display())]
    File {
        /// What was tried.
        action: &'static str,
        /// With which file.
        path: PathBuf,
        /// Why not.
        #[source]
        error: io::Error,
    },
    /// Columns could not be read or written.
    #[error("could not read or write the columns: {0}")]
    Columns(#[source] ParquetError),
    /// The question cannot be answered as it is put: what is wrong with it, in words.
    #[error("{0}")]
    Question(String),
    /// The question asks for something that only reads: nothing else is answered.
    #[error("only questions are answered here: {0}")]
    ReadOnly(String),
    /// A dimension of the nexus that does not exist.
    #[error("there is no dimension “{name}”; there are {known}")]
    NoDimension {
        /// What was asked for.
        name: String,
        /// All there are.
        known: String,
    },
    /// The numbers of a table do not add up to what went in: it is not shown.
    #[error("the table does not balance: {rows} rows went in, {counted} were counted and {excluded} left out")]
    Unbalanced {
        /// Rows that went in.
        rows: u64,
        /// Rows that were counted.
        counted: u64,
        /// Rows that were left out.
        excluded: u64,
    },
    /// The engine failed.
    #[error("the query engine failed: {0}")]
    Engine(#[source] DataFusionError),
}

impl WarehouseError {
    /// A stable name for programs.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NoSnapshot(_) => "no-snapshot",
            Self::Busy(_) => "snapshot-busy",
            Self::Damaged(_) => "snapshot-damaged",
            Self::File { .. } => "file-unusable",
            Self::Columns(_) => "columns-unusable",
            Self::Question(_) => "question-unclear",
            Self::ReadOnly(_) => "read-only",
            Self::NoDimension { .. } => "unknown-dimension",
            Self::Unbalanced { .. } => "unbalanced",
            Self::Engine(_) => "engine-failed",
        }
    }

    /// For `map_err`: what was tried with which file.
    pub(crate) fn file(action: &'static str, path: &Path) -> impl FnOnce(io::Error) -> Self {
        let path = path.to_owned();
        move |error| Self::File { action, path, error }
    }
}

impl From<ParquetError> for WarehouseError {
    fn from(error: ParquetError) -> Self {
        Self::Columns(error)
    }
}

impl From<ArrowError> for WarehouseError {
    fn from(error: ArrowError) -> Self {
        Self::Columns(error.into())
    }
}

impl From<DataFusionError> for WarehouseError {
    /// What is wrong with a question is told in the engine's words; the rest is the engine's.
    fn from(error: DataFusionError) -> Self {
        let root = error.find_root();
        match root {
            DataFusionError::SQL(..)
            | DataFusionError::Plan(_)
            | DataFusionError::SchemaError(..)
            | DataFusionError::NotImplemented(_)
            | DataFusionError::Execution(_)
            | DataFusionError::ArrowError(..) => Self::Question(root.strip_backtrace()),
            _ => Self::Engine(error),
        }
    }
}

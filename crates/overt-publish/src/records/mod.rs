//! Records in the formats of others: tables, graphs, workbooks and the rows of forms.
//!
//! Every writer is given one record after the other, keeps no more of them than its format forces it to, and at the end
//! says what the format could not hold. The same records in the same order give the same bytes.
//!
//! What a record holds here is what its reader may see: whoever calls has opened sealed classes, or has not.

pub mod csv;
pub mod ctdc;
pub mod ftm;
pub mod htcds;
mod loss;
pub mod parquet;
mod values;
mod words;
pub mod xlsform;

use std::io;

use compact_str::CompactString;
use overt_model::codebook::Schema;
use overt_model::{Class, Codebook, Record};

pub use loss::{Loss, Losses, Why};
pub use words::Words;

/// Something that records are written to, one after the other.
pub trait RecordWriter {
    /// Whether the format has room for the record, so that what it has not need not be opened.
    fn takes(&self, record: &Record) -> bool {
        let _ = record;
        true
    }

    /// Writes one record.
    ///
    /// # Errors
    /// When the format cannot go on.
    fn write(&mut self, record: &Record) -> Result<(), WriteError>;

    /// Writes what stands at the end, and says what could not be held.
    ///
    /// # Errors
    /// When the format cannot be completed.
    fn finish(self: Box<Self>) -> Result<Losses, WriteError>;
}

/// Where the bytes of a file go.
pub type Output = Box<dyn io::Write + Send>;

/// Makes the files of an export: it is given their names and answers where their bytes go.
pub trait CreateFile: FnMut(&str) -> io::Result<Output> {}

impl<F: FnMut(&str) -> io::Result<Output>> CreateFile for F {}

/// What a writer has to know about the records it will be given.
#[derive(Debug, Clone, Copy)]
pub struct Scope<'a> {
    /// The codebook that they follow.
    pub codebook: &'a Codebook,
    /// The sealed classes that were opened. Of all others nothing is written, not even that nobody asked.
    pub opened: &'a [Class],
}

impl<'a> Scope<'a> {
    fn schema(&self, record: &Record) -> Result<&'a Schema, WriteError> {
        self.codebook.schema(&record.schema).ok_or_else(|| WriteError::UnknownSchema(record.schema.clone()))
    }

    /// Whether values of this class may be in a record at all.
    fn shows(&self, class: Class) -> bool {
        !class.is_sealed() || self.opened.contains(&class)
    }
}

/// Why records cannot be written.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// The bytes could not be put where they belong.
    #[error("could not write the records")]
    Io(#[from] io::Error),
    /// A record follows a schema that the codebook does not have.
    #[error("the codebook has no schema `{0}`")]
    UnknownSchema(CompactString),
    /// More than a workbook can hold.
    #[error("a workbook cannot hold more than {0} cells: choose fewer records, or tables of separated values")]
    TooMuch(usize),
    /// The workbook could not be made.
    #[error("could not make the workbook")]
    Workbook(#[from] rust_xlsxwriter::XlsxError),
    /// The columns could not be written.
    #[error("could not write the columns")]
    Columns(#[from] ::parquet::errors::ParquetError),
}

impl From<::csv::Error> for WriteError {
    fn from(error: ::csv::Error) -> Self {
        Self::Io(error.into())
    }
}

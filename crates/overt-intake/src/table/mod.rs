//! Files of separated values: CSV, TSV and their relatives.

mod encoding;
mod reader;
mod separator;
#[cfg(test)]
mod tests;

use std::fmt;
use std::ops::RangeInclusive;

use overt_model::Private;

pub use encoding::Encoded;
pub use reader::{OpenError, ReadError, Reader};

/// Most bytes of one row, as text in UTF-8. A longer one is a reject.
pub const ROW_LEN_MAX: usize = 1 << 20;

/// Most columns of a file. A row with more is a reject.
pub const COLUMNS_MAX: usize = 10_000;

/// How a file is written, and what that was taken from.
#[derive(Debug, Clone, PartialEq)]
pub struct Dialect {
    /// In which encoding, and how that was found.
    pub encoding: Encoded,
    /// What stands between two cells.
    pub separator: char,
    /// Which share of the first rows has as many cells as most of them have, when they are parted so; from 0 to 1.
    pub agreement: f64,
    /// The line in which the names of the columns stand. What is above it is no row.
    pub names_line: u64,
}

/// The cells of one row, as texts. Kept and filled again by [`Reader::next`], so that no row costs an allocation.
#[derive(Debug, Default)]
pub struct Row {
    text: String,
    ends: Vec<usize>,
}

impl Row {
    /// How many cells there are.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// The cell of a column, counted from 0.
    pub fn cell(&self, column: usize) -> Option<&str> {
        let end = *self.ends.get(column)?;
        let start = column.checked_sub(1).map_or(0, |before| self.ends[before]);
        Some(&self.text[start..end])
    }

    /// The cells, from the first column on.
    pub fn cells(&self) -> impl Iterator<Item = &str> {
        (0..self.len()).filter_map(|column| self.cell(column))
    }
}

/// What stands in one or several lines of a file.
#[derive(Debug)]
pub enum Item {
    /// A row with a cell for each column. It is in the [`Row`] that was given.
    Row(RangeInclusive<u64>),
    /// Lines that are no row, and why.
    Reject(Reject),
}

impl Item {
    /// The lines of the file, from 1.
    pub fn lines(&self) -> RangeInclusive<u64> {
        match self {
            Self::Row(lines) => lines.clone(),
            Self::Reject(reject) => reject.lines.clone(),
        }
    }
}

/// Lines that could not be read as a row.
#[derive(Debug)]
pub struct Reject {
    /// The lines of the file, from 1.
    pub lines: RangeInclusive<u64>,
    /// Why.
    pub reason: Reason,
    /// What stands there, for a person to mend. Cut after [`ROW_LEN_MAX`] bytes; characters that are none are shown as U+FFFD.
    pub text: Private<String>,
}

/// Why lines are no row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reason {
    /// A quotation mark opens a cell and is not closed before the file or the longest possible row ends.
    UnclosedQuote,
    /// There are fewer or more cells than columns.
    CellCount {
        /// Cells of the row.
        found: usize,
        /// Columns of the file.
        expected: usize,
    },
    /// Some bytes are no characters in the encoding of the file.
    NotText,
    /// A byte with value zero, which no text has.
    Nul,
    /// Longer than [`ROW_LEN_MAX`], or with more cells than [`COLUMNS_MAX`].
    TooLong,
}

impl fmt::Display for Reason {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::UnclosedQuote => formatter.write_str("a quotation mark is opened and never closed"),
            Self::CellCount { found, expected } => {
                write!(formatter, "{found} cells, where the file has {expected} columns")
            }
            Self::NotText => formatter.write_str("some bytes are no characters in the encoding of the file"),
            Self::Nul => formatter.write_str("a byte with value zero, which no text has"),
            Self::TooLong => {
                write!(formatter, "longer than {ROW_LEN_MAX} bytes, or more than {COLUMNS_MAX} cells")
            }
        }
    }
}

//! The common form of every file: rows of named cells.

use std::fmt;
use std::io;
use std::ops::RangeInclusive;

use overt_model::Private;

/// Most bytes of one row, as text in UTF-8. A longer one is a reject.
pub const ROW_LEN_MAX: usize = 1 << 20;

/// Most columns of a file. A row with more is a reject.
pub const COLUMNS_MAX: usize = 10_000;

/// Most bytes of the name of a column that is not in a line of names.
pub const NAME_LEN_MAX: usize = 1000;

/// How often what is nested may stand in each other.
pub const DEPTH_MAX: usize = 16;

/// A file as rows of named cells, whatever it is written in.
///
/// What is nested is made flat: the name of the second defendant is the column `defendants.2.name`, and the first of several
/// keywords `keywords.1`. Numbers count from 1.
pub trait Rows {
    /// The names of the columns. Only where every row brings its own, as in JSON and in lists of Parquet, does it grow while
    /// rows are read; what was there stays where it was.
    fn columns(&self) -> &[String];

    /// Whether more columns may be found while rows are read. Where not, all are known before the first.
    fn may_find_columns(&self) -> bool {
        false
    }

    /// The next row, which is put into `row`, or the next part of the file that is none; `None` at the end. A row may have
    /// fewer cells than there are columns, when the last ones are blank.
    fn next(&mut self, row: &mut Row) -> Result<Option<Item>, ReadError>;

    /// How many bytes of the file were read.
    fn bytes_read(&self) -> u64;

    /// What the numbers in [`Item`] count.
    fn unit(&self) -> Unit;

    /// How the file was understood, in a few words for people, such as `windows-1252, separated by ;`.
    fn about(&self) -> String;
}

/// What a place in a file is counted in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// Lines of text.
    Line,
    /// Rows of a sheet or a columnar file.
    Row,
    /// Objects or documents.
    Object,
}

impl Unit {
    /// The word for one.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Line => "line",
            Self::Row => "row",
            Self::Object => "object",
        }
    }
}

/// The cells of one row, as texts. Kept and filled again by [`Rows::next`], so that no row costs an allocation.
#[derive(Debug, Default, Clone)]
pub struct Row {
    pub(crate) text: String,
    pub(crate) ends: Vec<usize>,
    /// Bytes between two cells in the text, which belong to none.
    pub(crate) gap: usize,
}

impl Row {
    /// Takes all cells out.
    pub fn clear(&mut self) {
        self.text.clear();
        self.ends.clear();
        self.gap = 0;
    }

    /// Adds a cell at the end.
    pub fn push(&mut self, cell: &str) {
        self.text.push_str(cell);
        self.ends.push(self.text.len());
    }

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
        let start = column.checked_sub(1).map_or(0, |before| self.ends[before] + self.gap);
        Some(&self.text[start..end])
    }

    /// The cells, from the first column on.
    pub fn cells(&self) -> impl Iterator<Item = &str> {
        (0..self.len()).filter_map(|column| self.cell(column))
    }
}

/// What stands in one part of a file.
#[derive(Debug)]
pub enum Item {
    /// A row with a cell for each column. It is in the [`Row`] that was given.
    Row(RangeInclusive<u64>),
    /// A part that is no row, and why.
    Reject(Reject),
}

impl Item {
    /// Where in the file, from 1.
    pub fn lines(&self) -> RangeInclusive<u64> {
        match self {
            Self::Row(lines) => lines.clone(),
            Self::Reject(reject) => reject.lines.clone(),
        }
    }
}

/// A part of a file that could not be read as a row.
#[derive(Debug)]
pub struct Reject {
    /// Where in the file, from 1.
    pub lines: RangeInclusive<u64>,
    /// Why.
    pub reason: Reason,
    /// What stands there, for a person to mend. Cut after [`ROW_LEN_MAX`] bytes; characters that are none are shown as U+FFFD.
    pub text: Private<String>,
}

/// Why a part of a file is no row.
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
    /// A name is longer than [`NAME_LEN_MAX`].
    LongName,
    /// The same column has two values.
    TwoValues,
    /// Objects or lists stand in each other more than [`DEPTH_MAX`] times.
    TooDeep,
    /// Not written as the format demands.
    Malformed,
    /// A single value or a list, where an object should be.
    NoObject,
    /// The file ends in the middle of it.
    Cut,
    /// Where the next row would begin cannot be told any more, so nothing after this place was read.
    Rest,
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
            Self::LongName => write!(formatter, "a name is longer than {NAME_LEN_MAX} bytes"),
            Self::TwoValues => formatter.write_str("the same name has two values"),
            Self::TooDeep => write!(formatter, "nested deeper than {DEPTH_MAX} times"),
            Self::Malformed => formatter.write_str("not written as the format demands"),
            Self::NoObject => formatter.write_str("a single value or a list, where an object should be"),
            Self::Cut => formatter.write_str("the file ends in the middle of it"),
            Self::Rest => formatter.write_str(
                "where the next row would begin cannot be told any more, so the rest of the file was not read",
            ),
        }
    }
}

/// Why a file cannot be read as rows at all.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// The machine failed.
    #[error(transparent)]
    Io(#[from] io::Error),
    /// There is nothing in it.
    #[error("the file is empty")]
    Empty,
    /// The line of the names is not to be found within the first rows, or has a fault itself.
    #[error("line {line}, where the names of the columns should be, cannot be read: {reason}")]
    Names {
        /// The line of the file, from 1.
        line: u64,
        /// Why.
        reason: Reason,
    },
    /// There is no such sheet or list in the file.
    #[error("there is no table {name} in the file; {}", there_are(.there))]
    NoTable {
        /// What was asked for.
        name: String,
        /// What there is; nothing if the file is one table without a name.
        there: Vec<String>,
    },
    /// The file has several lists, none of which is more likely meant than the others.
    #[error("the file has several tables, so say which one is meant; {}", there_are(.there))]
    ManyTables {
        /// What there is.
        there: Vec<String>,
    },
    /// A file of a kind that is not read, or one that is damaged or larger than it may be.
    #[error("the file is {what}; {remedy}")]
    Unreadable {
        /// What it is.
        what: &'static str,
        /// What helps.
        remedy: &'static str,
    },
}

/// The names of tables, for people.
fn there_are(names: &[String]) -> String {
    match names {
        [] => "it is one table, so leave the name out".to_owned(),
        names => format!("there are: {}", names.join(", ")),
    }
}

/// Why reading cannot go on.
#[derive(Debug, thiserror::Error)]
#[error("after {} {line}: {error}", .unit.name())]
pub struct ReadError {
    /// What `line` counts.
    pub unit: Unit,
    /// The last one that was read.
    pub line: u64,
    /// What the machine says.
    pub error: io::Error,
}

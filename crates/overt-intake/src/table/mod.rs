//! Files of separated values: CSV, TSV and their relatives.

pub(crate) mod encoding;
mod reader;
mod separator;
#[cfg(test)]
mod tests;

pub use encoding::Encoded;
pub use reader::Reader;
pub(crate) use reader::named;
pub(crate) use separator::is_likely;

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

//! What reports share: figures to begin with, tables in which each column has its meaning, and lines for a screen.

mod grid;
mod lines;

pub(crate) use grid::Grid;
pub(crate) use lines::Lines;

use crate::charts::number;

/// A number to begin with.
pub(crate) struct KeyFigure {
    pub(crate) value: String,
    pub(crate) label: String,
    pub(crate) note: String,
}

/// A number of things whose plural only takes an `s`: `1 record`, `46,500 records`.
pub(crate) fn counted(count: u64, thing: &str) -> String {
    if count == 1 { format!("1 {thing}") } else { format!("{} {thing}s", number(count)) }
}

/// How many columns: `one column`, `two columns`.
pub(crate) fn columns_at_once(length: usize) -> String {
    let words = ["no columns", "one column", "two columns", "three columns", "four columns"];
    words.get(length).map_or_else(|| format!("{length} columns"), |words| (*words).to_owned())
}

//! The tables of a release as they are written.

use overt_model::Text;

use super::TOTAL;
use super::facts::ColumnFact;
use crate::dp::Measured;
use crate::suppress::{Cell, Published, Shares};

/// A table as it is written: a row for each combination of values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet {
    /// The name of its files, without ending.
    pub name: String,
    /// What people call it.
    pub title: String,
    /// How many columns at its start are codes, each followed by its label.
    pub keys: usize,
    /// The columns.
    pub columns: Vec<SheetColumn>,
}

/// A column of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SheetColumn {
    /// Its name.
    pub name: String,
    /// What people call it.
    pub title: Text,
    /// One cell for each row.
    pub cells: Cells,
}

/// The cells of a column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cells {
    /// Codes and words.
    Text(Vec<String>),
    /// Whole numbers, or nothing where none is told.
    Number(Vec<Option<i64>>),
    /// Yes or no.
    Flag(Vec<bool>),
}

impl Sheet {
    /// The columns of codes and labels, for every combination of values in order, the last column fastest; with totals last.
    fn new(number: usize, axes: &[&ColumnFact], totals: bool) -> Self {
        let sizes: Vec<usize> = axes.iter().map(|axis| axis.values.len() + usize::from(totals)).collect();
        let rows: usize = sizes.iter().product();
        let mut columns = Vec::new();
        for (at, axis) in axes.iter().enumerate() {
            let apart: usize = sizes[at + 1..].iter().product();
            let value = |row: usize| axis.values.get(row / apart % sizes[at]);
            let code = |row| value(row).map_or_else(|| TOTAL.to_owned(), |value| value.code.clone());
            let label = |row| value(row).map_or_else(|| "Total".to_owned(), |value| value.label.en.clone());
            let words = Text { en: format!("{}, in words", axis.label.en), ..Text::default() };
            let column = |name: String, title, cells| SheetColumn { name, title, cells };
            let codes = Cells::Text((0..rows).map(code).collect());
            columns.push(column(axis.name.clone(), axis.label.clone(), codes));
            columns.push(column(format!("{}_label", axis.name), words, Cells::Text((0..rows).map(label).collect())));
        }
        let names: Vec<&str> = axes.iter().map(|axis| &*axis.name).collect();
        let titles: Vec<&str> = axes.iter().map(|axis| &*axis.label.en).collect();
        Self { name: format!("{number:02}-{}", names.join("-")), title: titles.join(" × "), keys: axes.len(), columns }
    }

    fn with(mut self, name: &str, title: &str, cells: Cells) -> Self {
        let title = Text { en: title.to_owned(), ..Text::default() };
        self.columns.push(SheetColumn { name: name.to_owned(), title, cells });
        self
    }

    /// A table in which cells are hidden or rounded.
    pub(super) fn of_published(number: usize, axes: &[&ColumnFact], table: &Published) -> Self {
        let state = |cell: &Cell| match cell {
            Cell::Shown(_) => "shown",
            Cell::Suppressed => "suppressed",
            Cell::Impossible => "impossible",
            Cell::Rounded(_) => "rounded",
        };
        let count = |cell: &Cell| match cell {
            Cell::Shown(count) | Cell::Rounded(count) => Some(*count),
            Cell::Suppressed | Cell::Impossible => None,
        };
        let states = table.cells.iter().map(|cell| state(cell).to_owned()).collect();
        Self::new(number, axes, true).with("state", "State of the count", Cells::Text(states)).with(
            "count",
            "Count",
            Cells::Number(table.cells.iter().map(count).collect()),
        )
    }

    /// A table of shares.
    pub(super) fn of_shares(number: usize, axes: &[&ColumnFact], shares: &Shares) -> Self {
        let state = |told: bool| if told { "shown" } else { "suppressed" };
        let states = shares.shares.iter().map(|share| state(share.is_some()).to_owned()).collect();
        let per_mille = shares.shares.iter().map(|share| share.map(|share| share.per_mille)).collect();
        let step = shares.shares.iter().map(|share| share.map(|share| share.step)).collect();
        Self::new(number, axes, true)
            .with("state", "State of the share", Cells::Text(states))
            .with("per_mille", "Share, in thousandths", Cells::Number(per_mille))
            .with("step", "Rounded to multiples of, in thousandths", Cells::Number(step))
    }

    /// A table of counts with noise.
    pub(super) fn of_measured(number: usize, axes: &[&ColumnFact], table: &Measured) -> Self {
        let intervals = table.intervals();
        let numbers =
            |of: fn(&crate::dp::Interval) -> i64| Cells::Number(intervals.iter().map(|at| Some(of(at))).collect());
        Self::new(number, axes, false)
            .with("count", "Count with noise", Cells::Number(table.counts.iter().copied().map(Some).collect()))
            .with("least", "Smallest true count that is likely", numbers(|interval| interval.least))
            .with("most", "Largest true count that is likely", numbers(|interval| interval.most))
            .with(
                "supported",
                "Whether anybody is counted there; if not, the count is only noise",
                Cells::Flag(intervals.iter().map(crate::dp::Interval::supported).collect()),
            )
    }

    /// How many rows there are.
    pub fn rows(&self) -> usize {
        self.columns.first().map_or(0, |column| match &column.cells {
            Cells::Text(cells) => cells.len(),
            Cells::Number(cells) => cells.len(),
            Cells::Flag(cells) => cells.len(),
        })
    }

    /// The table as comma-separated text.
    ///
    /// # Panics
    /// Never: writing to memory does not fail, and all columns are equally long.
    pub(super) fn csv(&self) -> Vec<u8> {
        let mut out = csv::Writer::from_writer(Vec::new());
        let written = "memory takes everything";
        out.write_record(self.columns.iter().map(|column| &column.name)).expect(written);
        for row in 0..self.rows() {
            let cells = self.columns.iter().map(|column| match &column.cells {
                Cells::Text(cells) => cells[row].clone(),
                Cells::Number(cells) => cells[row].map(|number| number.to_string()).unwrap_or_default(),
                Cells::Flag(cells) => cells[row].to_string(),
            });
            out.write_record(cells).expect(written);
        }
        out.into_inner().expect(written)
    }
}

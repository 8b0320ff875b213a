//! The tables of a release as they are written.

use std::borrow::Cow;

use overt_model::Text;

use super::TOTAL;
use super::facts::ColumnFact;
use super::policy::{MEASURED, RECORDS};
use crate::Table;
use crate::dp::{Interval, Measured};
use crate::suppress::{Cell, Published, Shares};

/// Stands between the columns of a set, and between their values.
pub(super) const BETWEEN: &str = " × ";

/// A table as it is written: a row for each combination of values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet {
    /// The name of its files, without ending.
    pub name: String,
    /// What people call it.
    pub title: String,
    /// The columns that together are different in each row; none where rows can be the same.
    pub keys: Vec<String>,
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
    /// Codes, each written as its number among the values of the column.
    Coded {
        /// The values.
        values: Vec<String>,
        /// Their numbers.
        numbers: Vec<u16>,
    },
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
        let keys = names.iter().map(ToString::to_string).collect();
        Self { name: format!("{number:02}-{}", names.join("-")), title: titles.join(" × "), keys, columns }
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
            .with("per_mille_step", "Rounded to multiples of, in thousandths", Cells::Number(step))
    }

    /// A table of counts with noise.
    pub(super) fn of_measured(number: usize, axes: &[&ColumnFact], table: &Measured) -> Self {
        let counts = table.counts.iter().copied().map(Some).collect();
        Self::new(number, axes, false).with_counts(counts, &table.intervals())
    }

    /// Records: a row for each, and a column of codes for each column.
    pub(super) fn of_records(columns: &[ColumnFact], table: Table) -> Self {
        let (domain, numbers) = table.into_columns();
        let columns = columns.iter().zip(domain.columns()).zip(numbers).map(|((column, domain), numbers)| {
            let cells = Cells::Coded { values: domain.values().to_vec(), numbers };
            SheetColumn { name: column.name.clone(), title: column.label.clone(), cells }
        });
        Self { name: RECORDS.to_owned(), title: "Records".to_owned(), keys: Vec::new(), columns: columns.collect() }
    }

    /// Every count that was measured: a row for each combination of values of each set of columns. And how many of them are more than
    /// noise.
    pub(super) fn of_all_measured(
        columns: &[ColumnFact],
        measured: &[&Measured],
        estimates: Vec<Option<i64>>,
    ) -> (Self, usize) {
        let (mut sets, mut values, mut intervals) = (Vec::new(), Vec::new(), Vec::new());
        for table in measured {
            let names: Vec<&str> = table.columns.iter().map(|&at| &*columns[at].name).collect();
            sets.extend(std::iter::repeat_n(names.join(BETWEEN), table.counts.len()));
            values.extend((0..table.counts.len()).map(|cell| {
                let mut apart = table.counts.len();
                let code = |axis: &ColumnFact| {
                    apart /= axis.values.len();
                    axis.values[cell / apart % axis.values.len()].code.clone()
                };
                table.columns.iter().map(|&at| &columns[at]).map(code).collect::<Vec<String>>().join(BETWEEN)
            }));
            intervals.extend(table.intervals());
        }
        let counts = measured.iter().flat_map(|table| table.counts.iter().copied().map(Some)).collect();
        let supported = intervals.iter().filter(|interval| interval.supported()).count();
        let keys = ["columns", "values"].map(str::to_owned).to_vec();
        let sheet =
            Self { name: MEASURED.to_owned(), title: "What was measured".to_owned(), keys, columns: Vec::new() }
                .with("columns", "Columns", Cells::Text(sets))
                .with("values", "Values of these columns", Cells::Text(values))
                .with("estimate", "Estimate that agrees with all others", Cells::Number(estimates));
        (sheet.with_counts(counts, &intervals), supported)
    }

    fn with_counts(self, counts: Vec<Option<i64>>, intervals: &[Interval]) -> Self {
        let numbers = |of: fn(&Interval) -> i64| Cells::Number(intervals.iter().map(|at| Some(of(at))).collect());
        self.with("count", "Count with noise", Cells::Number(counts))
            .with("least", "Smallest true count that is likely", numbers(|interval| interval.least))
            .with("most", "Largest true count that is likely", numbers(|interval| interval.most))
            .with(
                "supported",
                "Whether anybody is counted there; if not, the count is only noise",
                Cells::Flag(intervals.iter().map(Interval::supported).collect()),
            )
    }

    /// How many rows there are.
    pub fn rows(&self) -> usize {
        self.columns.first().map_or(0, |column| match &column.cells {
            Cells::Text(cells) => cells.len(),
            Cells::Coded { numbers, .. } => numbers.len(),
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
                Cells::Text(cells) => Cow::Borrowed(&*cells[row]),
                Cells::Coded { values, numbers } => Cow::Borrowed(&*values[usize::from(numbers[row])]),
                Cells::Number(cells) => Cow::Owned(cells[row].map(|number| number.to_string()).unwrap_or_default()),
                Cells::Flag(cells) => Cow::Borrowed(if cells[row] { "true" } else { "false" }),
            });
            for cell in cells {
                out.write_field(&*cell).expect(written);
            }
            out.write_record(None::<&[u8]>).expect(written);
        }
        out.into_inner().expect(written)
    }
}

//! Rows made of what at least `k` rows have in common, for those who want no noise.
//!
//! Every released row is a combination of values that, as a whole, at least `k` rows of the table have. Then every part of it
//! is one too, so no combination of any length is in the output that fewer than `k` people have. Every row is released a
//! multiple of `k` times, and no value and no pair of values more often than the table has it. Cells are left empty for it; no
//! combination is invented.

#![expect(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    reason = "rows are numbered by 32 bits, and values by 16; shares need no more than 52"
)]

mod figures;
mod fit;
mod groups;
mod items;

pub use figures::{ColumnKept, Figures};
use fit::Fit;
use items::Items;
use thiserror::Error;

use crate::{Rows, Table};

/// Values with which a row can be made, over all columns: counts of all pairs of them are kept.
const VALUES_MAX: usize = 4096;

/// How rows are to be made.
#[derive(Debug, Clone, PartialEq)]
pub struct Recipe {
    /// What fewer people have is not released. At least 2.
    pub k: u32,
    /// For each column the code that stands for an empty cell.
    pub empty: Vec<u16>,
    /// For each column how much its cells matter against those of others; 1 for all if nothing is to be preferred.
    pub weights: Vec<f64>,
    /// How often all rows are gone through to make them better.
    pub rounds: usize,
}

/// Rows that can be released, and how near they are to the table.
#[derive(Debug, Clone)]
pub struct Seeded {
    /// The rows, each a multiple of `k` times, in an order that follows from what they hold.
    pub table: Table,
    /// How near they are. These figures are exact and confidential: they must be rounded, or kept.
    pub figures: Figures,
}

/// Why rows cannot be made.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum AggregateError {
    /// `k` would protect nobody.
    #[error("k is {0}; it must be at least 2, because what one person has is that person")]
    K(u32),
    /// A column has no code for an empty cell, or no weight.
    #[error("{given} {what} are given, and there are {columns} columns")]
    Columns {
        /// What there is for each column.
        what: &'static str,
        /// How many are given.
        given: usize,
        /// Columns of the table.
        columns: usize,
    },
    /// The code for an empty cell is not one of the column, or its weight is not positive.
    #[error("column `{column}`: {what}")]
    Column {
        /// The column.
        column: String,
        /// What is wrong.
        what: &'static str,
    },
    /// Somebody has more than one row.
    #[error("a person has several rows; make one row of each person first, because k counts people")]
    SeveralRows,
    /// The table has fewer rows than make one combination.
    #[error("there are fewer than {0} rows, so that there is nothing that {0} people have")]
    TooFew(u32),
    /// There are too many different values.
    #[error(
        "the rows have {values} different values over all columns, and {VALUES_MAX} are the most; make columns coarser"
    )]
    Values {
        /// How many there are.
        values: usize,
    },
}

impl Recipe {
    /// A recipe in which nothing is preferred: eight rounds.
    pub fn new(k: u32, empty: Vec<u16>) -> Self {
        Self { k, weights: vec![1.0; empty.len()], empty, rounds: 8 }
    }

    /// Makes rows that can be released in the place of a table.
    ///
    /// # Errors
    /// The recipe does not fit the table, or there is nothing that can be released.
    ///
    /// # Panics
    /// If a row would be released that fewer than `k` rows have. Each is counted once more before it is.
    pub fn make(&self, table: &Table) -> Result<Seeded, AggregateError> {
        self.check(table)?;
        let items = Items::new(table, &self.empty)?;
        let mut fit = Fit::new(&items, self.k, &self.weights);
        let mut rows = groups::common(&items, self.k as usize);
        fit.improve(&mut rows, self.rounds);
        for row in &mut rows {
            row.sort_unstable();
            let holders: u32 = items.holders(row).into_iter().map(|record| items.weight(record)).sum();
            assert!(holders >= self.k, "fewer than k rows have a row that would be released");
        }
        rows.sort_unstable();
        let figures = Figures::new(table, &items, &fit, &rows, self.k);
        Ok(Seeded { table: self.write(table, &items, &rows), figures })
    }

    fn check(&self, table: &Table) -> Result<(), AggregateError> {
        let columns = table.domain().columns();
        if self.k < 2 {
            return Err(AggregateError::K(self.k));
        }
        for (what, given) in [("codes for empty cells", self.empty.len()), ("weights", self.weights.len())] {
            if given != columns.len() {
                return Err(AggregateError::Columns { what, given, columns: columns.len() });
            }
        }
        for ((column, &empty), &weight) in columns.iter().zip(&self.empty).zip(&self.weights) {
            let wrong = |what| AggregateError::Column { column: column.name().to_owned(), what };
            if usize::from(empty) >= column.values().len() {
                return Err(wrong("the code for an empty cell is not one of its codes"));
            }
            if !(weight > 0.0 && weight.is_finite()) {
                return Err(wrong("the weight must be a number above 0"));
            }
        }
        if !table.has_one_row_each() {
            return Err(AggregateError::SeveralRows);
        }
        if table.rows() < self.k as usize { Err(AggregateError::TooFew(self.k)) } else { Ok(()) }
    }

    /// Writes each row `k` times, with empty cells where it has no value.
    fn write(&self, table: &Table, items: &Items, rows: &[Vec<u16>]) -> Table {
        let columns = table.domain().columns();
        let empty: Vec<&str> = columns
            .iter()
            .zip(&self.empty)
            .map(|(column, &code)| column.values()[usize::from(code)].as_str())
            .collect();
        let mut made = Rows::new(table.domain().clone());
        for row in rows {
            let mut texts = empty.clone();
            for &item in row {
                let (column, code) = items.cell(item);
                texts[column] = &columns[column].values()[usize::from(code)];
            }
            for _ in 0..self.k {
                made.push(texts.iter().copied()).expect("the values are those of the domain");
            }
        }
        made.finish()
    }
}

//! Counts with noise, made to agree with each other.
//!
//! It is made of released counts alone, so it costs nothing of the budget, and anybody can do it. Four steps:
//!
//! 1. *Agree.* All tables get the same total and the same counts of each column: means of what the tables say, in which what has
//!    less noise counts for more. No count below zero is left. Both are projections onto sets that the true tables are in, so
//!    they never lead farther from these, whatever the noise was: the sum of squared errors, each divided by the variance of
//!    its noise, cannot grow (least squares; Hay and others 2010 for margins). The two are done in turn.
//! 2. *Lean.* The counts of a pair lean towards what they would be if its columns had nothing to do with each other, the more the
//!    less the whole table differs from that (empirical Bayes; Efron and Morris 1973), and never by more than one standard
//!    deviation of their noise (their limited translation, 1972). So a combination that stands out of the noise stays. On average
//!    it makes the sum of squared errors less; for one count it can make it more.
//! 3. *Agree* again.
//! 4. *Whole numbers* which add up.
//!
//! Fractions are for what is released already. The counts that this starts from were drawn as whole numbers.

mod agree;
mod lean;
mod whole;

use thiserror::Error;

use self::agree::Margins;
use super::Measured;
use crate::Domain;

/// Rounds of agreeing.
const ROUNDS_MAX: usize = 100;
/// Where no count is so far below zero, they agree well enough to be rounded.
const NEGATIVE_MAX: f64 = 0.05;
/// Noise that is always rounded away has no variance, and what is divided by it should be a number.
const VARIANCE_MIN: f64 = 1e-6;

/// Why tables cannot be made to agree.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum ConsistentError {
    /// A table is over no column, over too many, or over one that is not there or there twice.
    #[error("a table is over columns {columns:?}; it must be over one or two of the {of} columns, counted from 0")]
    Columns {
        /// Its columns.
        columns: Vec<usize>,
        /// How many there are.
        of: usize,
    },
    /// A table has more or fewer counts than combinations.
    #[error("the table over columns {columns:?} has {counts} counts for {cells} combinations")]
    Counts {
        /// Its columns.
        columns: Vec<usize>,
        /// Its counts.
        counts: usize,
        /// Combinations of values.
        cells: usize,
    },
    /// Two tables are over the same columns.
    #[error("two tables are over columns {columns:?}; give the one with less noise")]
    Twice {
        /// The columns.
        columns: Vec<usize>,
    },
}

/// A table of counts over two columns, or over one: then it is one wide.
#[derive(Clone)]
struct Grid {
    columns: Vec<usize>,
    width: usize,
    /// Of the noise of each count.
    variance: f64,
    cells: Vec<f64>,
}

impl Grid {
    fn height(&self) -> usize {
        self.cells.len() / self.width
    }

    fn rows(&self) -> impl Iterator<Item = &[f64]> {
        self.cells.chunks_exact(self.width)
    }

    /// The counts of its first column alone, or of its second.
    fn margin(&self, axis: usize) -> Vec<f64> {
        if axis == 0 {
            return self.rows().map(|row| row.iter().sum()).collect();
        }
        let mut sums = vec![0.0; self.width];
        for row in self.rows() {
            sums.iter_mut().zip(row).for_each(|(sum, cell)| *sum += cell);
        }
        sums
    }
}

/// The most likely counts of tables over one or two columns that were measured of the same private table: none is below zero, they are
/// whole, all have the same total, and tables that share a column agree on it. In the order and shape of what is given.
///
/// The [intervals](Measured::intervals) are still those of the counts that were measured: of where the truth lies these say nothing
/// more certain.
///
/// # Errors
/// A table is over something else, twice there, or not complete.
pub fn consistent(domain: &Domain, measured: &[Measured]) -> Result<Vec<Vec<u64>>, ConsistentError> {
    let mut grids = grids(domain, measured)?;
    let margins = Margins::of(&grids);
    margins.impose(&mut grids);
    lean::lean(&mut grids, &margins);
    agree::agree(&mut grids);
    Ok(whole::whole(&grids, &Margins::of(&grids)))
}

fn grids(domain: &Domain, measured: &[Measured]) -> Result<Vec<Grid>, ConsistentError> {
    let mut grids: Vec<Grid> = Vec::new();
    for Measured { columns, noise, counts } in measured {
        let of = domain.columns().len();
        let is_there = columns.iter().all(|&column| column < of);
        if !is_there || !matches!(columns[..], [first] | [first, _] if columns[1..] != [first]) {
            return Err(ConsistentError::Columns { columns: columns.clone(), of });
        }
        let cells = domain.cells(columns).unwrap_or(usize::MAX);
        if counts.len() != cells {
            return Err(ConsistentError::Counts { columns: columns.clone(), counts: counts.len(), cells });
        }
        let is_same = |grid: &Grid| {
            grid.columns.len() == columns.len() && columns.iter().all(|column| grid.columns.contains(column))
        };
        if grids.iter().any(is_same) {
            return Err(ConsistentError::Twice { columns: columns.clone() });
        }
        grids.push(Grid {
            columns: columns.clone(),
            width: columns.get(1).map_or(1, |&column| domain.columns()[column].values().len()),
            variance: noise.sigma().powi(2).max(VARIANCE_MIN),
            cells: counts.iter().map(|&count| real(count)).collect(),
        });
    }
    Ok(grids)
}

#[expect(clippy::cast_precision_loss, reason = "noisy counts are far below 2^53")]
fn real(count: i64) -> f64 {
    count as f64
}

#[expect(clippy::cast_precision_loss, reason = "numbers of values are at most 2^24")]
fn real_size(size: usize) -> f64 {
    size as f64
}

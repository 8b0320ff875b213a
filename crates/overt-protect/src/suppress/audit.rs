//! Why a published table is safe, in a form that a second program can check without searching.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::counts::Counts;
use super::published::{Cell, Published};
use super::rules::{Rules, RulesError, Sensitive};
use super::shape::Shape;

/// For every sensitive cell two tables that agree with all that is published and of which one has the cell as low, one as high, as its
/// protection interval demands. Confidential like the counts: it says which cells are sensitive.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Audit {
    /// The rules that were applied.
    pub rules: Rules,
    /// Tables, as differences from the true one.
    pub tables: Vec<Vec<Change>>,
    /// One for every sensitive cell.
    pub proofs: Vec<Proof>,
}

/// By how much a cell of another table differs from the true one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// The number of the cell.
    pub cell: u32,
    /// The difference.
    pub by: i64,
}

/// That a sensitive cell is protected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proof {
    /// The number of the cell.
    pub cell: u32,
    /// So little must be possible.
    pub low: i64,
    /// So much must be possible.
    pub high: i64,
    /// The table where it is as low; none if it is truly.
    pub low_table: Option<u32>,
    /// The table where it is as high.
    pub high_table: Option<u32>,
}

/// Why an audit does not show what it should. No count is repeated.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum AuditError {
    /// The table is not one of these counts.
    #[error("the published table and the counts are not over the same columns and people")]
    OtherTable,
    /// The rules cannot be applied.
    #[error(transparent)]
    Rules(#[from] RulesError),
    /// A shown cell is not what was counted, or should not be shown.
    #[error("cell {0} is published and should not be, or not as it was counted")]
    Cell(usize),
    /// A sensitive cell has no proof, or one for another interval.
    #[error("sensitive cell {0} has no proof, or one for another protection interval")]
    NoProof(usize),
    /// A table that a proof names does not agree with what is published, or does not reach as far.
    #[error("table {0} of the audit does not agree with what is published, or does not reach the interval")]
    Table(usize),
}

impl Audit {
    /// Checks everything anew from the counts: that what is shown is exact and may be shown, that every sensitive cell has a proof
    /// for its interval, and that every table of a proof is one. That the rules of the record are those of the policy is for the
    /// caller to compare.
    ///
    /// # Errors
    /// The first thing that is not so.
    pub fn check(&self, counts: &Counts, published: &Published) -> Result<(), AuditError> {
        if published.axes != counts.axes
            || published.population != counts.population
            || published.cells.len() != counts.cells.len()
        {
            return Err(AuditError::OtherTable);
        }
        let sensitive = self.rules.sensitive(counts)?;
        for (cell, &shown) in published.cells.iter().enumerate() {
            let may_be = match shown {
                Cell::Shown(count) => {
                    count == counts.cells[cell]
                        && !counts.impossible[cell]
                        && sensitive.binary_search_by_key(&cell, |sensitive| sensitive.cell).is_err()
                }
                Cell::Suppressed => !counts.impossible[cell],
                Cell::Impossible => counts.impossible[cell],
                Cell::Rounded(_) => false,
            };
            if !may_be {
                return Err(AuditError::Cell(cell));
            }
        }
        for (number, table) in self.tables.iter().enumerate() {
            if !agrees(&counts.shape, &counts.cells, published, table) {
                return Err(AuditError::Table(number));
            }
        }
        let proofs: HashMap<usize, &Proof> = self.proofs.iter().map(|proof| (proof.cell as usize, proof)).collect();
        for &Sensitive { cell, low, high, .. } in &sensitive {
            let proof = proofs.get(&cell).filter(|proof| proof.low <= low && proof.high >= high);
            let proof = proof.ok_or(AuditError::NoProof(cell))?;
            let in_table = |number: Option<u32>| -> Result<i64, AuditError> {
                let Some(number) = number else { return Ok(counts.cells[cell]) };
                let table = self.tables.get(number as usize).ok_or(AuditError::NoProof(cell))?;
                let change = table.iter().find(|change| change.cell as usize == cell);
                Ok(counts.cells[cell] + change.map_or(0, |change| change.by))
            };
            if in_table(proof.low_table)? > low || in_table(proof.high_table)? < high {
                return Err(AuditError::NoProof(cell));
            }
        }
        Ok(())
    }
}

/// Whether the table that differs so from the true one is possible for everybody who knows what is published.
fn agrees(shape: &Shape, counts: &[i64], published: &Published, table: &[Change]) -> bool {
    // What the changes add up to on each line of each axis; a total must change as its parts do.
    let mut lines: HashMap<(usize, usize), i128> = HashMap::new();
    for (at, &Change { cell, by }) in table.iter().enumerate() {
        let in_order = at == 0 || table[at - 1].cell < cell;
        let cell = cell as usize;
        let possible = in_order
            && published.cells.get(cell) == Some(&Cell::Suppressed)
            && counts[cell].checked_add(by).is_some_and(|count| count >= 0);
        if !possible {
            return false;
        }
        for axis in 0..shape.axes() {
            let line = cell - shape.place(cell, axis) * shape.stride(axis);
            let by = if shape.is_total(cell, axis) { -i128::from(by) } else { i128::from(by) };
            *lines.entry((axis, line)).or_insert(0) += by;
        }
    }
    lines.values().all(|&sum| sum == 0)
}

//! Counts of the combinations of values of some columns.

use thiserror::Error;

use super::Private;
use super::private::{Guarded, sealed::Sealed};
use crate::Table;
use crate::table::CELLS_MAX;

/// Tables of counts over one private table.
pub struct Marginals {
    pub(in crate::dp) sets: Vec<Vec<usize>>,
    pub(in crate::dp) counts: Vec<Vec<u32>>,
}

impl Sealed for Marginals {}
impl Guarded for Marginals {}

/// Counts that cannot be made.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum MarginalError {
    /// There is no such column.
    #[error("a table of counts is over column {column}, counted from 0, and there are {columns}")]
    Column {
        /// The column.
        column: usize,
        /// How many there are.
        columns: usize,
    },
    /// A table has too many cells.
    #[error("a table of counts over columns {columns:?} has too many cells; it may have {CELLS_MAX}")]
    Cells {
        /// Its columns.
        columns: Vec<usize>,
    },
}

impl Private<Table> {
    /// Counts the rows with each combination of values, for each set of columns. The cell of codes `a, b, c` is at
    /// `(a * values of b + b) * values of c + c`. Over no columns there is one cell: the number of rows.
    ///
    /// # Errors
    /// There is no such column, or there are too many cells.
    pub fn marginals(&self, sets: Vec<Vec<usize>>) -> Result<Private<Marginals>, MarginalError> {
        let columns = self.domain().columns().len();
        if let Some(&column) = sets.iter().flatten().find(|&&column| column >= columns) {
            return Err(MarginalError::Column { column, columns });
        }
        let count =
            |set: &Vec<usize>| self.value.counts(set).ok_or_else(|| MarginalError::Cells { columns: set.clone() });
        let counts = sets.iter().map(count).collect::<Result<_, _>>()?;
        Ok(Private { value: Marginals { sets, counts }, bound: self.bound })
    }
}

impl Private<Marginals> {
    /// The sets of columns, as they were given. Public.
    pub fn sets(&self) -> &[Vec<usize>] {
        &self.value.sets
    }

    /// How many cells a table has. Public.
    pub fn cells(&self, table: usize) -> usize {
        self.value.counts[table].len()
    }
}

//! Counts of the combinations of values of some columns.

use thiserror::Error;

use super::Private;
use super::private::{Guarded, sealed::Sealed};
use crate::Table;

/// More cells than this are not counted.
const CELLS_MAX: usize = 1 << 24;
/// So many rows at a time, so that their places stay near the processor.
const BLOCK: usize = 2_048;

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
        for set in &sets {
            if let Some(&column) = set.iter().find(|&&column| column >= columns) {
                return Err(MarginalError::Column { column, columns });
            }
            if self.domain().cells(set).is_none_or(|cells| cells > CELLS_MAX) {
                return Err(MarginalError::Cells { columns: set.clone() });
            }
        }
        let counts = sets.iter().map(|set| count(&self.value, set)).collect();
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

fn count(table: &Table, set: &[usize]) -> Vec<u32> {
    let domain = table.domain();
    let mut counts = vec![0_u32; domain.cells(set).expect("was checked")];
    let mut places = [0_usize; BLOCK];
    for start in (0..table.rows()).step_by(BLOCK) {
        let rows = start..table.rows().min(start + BLOCK);
        let places = &mut places[..rows.len()];
        places.fill(0);
        for &column in set {
            let values = domain.columns()[column].values().len();
            for (place, &code) in places.iter_mut().zip(&table.column(column)[rows.clone()]) {
                *place = *place * values + usize::from(code);
            }
        }
        for &place in &*places {
            counts[place] += 1;
        }
    }
    counts
}

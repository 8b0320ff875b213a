//! Refuses a table from which, together with earlier ones, a small group can be told.

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::joint::{Joint, Placed};
use super::published::{Cell, Published};
use super::rules::{Rules, RulesError};
use crate::Table;

/// How many cells earlier tables and a new one may have together.
pub const JOINT_CELLS_MAX: usize = 1_000_000;

/// All tables that were published before.
///
/// It covers:
/// - the same group, or one group within another, shown in two tables with numbers that differ by fewer than the threshold, whether
///   because the data or because the population changed a little;
/// - everything that can be computed from the new table together with one earlier table, and with all other earlier tables over columns
///   of these two, if all were of the present data. Every cell of theirs, and every group that is a cell over their columns together, is
///   judged by all the rules of the new table: threshold, zeros, dominance and p%.
///
/// It does not cover:
/// - rules of earlier tables: a published table does not say under which it was made, so where they were stricter that is not kept up;
/// - who contributed a difference: the few may not be in the data any more. Only how many they are is judged, by the threshold;
/// - what a base leaves uncertain: a published table does not say it. Rounded numbers are compared as if they were exact, which refuses
///   more than it must. An exact and a rounded number of nested groups that happen to be equal pass;
/// - what follows from three or more tables whose columns are not all among those of two of them;
/// - what follows from changes of the data in several cells taken together; tables of others; what somebody knows who is in the data.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Guard {
    earlier: Vec<Published>,
}

/// Why a table is refused. No count is repeated. Earlier tables are counted from 1.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum GuardError {
    /// Two shown numbers of nearly the same people differ by too few.
    #[error(
        "cell {cell} and cell {earlier_cell} of earlier table {earlier} count the same people but for a few, who could be told by \
         subtraction: publish when more has changed, or for the same population"
    )]
    Differs {
        /// The earlier table.
        earlier: usize,
        /// The number of its cell.
        earlier_cell: usize,
        /// The number of the cell of the new table.
        cell: usize,
    },
    /// A sensitive group can be told from both tables.
    #[error(
        "together with earlier table {earlier} the size of a group that the rules protect could be told ({columns}): leave out a column, \
         merge values, or hide what the earlier table hides"
    )]
    Told {
        /// The earlier table, with which and those over the same columns it can be told.
        earlier: usize,
        /// The columns of the group.
        columns: String,
    },
    /// The rules cannot be applied.
    #[error(transparent)]
    Rules(#[from] RulesError),
    /// Both tables together are too large to be judged.
    #[error(
        "together with earlier table {earlier} there would be {} cells to judge, and {JOINT_CELLS_MAX} is the most: leave out a column or \
         merge values", cells.map_or_else(|| "uncountably many".to_owned(), |cells| cells.to_string())
    )]
    Cells {
        /// The earlier table.
        earlier: usize,
        /// How many cells there would be, if that can be counted.
        cells: Option<usize>,
    },
    /// A table is not one of this data.
    #[error(
        "{} cannot be compared with the data: column `{column}` is not there with the same values; it must be judged by hand",
        if *earlier == 0 { "the new table".to_owned() } else { format!("earlier table {earlier}") }
    )]
    Unknown {
        /// The earlier table, or 0 for the new one.
        earlier: usize,
        /// The column.
        column: String,
    },
}

impl Guard {
    /// Nothing was published yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Remembers a table that was published.
    pub fn remember(&mut self, published: Published) {
        self.earlier.push(published);
    }

    /// Whether a table of these data may be published after all earlier ones, by the rules that the new one was made under.
    ///
    /// # Errors
    /// It may not, or that cannot be judged: by rules that look at contributors, only if these are known.
    pub fn check(&self, table: &Table, new: &Published, rules: &Rules) -> Result<(), GuardError> {
        rules.check()?;
        let contributors = match (rules.by_contributor(), table.contributors()) {
            (false, _) => None,
            (true, None) => return Err(RulesError::Contributors.into()),
            (true, contributors) => contributors,
        };
        let place = |published, earlier| {
            Placed::new(table, published).map_err(|column| GuardError::Unknown { earlier, column })
        };
        let new = place(new, 0)?;
        let mut earlier = Vec::new();
        for (number, published) in (1..).zip(&self.earlier) {
            earlier.push(place(published, number)?);
        }
        for (number, old) in (1..).zip(&earlier) {
            if let Some((cell, earlier_cell)) = differing(&new, old, rules.threshold) {
                return Err(GuardError::Differs { earlier: number, earlier_cell, cell });
            }
        }
        let mut judged = Vec::new();
        for (number, old) in (1..).zip(&earlier) {
            let columns = new.columns_with(old);
            if judged.contains(&columns) {
                continue;
            }
            let within = |placed: &&Placed| placed.columns().is_subset(&columns);
            let tables: Vec<&Placed> = earlier.iter().filter(within).chain([&new]).collect();
            let joint = Joint::new(table, &columns, &tables, JOINT_CELLS_MAX, contributors);
            let joint = joint.map_err(|cells| GuardError::Cells { earlier: number, cells })?;
            if let Some(columns) = joint.told(table, &tables, rules) {
                return Err(GuardError::Told { earlier: number, columns });
            }
            judged.push(columns);
        }
        Ok(())
    }
}

/// A cell of each table of which one counts people of the other and only a few less, or the same people with numbers that differ
/// by a few. A count and a rounded count of the same people always differ by a few, and that says nothing.
fn differing(new: &Placed, old: &Placed, threshold: i64) -> Option<(usize, usize)> {
    let nested = new.nested(old);
    (0..new.published.cells.len()).find_map(|cell| {
        let (count, exact) = number(new.published.cells[cell])?;
        nested.of(cell).into_iter().find_map(|(earlier_cell, same_people)| {
            let (earlier_count, earlier_exact) = number(old.published.cells[earlier_cell])?;
            let comparable = exact == earlier_exact || !same_people;
            (comparable && (1..threshold).contains(&(earlier_count - count).abs())).then_some((cell, earlier_cell))
        })
    })
}

/// The number that a cell shows, and whether it is exact.
fn number(cell: Cell) -> Option<(i64, bool)> {
    match cell {
        Cell::Shown(count) => Some((count, true)),
        Cell::Rounded(count) => Some((count, false)),
        Cell::Suppressed | Cell::Impossible => None,
    }
}

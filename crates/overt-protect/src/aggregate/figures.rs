//! How near the released rows are to the table.

use serde::Serialize;

use super::fit::Fit;
use super::items::Items;
use crate::Table;

/// How near the released rows are to the table.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Figures {
    /// Rows of the table.
    pub rows: usize,
    /// Rows that are released.
    pub rows_released: usize,
    /// Different rows among them.
    pub different: usize,
    /// Cells of a row of the table that are not empty, on average.
    pub cells: f64,
    /// The same of a released row.
    pub cells_released: f64,
    /// Values that at least `k` rows have.
    pub values: usize,
    /// How many of them no released row has.
    pub values_lost: usize,
    /// The share of all pairs of values that is lacking. It is the weighted error of their counts, because no pair is released
    /// more often than the table has it.
    pub pair_error: f64,
    /// What is kept of each column.
    pub columns: Vec<ColumnKept>,
}

/// What is kept of a column.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ColumnKept {
    /// The column.
    pub column: String,
    /// Its cells in the table that are not empty.
    pub cells: u64,
    /// The same in the released rows.
    pub cells_released: u64,
}

impl Figures {
    pub(super) fn new(table: &Table, items: &Items, fit: &Fit, rows: &[Vec<u16>], k: u32) -> Self {
        let mut columns: Vec<ColumnKept> = table
            .domain()
            .columns()
            .iter()
            .map(|column| ColumnKept { column: column.name().to_owned(), cells: 0, cells_released: 0 })
            .collect();
        let (mut values, mut values_lost) = (0, 0);
        for item in 0..items.len() as u16 {
            let holders = fit.holders(item);
            let released = holders - fit.lacking(item);
            let column = &mut columns[items.cell(item).0];
            column.cells += u64::from(holders);
            column.cells_released += u64::from(released);
            let enough = holders >= k;
            values += usize::from(enough);
            values_lost += usize::from(enough && released == 0);
        }
        let rows_released = rows.len() * k as usize;
        let (lacking, pairs) = fit.pairs();
        let mean =
            |cells: fn(&ColumnKept) -> u64, rows: usize| columns.iter().map(cells).sum::<u64>() as f64 / rows as f64;
        Self {
            rows: table.rows(),
            rows_released,
            different: rows.chunk_by(|one, other| one == other).count(),
            cells: mean(|column| column.cells, table.rows()),
            cells_released: mean(|column| column.cells_released, rows_released),
            values,
            values_lost,
            pair_error: lacking as f64 / pairs.max(1) as f64,
            columns,
        }
    }
}

//! The combinations of a set of columns, counted in real and synthetic records at once.

use rustc_hash::FxHashMap;

use crate::Table;

/// With more cells for each row than this, only those are kept that some row is in.
const CELLS_PER_ROW: usize = 8;
/// So many cells are kept whatever the rows.
const CELLS_FREE: usize = 1 << 12;

/// Room for counts, kept from set to set.
#[derive(Default)]
pub(super) struct Tally {
    dense: Vec<[u32; 2]>,
    sparse: FxHashMap<usize, [u32; 2]>,
    found: Vec<(usize, [u32; 2])>,
}

impl Tally {
    /// Calls with each combination that some row has: its cell, and how many rows of each table have it; in the order of
    /// cells. False if the set has more combinations than can be numbered.
    pub(super) fn each(&mut self, tables: [&Table; 2], set: &[usize], mut each: impl FnMut(usize, [u32; 2])) -> bool {
        let Some(cells) = tables[0].domain().cells(set) else { return false };
        let rows = tables[0].rows() + tables[1].rows();
        if cells <= rows.saturating_mul(CELLS_PER_ROW).max(CELLS_FREE) {
            self.dense.clear();
            self.dense.resize(cells, [0; 2]);
            for (place, table) in tables.into_iter().enumerate() {
                table.each_cell(set, |cell| self.dense[cell][place] += 1);
            }
            let counted = self.dense.iter().enumerate().filter(|(_, counts)| **counts != [0; 2]);
            counted.for_each(|(cell, &counts)| each(cell, counts));
        } else {
            self.sparse.clear();
            for (place, table) in tables.into_iter().enumerate() {
                table.each_cell(set, |cell| self.sparse.entry(cell).or_default()[place] += 1);
            }
            self.found.clear();
            self.found.extend(self.sparse.iter().map(|(&cell, &counts)| (cell, counts)));
            self.found.sort_unstable_by_key(|(cell, _)| *cell);
            self.found.iter().for_each(|&(cell, counts)| each(cell, counts));
        }
        true
    }
}

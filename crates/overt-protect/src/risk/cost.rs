//! What a report costs, from sizes alone.

use serde::Serialize;

use super::combinations::choose;
use super::question::Question;

/// Processor time for each row and set of columns, measured with 200,000 rows of 28 columns. Tables whose rows are less alike
/// take less.
const NANOSECONDS: f64 = 2.0;

/// What a report costs.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Cost {
    /// How many sets of columns are searched of each length, from 1.
    pub sets: Vec<u64>,
    /// The most bytes of memory that are used, beside the table itself.
    pub memory_bytes: u64,
    /// About how many seconds of processor time it takes, over all threads, on a machine of 2024.
    pub processor_seconds: f64,
}

impl Question {
    /// What the report costs for a table of that many rows. It reads no table.
    pub fn cost(&self, rows: usize) -> Cost {
        let columns = self.quasi.len();
        let length = self.length.min(columns);
        let sets: Vec<u64> = (1..=length).map(|length| choose(columns, length) as u64).collect();
        let (rows, threads) = (rows as u64, self.threads as u64);
        // The unique rows of all sets one column shorter than the longest, and of those before them.
        let remembered: u64 = sets.iter().rev().skip(1).take(2).map(|sets| sets * rows.div_ceil(64) * 8).sum();
        // Codes, groups of rows alike, and sixteen flags for each column; twice the codes of the table while it is made coarser.
        let columns_bytes = rows * columns as u64 * (2 + 2 + 4 + 1);
        // Classes of up to `length` parts of a set, scores and sums.
        let each_thread = rows * (12 * length as u64 + 16);
        // Groups, agreements and scores.
        let others = rows * 64;
        let found: u64 = sets.iter().sum::<u64>() * 64;
        let work: u64 = sets.iter().map(|sets| sets * rows).sum();
        let searches = 1 + 2 * self.generalisations.len() as u64;
        let pairs: u64 = sets.iter().take(2).map(|sets| sets * rows).sum::<u64>() * searches;
        Cost {
            sets,
            memory_bytes: threads
                .saturating_mul(each_thread)
                .saturating_add(remembered + columns_bytes + others + found),
            processor_seconds: (work + pairs) as f64 * NANOSECONDS * 1e-9,
        }
    }
}

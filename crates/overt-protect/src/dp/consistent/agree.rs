//! The same total and the same counts of each column in all tables, and nothing below zero.

use std::collections::BTreeMap;

use super::{Grid, NEGATIVE_MAX, ROUNDS_MAX, real_size};

/// What tables say together of all rows and of single columns.
pub(super) struct Margins {
    pub(super) total: f64,
    pub(super) columns: BTreeMap<usize, Vec<f64>>,
}

/// A mean in which what has less noise counts for more.
#[derive(Default)]
struct Pooled {
    sums: Vec<f64>,
    precision: f64,
}

impl Pooled {
    fn add(&mut self, values: &[f64], precision: f64) {
        self.sums.resize(values.len(), 0.0);
        self.sums.iter_mut().zip(values).for_each(|(sum, value)| *sum += precision * value);
        self.precision += precision;
    }

    fn mean(self) -> Vec<f64> {
        self.sums.into_iter().map(|sum| sum / self.precision).collect()
    }
}

impl Margins {
    /// The means of all tables. How a column deviates from equal counts, and the total, do not depend on each other, so each has a
    /// mean of its own.
    pub(super) fn of(grids: &[Grid]) -> Self {
        let mut total = Pooled::default();
        let mut columns: BTreeMap<usize, Pooled> = BTreeMap::new();
        for grid in grids {
            let sum: f64 = grid.cells.iter().sum();
            total.add(&[sum], 1.0 / (grid.variance * real_size(grid.cells.len())));
            for (axis, &column) in grid.columns.iter().enumerate() {
                let mut margin = grid.margin(axis);
                let values = real_size(margin.len());
                for count in &mut margin {
                    *count -= sum / values;
                }
                let precision = values / (grid.variance * real_size(grid.cells.len()));
                columns.entry(column).or_default().add(&margin, precision);
            }
        }
        let total = total.mean().first().copied().unwrap_or(0.0);
        let column = |(column, pooled): (usize, Pooled)| {
            let deviations = pooled.mean();
            let equal = total / real_size(deviations.len());
            (column, deviations.into_iter().map(|deviation| deviation + equal).collect())
        };
        Self { total, columns: columns.into_iter().map(column).collect() }
    }

    /// Gives all tables these sums, and changes as little as it takes: the projection.
    pub(super) fn impose(&self, grids: &mut [Grid]) {
        for grid in grids {
            let cells = real_size(grid.cells.len());
            let lacking = |axis: usize| -> Vec<f64> {
                let (margin, wanted) = (grid.margin(axis), &self.columns[&grid.columns[axis]]);
                let others = cells / real_size(margin.len());
                wanted.iter().zip(margin).map(|(wanted, count)| (wanted - count) / others).collect()
            };
            let of_rows = lacking(0);
            // What all counts lack is in both, and must be added once.
            let of_columns = if grid.columns.len() == 2 {
                let all = (self.total - grid.cells.iter().sum::<f64>()) / cells;
                lacking(1).into_iter().map(|lack| lack - all).collect()
            } else {
                vec![0.0]
            };
            for (row, of_row) in grid.cells.chunks_exact_mut(grid.width).zip(of_rows) {
                row.iter_mut().zip(&of_columns).for_each(|(cell, of_column)| *cell += of_row + of_column);
            }
        }
    }
}

/// Both in turn, nothing below zero last.
pub(super) fn agree(grids: &mut [Grid]) {
    for _ in 0..ROUNDS_MAX {
        Margins::of(grids).impose(grids);
        let mut least = 0.0_f64;
        for cell in grids.iter_mut().flat_map(|grid| &mut grid.cells) {
            least = least.min(*cell);
            *cell = cell.max(0.0);
        }
        if least > -NEGATIVE_MAX {
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const SIZES: [usize; 3] = [2, 3, 5];

    /// All columns and pairs of a few rows, as they are.
    fn truth(rows: &[[usize; 3]]) -> Vec<Grid> {
        let sets = [vec![0], vec![1, 0], vec![1, 2], vec![2, 0]];
        let grid = |columns: Vec<usize>| {
            let width = columns.get(1).map_or(1, |&column| SIZES[column]);
            let mut cells = vec![0.0; SIZES[columns[0]] * width];
            for row in rows {
                cells[row[columns[0]] * width + columns.get(1).map_or(0, |&column| row[column])] += 1.0;
            }
            Grid { columns, width, variance: 1.0, cells }
        };
        sets.map(grid).into()
    }

    /// The sum of squared errors, each divided by the variance of its noise.
    fn error(grids: &[Grid], truth: &[Grid]) -> f64 {
        let one = |(grid, truth): (&Grid, &Grid)| {
            let squares = grid.cells.iter().zip(&truth.cells).map(|(cell, truth)| (cell - truth).powi(2));
            squares.sum::<f64>() / grid.variance
        };
        grids.iter().zip(truth).map(one).sum()
    }

    fn rows() -> impl Strategy<Value = Vec<[usize; 3]>> {
        prop::collection::vec((0..SIZES[0], 0..SIZES[1], 0..SIZES[2]).prop_map(|(a, b, c)| [a, b, c]), 0..60)
    }

    proptest! {
        #[test]
        fn to_agree_never_leads_farther_from_the_truth_whatever_the_noise(
            rows in rows(),
            noise in prop::collection::vec(-40.0_f64..40.0, 2 + 6 + 15 + 10),
            variances in prop::array::uniform4(0.1_f64..100.0),
        ) {
            let mut truth = truth(&rows);
            truth.iter_mut().zip(variances).for_each(|(grid, variance)| grid.variance = variance);
            let mut grids = truth.clone();
            grids.iter_mut().flat_map(|grid| &mut grid.cells).zip(noise).for_each(|(cell, noise)| *cell += noise);
            let at_first = error(&grids, &truth);
            let mut sums_right = grids.clone();
            Margins::of(&sums_right).impose(&mut sums_right);
            let agreed = error(&sums_right, &truth);
            prop_assert!(agreed <= at_first * (1.0 + 1e-9) + 1e-9);
            // What is projected is gone: the change and what is left stand at a right angle.
            prop_assert!((agreed + error(&sums_right, &grids) - at_first).abs() <= 1e-6 * (1.0 + at_first));
            agree(&mut grids);
            prop_assert!(error(&grids, &truth) <= agreed * (1.0 + 1e-9) + 1e-9);
        }

        #[test]
        fn what_is_true_is_left_as_it_is(rows in rows()) {
            let truth = truth(&rows);
            let mut grids = truth.clone();
            agree(&mut grids);
            prop_assert!(error(&grids, &truth) < 1e-12);
        }
    }
}

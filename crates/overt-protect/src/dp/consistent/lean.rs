//! Pairs lean towards columns that have nothing to do with each other.

use super::agree::Margins;
use super::{Grid, real_size};

/// Tables with fewer degrees of freedom say too little of how far they are from that.
const FREEDOM_MIN: f64 = 10.0;
/// Steps towards the most likely spread.
const STEPS: usize = 20;
/// No count is expected to be less, so that what is divided by it is a number.
const EXPECTED_MIN: f64 = 1e-9;

/// Moves the counts of every large enough pair, whose sums must be these margins.
pub(super) fn lean(grids: &mut [Grid], margins: &Margins) {
    for grid in grids.iter_mut().filter(|grid| grid.columns.len() == 2) {
        let freedom = real_size((grid.height() - 1) * (grid.width - 1));
        if freedom < FREEDOM_MIN {
            continue;
        }
        let [of_rows, of_columns] = [0, 1].map(|axis| &margins.columns[&grid.columns[axis]]);
        let total = margins.total.max(1.0);
        let expected = |(row, column): (&f64, &f64)| (row.max(0.0) * column.max(0.0) / total).max(EXPECTED_MIN);
        let expected: Vec<f64> =
            of_rows.iter().flat_map(|row| of_columns.iter().map(move |column| (row, column))).map(expected).collect();
        // The sums agree with other tables by now, so that only so much of the noise is left.
        let variance = grid.variance * freedom / real_size(grid.cells.len());
        let spread = spread(&grid.cells, &expected, variance);
        let most = grid.variance.sqrt();
        for (cell, expected) in grid.cells.iter_mut().zip(expected) {
            let way = variance / (spread * expected + variance) * (expected - *cell);
            *cell += way.clamp(-most, most);
        }
    }
}

/// How far true counts are from the expected ones: the variance of the one is so many times the other. The most likely number if both
/// that and the noise are Gaussian.
fn spread(cells: &[f64], expected: &[f64], variance: f64) -> f64 {
    let mut spread = 1.0;
    for _ in 0..STEPS {
        let (mut sum, mut weights) = (0.0, 0.0);
        for (cell, expected) in cells.iter().zip(expected) {
            let weight = (expected / (spread * expected + variance)).powi(2);
            sum += weight * ((cell - expected).powi(2) - variance) / expected;
            weights += weight;
        }
        spread = (sum / weights).max(0.0);
    }
    spread
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A pair of 10 by 10 values with these counts, and the sums that it has.
    fn pair(cell: impl Fn(usize, usize) -> f64, variance: f64) -> (Vec<Grid>, Margins) {
        let cells = (0..100).map(|at| cell(at / 10, at % 10)).collect();
        let grids = vec![Grid { columns: vec![0, 1], width: 10, variance, cells }];
        let margins = Margins::of(&grids);
        (grids, margins)
    }

    #[test]
    fn counts_that_could_all_be_noise_become_those_of_columns_that_have_nothing_to_do_with_each_other() {
        let noise = |row: usize, column: usize| if (row + column).is_multiple_of(2) { 0.9 } else { -0.9 };
        let (mut grids, margins) = pair(|row, column| 5.0 * real_size(row + 1) + noise(row, column), 1.0);
        lean(&mut grids, &margins);
        for (at, cell) in grids[0].cells.iter().enumerate() {
            assert!((cell - 5.0 * real_size(at / 10 + 1)).abs() < 1e-6, "{at}: {cell}");
        }
    }

    #[test]
    fn no_count_leans_by_more_than_the_standard_deviation_of_its_noise() {
        // One corridor in a table that is as if its columns had nothing to do with each other otherwise.
        let corridor = |row, column| if (row, column) == (3, 7) { 500.0 } else { 4.0 };
        let (mut grids, margins) = pair(corridor, 100.0);
        let before = grids[0].cells.clone();
        lean(&mut grids, &margins);
        let moved: Vec<f64> = grids[0].cells.iter().zip(before).map(|(after, before)| (after - before).abs()).collect();
        assert!(moved.iter().all(|way| *way <= 10.0 + 1e-9) && moved.iter().any(|way| *way > 5.0), "{moved:?}");
        assert!(grids[0].cells[37] >= 490.0 - 1e-9);
    }
}

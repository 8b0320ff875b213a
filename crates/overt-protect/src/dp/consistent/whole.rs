//! Whole numbers that add up.

use std::collections::BTreeMap;

use super::agree::Margins;
use super::{Grid, real_size};

/// Rounds tables so that all have the same total, and the same counts of each column.
pub(super) fn whole(grids: &[Grid], margins: &Margins) -> Vec<Vec<u64>> {
    let total = floor(margins.total + 0.5);
    let columns: BTreeMap<usize, Vec<u64>> =
        margins.columns.iter().map(|(&column, counts)| (column, apportion(counts, total))).collect();
    let table = |grid: &Grid| match grid.columns[..] {
        [of_rows, of_columns] => Filling::new(grid, &columns[&of_rows], &columns[&of_columns]).fill(),
        _ => columns[&grid.columns[0]].clone(),
    };
    grids.iter().map(table).collect()
}

/// Whole numbers with this sum in these proportions, by the largest remainder; in equal ones if all are zero.
fn apportion(counts: &[f64], total: u64) -> Vec<u64> {
    let sum: f64 = counts.iter().map(|count| count.max(0.0)).sum();
    let share =
        |count: &f64| real(total) * if sum > 0.0 { count.max(0.0) / sum } else { 1.0 / real_size(counts.len()) };
    let shares: Vec<f64> = counts.iter().map(share).collect();
    let mut given: Vec<u64> = shares.iter().map(|&share| floor(share)).collect();
    let left = usize::try_from(total.saturating_sub(given.iter().sum())).unwrap_or(usize::MAX);
    for &place in by_remainder(&shares).iter().take(left) {
        given[place] += 1;
    }
    given
}

/// The places of numbers, first of those that lose most when they are rounded down.
fn by_remainder(numbers: &[f64]) -> Vec<usize> {
    let mut places: Vec<usize> = (0..numbers.len()).collect();
    places.sort_by(|&one, &other| numbers[other].fract().total_cmp(&numbers[one].fract()));
    places
}

/// A table of two columns that is being filled until it has the sums that it must have.
struct Filling<'a> {
    grid: &'a Grid,
    counts: Vec<u64>,
    /// How many are missing in each row, and in each column. All rows together lack as many as all columns.
    lacking: [Vec<i64>; 2],
}

impl<'a> Filling<'a> {
    /// All counts rounded down.
    fn new(grid: &'a Grid, of_rows: &[u64], of_columns: &[u64]) -> Self {
        let lacking = [of_rows, of_columns].map(|sums| sums.iter().map(|&sum| signed(sum)).collect());
        let mut filling = Self { grid, counts: vec![0; grid.cells.len()], lacking };
        for (cell, &count) in grid.cells.iter().enumerate() {
            filling.add(cell, signed(floor(count)));
        }
        filling
    }

    /// The row and the column of a cell.
    fn lines(&self, cell: usize) -> [usize; 2] {
        [cell / self.grid.width, cell % self.grid.width]
    }

    fn add(&mut self, cell: usize, count: i64) {
        let lines = self.lines(cell);
        self.counts[cell] = self.counts[cell].saturating_add_signed(count);
        for (lacking, line) in self.lacking.iter_mut().zip(lines) {
            lacking[line] -= count;
        }
    }

    fn fill(mut self) -> Vec<u64> {
        // Where there are too many, the largest counts can spare some.
        let width = self.grid.width;
        for row in 0..self.lacking[0].len() {
            let cells: Vec<usize> = (row * width..(row + 1) * width).collect();
            self.take(&cells, self.lacking[0][row]);
        }
        for column in 0..self.lacking[1].len() {
            let cells: Vec<usize> = (column..self.counts.len()).step_by(width).collect();
            self.take(&cells, self.lacking[1][column]);
        }
        // One more for those that lost most, and then as many as it takes.
        for cell in by_remainder(&self.grid.cells) {
            self.give(cell, 1);
        }
        for cell in 0..self.counts.len() {
            self.give(cell, i64::MAX);
        }
        self.counts
    }

    /// Where fewer than none are lacking in a line, takes what is too much from its largest counts, which come down to one level. There may
    /// be much: noise that is far larger than the counts hardly agrees.
    fn take(&mut self, cells: &[usize], lacking: i64) {
        if lacking >= 0 {
            return;
        }
        let too_many = lacking.unsigned_abs();
        let above = |level: u64| -> u64 { cells.iter().map(|&cell| self.counts[cell].saturating_sub(level)).sum() };
        let (mut low, mut level) = (0, cells.iter().map(|&cell| self.counts[cell]).max().unwrap_or(0));
        while low < level {
            let middle = u64::midpoint(low, level);
            if above(middle) <= too_many { level = middle } else { low = middle + 1 }
        }
        let mut left = too_many.saturating_sub(above(level));
        for &cell in cells.iter().rev() {
            let Some(over) = self.counts[cell].checked_sub(level) else { continue };
            let one = left.min(1);
            left -= one;
            self.add(cell, -signed(over + one));
        }
    }

    /// Adds to a cell what both its lines lack, up to so many.
    fn give(&mut self, cell: usize, most: i64) {
        let [row, column] = self.lines(cell);
        let lacking = self.lacking[0][row].min(self.lacking[1][column]).min(most);
        if lacking > 0 {
            self.add(cell, lacking);
        }
    }
}

#[expect(clippy::cast_precision_loss, reason = "numbers of rows are far below 2^53")]
fn real(count: u64) -> f64 {
    count as f64
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "saturates, and nothing is below zero")]
fn floor(count: f64) -> u64 {
    count as u64
}

fn signed(count: u64) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn tables_get_exactly_the_sums_they_must_have(
            cells in prop::collection::vec(prop_oneof![Just(0.0), 0.0_f64..3.0, 0.0_f64..90.0], 12),
            of_rows in prop::collection::vec(0.0_f64..70.0, 3),
            of_columns in prop::collection::vec(0.0_f64..70.0, 4),
            total in 0.0_f64..200.0,
        ) {
            let grid = Grid { columns: vec![0, 1], width: 4, variance: 1.0, cells };
            let margins = Margins { total, columns: [(0, of_rows), (1, of_columns)].into() };
            let single = |column: usize| Grid { columns: vec![column], width: 1, ..grid.clone() };
            let made = whole(&[grid.clone(), single(0), single(1)], &margins);
            let rows: Vec<u64> = made[0].chunks(4).map(|row| row.iter().sum()).collect();
            let columns: Vec<u64> = (0..4).map(|column| made[0].iter().skip(column).step_by(4).sum()).collect();
            prop_assert_eq!(&rows, &made[1]);
            prop_assert_eq!(&columns, &made[2]);
            prop_assert_eq!(rows.iter().sum::<u64>(), floor(total.round()));
        }
    }

    #[test]
    fn what_is_far_too_many_is_taken_from_the_largest_and_in_no_more_time() {
        let cells: Vec<f64> = (0..1_000_000).map(|cell| if cell % 1_001 == 0 { 5e6 } else { 40.0 }).collect();
        let grid = Grid { columns: vec![0, 1], width: 1_000, variance: 1.0, cells };
        let margins = Margins { total: 5e6, columns: [(0, vec![1.0; 1_000]), (1, vec![1.0; 1_000])].into() };
        let made = whole(&[grid], &margins);
        assert!(made[0].chunks(1_000).all(|row| row.iter().sum::<u64>() == 5_000));
        assert!((0..1_000).all(|column| made[0].iter().skip(column).step_by(1_000).sum::<u64>() == 5_000));
        assert!(made[0].iter().all(|count| *count <= 6), "the large ones came down first");
    }

    #[test]
    fn what_adds_up_already_is_rounded_to_a_neighbour() {
        let cells = vec![0.5, 1.5, 3.0, 1.25, 2.75, 3.0];
        let grid = Grid { columns: vec![0, 1], width: 3, variance: 1.0, cells: cells.clone() };
        let made = whole(std::slice::from_ref(&grid), &Margins::of(std::slice::from_ref(&grid)));
        assert_eq!(made[0].iter().sum::<u64>(), 12);
        assert!(made[0].iter().zip(cells).all(|(&whole, cell)| (real(whole) - cell).abs() < 1.0), "{made:?}");
    }
}

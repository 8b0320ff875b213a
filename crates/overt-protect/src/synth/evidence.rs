//! What was measured, laid out for fitting.

use super::impossible::Impossible;
use super::matrix::Matrix;
use super::mixture::{Mixture, starts};
use super::set::Set;
use super::{real_signed, short};
use crate::Domain;
use crate::dp::Measured;

/// Measured counts and the variances of their noise. What was not measured has an infinite variance, what cannot be has
/// none.
pub(super) struct Evidence {
    /// How many records there are, about.
    pub(super) rows: f32,
    counts: Matrix,
    variances: Matrix,
    singles: Vec<(f32, f32)>,
    sets: Vec<Set>,
}

impl Evidence {
    pub(super) fn new(domain: &Domain, impossible: &Impossible, measured: &[Measured], rows: f64) -> Self {
        let starts = starts(domain);
        let width = starts[starts.len() - 1];
        let mut evidence = Self {
            rows: short(rows).max(1.0),
            counts: Matrix::zero(width, width),
            variances: Matrix::filled(width, width, f32::INFINITY),
            singles: vec![(0.0, f32::INFINITY); width],
            sets: Vec::new(),
        };
        for table in measured {
            let variance = short(table.noise.sigma().powi(2));
            let counts = table.counts.iter().map(|&count| short(real_signed(count)));
            match table.columns[..] {
                [column] => {
                    let singles = evidence.singles[starts[column]..].iter_mut();
                    singles.zip(counts).for_each(|(single, count)| *single = (count, variance));
                }
                [first, second] => {
                    let values = domain.columns()[second].values().len();
                    for (cell, count) in counts.enumerate() {
                        evidence.set(starts[first] + cell / values, starts[second] + cell % values, count, variance);
                    }
                }
                _ => evidence.sets.push(Set::new(domain, &table.columns, counts, variance, impossible)),
            }
        }
        for (columns, codes) in impossible.pairs() {
            evidence.set(starts[columns[0]] + codes[0], starts[columns[1]] + codes[1], 0.0, 0.0);
        }
        evidence
    }

    fn set(&mut self, one: usize, other: usize, count: f32, variance: f32) {
        for (row, column) in [(one, other), (other, one)] {
            self.counts.row_mut(row)[column] = count;
            self.variances.row_mut(row)[column] = variance;
        }
    }

    /// How far expected counts of pairs are from measured ones, in squares of the noise, and of how many cells that is
    /// the sum.
    pub(super) fn misfit(&self, expected: &Matrix) -> (f64, usize) {
        let (mut sum, mut cells) = (0.0, 0);
        let measured = self.counts.cells().iter().zip(self.variances.cells());
        for ((count, variance), expected) in measured.zip(expected.cells()) {
            if *variance > 0.0 && variance.is_finite() {
                sum += f64::from((count - expected).powi(2) / variance);
                cells += 1;
            }
        }
        // Every pair is there twice.
        (sum / 2.0, cells / 2)
    }

    /// Makes of each expected count of a pair by how much, in proportion, a best guess at the true one is larger.
    pub(super) fn score(&self, expected: &mut Matrix) {
        let measured = self.counts.cells().iter().zip(self.variances.cells());
        for ((count, variance), expected) in measured.zip(expected.cells_mut()) {
            *expected = excess(*count, *variance, *expected);
        }
    }

    /// The same of single columns, added to the pull on every profile.
    pub(super) fn pull_singles(&self, scaled: &Matrix, profiles: usize, pull: &mut Matrix) {
        let mut scores = vec![0.0; self.singles.len()];
        for profile in 0..profiles {
            scores.iter_mut().zip(scaled.row(profile)).for_each(|(sum, part)| *sum += part);
        }
        for (score, (count, variance)) in scores.iter_mut().zip(&self.singles) {
            *score = excess(*count, *variance, *score);
        }
        for profile in 0..profiles {
            pull.row_mut(profile).iter_mut().zip(&scores).for_each(|(pull, score)| *pull += score);
        }
    }

    /// The same of larger sets of columns. Gives back their misfit and the number of their cells.
    pub(super) fn pull_sets(&self, mixture: &Mixture, pull: &mut Matrix) -> (f64, usize) {
        let rows = self.rows;
        let misfits = self.sets.iter().map(|set| set.pull(mixture, rows, pull));
        misfits.fold((0.0, 0), |(sum, cells), (one_sum, one_cells)| (sum + one_sum, cells + one_cells))
    }
}

/// By how much, as a part of the expected count, a best guess at the true count is larger than it.
pub(super) fn excess(count: f32, variance: f32, expected: f32) -> f32 {
    // Padding expects nothing and was not measured.
    (count - expected) / (expected + variance).max(f32::MIN_POSITIVE)
}

//! Measured combinations of three or more columns, laid out for fitting.

use super::evidence::excess;
use super::impossible::Impossible;
use super::matrix::Matrix;
use super::mixture::Mixture;
use crate::Domain;

/// The combinations of some columns as a matrix: those of the first half of the columns down, those of the others across.
/// So the expected counts of a mixture are again a product of matrices.
pub(super) struct Set {
    down: Half,
    across: Half,
    counts: Matrix,
    variances: Matrix,
    cells: usize,
}

/// Some of the columns, and the combinations of their values.
struct Half {
    columns: Vec<usize>,
    /// The codes of each combination, one after the other.
    codes: Vec<u16>,
    cells: usize,
}

impl Half {
    fn new(domain: &Domain, columns: &[usize]) -> Self {
        let values: Vec<usize> = columns.iter().map(|&column| domain.columns()[column].values().len()).collect();
        let cells = values.iter().product();
        let codes = (0..cells).flat_map(|cell| codes(cell, &values)).collect();
        Self { columns: columns.to_vec(), codes, cells }
    }

    fn codes(&self, cell: usize) -> &[u16] {
        &self.codes[cell * self.columns.len()..][..self.columns.len()]
    }

    /// The share of each combination in each profile.
    fn shares(&self, mixture: &Mixture) -> Matrix {
        let mut shares = Matrix::zero(mixture.profiles(), self.cells);
        for profile in 0..mixture.profiles() {
            let columns: Vec<&[f32]> = self.columns.iter().map(|&column| mixture.column(profile, column)).collect();
            for (share, codes) in shares.row_mut(profile).iter_mut().zip(self.codes.chunks_exact(columns.len())) {
                *share = columns.iter().zip(codes).map(|(column, &code)| column[usize::from(code)]).product();
            }
        }
        shares
    }

    /// Divides the pull on combinations among the values that they are made of.
    fn pull(&self, mixture: &Mixture, shares: &Matrix, on: &Matrix, pull: &mut Matrix) {
        for profile in 0..mixture.profiles() {
            let row = pull.row_mut(profile);
            for (cell, (share, on)) in shares.row(profile).iter().zip(on.row(profile)).take(self.cells).enumerate() {
                for (&column, &code) in self.columns.iter().zip(self.codes(cell)) {
                    let code = usize::from(code);
                    row[mixture.starts[column] + code] += share * on / mixture.column(profile, column)[code];
                }
            }
        }
    }
}

impl Set {
    pub(super) fn new(
        domain: &Domain,
        columns: &[usize],
        counts: impl Iterator<Item = f32>,
        variance: f32,
        impossible: &Impossible,
    ) -> Self {
        let (down, across) = columns.split_at(columns.len() / 2);
        let (down, across) = (Half::new(domain, down), Half::new(domain, across));
        let mut matrix = Matrix::zero(down.cells, across.cells);
        let mut variances = Matrix::filled(down.cells, across.cells, f32::INFINITY);
        let impossible = impossible.among(columns);
        for (cell, count) in counts.enumerate() {
            let (row, column) = (cell / across.cells, cell % across.cells);
            let codes = [down.codes(row), across.codes(column)].concat();
            let code = |of: usize| codes[columns.iter().position(|&at| at == of).expect("a column of the set")];
            let cannot_be = impossible.found(code).is_some();
            matrix.row_mut(row)[column] = if cannot_be { 0.0 } else { count };
            variances.row_mut(row)[column] = if cannot_be { 0.0 } else { variance };
        }
        let cells = down.cells * across.cells;
        Self { down, across, counts: matrix, variances, cells }
    }

    /// Adds to the pull on every profile. Gives back how far expected counts are from measured ones, in squares of the
    /// noise, and the number of cells.
    pub(super) fn pull(&self, mixture: &Mixture, rows: f32, pull: &mut Matrix) -> (f64, usize) {
        let (profiles, height, width) = (mixture.profiles(), self.down.cells, self.across.cells);
        let (down, across) = (self.down.shares(mixture), self.across.shares(mixture));
        let mut scaled = down.clone();
        for (profile, share) in mixture.shares.iter().enumerate() {
            scaled.row_mut(profile).iter_mut().for_each(|part| *part *= share * rows);
        }
        let mut scores = Matrix::zero(height, width);
        scores.product(&scaled, &across);
        let mut misfit = 0.0;
        let measured = self.counts.cells().iter().zip(self.variances.cells());
        for ((count, variance), score) in measured.zip(scores.cells_mut()) {
            if *variance > 0.0 {
                misfit += f64::from((count - *score).powi(2) / variance);
            }
            *score = excess(*count, *variance, *score);
        }
        let transpose = |matrix: &Matrix, height, width| {
            let mut transposed = Matrix::zero(width, height);
            matrix.transpose(&mut transposed);
            transposed
        };
        let mut on = Matrix::zero(profiles, width);
        on.product(&transpose(&down, profiles, height), &scores);
        self.across.pull(mixture, &across, &on, pull);
        let mut on = Matrix::zero(profiles, height);
        on.product(&transpose(&across, profiles, width), &transpose(&scores, height, width));
        self.down.pull(mixture, &down, &on, pull);
        (misfit, self.cells)
    }
}

/// The code of each column in a cell of a table over columns of so many values.
pub(super) fn codes(mut cell: usize, values: &[usize]) -> Vec<u16> {
    let mut codes: Vec<u16> = Vec::with_capacity(values.len());
    for values in values.iter().rev() {
        codes.push(u16::try_from(cell % values).expect("codes have 16 bits"));
        cell /= values;
    }
    codes.reverse();
    codes
}

//! Matrices, and the one product of them in which nearly all of the time is spent.

use multiversion::multiversion;

/// Rows and columns are padded with zeros to multiples of this, so that the loops have no rests.
const LANES: usize = 16;
/// So many rows of the factors at a time, so that they stay near the processor.
const DEPTH: usize = 16;

/// A matrix of numbers, padded with zeros.
#[derive(Debug, Clone)]
pub(super) struct Matrix {
    height: usize,
    width: usize,
    cells: Vec<f32>,
}

impl Matrix {
    /// The same number everywhere, in the padding too.
    pub(super) fn filled(height: usize, width: usize, number: f32) -> Self {
        let (height, width) = (height.next_multiple_of(LANES), width.next_multiple_of(LANES));
        Self { height, width, cells: vec![number; height * width] }
    }

    pub(super) fn zero(height: usize, width: usize) -> Self {
        Self::filled(height, width, 0.0)
    }

    pub(super) fn row(&self, row: usize) -> &[f32] {
        &self.cells[row * self.width..][..self.width]
    }

    pub(super) fn row_mut(&mut self, row: usize) -> &mut [f32] {
        &mut self.cells[row * self.width..][..self.width]
    }

    /// All cells, row after row, with the padding.
    pub(super) fn cells(&self) -> &[f32] {
        &self.cells
    }

    pub(super) fn cells_mut(&mut self) -> &mut [f32] {
        &mut self.cells
    }

    /// Writes the transpose over `into`.
    pub(super) fn transpose(&self, into: &mut Self) {
        assert_eq!((into.height, into.width), (self.width, self.height), "made for it");
        for (column, row) in into.cells.chunks_exact_mut(self.height).enumerate() {
            for (to, from) in row.iter_mut().zip(self.cells.chunks_exact(self.width)) {
                *to = from[column];
            }
        }
    }

    /// Writes over `self` the transpose of `left`, times `right`.
    pub(super) fn product(&mut self, left: &Self, right: &Self) {
        assert_eq!((left.height, self.height, self.width), (right.height, left.width, right.width), "shapes agree");
        multiply(left, right, self);
    }
}

/// Every sum is made in the order of the rows, and never with a fused step: every processor comes to the same bits.
#[multiversion(targets("x86_64+avx512f+avx2", "x86_64+avx2", "aarch64+neon"))]
fn multiply(left: &Matrix, right: &Matrix, product: &mut Matrix) {
    let (tall, wide) = (left.width, right.width);
    product.cells.fill(0.0);
    for start in (0..left.height).step_by(DEPTH) {
        let depths = start..left.height.min(start + DEPTH);
        for (row, sums) in product.cells.chunks_exact_mut(wide).enumerate() {
            for depth in depths.clone().step_by(4) {
                let up = |at: usize| left.cells[(depth + at) * tall + row];
                let (up_0, up_1, up_2, up_3) = (up(0), up(1), up(2), up(3));
                let across = |at: usize| right.row(depth + at);
                let across = across(0).iter().zip(across(1)).zip(across(2)).zip(across(3));
                for (sum, (((across_0, across_1), across_2), across_3)) in sums.iter_mut().zip(across) {
                    *sum = *sum + up_0 * across_0 + up_1 * across_1 + up_2 * across_2 + up_3 * across_3;
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Small whole numbers, so that the sums are exact.
    fn of(rows: usize, columns: usize, numbers: &[i8]) -> Matrix {
        let mut matrix = Matrix::zero(rows, columns);
        for row in 0..rows {
            for column in 0..columns {
                matrix.row_mut(row)[column] = f32::from(numbers[(row * columns + column) % numbers.len()]);
            }
        }
        matrix
    }

    proptest! {
        #[test]
        fn a_product_is_the_sum_of_products(
            (depth, tall, wide) in (1_usize..600, 1_usize..40, 1_usize..40),
            numbers in proptest::collection::vec(-9_i8..9, 1..200),
        ) {
            let (left, right) = (of(depth, tall, &numbers), of(depth, wide, &numbers));
            let mut product = Matrix::filled(tall, wide, 7.0);
            product.product(&left, &right);
            let mut transposed = Matrix::zero(wide, tall);
            product.transpose(&mut transposed);
            for row in 0..tall {
                for column in 0..wide {
                    let sum: f32 = (0..depth).map(|at| left.row(at)[row] * right.row(at)[column]).sum();
                    prop_assert!((product.row(row)[column] - sum).abs() < 0.5);
                    prop_assert!((transposed.row(column)[row] - sum).abs() < 0.5);
                }
            }
        }
    }
}

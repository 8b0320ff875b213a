//! Columns with mean 0 and deviation 1, in which Newton's method is at ease, and the way back.

use nalgebra::{DMatrix, DVector};

use super::Design;
use super::errors::number;

pub(super) struct Standard {
    pub(super) columns: DMatrix<f64>,
    means: DVector<f64>,
    deviations: DVector<f64>,
}

impl Standard {
    pub(super) fn new(design: &Design) -> Self {
        let mut columns = design.columns.clone();
        let mut means = DVector::zeros(columns.ncols());
        let mut deviations = DVector::zeros(columns.ncols());
        for (place, mut column) in columns.column_iter_mut().enumerate() {
            means[place] = column.mean();
            column.add_scalar_mut(-means[place]);
            deviations[place] = column.norm() / number(design.n()).sqrt();
            column.unscale_mut(deviations[place]);
        }
        Self { columns, means, deviations }
    }

    /// The matrix that takes parameters of these columns to those of the columns as they were. First stand `constants`, which the
    /// model adds to `sign` times the columns, then a coefficient for each column, then `others` that do not depend on columns.
    pub(super) fn way_back(&self, constants: usize, sign: f64, others: usize) -> DMatrix<f64> {
        let size = constants + self.means.len() + others;
        let mut back = DMatrix::identity(size, size);
        for (place, (&mean, &deviation)) in self.means.iter().zip(&self.deviations).enumerate() {
            let at = constants + place;
            back[(at, at)] = 1.0 / deviation;
            for constant in 0..constants {
                back[(constant, at)] = -sign * mean / deviation;
            }
        }
        back
    }
}

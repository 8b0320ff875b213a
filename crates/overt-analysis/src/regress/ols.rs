//! Ordinary least squares.

use serde::Serialize;

use super::errors::{clusters, number, scaled_rows};
use super::fit::{Estimate, Fit};
use super::{Design, Errors};
use crate::Problem;

/// A linear model.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Ols {
    /// Coefficients, rows, method.
    #[serde(flatten)]
    pub fit: Fit,
    /// The share of the variance of the outcome that the columns account for in these rows.
    pub r_squared: f64,
    /// The same, with a price for each column.
    pub r_squared_adjusted: f64,
    /// The standard deviation of what is left.
    pub residual_deviation: f64,
}

/// Fits a linear model with an intercept, by Householder's QR. Tests use Student's t with `n - parameters` degrees of freedom, or
/// one less than there are groups where errors are clustered.
pub fn ols(design: &Design, errors: Errors) -> Result<Ols, Problem> {
    let matrix = design.with_intercept();
    let [n, parameters] = [matrix.nrows(), matrix.ncols()].map(number);
    let (orthogonal, triangle) = matrix.clone().qr().unpack();
    let inverse = triangle.solve_upper_triangular(&nalgebra::DMatrix::identity(matrix.ncols(), matrix.ncols()));
    let inverse = inverse.ok_or_else(|| {
        Problem::new("The columns are too close to following from each other.", "Leave one of them out.")
    })?;
    let values = &inverse * orthogonal.tr_mul(&design.outcome);
    let residuals = &design.outcome - &matrix * &values;
    let left = residuals.norm_squared();
    let all = design.outcome.add_scalar(-design.outcome.mean()).norm_squared();
    if left < 1e-20 * all {
        return Err(Problem::new(
            format!("The columns give “{}” exactly, so errors cannot be estimated.", design.outcome_name),
            "Look whether a column is the outcome in other units, or take fewer columns.",
        ));
    }
    let mut weighted = residuals;
    if errors == Errors::Hc3 {
        for (row, residual) in weighted.iter_mut().enumerate() {
            let free = 1.0 - orthogonal.row(row).norm_squared();
            if free < 1e-10 {
                return Err(Problem::new(
                    format!("The row “{}” alone decides a coefficient, so HC3 errors do not exist.", design.rows[row]),
                    "Take HC1 errors, or leave out the column in which only this row differs.",
                ));
            }
            *residual /= free;
        }
    }
    let mut bread = &inverse * inverse.transpose();
    let variance = left / (n - parameters);
    if errors == Errors::Classical {
        bread *= variance;
    }
    let degrees = if errors == Errors::Clustered { number(clusters(design)?.1) - 1.0 } else { n - parameters };
    let estimate = Estimate {
        method: "linear model, ordinary least squares",
        names: std::iter::once("(intercept)".to_owned()).chain(design.names.iter().cloned()).collect(),
        values,
        covariance: errors.covariance(design, bread, &scaled_rows(&matrix, &weighted))?,
        degrees: Some(degrees),
        log_likelihood: -0.5 * n * ((std::f64::consts::TAU * left / n).ln() + 1.0),
    };
    Ok(Ols {
        fit: Fit::new(design, errors, &estimate)?,
        r_squared: 1.0 - left / all,
        r_squared_adjusted: 1.0 - left / all * (n - 1.0) / (n - parameters),
        residual_deviation: variance.sqrt(),
    })
}

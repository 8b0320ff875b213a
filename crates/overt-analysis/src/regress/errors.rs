//! Standard errors: classical, robust to unequal variance, and robust to rows that belong together.

use nalgebra::{DMatrix, DVector};
use serde::Serialize;

use super::Design;
use crate::Problem;

/// A variance by groups below this share of that by rows is rounding.
const CANCELS: f64 = 1e-20;

/// How standard errors are computed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Errors {
    /// As if the model were right: one variance for all rows, or the information of the likelihood.
    Classical,
    /// Robust to unequal variance, times `n / (n - parameters)` (`MacKinnon` and White 1985).
    Hc1,
    /// Robust to unequal variance, each residual divided by one minus its leverage (`MacKinnon` and White 1985). Only for linear models.
    Hc3,
    /// Robust to rows of one group being alike (Liang and Zeger 1986), times `G / (G - 1) · (n - 1) / (n - parameters)`.
    Clustered,
}

impl Errors {
    /// The covariance of the estimates. `bread` is the inverse of the information, `scores` has a row for each row of the design.
    pub(super) fn covariance(
        self,
        design: &Design,
        bread: DMatrix<f64>,
        scores: &DMatrix<f64>,
    ) -> Result<DMatrix<f64>, Problem> {
        let [n, parameters] = [scores.nrows(), scores.ncols()].map(number);
        let (meat, correction) = match self {
            Self::Classical => return Ok(bread),
            Self::Hc1 => (scores.tr_mul(scores), n / (n - parameters)),
            Self::Hc3 => (scores.tr_mul(scores), 1.0),
            Self::Clustered => {
                let (of, groups) = clusters(design)?;
                let mut sums = DMatrix::zeros(groups, scores.ncols());
                for (row, &group) in of.iter().enumerate() {
                    let mut sum = sums.row_mut(group);
                    sum += scores.row(row);
                }
                let groups = number(groups);
                let meat = sums.tr_mul(&sums);
                groups_tell(&bread, &meat, scores)?;
                (meat, groups / (groups - 1.0) * (n - 1.0) / (n - parameters))
            }
        };
        Ok(&bread * meat * &bread * correction)
    }

    /// What a likelihood has no leverage for.
    pub(super) fn without_leverage(self) -> Result<(), Problem> {
        if self != Self::Hc3 {
            return Ok(());
        }
        Err(Problem::new("HC3 errors are defined for linear models only.", "Take HC1 or clustered errors."))
    }
}

/// Refuses groups within which scores cancel, as where a column has one value in each of two groups: what is left is rounding, no error.
fn groups_tell(bread: &DMatrix<f64>, meat: &DMatrix<f64>, scores: &DMatrix<f64>) -> Result<(), Problem> {
    let by_groups = (bread * meat * bread).diagonal();
    let by_rows = (bread * scores.tr_mul(scores) * bread).diagonal();
    if by_groups.iter().zip(&by_rows).all(|(groups, rows)| *groups > CANCELS * rows) {
        return Ok(());
    }
    Err(Problem::new(
        "Within groups the rows cancel, so how groups differ cannot be told from them.",
        "Take more groups, or columns that vary within groups.",
    ))
}

/// The group of each row, and how many there are.
pub(super) fn clusters(design: &Design) -> Result<(&[usize], usize), Problem> {
    match &design.groups {
        Some(groups) if groups.count > 1 => Ok((&groups.of, groups.count)),
        Some(_) => Err(Problem::new(
            "All rows belong to one group, so nothing tells how groups differ.",
            "Take groups of which there are several, or errors that are not clustered.",
        )),
        None => Err(Problem::new("No groups are given for clustered errors.", "Say to which group each row belongs.")),
    }
}

/// Each row of a matrix times a number of its own.
pub(super) fn scaled_rows(matrix: &DMatrix<f64>, by: &DVector<f64>) -> DMatrix<f64> {
    let mut scaled = matrix.clone();
    for mut column in scaled.column_iter_mut() {
        column.component_mul_assign(by);
    }
    scaled
}

/// A count as a number to compute with.
#[expect(clippy::cast_precision_loss, reason = "counts of rows are far below 2^52")]
pub(crate) fn number(count: usize) -> f64 {
    count as f64
}

//! The three coefficients, with interval and p value.

use serde::Serialize;

use super::kendall::tau_b;
use super::rank::{all_equal, ranks};
use crate::tail::{Z_95, normal_p, student_p};
use crate::{Cause, Problem};

/// A measure of association between two columns of numbers, from -1 to 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Coefficient {
    /// Pearson's r: how near the points are to a straight line. It depends on the scale, and a single far point can decide it.
    Pearson,
    /// Spearman's rho: Pearson's r of the ranks.
    Spearman,
    /// Kendall's tau-b: pairs in the same order less pairs in the opposite order, corrected for ties.
    Kendall,
}

/// A coefficient with its interval and p value.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Estimate {
    /// The coefficient.
    pub value: f64,
    /// Lower end of the 95 percent interval.
    pub low: f64,
    /// Upper end of the 95 percent interval.
    pub high: f64,
    /// How often chance alone would give a coefficient at least as far from zero, if the rows were independent and nothing went together.
    pub p: f64,
}

impl Coefficient {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Pearson, Self::Spearman, Self::Kendall];

    /// Its name, with the letter it is known by.
    pub fn name(self) -> &'static str {
        match self {
            Self::Pearson => "Pearson's r",
            Self::Spearman => "Spearman's rho",
            Self::Kendall => "Kendall's tau-b",
        }
    }

    /// How interval and p value are computed.
    pub fn method(self) -> &'static str {
        match self {
            Self::Pearson => "interval: Fisher's z, s.e. 1/sqrt(n-3); p: Student's t, n-2 degrees of freedom",
            Self::Spearman => {
                "interval: Fisher's z, s.e. sqrt((1+rho²/2)/(n-3)) (Bonett and Wright 2000); p: Student's t, n-2 degrees of \
                 freedom"
            }
            Self::Kendall => {
                "interval: Fisher's z, s.e. sqrt(0.437/(n-4)) (Fieller, Hartley and Pearson 1957); p: normal, variance \
                 corrected for ties, rough below ten rows"
            }
        }
    }

    /// The fewest rows for which it has an interval.
    fn rows_least(self) -> usize {
        if self == Self::Kendall { 5 } else { 4 }
    }

    /// Estimates it for two columns of the same length.
    ///
    /// Refused: too few rows, values that are not finite, a column that is constant.
    pub fn estimate(self, x: &[f64], y: &[f64]) -> Result<Estimate, Problem> {
        check_rows(x.len(), y.len(), self.rows_least())?;
        check_column(x, "first")?;
        check_column(y, "second")?;
        let n = x.len() as f64;
        match self {
            Self::Pearson => pearson_of(x, y).map(|r| by_student(r, 1.0 / (n - 3.0).sqrt(), n - 2.0)),
            Self::Spearman => {
                let rho = pearson_of(&ranks(x).ranks, &ranks(y).ranks)?;
                Ok(by_student(rho, ((1.0 + rho * rho / 2.0) / (n - 3.0)).sqrt(), n - 2.0))
            }
            Self::Kendall => {
                let (tau, z) = tau_b(x, y);
                let (low, high) = fisher(tau, (0.437 / (n - 4.0)).sqrt());
                Ok(Estimate { value: tau, low, high, p: normal_p(z) })
            }
        }
    }
}

/// An estimate of r with `degrees` degrees of freedom for its test.
pub(super) fn by_student(r: f64, error: f64, degrees: f64) -> Estimate {
    let (low, high) = fisher(r, error);
    let left = (1.0 - r) * (1.0 + r);
    let p = if left > 0.0 { student_p(r * (degrees / left).sqrt(), Some(degrees)) } else { 0.0 };
    Estimate { value: r, low, high, p }
}

/// The 95 percent interval of a coefficient by Fisher's transformation.
fn fisher(r: f64, error: f64) -> (f64, f64) {
    ((r.atanh() - Z_95 * error).tanh(), (r.atanh() + Z_95 * error).tanh())
}

/// Pearson's r. Where the values are too large or too close together for it to be computed, it is refused.
pub(crate) fn pearson_of(x: &[f64], y: &[f64]) -> Result<f64, Problem> {
    let n = x.len() as f64;
    let (mean_x, mean_y) = (x.iter().sum::<f64>() / n, y.iter().sum::<f64>() / n);
    let (mut xx, mut yy, mut xy) = (0.0, 0.0, 0.0);
    for (x, y) in x.iter().zip(y) {
        let (x, y) = (x - mean_x, y - mean_y);
        xx += x * x;
        yy += y * y;
        xy += x * y;
    }
    // Sums of squares that are normal numbers have lost nothing to the limits of their range.
    if xx.is_normal() && yy.is_normal() {
        return Ok((xy / xx.sqrt() / yy.sqrt()).clamp(-1.0, 1.0));
    }
    Err(Problem::new(
        "The values are too large, or too close together, for a correlation to be computed.",
        "Use a unit in which they are neither, or ranks.",
    ))
}

fn check_rows(x: usize, y: usize, least: usize) -> Result<(), Problem> {
    if x != y {
        return Err(Problem::new(
            format!("The columns have {x} and {y} rows."),
            "Join the series first, so that every row has both.",
        ));
    }
    check_enough(x, least)
}

pub(super) fn check_enough(n: usize, least: usize) -> Result<(), Problem> {
    if n >= least {
        return Ok(());
    }
    Err(Cause::FewRows { n, least }.into())
}

pub(super) fn check_column(values: &[f64], name: &str) -> Result<(), Problem> {
    if values.iter().any(|value| !value.is_finite()) {
        return Err(Problem::new(
            format!("A value of the {name} column is not a finite number."),
            "Leave the row out, or change the transformation.",
        ));
    }
    if all_equal(values.iter().copied()) {
        return Err(Cause::Constant { column: name.to_owned() }.into());
    }
    Ok(())
}

/// A p value in words.
pub(crate) fn say_p(p: f64) -> String {
    if p < 0.0001 { "p below 0.0001".to_owned() } else { format!("p = {p:.4}") }
}

/// Which way an estimate points, as far as its interval tells.
pub(crate) fn say_way(estimate: &Estimate, x: &str, y: &str) -> String {
    if estimate.low > 0.0 {
        format!("{y} tends to be higher where {x} is higher")
    } else if estimate.high < 0.0 {
        format!("{y} tends to be lower where {x} is higher")
    } else {
        format!("no association of {y} with {x} can be told from chance")
    }
}

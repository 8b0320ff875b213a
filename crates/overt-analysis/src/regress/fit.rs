//! What every fitted model tells.

use nalgebra::{DMatrix, DVector};
use serde::Serialize;

use super::{Design, Errors, LeftOut};
use crate::Problem;
use crate::tail::{student_far, student_p};

/// How sure the intervals are.
pub const LEVEL: f64 = 0.95;

/// How every result is to be read.
pub(crate) const READING: &str =
    "This shows which values go together in these rows. It is an association and does not say what causes what.";

/// What a design does with rows that have gaps.
pub(crate) const LISTWISE: &str = "rows with gaps are left out (listwise deletion)";

/// One coefficient with its uncertainty.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Coefficient {
    /// The column, or `(intercept)`, or a threshold such as `1 | 2`.
    pub name: String,
    /// In units of the outcome (ordered: of the logit, counts: of the logarithm) for one unit of the column.
    pub estimate: f64,
    /// The standard error.
    pub error: f64,
    /// Estimate divided by standard error.
    pub statistic: f64,
    /// Two-sided probability of such a statistic if the coefficient were 0.
    pub p: f64,
    /// Lower end of the interval at [`LEVEL`].
    pub low: f64,
    /// Upper end of the interval at [`LEVEL`].
    pub high: f64,
}

impl Coefficient {
    /// A coefficient with its variance; without degrees of freedom, by the normal distribution.
    pub(crate) fn new(name: &str, estimate: f64, variance: f64, degrees: Option<f64>) -> Result<Self, Problem> {
        let error = variance.sqrt();
        if !(estimate.is_finite() && error.is_finite() && error > 0.0) {
            return Err(Problem::new(
                format!("The error of “{name}” cannot be estimated from these rows."),
                "Take other standard errors, fewer columns, or more rows.",
            ));
        }
        let statistic = estimate / error;
        let far = student_far(LEVEL, degrees) * error;
        let p = student_p(statistic, degrees);
        Ok(Self { name: name.to_owned(), estimate, error, statistic, p, low: estimate - far, high: estimate + far })
    }
}

/// A fitted model: what every kind of model has.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Fit {
    /// The model and how it was estimated.
    pub method: String,
    /// The name of the outcome.
    pub outcome: String,
    /// How many rows it was fitted to.
    pub n: usize,
    /// What became of rows with gaps.
    pub gaps: &'static str,
    /// The rows that have gaps and so were left out.
    pub left_out: Vec<LeftOut>,
    /// How standard errors were computed.
    pub errors: Errors,
    /// How many groups there are, if errors are clustered.
    pub clusters: Option<usize>,
    /// How sure the intervals are.
    pub level: f64,
    /// Degrees of freedom of Student's t for tests and intervals; none where the normal distribution is used.
    pub degrees: Option<f64>,
    /// One for each parameter.
    pub coefficients: Vec<Coefficient>,
    /// The logarithm of the likelihood at the estimate.
    pub log_likelihood: f64,
    /// How to read it.
    pub reading: &'static str,
}

/// What was estimated, before it has names.
pub(crate) struct Estimate {
    pub(crate) method: &'static str,
    pub(crate) names: Vec<String>,
    pub(crate) values: DVector<f64>,
    pub(crate) covariance: DMatrix<f64>,
    pub(crate) degrees: Option<f64>,
    pub(crate) log_likelihood: f64,
}

impl Fit {
    pub(crate) fn new(design: &Design, errors: Errors, estimate: &Estimate) -> Result<Self, Problem> {
        let variances = estimate.covariance.diagonal();
        let parts = estimate.names.iter().zip(estimate.values.iter().zip(&variances));
        let coefficient =
            |(name, (&value, &variance)): (&String, _)| Coefficient::new(name, value, variance, estimate.degrees);
        Ok(Self {
            method: estimate.method.to_owned(),
            outcome: design.outcome_name.clone(),
            n: design.n(),
            gaps: LISTWISE,
            left_out: design.left_out.clone(),
            errors,
            clusters: design.groups.as_ref().filter(|_| errors == Errors::Clustered).map(|groups| groups.count),
            level: LEVEL,
            degrees: estimate.degrees,
            coefficients: parts.map(coefficient).collect::<Result<_, _>>()?,
            log_likelihood: estimate.log_likelihood,
            reading: READING,
        })
    }

    /// The coefficient of this name.
    pub fn coefficient(&self, name: &str) -> Option<&Coefficient> {
        self.coefficients.iter().find(|coefficient| coefficient.name == name)
    }
}

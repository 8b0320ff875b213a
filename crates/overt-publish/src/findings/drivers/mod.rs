//! What goes together with an outcome: one model, and how its first coefficient changes with each other column left out.

mod numbers;
mod report;

use overt_analysis::Problem;
use overt_analysis::regress::impute::Imputed;
use overt_analysis::regress::{Coefficient, Count, Fit, Ols, OrderedLogit, ProportionalOdds};
use serde::Serialize;

pub(super) use numbers::{coefficients, errors};
pub use report::drivers;

/// What was computed for one question.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Drivers {
    /// The model with all columns.
    pub model: Fitted,
    /// With gaps filled, if that was asked for.
    pub imputed: Option<Imputed>,
    /// For an ordered outcome.
    pub proportional_odds: Option<Either<ProportionalOdds>>,
    /// What the variants are about.
    pub first: String,
    /// The first coefficient with all columns, and with each other column left out.
    pub variants: Vec<Variant>,
    /// How to read it.
    pub reading: &'static str,
}

/// A fitted model of one of the kinds.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Fitted {
    /// A quantity.
    Ols(Ols),
    /// A few ordered values.
    Ordered(OrderedLogit),
    /// Counts.
    Count(Count),
}

/// What came of it, or why nothing did.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Either<T> {
    /// What came of it.
    Found(T),
    /// Why nothing did.
    Problem(Problem),
}

/// The first coefficient in a model with another column left out.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Variant {
    /// The column that is left out; none in the model with all.
    pub without: Option<String>,
    /// How many rows it has; none if there is no model of them.
    pub n: Option<usize>,
    /// The coefficient.
    pub coefficient: Either<Coefficient>,
}

impl Fitted {
    /// What every kind of model has.
    pub fn fit(&self) -> &Fit {
        match self {
            Self::Ols(model) => &model.fit,
            Self::Ordered(model) => &model.fit,
            Self::Count(model) => &model.fit,
        }
    }

    /// The edges between the values of an ordered outcome; none of other models.
    fn thresholds(&self) -> &[Coefficient] {
        match self {
            Self::Ordered(model) => &model.thresholds,
            Self::Ols(_) | Self::Count(_) => &[],
        }
    }
}

impl<T> From<Result<T, Problem>> for Either<T> {
    fn from(result: Result<T, Problem>) -> Self {
        match result {
            Ok(found) => Self::Found(found),
            Err(problem) => Self::Problem(problem),
        }
    }
}

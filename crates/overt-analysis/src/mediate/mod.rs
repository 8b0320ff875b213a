//! Mediation: how much of an association runs through a column in between.
//!
//! Two linear models: the mediator on the predictor (path *a*), and the outcome on both (*b*, and the direct association). The indirect
//! association is `a · b` (Baron and Kenny 1986), with the test of Sobel (1982) and bootstrap intervals, of which the bias-corrected and
//! accelerated one (Efron 1987) is the one to report: products are not normal.

mod bootstrap;

use serde::Serialize;

use crate::Problem;
use crate::regress::{Coefficient, Design, Errors, LEVEL, LISTWISE, LeftOut, Ols, ols};
use crate::tail::normal_p;
use bootstrap::Paths;
pub use bootstrap::{Draws, Interval};

const READING: &str = "This shows how much of an association runs through another column in these rows. It is an association and does not \
                       say what causes what: the order of predictor, mediator and outcome is assumed, and so is that nothing else moves them.";

/// How an association divides into a direct and an indirect part.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Mediation {
    /// What was done.
    pub method: String,
    /// The name of the outcome.
    pub outcome: String,
    /// The column the association of which is divided.
    pub predictor: String,
    /// The column in between.
    pub mediator: String,
    /// Further columns of both models.
    pub beside: Vec<String>,
    /// How many rows there are.
    pub n: usize,
    /// What became of rows with gaps.
    pub gaps: &'static str,
    /// The rows that have gaps and so were left out.
    pub left_out: Vec<LeftOut>,
    /// How standard errors were computed.
    pub errors: Errors,
    /// How sure the intervals are.
    pub level: f64,
    /// Path *a*: the mediator for one unit of the predictor.
    pub first: Coefficient,
    /// Path *b*: the outcome for one unit of the mediator, beside the predictor.
    pub second: Coefficient,
    /// The outcome for one unit of the predictor, beside the mediator.
    pub direct: Coefficient,
    /// The outcome for one unit of the predictor, without the mediator. It is `direct + indirect`.
    pub total: Coefficient,
    /// `a · b`.
    pub indirect: f64,
    /// Its standard error by Sobel: `sqrt(a² se_b² + b² se_a²)`.
    pub sobel_error: f64,
    /// `indirect / sobel_error`.
    pub sobel_z: f64,
    /// Two-sided probability of such a `z` by the normal distribution, if there were no indirect association.
    pub sobel_p: f64,
    /// From `(1 - level) / 2` to `(1 + level) / 2` of the draws.
    pub percentile: Interval,
    /// Bias-corrected and accelerated; none if all draws lie on one side of the estimate.
    pub bias_corrected: Option<Interval>,
    /// How often rows, or groups, were drawn, and with which seed.
    pub draws: Draws,
    /// In how many draws a model could not be estimated. They are left out of the intervals.
    pub draws_failed: usize,
    /// How to read it.
    pub reading: &'static str,
}

/// Divides the association of `predictor` with the outcome. Other columns of the design are in both models. Where errors are clustered,
/// whole groups are drawn, so that the intervals know of them, too.
pub fn mediation(
    design: &Design,
    [predictor, mediator]: [&str; 2],
    errors: Errors,
    draws: Draws,
) -> Result<Mediation, Problem> {
    let place = |name: &str| {
        design
            .names
            .iter()
            .position(|other| other == name)
            .ok_or_else(|| Problem::new(format!("There is no column “{name}”."), "Take two columns of the design."))
    };
    let [from, through] = [place(predictor)?, place(mediator)?];
    if from == through {
        return Err(Problem::new(
            format!("“{predictor}” cannot be in between itself and the outcome."),
            "Take two different columns.",
        ));
    }
    let beside: Vec<usize> = (0..design.names.len()).filter(|place| ![from, through].contains(place)).collect();
    let without: Vec<usize> = std::iter::once(from).chain(beside.iter().copied()).collect();
    let with: Vec<usize> = [from, through].into_iter().chain(beside.iter().copied()).collect();
    // The first coefficient is the intercept.
    let path = |model: &Ols, place: usize| model.fit.coefficients[place].clone();
    let both = ols(&design.within(None, &with), errors)?;
    let first = path(&ols(&design.within(Some(through), &without), errors)?, 1);
    let [direct, second] = [path(&both, 1), path(&both, 2)];
    let indirect = first.estimate * second.estimate;
    let sobel_error = (first.estimate * second.error).hypot(second.estimate * first.error);
    // Where both paths are 0, nothing is indirect and nothing uncertain about it.
    let sobel_z = if sobel_error > 0.0 { indirect / sobel_error } else { 0.0 };
    let paths = Paths::new(design, [from, through], &beside, errors);
    let intervals = paths.draw(indirect, draws)?;
    let resampled = if errors == Errors::Clustered { "whole groups" } else { "rows" };
    Ok(Mediation {
        method: format!("mediation by two linear models; Sobel's test; bootstrap of {resampled}, percentile and BCa"),
        outcome: design.outcome_name.clone(),
        predictor: predictor.to_owned(),
        mediator: mediator.to_owned(),
        beside: beside.iter().map(|&place| design.names[place].clone()).collect(),
        n: design.n(),
        gaps: LISTWISE,
        left_out: design.left_out.clone(),
        errors,
        level: LEVEL,
        first,
        second,
        direct,
        total: path(&ols(&design.within(None, &without), errors)?, 1),
        indirect,
        sobel_error,
        sobel_z,
        sobel_p: normal_p(sobel_z),
        percentile: intervals.percentile,
        bias_corrected: intervals.bias_corrected,
        draws,
        draws_failed: intervals.failed,
        reading: READING,
    })
}

//! The top of a likelihood, by Newton's method with exact second derivatives.

use nalgebra::{Cholesky, DMatrix, DVector};

use crate::Problem;

const STEPS: usize = 200;

/// Relative to where the search began, information below this means that a parameter runs away to infinity.
const INFORMATION_LEFT: f64 = 1e-7;

/// A likelihood of some parameters.
pub(super) trait Likelihood {
    /// Its logarithm; minus infinity where it is not defined.
    fn value(&self, at: &DVector<f64>) -> f64;
    /// The derivative of the logarithm for each row.
    fn scores(&self, at: &DVector<f64>) -> DMatrix<f64>;
    /// Minus its second derivatives.
    fn information(&self, at: &DVector<f64>) -> DMatrix<f64>;
}

/// The top.
pub(super) struct Top {
    pub(super) at: DVector<f64>,
    pub(super) value: f64,
    pub(super) scores: DMatrix<f64>,
    /// The inverse of the information.
    pub(super) inverse: DMatrix<f64>,
}

/// Why no top was found.
pub(super) enum Lost {
    /// The likelihood rises for ever; so far it was followed to these parameters.
    RunsAway(DVector<f64>),
    /// It did not settle.
    Unsettled,
}

impl Lost {
    /// As a problem; `name` gives the column of a parameter, if it belongs to one.
    pub(super) fn problem(&self, outcome: &str, name: impl Fn(usize) -> Option<String>) -> Problem {
        match self {
            Self::RunsAway(reached) => {
                let named = (0..reached.len()).filter_map(|place| Some((reached[place].abs(), name(place)?)));
                let largest = named.max_by(|one, other| one.0.total_cmp(&other.0));
                let column = largest.map_or_else(|| "A column".to_owned(), |(_, name)| format!("“{name}”"));
                Problem::new(
                    format!("{column} separates values of “{outcome}” perfectly, so no finite coefficient fits."),
                    "Leave this column out, merge values of the outcome, or say in words that they never overlap.",
                )
            }
            Self::Unsettled => Problem::new(
                format!("The likelihood of “{outcome}” has no top that could be found."),
                "Take fewer columns, or merge rare values of the outcome.",
            ),
        }
    }
}

/// Climbs from `start`. Where the likelihood is concave it can be told to look whether it rises for ever.
pub(super) fn climb(likelihood: &impl Likelihood, start: DVector<f64>, concave: bool) -> Result<Top, Lost> {
    let first = concave.then(|| Cholesky::new(likelihood.information(&start))).flatten();
    let mut at = start;
    let mut value = likelihood.value(&at);
    for _ in 0..STEPS {
        let scores = likelihood.scores(&at);
        let slope = scores.row_sum_tr();
        let information = likelihood.information(&at);
        if first.as_ref().is_some_and(|first| runs_away(first, &information)) {
            return Err(Lost::RunsAway(at));
        }
        let (step, plain) = uphill(&information, &slope).ok_or(Lost::Unsettled)?;
        let gain = slope.dot(&step);
        // Half of this is what the next step would add to the logarithm of the likelihood.
        if plain && gain < 1e-20 * value.abs().max(1.0) {
            let inverse = Cholesky::new(information).ok_or(Lost::Unsettled)?.inverse();
            return Ok(Top { at, value, scores, inverse });
        }
        let mut length = 1.0;
        loop {
            let next = &at + &step * length;
            let reached = likelihood.value(&next);
            // Close to the top, rounding hides the rise.
            if reached > value - 1e-13 * value.abs() && (reached > value || length >= 1.0) {
                (at, value) = (next, reached);
                break;
            }
            length /= 2.0;
            if length < 1e-12 {
                return Err(Lost::Unsettled);
            }
        }
    }
    Err(Lost::Unsettled)
}

/// A step that leads upwards, and whether it is Newton's own.
fn uphill(information: &DMatrix<f64>, slope: &DVector<f64>) -> Option<(DVector<f64>, bool)> {
    let mut ridge = 0.0;
    for _ in 0..60 {
        let raised = information + DMatrix::identity(slope.len(), slope.len()) * ridge;
        if let Some(root) = Cholesky::new(raised) {
            return Some((root.solve(slope), ridge <= 0.0));
        }
        ridge = (ridge * 4.0).max(1e-6 * information.amax());
    }
    None
}

/// Whether hardly any information is left in some direction, compared with the first.
fn runs_away(first: &Cholesky<f64, nalgebra::Dyn>, information: &DMatrix<f64>) -> bool {
    let root = first.l();
    let half = root.solve_lower_triangular(information);
    let whitened = half.and_then(|half| root.solve_lower_triangular(&half.transpose()));
    whitened.is_some_and(|whitened| whitened.symmetric_eigenvalues().min() < INFORMATION_LEFT)
}

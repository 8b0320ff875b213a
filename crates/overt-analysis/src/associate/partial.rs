//! Two series, with what goes together with others taken out.

use nalgebra::DMatrix;
use serde::Serialize;

use super::coefficient::{by_student, check_column, check_enough, pearson_of};
use super::{Estimate, say_p, say_way};
use crate::Problem;
use crate::series::{Exclusion, Joined};

/// Below this share of its variance, nothing is left of a column that the others do not explain, and what is left is rounding.
const LEFT_LEAST: f64 = 1e-10;

/// Pearson's partial correlation of two series, given others.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Partial {
    /// The first series.
    pub x: String,
    /// The second series.
    pub y: String,
    /// The series that are held constant.
    pub given: Vec<String>,
    /// How many rows it was estimated from.
    pub n: usize,
    /// Pearson's r of the two without the others.
    pub plain: f64,
    /// The partial correlation.
    pub estimate: Estimate,
    /// What is not in it.
    pub exclusions: Vec<Exclusion>,
    /// How it was computed.
    pub method: &'static str,
    /// What it says, in words.
    pub sentence: String,
}

/// Pearson's correlation of the first two series that were joined, given all others.
pub fn partial(joined: &Joined) -> Result<Partial, Problem> {
    let [x, y, given @ ..] = joined.sides.as_slice() else {
        return Err(Problem::new(
            "There are not two series to associate.",
            "Join two, and those that are held constant.",
        ));
    };
    if given.is_empty() {
        return Err(Problem::new(
            "No series is held constant.",
            "Join it as the third, or ask for a plain correlation.",
        ));
    }
    check_enough(joined.n(), given.len() + 4)?;
    for side in &joined.sides {
        check_column(&side.values, &side.label)?;
    }
    let sides = joined.sides.len();
    let mut correlations = DMatrix::identity(sides, sides);
    for one in 0..sides {
        for other in one + 1..sides {
            let r = pearson_of(&joined.sides[one].values, &joined.sides[other].values)?;
            correlations[(one, other)] = r;
            correlations[(other, one)] = r;
        }
    }
    let plain = correlations[(0, 1)];
    let entangled = || {
        Problem::new(
            "Some of the series are determined by the others, so none can be held constant while another changes.",
            "Leave out those that repeat another.",
        )
    };
    let inverse = correlations.cholesky().ok_or_else(entangled)?.inverse();
    // A diagonal entry of the inverse is one divided by the share of that column's variance which the others do not explain.
    if inverse.diagonal().iter().any(|inflation| !inflation.is_finite() || *inflation > 1.0 / LEFT_LEAST) {
        return Err(entangled());
    }
    let r = (-inverse[(0, 1)] / (inverse[(0, 0)] * inverse[(1, 1)]).sqrt()).clamp(-1.0, 1.0);
    let degrees = (joined.n() - 2 - given.len()) as f64;
    let estimate = by_student(r, 1.0 / (degrees - 1.0).sqrt(), degrees);
    let given: Vec<String> = given.iter().map(|side| side.label.clone()).collect();
    let sentence = format!(
        "Among {} rows, with {} held constant, {} (partial r {:.3}, 95 % interval {:.3} to {:.3}, {}; without that {plain:.3}); this \
         is an association and shows no cause.",
        joined.n(),
        given.join(" and "),
        say_way(&estimate, &x.label, &y.label),
        estimate.value,
        estimate.low,
        estimate.high,
        say_p(estimate.p)
    );
    Ok(Partial {
        x: x.label.clone(),
        y: y.label.clone(),
        given,
        n: joined.n(),
        plain,
        estimate,
        exclusions: joined.exclusions.clone(),
        method: "Pearson's partial correlation from the inverse of the correlations; interval: Fisher's z, s.e. 1/sqrt(n-k-3) for k series \
                 held constant; p: Student's t, n-k-2 degrees of freedom",
        sentence,
    })
}

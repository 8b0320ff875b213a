//! Two series that were joined.

use serde::Serialize;

use super::{Coefficient, Estimate, say_p, say_way};
use crate::Problem;
use crate::series::{Exclusion, Joined};

/// How two series go together.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Association {
    /// The first series.
    pub x: String,
    /// The second series.
    pub y: String,
    /// Which coefficient it is.
    pub coefficient: Coefficient,
    /// How many rows it was estimated from.
    pub n: usize,
    /// The coefficient.
    pub estimate: Estimate,
    /// What is not in it.
    pub exclusions: Vec<Exclusion>,
    /// How interval and p value were computed.
    pub method: &'static str,
    /// What it says, in words.
    pub sentence: String,
}

/// Estimates a coefficient for the two series that were joined.
pub fn associate(joined: &Joined, coefficient: Coefficient) -> Result<Association, Problem> {
    let [x, y] = joined.exactly()?;
    let estimate = coefficient.estimate(&x.values, &y.values)?;
    let sentence = format!(
        "Among {} rows, {} ({} {:.3}, 95 % interval {:.3} to {:.3}, {}); this is an association and shows no cause.",
        joined.n(),
        say_way(&estimate, &x.label, &y.label),
        coefficient.name(),
        estimate.value,
        estimate.low,
        estimate.high,
        say_p(estimate.p)
    );
    Ok(Association {
        x: x.label.clone(),
        y: y.label.clone(),
        coefficient,
        n: joined.n(),
        estimate,
        exclusions: joined.exclusions.clone(),
        method: coefficient.method(),
        sentence,
    })
}

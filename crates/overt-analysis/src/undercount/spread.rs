//! How far the estimates of many models lie apart.

use super::bootstrap::quantile;
use super::outcome::{Range, Spread};
use super::search::Candidate;

/// The difference in BIC up to which a model counts as close to the best.
const CLOSE: f64 = 10.0;

/// The weight of each model, and the spread of their estimates. There must be one at least.
pub(super) fn spread(candidates: &[Candidate], best_bic: f64, observed: f64) -> (Vec<f64>, Spread) {
    let mut weights: Vec<f64> = candidates.iter().map(|candidate| ((best_bic - candidate.bic) / 2.0).exp()).collect();
    let total: f64 = weights.iter().sum();
    for weight in &mut weights {
        *weight /= total;
    }
    let people = |candidate: &Candidate| observed + candidate.fitted.hidden;
    let range = |difference_max: f64| {
        let within =
            || candidates.iter().zip(&weights).filter(move |(candidate, _)| candidate.bic - best_bic <= difference_max);
        let mut estimates: Vec<f64> = within().map(|(candidate, _)| people(candidate)).collect();
        estimates.sort_unstable_by(f64::total_cmp);
        Range {
            models: estimates.len(),
            // A sum of shares can be above one by rounding.
            weight: within().map(|(_, weight)| weight).sum::<f64>().min(1.0),
            least: quantile(&estimates, 0.0),
            median: quantile(&estimates, 0.5),
            most: quantile(&estimates, 1.0),
        }
    };
    let average = candidates.iter().zip(&weights).map(|(candidate, weight)| weight * people(candidate)).sum();
    let spread = Spread { close: range(CLOSE), all: range(f64::INFINITY), average };
    (weights, spread)
}

//! Acts that chance divides among units.

use super::Draws;
use crate::Problem;
use crate::chance::Chance;

/// The most steps of a simulation: some ten seconds.
const STEPS_MOST: f64 = 5e8;

/// By how much a statistic may be below another and still count as the same. Rounding must not decide.
pub(super) const SLACK: f64 = 1e-9;

/// Whether a statistic is at least as large as the one that was seen, but for rounding.
pub(super) fn as_large(value: f64, seen: f64) -> bool {
    value >= seen - SLACK * seen.abs().max(1.0)
}

/// The p value of so many draws that were as large, counting the data itself (Phipson and Smyth 2010). It is never 0.
pub(super) fn p_of(as_large: usize, draws: usize) -> f64 {
    (as_large + 1) as f64 / (draws + 1) as f64
}

/// Refuses a simulation of which each draw takes so many steps, if it takes too long.
pub(super) fn check_work(draws: Draws, steps: f64) -> Result<(), Problem> {
    draws.check()?;
    if draws.count as f64 * steps <= STEPS_MOST {
        return Ok(());
    }
    Err(Problem::new(
        format!("{} draws of so many rows take too long.", draws.count),
        "Ask for fewer draws, or put units together.",
    ))
}

/// Running sums of weights, as shares of the whole.
pub(super) fn cumulative(weights: &[f64]) -> Vec<f64> {
    let whole: f64 = weights.iter().sum();
    let mut sum = 0.0;
    weights
        .iter()
        .map(|weight| {
            sum += weight;
            sum / whole
        })
        .collect()
}

/// A place, each as likely as its weight says.
pub(super) fn place(chance: &mut Chance, cumulative: &[f64]) -> usize {
    let drawn = chance.part();
    cumulative.partition_point(|sum| *sum < drawn).min(cumulative.len() - 1)
}

/// Divides `total` acts by chance.
pub(super) fn allocate(chance: &mut Chance, cumulative: &[f64], total: u64, counts: &mut [u64]) {
    counts.fill(0);
    for _ in 0..total {
        counts[place(chance, cumulative)] += 1;
    }
}

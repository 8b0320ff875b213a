//! How far an estimate moves when other people had been counted, the choice of the model included.
//!
//! Chan, Silverman and Vincent (2021), section 3.3: the people who were counted are drawn again, the model is chosen again, and the
//! limits are corrected for bias and acceleration (`BCa`; T. J. `DiCiccio` and B. Efron, "Bootstrap Confidence Intervals", *Statistical Science*
//! 11 (1996)). The acceleration is that of a jackknife, for which each history needs to be computed once.

use super::chooser::Chooser;
use super::fit::Fitter;
use super::random::{Mersenne, multinomial};
use super::workers::each;
use crate::tail::{corrected_share, normal_quantile};

/// What the bootstrap says about an estimate.
pub(super) struct Bca {
    /// Limits; infinite where replicates without an estimate reach that far.
    pub(super) limits: [f64; 2],
    /// Which quantiles of the replicates they are.
    pub(super) shares: [f64; 2],
    /// The acceleration, from the jackknife.
    pub(super) acceleration: f64,
    /// Replicates in which no model had an estimate. They count as larger than any number.
    pub(super) without_estimate: usize,
}

/// The settings of a bootstrap.
pub(super) struct Draws {
    pub(super) replicates: usize,
    pub(super) seed: u32,
    pub(super) level: f64,
    pub(super) threads: usize,
}

/// Limits for the estimate `people`, from the histories that somebody has and their counts. None if all replicates are on one side of the
/// estimate, or the jackknife does not move or has no estimate.
#[expect(clippy::cast_precision_loss, reason = "numbers of people and of replicates are below 2^31")]
pub(super) fn bca(lists: usize, filled: &[(usize, u64)], chooser: &Chooser, people: f64, draws: &Draws) -> Option<Bca> {
    let acceleration = acceleration(lists, filled, chooser, draws.threads)?;
    let mut estimates = replicates(lists, filled, chooser, draws);
    estimates.sort_unstable_by(f64::total_cmp);

    let below = estimates.iter().filter(|estimate| **estimate < people).count();
    let bias = normal_quantile(below as f64 / estimates.len() as f64);
    if !bias.is_finite() {
        return None;
    }
    let tail = (1.0 - draws.level) / 2.0;
    let shares = [tail, 1.0 - tail].map(|share| corrected_share(share, bias, acceleration));
    Some(Bca {
        limits: shares.map(|share| quantile(&estimates, share)),
        shares,
        acceleration,
        without_estimate: estimates.iter().filter(|estimate| estimate.is_infinite()).count(),
    })
}

#[expect(clippy::cast_precision_loss, reason = "numbers of people are below 2^31")]
fn replicates(lists: usize, filled: &[(usize, u64)], chooser: &Chooser, draws: &Draws) -> Vec<f64> {
    let people: u64 = filled.iter().map(|(_, count)| count).sum();
    let shares: Vec<f64> = filled.iter().map(|(_, count)| *count as f64 / people as f64).collect();
    let mut random = Mersenne::new(draws.seed);
    let mut samples = vec![0.0; filled.len() * draws.replicates];
    for cells in samples.chunks_mut(filled.len()) {
        multinomial(&mut random, people, &shares, cells);
    }
    let samples: Vec<&[f64]> = samples.chunks(filled.len()).collect();
    estimates(lists, filled, chooser, draws.threads, &samples)
}

#[expect(clippy::cast_precision_loss, reason = "numbers of people are below 2^31")]
fn acceleration(lists: usize, filled: &[(usize, u64)], chooser: &Chooser, threads: usize) -> Option<f64> {
    let counts: Vec<f64> = filled.iter().map(|(_, count)| *count as f64).collect();
    let without = |left_out: usize| {
        let mut counts = counts.clone();
        counts[left_out] -= 1.0;
        counts
    };
    let samples: Vec<Vec<f64>> = (0..filled.len()).map(without).collect();
    let samples: Vec<&[f64]> = samples.iter().map(Vec::as_slice).collect();
    let estimates = estimates(lists, filled, chooser, threads, &samples);
    let people: f64 = counts.iter().sum();
    let mean = counts.iter().zip(&estimates).map(|(count, estimate)| count * estimate).sum::<f64>() / people;
    let moment = |power: i32| -> f64 {
        counts.iter().zip(&estimates).map(|(count, estimate)| count * (mean - estimate).powi(power)).sum()
    };
    let acceleration = moment(3) / (6.0 * moment(2).powf(1.5));
    acceleration.is_finite().then_some(acceleration)
}

fn estimates(lists: usize, filled: &[(usize, u64)], chooser: &Chooser, threads: usize, samples: &[&[f64]]) -> Vec<f64> {
    let mut estimates = vec![f64::NAN; samples.len()];
    let worker = || (Fitter::new(lists), chooser.clone(), vec![0.0; 1 << lists]);
    each(threads, samples, &mut estimates, worker, |(fitter, chooser, counts), sample| {
        for ((history, _), count) in filled.iter().zip(*sample) {
            counts[*history] = *count;
        }
        chooser.people(fitter, counts)
    });
    estimates
}

/// A quantile of sorted values, roughly unbiased for the median whatever the distribution: type 8 of R. J. Hyndman and Y. Fan, "Sample
/// Quantiles in Statistical Packages", *American Statistician* 50 (1996).
#[expect(clippy::cast_precision_loss, reason = "numbers of replicates are small")]
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the place is within the values")]
pub(super) fn quantile(sorted: &[f64], share: f64) -> f64 {
    const THIRD: f64 = 1.0 / 3.0;
    let place = (THIRD + share * (sorted.len() as f64 + THIRD)).clamp(1.0, sorted.len() as f64);
    let lower = sorted[place as usize - 1];
    let upper = sorted[(place as usize).min(sorted.len() - 1)];
    let between = place.fract();
    // The difference of two infinite values is not a number.
    if between == 0.0 || lower.is_infinite() { lower } else { lower + between * (upper - lower) }
}

//! So many of so many, and exact limits of counts.

use serde::Serialize;
use statrs::function::gamma::{checked_gamma_lr, checked_gamma_ur};

use super::Interval;
use super::bisect::bisect;
use crate::tail::{Z_95, beta_below};

/// What lies beyond each end of a 95 percent interval.
pub(super) const SIDE: f64 = 0.025;

/// So many of so many, with 95 percent intervals.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Share {
    /// How many.
    pub part: u64,
    /// Of how many.
    pub whole: u64,
    /// The share, from 0 to 1.
    pub value: f64,
    /// The interval of Clopper and Pearson (1934), which is never too short.
    pub exact: Interval,
    /// The interval of Wilson (1927), which is as long as it must be on average.
    pub wilson: Interval,
}

impl Share {
    /// `part` of `whole`, which it does not exceed; nothing where the whole is zero.
    pub(super) fn new(part: u64, whole: u64) -> Option<Self> {
        (whole > 0).then(|| Self {
            part,
            whole,
            value: part as f64 / whole as f64,
            exact: clopper_pearson(part, whole),
            wilson: wilson(part, whole),
        })
    }

    /// The numbers in words.
    pub(super) fn in_words(&self) -> String {
        let Interval { low, high } = self.exact;
        let (part, whole) = (self.part, self.whole);
        format!("{part} of {whole} ({:.1} %, {:.1} to {:.1} %)", 100.0 * self.value, 100.0 * low, 100.0 * high)
    }
}

/// How likely at least `part` of `whole` independent trials succeed, each with this chance.
pub(super) fn at_least(part: u64, whole: u64, chance: f64) -> f64 {
    match part {
        0 => 1.0,
        _ if part > whole => 0.0,
        _ => beta_below(part as f64, (whole - part) as f64 + 1.0, chance),
    }
}

/// The exact interval of a share: at its ends, as few or as many have a chance of 2.5 percent.
pub(super) fn clopper_pearson(part: u64, whole: u64) -> Interval {
    let low = if part == 0 { 0.0 } else { bisect(0.0, 1.0, |chance| at_least(part, whole, chance) < SIDE) };
    let at_most = |chance: f64| at_least(whole - part, whole, 1.0 - chance);
    let high = if part == whole { 1.0 } else { bisect(0.0, 1.0, |chance| at_most(chance) > SIDE) };
    Interval { low, high }
}

fn wilson(part: u64, whole: u64) -> Interval {
    let (n, share) = (whole as f64, part as f64 / whole as f64);
    let square = Z_95 * Z_95;
    let middle = (share + square / (2.0 * n)) / (1.0 + square / n);
    let reach = Z_95 / (1.0 + square / n) * (share * (1.0 - share) / n + square / (4.0 * n * n)).sqrt();
    Interval { low: (middle - reach).max(0.0), high: (middle + reach).min(1.0) }
}

/// The exact interval of the expected value of a Poisson count (Garwood 1936).
pub(super) fn garwood(count: u64) -> Interval {
    let n = count as f64;
    // Beyond ten standard deviations and a few counts more nothing is left.
    let far = n + 10.0 * (n + 1.0).sqrt() + 20.0;
    let low = if count == 0 { 0.0 } else { bisect(0.0, far, |mean| checked_gamma_lr(n, mean).unwrap_or(0.0) < SIDE) };
    let high = bisect(low, far, |mean| checked_gamma_ur(n + 1.0, mean).unwrap_or(1.0) > SIDE);
    Interval { low, high }
}

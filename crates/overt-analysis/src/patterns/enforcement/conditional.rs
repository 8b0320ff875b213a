//! The exact distribution of the cases with an outcome in the first group, given all margins of all strata (Fisher 1935; Gart 1970).

use serde::Serialize;
use statrs::function::factorial::ln_binomial;

use super::Stratum;
use crate::patterns::bisect::bisect;
use crate::patterns::share::SIDE;

/// The most values that the number can have. Putting strata together takes its square.
const VALUES_MOST: u64 = 4_000;

/// How far from 0 logarithms of odds ratios can be.
const LN_MOST: f64 = 100.0;

/// By how much a probability may exceed another and count as the same. Rounding must not decide.
const SLACK: f64 = 1e-7;

/// An odds ratio.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct OddsRatio {
    /// Odds of the outcome in the first group for one in the second; none if it is infinite.
    pub value: Option<f64>,
    /// The lower end of the 95 percent interval.
    pub low: f64,
    /// Its upper end; none if it is infinite.
    pub high: Option<f64>,
    /// Two-sided probability of such a table if the odds are the same.
    pub p: f64,
}

/// How likely each number is, by its logarithm, but for a constant, if the odds are the same.
struct Conditional {
    lowest: u64,
    ln_weights: Vec<f64>,
}

/// The conditional estimate, its exact interval and the exact p value; nothing where there are too many values.
pub(super) fn conditional(strata: &[Stratum]) -> Option<OddsRatio> {
    let of_all = strata.iter().map(Stratum::values).sum::<u64>();
    if of_all > VALUES_MOST {
        return None;
    }
    let distribution = strata.iter().map(Conditional::of).reduce(|one, other| one.with(&other))?;
    let seen = strata.iter().map(|stratum| stratum.first.with).sum::<u64>() - distribution.lowest;
    Some(distribution.estimate(usize::try_from(seen).ok()?))
}

impl Stratum {
    /// How many values the number of the first group with the outcome can have beside the lowest.
    fn values(&self) -> u64 {
        let [lowest, highest] = self.range();
        highest - lowest
    }

    fn range(&self) -> [u64; 2] {
        let [first, second, with] = [self.first.all(), self.second.all(), self.first.with + self.second.with];
        [with.saturating_sub(second), with.min(first)]
    }
}

impl Conditional {
    fn of(stratum: &Stratum) -> Self {
        let [lowest, highest] = stratum.range();
        let with = stratum.first.with + stratum.second.with;
        let ln_weight =
            |number: u64| ln_binomial(stratum.first.all(), number) + ln_binomial(stratum.second.all(), with - number);
        Self { lowest, ln_weights: (lowest..=highest).map(ln_weight).collect() }
    }

    /// The sum of both numbers.
    fn with(&self, other: &Self) -> Self {
        let values = self.ln_weights.len() + other.ln_weights.len() - 1;
        let ln_weight = |sum: usize| {
            let first = sum.saturating_sub(other.ln_weights.len() - 1)..=sum.min(self.ln_weights.len() - 1);
            let terms = || first.clone().map(|one| self.ln_weights[one] + other.ln_weights[sum - one]);
            let largest = terms().fold(f64::NEG_INFINITY, f64::max);
            largest + terms().map(|term| (term - largest).exp()).sum::<f64>().ln()
        };
        Self { lowest: self.lowest + other.lowest, ln_weights: (0..values).map(ln_weight).collect() }
    }

    /// How likely each number is with this logarithm of the odds ratio.
    fn probabilities(&self, ln_odds: f64) -> Vec<f64> {
        let logs: Vec<f64> =
            self.ln_weights.iter().enumerate().map(|(number, weight)| weight + number as f64 * ln_odds).collect();
        let largest = logs.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let weights: Vec<f64> = logs.into_iter().map(|log| (log - largest).exp()).collect();
        let whole: f64 = weights.iter().sum();
        weights.into_iter().map(|weight| weight / whole).collect()
    }

    fn estimate(&self, seen: usize) -> OddsRatio {
        let solve = |below: &dyn Fn(&[f64]) -> bool| {
            bisect(-LN_MOST, LN_MOST, |ln_odds| below(&self.probabilities(ln_odds))).exp()
        };
        let mean = |shares: &[f64]| shares.iter().enumerate().map(|(number, share)| number as f64 * share).sum::<f64>();
        let (lowest, highest) = (seen == 0, seen + 1 == self.ln_weights.len());
        let equal = self.probabilities(0.0);
        let limit = equal[seen] * (1.0 + SLACK);
        OddsRatio {
            value: match (lowest, highest) {
                (true, _) => Some(0.0),
                (_, true) => None,
                _ => Some(solve(&|shares| mean(shares) < seen as f64)),
            },
            low: if lowest { 0.0 } else { solve(&|shares| shares[seen..].iter().sum::<f64>() < SIDE) },
            high: (!highest).then(|| solve(&|shares| shares[..=seen].iter().sum::<f64>() > SIDE)),
            p: equal.iter().filter(|share| **share <= limit).sum::<f64>().min(1.0),
        }
    }
}

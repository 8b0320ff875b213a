//! The exact distribution of a number of which all margins are given, and the ratio that it says something about.
//!
//! With two groups, it is how many of those that have something are of the first (Fisher 1935; Gart 1970). Every such distribution is a list
//! of weights, and a ratio other than 1 multiplies the weight of a number by its power.

use serde::Serialize;
use statrs::function::factorial::ln_binomial;

use super::bisect::bisect;
use super::share::SIDE;
use crate::associate::say_p;

/// The most values that the number can have. Adding two such numbers takes the square.
pub(super) const VALUES_MOST: u64 = 4_000;

/// How far from 0 logarithms of ratios can be.
pub(super) const LN_MOST: f64 = 300.0;

/// By how much a probability may exceed another and count as the same. Rounding must not decide.
const SLACK: f64 = 1e-7;

/// A ratio: of odds, of rates, or of two ratios of rates.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Ratio {
    /// That of the first for one of the second; none if it is infinite.
    pub value: Option<f64>,
    /// The lower end of the 95 percent interval.
    pub low: f64,
    /// Its upper end; none if it is infinite.
    pub high: Option<f64>,
    /// Two-sided probability of such numbers if the ratio is 1.
    pub p: f64,
}

impl Ratio {
    /// The value in words, with its interval, of which `interval` says what it is, and p.
    pub(super) fn in_words(&self, interval: &str) -> String {
        let say = |value: Option<f64>, none: &str| value.map_or_else(|| none.to_owned(), |value| format!("{value:.2}"));
        format!(
            "{}, {interval} {:.2} to {}, {}",
            say(self.value, "infinite"),
            self.low,
            say(self.high, "any number"),
            say_p(self.p)
        )
    }

    /// Whether it is below 1.
    pub(super) fn is_less(&self) -> bool {
        self.value.is_some_and(|value| value < 1.0)
    }
}

/// How likely each number is, by its logarithm, but for a constant, if the ratio is 1.
pub(super) struct Conditional {
    lowest: u64,
    ln_weights: Vec<f64>,
}

impl Conditional {
    /// How many of `whole` trials succeed, if the odds of one are these, but for the ratio.
    pub(super) fn trials(whole: u64, odds: f64) -> Self {
        let ln_weight = |number: u64| ln_binomial(whole, number) + number as f64 * odds.ln();
        Self { lowest: 0, ln_weights: (0..=whole).map(ln_weight).collect() }
    }

    /// How many of `with` are of the first group, where the groups have so many.
    pub(super) fn table([first, second]: [u64; 2], with: u64) -> Self {
        let [lowest, highest] = [with.saturating_sub(second), with.min(first)];
        let ln_weight = |number: u64| ln_binomial(first, number) + ln_binomial(second, with - number);
        Self { lowest, ln_weights: (lowest..=highest).map(ln_weight).collect() }
    }

    /// The sum of both numbers.
    pub(super) fn with(&self, other: &Self) -> Self {
        let values = self.ln_weights.len() + other.ln_weights.len() - 1;
        let ln_weight = |sum: usize| {
            let first = sum.saturating_sub(other.ln_weights.len() - 1)..=sum.min(self.ln_weights.len() - 1);
            let terms = || first.clone().map(|one| self.ln_weights[one] + other.ln_weights[sum - one]);
            let largest = terms().fold(f64::NEG_INFINITY, f64::max);
            largest + terms().map(|term| (term - largest).exp()).sum::<f64>().ln()
        };
        Self { lowest: self.lowest + other.lowest, ln_weights: (0..values).map(ln_weight).collect() }
    }

    /// The first number, where both begin at 0 and their sum is given. What multiplies the odds of both alike is no longer in it.
    pub(super) fn given_sum(&self, other: &Self, sum: usize) -> Self {
        let [first, second] = [self, other].map(|one| one.ln_weights.len() - 1);
        let numbers = sum.saturating_sub(second)..=sum.min(first);
        let lowest = *numbers.start() as u64;
        let ln_weights = numbers.map(|number| self.ln_weights[number] + other.ln_weights[sum - number]).collect();
        Self { lowest, ln_weights }
    }

    /// How likely each number is with this logarithm of the ratio.
    fn probabilities(&self, ln_ratio: f64) -> Vec<f64> {
        let logs: Vec<f64> =
            self.ln_weights.iter().enumerate().map(|(number, weight)| weight + number as f64 * ln_ratio).collect();
        let largest = logs.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let weights: Vec<f64> = logs.into_iter().map(|log| (log - largest).exp()).collect();
        let whole: f64 = weights.iter().sum();
        weights.into_iter().map(|weight| weight / whole).collect()
    }

    /// The conditional estimate, its exact interval and the exact p value; nothing where the number that was seen is the only possible one.
    pub(super) fn ratio(&self, seen: u64) -> Option<Ratio> {
        let seen = usize::try_from(seen.checked_sub(self.lowest)?).ok()?;
        if self.ln_weights.len() < 2 || seen >= self.ln_weights.len() {
            return None;
        }
        let solve = |below: &dyn Fn(&[f64]) -> bool| {
            bisect(-LN_MOST, LN_MOST, |ln_ratio| below(&self.probabilities(ln_ratio))).exp()
        };
        let mean = |shares: &[f64]| shares.iter().enumerate().map(|(number, share)| number as f64 * share).sum::<f64>();
        let (lowest, highest) = (seen == 0, seen + 1 == self.ln_weights.len());
        let equal = self.probabilities(0.0);
        let limit = equal[seen] * (1.0 + SLACK);
        Some(Ratio {
            value: match (lowest, highest) {
                (true, _) => Some(0.0),
                (_, true) => None,
                _ => Some(solve(&|shares| mean(shares) < seen as f64)),
            },
            low: if lowest { 0.0 } else { solve(&|shares| shares[seen..].iter().sum::<f64>() < SIDE) },
            high: (!highest).then(|| solve(&|shares| shares[..=seen].iter().sum::<f64>() > SIDE)),
            p: equal.iter().filter(|share| **share <= limit).sum::<f64>().min(1.0),
        })
    }
}

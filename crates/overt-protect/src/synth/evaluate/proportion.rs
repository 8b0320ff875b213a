//! How often something happened, with its interval.

use serde::Serialize;

use super::super::real;

/// Intervals leave out this much at each end.
const MISTAKE: f64 = 0.025;
/// Halvings of the interval from 0 to 1.
const HALVINGS: usize = 50;

/// So many of so many, with the interval of 95% of Clopper and Pearson (1934): it is never too short.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Proportion {
    /// How many.
    pub part: usize,
    /// Of how many.
    pub of: usize,
    /// The lowest probability that it is compatible with.
    pub low: f64,
    /// The highest.
    pub high: f64,
}

impl Proportion {
    /// So many of so many, of which there must be at least one.
    pub(super) fn new(part: usize, of: usize) -> Self {
        assert!(part <= of && of > 0, "a part of something");
        let low = if part == 0 { 0.0 } else { halved(|chance| 1.0 - at_most(part - 1, of, chance) > MISTAKE) };
        let high = if part == of { 1.0 } else { halved(|chance| at_most(part, of, chance) < MISTAKE) };
        Self { part, of, low, high }
    }

    /// The share.
    pub fn share(&self) -> f64 {
        real(self.part) / real(self.of)
    }
}

/// Where between 0 and 1 it begins to hold.
fn halved(holds: impl Fn(f64) -> bool) -> f64 {
    let (mut low, mut high) = (0.0, 1.0);
    for _ in 0..HALVINGS {
        let middle = f64::midpoint(low, high);
        if holds(middle) { high = middle } else { low = middle }
    }
    f64::midpoint(low, high)
}

/// The probability that at most `part` of `of` happen, if each does with this chance between 0 and 1.
fn at_most(part: usize, of: usize, chance: f64) -> f64 {
    let step = libm::log(chance) - libm::log1p(-chance);
    let mut term = real(of) * libm::log1p(-chance);
    let mut sum = libm::exp(term);
    for happened in 0..part {
        term += step + libm::log(real(of - happened)) - libm::log(real(happened + 1));
        sum += libm::exp(term);
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(value: f64, expected: f64) {
        assert!((value - expected).abs() < 5e-7, "{value} {expected}");
    }

    #[test]
    fn the_bounds_are_those_of_the_exact_binomial_test() {
        // None, and all: 1 - 0.025^(1/n), and 0.025^(1/n).
        let none = Proportion::new(0, 10);
        near(none.low, 0.0);
        near(none.high, 1.0 - MISTAKE.powf(0.1));
        let all = Proportion::new(10, 10);
        near(all.low, MISTAKE.powf(0.1));
        near(all.high, 1.0);
        // `binom.test(7, 20)` of R: 0.1539092, 0.5921885.
        let some = Proportion::new(7, 20);
        near(some.low, 0.153_909_2);
        near(some.high, 0.592_188_5);
        near(some.share(), 0.35);
    }

    #[test]
    fn bounds_hold_the_tails_that_they_promise() {
        for (part, of) in [(1, 100), (13, 1_000), (999, 1_000), (5_000, 100_000)] {
            let found = Proportion::new(part, of);
            near(1.0 - at_most(part - 1, of, found.low), MISTAKE);
            near(at_most(part, of, found.high), MISTAKE);
        }
    }
}

//! From a sample to the population that it comes from.
//!
//! The model is Pitman's sampling formula, which Hoshino (2001) fits to microdata: the next person drawn falls into a group of
//! `f` with probability `(f - alpha) / (n + theta)`, and otherwise into a new group. So, if a group has `f` of the `n` people
//! drawn, how many of the other `N - n` it gets is beta-binomial with `f - alpha` and `n - f + theta + alpha`.

use serde::Serialize;

use super::classes::Groups;

/// Terms of a sum over sizes in the population; what is left out is smaller than one part in this.
const TERMS_MAX: usize = 1_000_000;

/// Above this size of a group in the sample, a series gives the mean of `1 / F` to a part in a thousand.
const EXACT_MAX: u32 = 30;

/// Pitman's model, fitted to the sizes of the groups in the sample.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Pitman {
    /// How much new groups are favoured, from 0 to 1: near 1, hardly anybody is like anybody else.
    pub alpha: f64,
    /// How many groups there are beside, larger than `-alpha`.
    pub theta: f64,
}

impl Pitman {
    /// The most likely model. `None` if all rows are alone, or all are in one group: there is nothing to learn from then.
    pub(super) fn fit(groups: &Groups) -> Option<Self> {
        if groups.groups <= 1 || groups.groups == groups.rows {
            return None;
        }
        let (rows, number) = (groups.rows as f64, groups.groups as f64);
        let best_theta = |alpha: f64| {
            let inside: f64 = groups
                .sizes
                .iter()
                .map(|size| size.groups as f64 * ln_rising(1.0 - alpha, f64::from(size.size) - 1.0))
                .sum();
            let likelihood = |log: f64| {
                let theta = log.exp() - alpha;
                inside + (number - 1.0) * alpha.ln() + ln_rising(theta / alpha + 1.0, number - 1.0)
                    - ln_rising(theta + 1.0, rows - 1.0)
            };
            let log = highest(-14.0, 19.0, likelihood);
            (log.exp() - alpha, likelihood(log))
        };
        let alpha = highest(0.001, 0.9999, |alpha| best_theta(alpha).1);
        Some(Self { alpha, theta: best_theta(alpha).0 })
    }

    /// The probability that a row which is alone in the sample is alone in the population.
    pub(super) fn alone(&self, rows: usize, population: u64) -> f64 {
        self.others(1, rows, population).none()
    }

    /// The mean of `1 / F`, where `F` is the size in the population of a group that has `size` rows in the sample.
    pub(super) fn risk(&self, size: u32, rows: usize, population: u64) -> f64 {
        let others = self.others(size, rows, population);
        let size = f64::from(size);
        if size > f64::from(EXACT_MAX) {
            let mean = size + others.mean();
            return (1.0 + others.variance() / (mean * mean)) / mean;
        }
        let (mut probability, mut sum, mut risk) = (others.none(), 0.0, 0.0);
        for more in 0..TERMS_MAX {
            let more = more as f64;
            risk += probability / (size + more);
            sum += probability;
            if sum > 1.0 - 1e-9 || more >= others.drawn {
                break;
            }
            probability *= (others.drawn - more) * (others.inside + more)
                / ((more + 1.0) * (others.outside + others.drawn - more - 1.0));
        }
        risk
    }

    fn others(&self, size: u32, rows: usize, population: u64) -> BetaBinomial {
        let (size, rows) = (f64::from(size), rows as f64);
        BetaBinomial {
            drawn: population as f64 - rows,
            inside: size - self.alpha,
            outside: rows - size + self.theta + self.alpha,
        }
    }
}

/// How many of those who are drawn fall into a group.
struct BetaBinomial {
    drawn: f64,
    inside: f64,
    outside: f64,
}

impl BetaBinomial {
    fn none(&self) -> f64 {
        (ln_rising(self.outside, self.drawn) - ln_rising(self.outside + self.inside, self.drawn)).exp()
    }

    fn mean(&self) -> f64 {
        self.drawn * self.inside / (self.inside + self.outside)
    }

    fn variance(&self) -> f64 {
        let sum = self.inside + self.outside;
        self.mean() * self.outside * (sum + self.drawn) / (sum * (sum + 1.0))
    }
}

/// The logarithm of `x (x + 1) ... (x + n - 1)`, by Stirling's series where `x` is 10 or more.
fn ln_rising(mut x: f64, mut n: f64) -> f64 {
    let mut sum = 0.0;
    while x < 10.0 && n > 0.0 {
        sum += x.ln();
        x += 1.0;
        n -= 1.0;
    }
    let rest = |x: f64| (1.0 - (1.0 - 2.0 / (7.0 * x * x)) / (30.0 * x * x)) / (12.0 * x);
    sum + (x - 0.5) * (n / x).ln_1p() + n * (x + n).ln() - n + rest(x + n) - rest(x)
}

/// Where a function with one summit is highest, by golden section.
fn highest(mut low: f64, mut high: f64, function: impl Fn(f64) -> f64) -> f64 {
    let ratio = (5_f64.sqrt() - 1.0) / 2.0;
    let (mut left, mut right) = (high - ratio * (high - low), low + ratio * (high - low));
    let (mut at_left, mut at_right) = (function(left), function(right));
    while high - low > 1e-7 {
        if at_left < at_right {
            (low, left, at_left) = (left, right, at_right);
            right = low + ratio * (high - low);
            at_right = function(right);
        } else {
            (high, right, at_right) = (right, left, at_left);
            left = high - ratio * (high - low);
            at_left = function(left);
        }
    }
    f64::midpoint(low, high)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rising_product_is_the_product() {
        for (x, n) in [(0.3, 1_u32), (0.01, 25), (12.5, 40), (9.9, 3)] {
            let product: f64 = (0..n).map(|i| (x + f64::from(i)).ln()).sum();
            assert!((ln_rising(x, f64::from(n)) - product).abs() < 1e-9, "{x} {n}");
        }
    }

    #[test]
    fn the_mean_over_the_population_is_the_same_by_sum_and_by_series() {
        let model = Pitman { alpha: 0.4, theta: 50.0 };
        let (rows, population) = (10_000, 200_000);
        let series = |size: u32| {
            let others = model.others(size, rows, population);
            let mean = f64::from(size) + others.mean();
            (1.0 + others.variance() / (mean * mean)) / mean
        };
        let size = EXACT_MAX;
        let exact = model.risk(size, rows, population);
        assert!((exact - series(size)).abs() / exact < 3e-3);
    }

    #[test]
    fn of_a_whole_population_everybody_who_is_alone_is_alone() {
        let model = Pitman { alpha: 0.4, theta: 50.0 };
        assert!((model.alone(1_000, 1_000) - 1.0).abs() < 1e-12);
        assert!((model.risk(4, 1_000, 1_000) - 0.25).abs() < 1e-9);
    }
}

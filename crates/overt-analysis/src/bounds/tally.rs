//! What is added up of regressions, for each column.

use super::Weights;
use super::level::Regression;
use super::material::Material;
use crate::regress::LEVEL;
use crate::tail::{normal_below, normal_quantile};

/// The end of an interval that lies farthest out, and the regression in which it does.
#[derive(Debug, Clone)]
pub(super) struct Farthest {
    pub(super) value: f64,
    pub(super) with: Vec<usize>,
}

/// Sums of one column, in units of deviations. Averages are sums divided by `weight`.
#[derive(Debug, Clone)]
pub(super) struct Sums {
    pub(super) regressions: u64,
    pub(super) below: u64,
    pub(super) significant_below: u64,
    pub(super) significant_above: u64,
    pub(super) rows: [usize; 2],
    pub(super) weight: f64,
    pub(super) slope: f64,
    pub(super) error: f64,
    pub(super) error_squared: f64,
    /// The weighted probability of being below 0.
    pub(super) below_zero: f64,
    pub(super) lowest: Farthest,
    pub(super) highest: Farthest,
    /// The logarithm of the likelihood that weighs 1.
    scale: f64,
}

impl Sums {
    fn new() -> Self {
        Self {
            regressions: 0,
            below: 0,
            significant_below: 0,
            significant_above: 0,
            rows: [usize::MAX, 0],
            weight: 0.0,
            slope: 0.0,
            error: 0.0,
            error_squared: 0.0,
            below_zero: 0.0,
            lowest: Farthest { value: f64::INFINITY, with: Vec::new() },
            highest: Farthest { value: f64::NEG_INFINITY, with: Vec::new() },
            scale: f64::NEG_INFINITY,
        }
    }

    fn weighted(&mut self) -> [&mut f64; 5] {
        [&mut self.weight, &mut self.slope, &mut self.error, &mut self.error_squared, &mut self.below_zero]
    }

    /// The weight of a likelihood. The largest so far weighs 1, so that no sum overflows.
    fn likelihood(&mut self, logarithm: f64) -> f64 {
        if logarithm > self.scale {
            let less = (self.scale - logarithm).exp();
            self.weighted().into_iter().for_each(|sum| *sum *= less);
            self.scale = logarithm;
        }
        (logarithm - self.scale).exp()
    }

    fn take(&mut self, regression: &Regression, slope: f64, error: f64, far: f64, weight: f64) {
        self.regressions += 1;
        self.below += u64::from(slope < 0.0);
        self.rows = [self.rows[0].min(regression.n), self.rows[1].max(regression.n)];
        let [low, high] = [slope - far * error, slope + far * error];
        self.significant_below += u64::from(high < 0.0);
        self.significant_above += u64::from(low > 0.0);
        if low < self.lowest.value {
            self.lowest = Farthest { value: low, with: regression.columns().to_vec() };
        }
        if high > self.highest.value {
            self.highest = Farthest { value: high, with: regression.columns().to_vec() };
        }
        let values = [1.0, slope, error, error * error, normal_below(-slope / error)];
        self.weighted().into_iter().zip(values).for_each(|(sum, value)| *sum += weight * value);
    }

    fn add(&mut self, other: &Self, likelihood: bool) {
        self.regressions += other.regressions;
        self.below += other.below;
        self.significant_below += other.significant_below;
        self.significant_above += other.significant_above;
        self.rows = [self.rows[0].min(other.rows[0]), self.rows[1].max(other.rows[1])];
        if other.lowest.value < self.lowest.value {
            self.lowest = other.lowest.clone();
        }
        if other.highest.value > self.highest.value {
            self.highest = other.highest.clone();
        }
        let less = if !likelihood {
            1.0
        } else if other.regressions == 0 {
            0.0
        } else {
            self.likelihood(other.scale)
        };
        let mut other = other.clone();
        self.weighted().into_iter().zip(other.weighted()).for_each(|(sum, more)| *sum += *more * less);
    }
}

/// Sums of every column; of those that are not judged they stay empty.
pub(super) struct Tally {
    pub(super) sums: Vec<Sums>,
    focus: Vec<bool>,
    weights: Weights,
    /// How many errors an interval reaches.
    far: f64,
    /// How many regressions were added.
    pub(super) regressions: u64,
}

impl Tally {
    pub(super) fn new(material: &Material, weights: Weights) -> Self {
        Self {
            sums: vec![Sums::new(); material.doubtful.len()],
            focus: material.doubtful.iter().map(|column| column.focus).collect(),
            weights,
            far: normal_quantile(f64::midpoint(1.0, LEVEL)),
            regressions: 0,
        }
    }

    pub(super) fn take(&mut self, regression: &Regression) {
        self.regressions += 1;
        let log_likelihood = if self.weights == Weights::Likelihood { regression.log_likelihood() } else { 0.0 };
        for (&column, (slope, error)) in regression.columns().iter().zip(regression.coefficients()) {
            if !self.focus[column] {
                continue;
            }
            let sums = &mut self.sums[column];
            let weight = match self.weights {
                Weights::Equal => 1.0,
                Weights::RSquared => regression.r_squared().max(0.0),
                Weights::Likelihood => sums.likelihood(log_likelihood),
            };
            sums.take(regression, slope, error, self.far, weight);
        }
    }

    pub(super) fn add(&mut self, other: &Self) {
        self.regressions += other.regressions;
        let likelihood = self.weights == Weights::Likelihood;
        self.sums.iter_mut().zip(&other.sums).for_each(|(mine, theirs)| mine.add(theirs, likelihood));
    }
}

//! What each mechanism costs.

use serde::{Deserialize, Serialize};

use super::{Bound, Noise, gdp};

/// Epsilons of selections are kept in millionths.
pub(in crate::dp) const MILLION: f64 = 1_000_000.0;
pub(in crate::dp) const MILLION_WHOLE: u128 = 1_000_000;

/// What was spent, in integers: whoever reads it computes the same sum.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// What it was spent on, in words. Public.
    pub what: String,
    /// Whom it protects, and how many rows each has.
    pub bound: Bound,
    /// The mechanism.
    pub cost: Cost,
}

/// A mechanism and its parameters.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "mechanism", rename_all = "snake_case", deny_unknown_fields)]
pub enum Cost {
    /// Tables of counts were measured. A row counts in one cell of each.
    Counts {
        /// The noise of each count.
        noise: Noise,
        /// How many tables.
        tables: u32,
    },
    /// One of several candidates was chosen by its score, with probability proportional to `exp(epsilon * score / 2)`, where
    /// all rows of a unit together change a score by 1 at most.
    Choice {
        /// Epsilon, in millionths.
        epsilon_millionths: u32,
    },
    /// Keys that nobody knew before were told with their counts, if these were high enough.
    Keys {
        /// The noise of each count.
        noise: Noise,
        /// From which noisy count on a key was told.
        threshold: u64,
    },
}

impl Cost {
    pub(in crate::dp) fn sigma(&self) -> Option<f64> {
        match self {
            Self::Counts { noise, .. } | Self::Keys { noise, .. } => Some(noise.sigma()),
            Self::Choice { .. } => None,
        }
    }
}

impl Entry {
    /// The square of the `mu` that it costs in Gaussian differential privacy.
    pub fn mu_squared(&self) -> f64 {
        match &self.cost {
            Cost::Counts { noise, tables } => self.noise_mu_squared(noise) * f64::from(*tables),
            Cost::Choice { epsilon_millionths } => gdp::mu_of_range(epsilon(*epsilon_millionths)).powi(2),
            Cost::Keys { noise, .. } => self.noise_mu_squared(noise),
        }
    }

    fn noise_mu_squared(&self, noise: &Noise) -> f64 {
        let pure = |one: f64| gdp::mu_of_pure(one * self.rows()).powi(2);
        noise.mu_squared().map_or_else(|| noise.epsilon().map_or(f64::INFINITY, pure), |one| one * self.rows().powi(2))
    }

    fn rows(&self) -> f64 {
        f64::from(self.bound.rows_most)
    }

    /// The epsilon that it costs in pure differential privacy; `None` if no epsilon is enough.
    pub fn pure(&self) -> Option<f64> {
        match &self.cost {
            Cost::Counts { noise, tables } => noise.epsilon().map(|one| one * self.rows() * f64::from(*tables)),
            Cost::Choice { epsilon_millionths } => Some(epsilon(*epsilon_millionths)),
            Cost::Keys { .. } => None,
        }
    }

    /// The probability that it tells a key which only one unit has: a part of delta that nothing else may use.
    pub fn delta(&self) -> f64 {
        match &self.cost {
            Cost::Keys { noise, threshold } => keys_delta(noise, *threshold, self.bound.rows_most),
            Cost::Counts { .. } | Cost::Choice { .. } => 0.0,
        }
    }

    /// What it costs in zero-concentrated differential privacy, for comparison with other tools.
    pub fn rho(&self) -> f64 {
        match &self.cost {
            Cost::Choice { epsilon_millionths } => epsilon(*epsilon_millionths).powi(2) / 8.0,
            Cost::Counts { noise, tables } => self.noise_rho(noise) * f64::from(*tables),
            Cost::Keys { noise, .. } => self.noise_rho(noise),
        }
    }

    fn noise_rho(&self, noise: &Noise) -> f64 {
        noise.epsilon().map_or(self.noise_mu_squared(noise), |one| (one * self.rows()).powi(2)) / 2.0
    }
}

fn epsilon(millionths: u32) -> f64 {
    f64::from(millionths) / MILLION
}

/// The probability that a unit with `rows_most` rows makes a key known that nobody else has. Worst if each row has its own key and
/// all counts came on one: no less than that.
pub(in crate::dp) fn keys_delta(noise: &Noise, threshold: u64, rows_most: u32) -> f64 {
    match threshold.checked_sub(rows_most.into()) {
        None | Some(0) => 1.0,
        Some(least) => (noise.tail(least) * f64::from(rows_most)).min(1.0),
    }
}

//! How much may be told.

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::gdp;

/// Above this epsilon, whoever guesses that somebody is in the data can be `e^20`, half a milliard, times surer than before.
const EPSILON_MAX: f64 = 20.0;
/// Below this there is nothing that could be told with it.
const EPSILON_MIN: f64 = 1e-4;
/// Above this delta, one in a thousand may be told whole.
const DELTA_MAX: f64 = 1e-3;
/// Smaller ones cannot be computed.
const DELTA_MIN: f64 = 1e-15;
/// How much may ever be told of one unit, over all releases.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "Written")]
pub struct Limit {
    epsilon: f64,
    delta: f64,
    keys_delta: f64,
    /// All that may be spent: the square of `mu`, or epsilon if there is no delta.
    #[serde(skip)]
    cap: f64,
}

/// A limit as it is read.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    epsilon: f64,
    delta: f64,
    #[serde(default)]
    keys_delta: f64,
}

/// A limit that is none.
#[derive(Debug, Clone, Copy, PartialEq, Error)]
pub enum LimitError {
    /// Epsilon is out of bounds.
    #[error(
        "epsilon {0} cannot be a limit; it must be between {EPSILON_MIN} and {EPSILON_MAX}. Below nothing can be told. Above \
         nobody is protected: what is told of a person can be e^20 times as likely if the person is in the data"
    )]
    Epsilon(f64),
    /// Delta is out of bounds.
    #[error(
        "delta {0} cannot be a limit; it must be 0, or between {DELTA_MIN} and {DELTA_MAX}. It is the probability that the \
         promise does not hold, and must be far less than one in the number of people"
    )]
    Delta(f64),
    /// More of delta is reserved for keys than there is.
    #[error("{keys} of delta are to be reserved for keys; it must be above 0 and less than delta, which is {delta}")]
    Keys {
        /// What was to be reserved.
        keys: f64,
        /// All of it.
        delta: f64,
    },
}

impl Limit {
    /// A limit. With a `delta` of 0, only mechanisms that need none will run.
    ///
    /// # Errors
    /// A number is out of bounds, or none.
    pub fn new(epsilon: f64, delta: f64) -> Result<Self, LimitError> {
        if !(EPSILON_MIN..=EPSILON_MAX).contains(&epsilon) {
            return Err(LimitError::Epsilon(epsilon));
        }
        if !(DELTA_MIN..=DELTA_MAX).contains(&delta) && delta != 0.0 {
            return Err(LimitError::Delta(delta));
        }
        Ok(Self::with_cap(epsilon, delta, 0.0))
    }

    /// Reserves a part of delta for keys that are not known.
    ///
    /// # Errors
    /// There is not so much, or it is not a number.
    pub fn with_keys(self, delta: f64) -> Result<Self, LimitError> {
        if delta > 0.0 && delta < self.delta && (self.delta - delta) >= DELTA_MIN {
            Ok(Self::with_cap(self.epsilon, self.delta, delta))
        } else {
            Err(LimitError::Keys { keys: delta, delta: self.delta })
        }
    }

    fn with_cap(epsilon: f64, delta: f64, keys_delta: f64) -> Self {
        let cap = if delta > 0.0 { gdp::mu(epsilon, delta - keys_delta).powi(2) } else { epsilon };
        Self { epsilon, delta, keys_delta, cap }
    }

    pub(in crate::dp) fn cap(&self) -> f64 {
        self.cap
    }

    /// Epsilon.
    pub fn epsilon(&self) -> f64 {
        self.epsilon
    }

    /// Delta, all of it.
    pub fn delta(&self) -> f64 {
        self.delta
    }

    /// What of delta is reserved for keys.
    pub fn keys_delta(&self) -> f64 {
        self.keys_delta
    }

    /// A warning where delta is so large that it allows to tell one of `people` whole. `people` must be public.
    pub fn warning(&self, people: u64) -> Option<String> {
        let many = f64::from(u32::try_from(people).unwrap_or(u32::MAX));
        (self.delta * many * 10.0 > 1.0).then(|| {
            format!(
                "delta {:e} is large for {people} people: it allows, rarely, that one of them is told whole; less than {:e} would \
                 be usual",
                self.delta,
                0.1 / many
            )
        })
    }
}

impl TryFrom<Written> for Limit {
    type Error = LimitError;

    fn try_from(Written { epsilon, delta, keys_delta }: Written) -> Result<Self, LimitError> {
        let limit = Self::new(epsilon, delta)?;
        if keys_delta == 0.0 { Ok(limit) } else { limit.with_keys(keys_delta) }
    }
}

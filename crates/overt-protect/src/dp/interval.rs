//! How far a released count can be from the true one.

use serde::{Deserialize, Serialize};

use super::{Measured, Noise};

/// Intervals hold the true count with this probability at least.
const CONFIDENCE: f64 = 0.95;

/// The smallest and largest true counts that a released count is compatible with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Interval {
    /// The smallest, never below 0.
    pub least: i64,
    /// The largest, never below 0.
    pub most: i64,
}

impl Interval {
    /// Whether anybody at all is counted there. If not, the count is nothing but noise. Where nobody is, 5 of 100 counts at most are
    /// supported all the same.
    pub fn supported(&self) -> bool {
        self.least > 0
    }
}

impl Noise {
    /// How far a count with this noise is from the true one, at most, in 95 of 100 cases or a few more.
    pub fn half_width(&self) -> u64 {
        self.least_within(CONFIDENCE)
    }

    /// The largest count that 95 of 100 combinations have that nobody has, or a few more.
    pub(in crate::dp) fn nobody_most(&self) -> u64 {
        // As often as noise is above, it is as far below zero: 5 of 100 above are 10 of 100 so far away.
        self.least_within(2.0 * CONFIDENCE - 1.0)
    }

    /// The least size that noise does not exceed with this probability.
    fn least_within(&self, probability: f64) -> u64 {
        // No noise is ever as large as the first of these.
        let (mut low, mut high) = (0, 1 << 40);
        while low < high {
            let middle = u64::midpoint(low, high);
            if self.within(middle) >= probability {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        high
    }
}

impl Measured {
    /// The interval of each count, at 95%.
    ///
    /// Whatever the true count is, its interval holds it with a probability of 95% or more. Above 0 that is as near to 95% as whole numbers
    /// allow: a true count holds the [half width](Noise::half_width) to both sides, which for noise with a standard deviation of `s`
    /// is up to `0.12 / s` more, so that it is less than 95.5% from 24 on. Nobody is never counted as fewer, so for nobody only
    /// one side has to be cut off, and the same 95% are below a smaller count: an interval begins at 1 from that one on.
    pub fn intervals(&self) -> Vec<Interval> {
        let [half, nobody_most] =
            [self.noise.half_width(), self.noise.nobody_most()].map(|size| i64::try_from(size).unwrap_or(i64::MAX));
        let interval = |&count: &i64| Interval {
            least: count.saturating_sub(half).max(i64::from(count > nobody_most)),
            most: count.saturating_add(half).max(0),
        };
        self.counts.iter().map(interval).collect()
    }
}

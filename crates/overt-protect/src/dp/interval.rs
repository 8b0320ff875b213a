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
    /// Whether anybody at all is counted there. If not, the count is nothing but noise.
    pub fn supported(&self) -> bool {
        self.least > 0
    }
}

impl Noise {
    /// How far a count with this noise is from the true one, at most, in 95 of 100 cases or a few more.
    pub fn half_width(&self) -> u64 {
        // No noise is ever as large as the first of these.
        let (mut low, mut high) = (0, 1 << 40);
        while low < high {
            let middle = u64::midpoint(low, high);
            if self.within(middle) >= CONFIDENCE {
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
    pub fn intervals(&self) -> Vec<Interval> {
        let half = i64::try_from(self.noise.half_width()).unwrap_or(i64::MAX);
        let interval = |&count: &i64| Interval {
            least: count.saturating_sub(half).max(0),
            most: count.saturating_add(half).max(0),
        };
        self.counts.iter().map(interval).collect()
    }
}

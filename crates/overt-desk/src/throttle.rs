//! How often somebody may try to sign in under one name: after some failures each costs twice the wait of the one before.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// Failures that cost nothing: people mistype.
const FREE: u32 = 4;
/// The wait after the first that does.
const FIRST: Duration = Duration::from_secs(2);
/// No wait is longer: whoever knows somebody's name must not be able to lock them out for a day.
const LONGEST: Duration = Duration::from_mins(5);
/// After so long without a failure everything is forgotten.
const MEMORY: Duration = Duration::from_hours(1);
/// Names that are remembered.
const NAMES_MAX: usize = 10_000;

/// Failures by name, whether there is such an account or not.
#[derive(Default)]
pub(crate) struct Throttle(Mutex<HashMap<String, (u32, Instant)>>);

impl Throttle {
    fn failures(&self) -> std::sync::MutexGuard<'_, HashMap<String, (u32, Instant)>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// How long somebody must still wait before the next try under this name; none where they need not.
    pub(crate) fn wait(&self, name: &str, now: Instant) -> Option<Duration> {
        let (count, last) = *self.failures().get(name)?;
        let doublings = count.checked_sub(FREE + 1)?;
        let wait = FIRST.saturating_mul(2_u32.saturating_pow(doublings)).min(LONGEST);
        (last + wait).checked_duration_since(now).filter(|left| !left.is_zero())
    }

    pub(crate) fn failed(&self, name: &str, now: Instant) {
        let mut failures = self.failures();
        failures.retain(|_, (_, last)| now.duration_since(*last) < MEMORY);
        if failures.len() < NAMES_MAX || failures.contains_key(name) {
            let (count, last) = failures.entry(name.to_owned()).or_insert((0, now));
            (*count, *last) = (count.saturating_add(1), now);
        }
    }

    pub(crate) fn succeeded(&self, name: &str) {
        self.failures().remove(name);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mistyping_is_free_and_guessing_is_slow() {
        let (throttle, now) = (Throttle::default(), Instant::now());
        for _ in 0..FREE {
            throttle.failed("amina", now);
            assert_eq!(throttle.wait("amina", now), None);
        }
        throttle.failed("amina", now);
        assert_eq!(throttle.wait("amina", now), Some(FIRST));
        assert_eq!(throttle.wait("amina", now + FIRST), None);
        for _ in 0..40 {
            throttle.failed("amina", now);
        }
        assert_eq!(throttle.wait("amina", now), Some(LONGEST));
        assert_eq!(throttle.wait("bela", now), None);
        throttle.succeeded("amina");
        assert_eq!(throttle.wait("amina", now), None);
    }
}

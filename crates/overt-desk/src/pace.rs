//! How often a program may ask: so many requests in each minute.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use overt_store::ProgramKeyId;

/// Requests of one program in one minute. Each may hold many questions.
const REQUESTS_MAX: u32 = 120;
const MINUTE: Duration = Duration::from_mins(1);

/// When the present minute of each program began, and how often it asked since. Only keys that are known come here.
#[derive(Default)]
pub(crate) struct Pace(Mutex<HashMap<ProgramKeyId, (Instant, u32)>>);

impl Pace {
    /// Counts a request; or how long the program must wait, where there were too many.
    pub(crate) fn admit(&self, key: ProgramKeyId, now: Instant) -> Result<(), Duration> {
        let mut minutes = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        minutes.retain(|_, (began, _)| now.duration_since(*began) < MINUTE);
        let (began, count) = minutes.entry(key).or_insert((now, 0));
        if *count >= REQUESTS_MAX {
            return Err(MINUTE.saturating_sub(now.duration_since(*began)));
        }
        *count += 1;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_program_that_asks_too_often_waits_until_the_minute_is_over_and_no_other_does() {
        let (pace, now) = (Pace::default(), Instant::now());
        let [one, other] = [1, 2].map(ProgramKeyId::from_bits);
        for _ in 0..REQUESTS_MAX {
            assert_eq!(pace.admit(one, now), Ok(()));
        }
        assert_eq!(pace.admit(one, now + Duration::from_secs(20)), Err(Duration::from_secs(40)));
        assert_eq!(pace.admit(other, now), Ok(()));
        assert_eq!(pace.admit(one, now + MINUTE), Ok(()));
    }
}

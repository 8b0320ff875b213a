//! Challenges: random bytes that a page gives to a browser, and that count once, for one purpose and for a quarter of an hour.
//!
//! They are not kept: a challenge says itself until when it counts, under a key that nobody else has. So whoever loads the page a million
//! times fills nothing. What is kept are those that were answered rightly, for as long as they would count.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use overt_model::Secret;
use overt_store::{PasskeyKind, new_id};
use subtle::ConstantTimeEq as _;

use super::written;
use crate::sessions::IDLE;

const EXPIRY_LEN: usize = 8;
const RANDOM_LEN: usize = 16;
const LEN: usize = EXPIRY_LEN + RANDOM_LEN + 32;

/// What a challenge is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// To come in.
    SignIn,
    /// To prove once more who somebody is, in the session of this digest.
    Confirm([u8; 32]),
    /// To add a passkey, in the session of this digest.
    Add([u8; 32]),
}

/// What challenges are made with, and which ones were answered.
pub(crate) struct Challenges {
    key: Secret<[u8; 32]>,
    answered: Mutex<HashMap<[u8; 32], u64>>,
}

impl Challenges {
    /// Those of before do not count any more.
    pub(crate) fn new() -> Self {
        let mut key = [0; 32];
        for half in key.chunks_exact_mut(RANDOM_LEN) {
            half.copy_from_slice(&random());
        }
        Self { key: Secret::new(key), answered: Mutex::default() }
    }

    /// A new one; `now` in seconds since 1970.
    pub(crate) fn make(&self, purpose: Purpose, now: u64) -> String {
        let mut bytes = [0; LEN];
        let (said, seal) = bytes.split_at_mut(EXPIRY_LEN + RANDOM_LEN);
        said[..EXPIRY_LEN].copy_from_slice(&(now + IDLE.as_secs()).to_be_bytes());
        said[EXPIRY_LEN..].copy_from_slice(&random());
        seal.copy_from_slice(&self.seal(said, purpose));
        written(&bytes)
    }

    /// Whether it is one for this purpose that still counts and was not answered before. It is answered from then on.
    pub(crate) fn take(&self, challenge: &str, purpose: Purpose, now: u64) -> bool {
        let Some([bytes]) = super::parts::<1>(challenge) else { return false };
        let Some((expiry, _)) = bytes.split_first_chunk::<EXPIRY_LEN>() else { return false };
        let Some((said, seal)) = bytes.split_last_chunk::<32>() else { return false };
        let expiry = u64::from_be_bytes(*expiry);
        let is_ours = bytes.len() == LEN && bool::from(seal.ct_eq(&self.seal(said, purpose)));
        if !is_ours || expiry <= now {
            return false;
        }
        let mut answered = self.answered.lock().unwrap_or_else(PoisonError::into_inner);
        answered.retain(|_, expiry| *expiry > now);
        answered.insert(*seal, expiry).is_none()
    }

    fn seal(&self, said: &[u8], purpose: Purpose) -> [u8; 32] {
        let (what, session) = match purpose {
            Purpose::SignIn => (0, [0; 32]),
            Purpose::Confirm(session) => (1, session),
            Purpose::Add(session) => (2, session),
        };
        let mut hasher = blake3::Hasher::new_keyed(self.key.expose());
        hasher.update(&[what]).update(&session).update(said);
        hasher.finalize().into()
    }
}

fn random() -> [u8; RANDOM_LEN] {
    new_id::<PasskeyKind>().bits().to_le_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_challenge_counts_once_for_its_purpose_and_its_time() {
        let (challenges, now) = (Challenges::new(), 1_800_000_000);
        let purposes = [Purpose::SignIn, Purpose::Confirm([1; 32]), Purpose::Confirm([2; 32]), Purpose::Add([1; 32])];
        for purpose in purposes {
            let challenge = challenges.make(purpose, now);
            for other in purposes.into_iter().filter(|other| *other != purpose) {
                assert!(!challenges.take(&challenge, other, now), "{purpose:?} for {other:?}");
            }
            assert!(!Challenges::new().take(&challenge, purpose, now), "of another desk");
            assert!(!challenges.take(&challenge, purpose, now + IDLE.as_secs()), "too late");
            assert!(challenges.take(&challenge, purpose, now + IDLE.as_secs() - 1));
            assert!(!challenges.take(&challenge, purpose, now), "twice");
        }
    }

    #[test]
    fn nothing_is_kept_of_challenges_that_nobody_answered_or_that_are_over() {
        let (challenges, now) = (Challenges::new(), 1_800_000_000);
        for _ in 0..1000 {
            challenges.make(Purpose::SignIn, now);
        }
        let kept = || challenges.answered.lock().unwrap().len();
        assert_eq!(kept(), 0);
        for later in [0, 1, IDLE.as_secs() + 2] {
            let challenge = challenges.make(Purpose::SignIn, now + later);
            assert!(challenges.take(&challenge, Purpose::SignIn, now + later));
        }
        assert_eq!(kept(), 1);
    }

    #[test]
    fn what_the_desk_did_not_write_is_no_challenge() {
        let challenges = Challenges::new();
        let challenge = challenges.make(Purpose::SignIn, 0);
        for text in ["", ".", "AAAA", "%", &challenge[1..], &format!("{challenge}A"), &format!("{challenge}.")] {
            assert!(!challenges.take(text, Purpose::SignIn, 0), "{text}");
        }
        for place in 0..challenge.len() {
            let mut changed = challenge.clone().into_bytes();
            changed[place] = if changed[place] == b'A' { b'B' } else { b'A' };
            let changed = String::from_utf8(changed).unwrap();
            assert!(!challenges.take(&changed, Purpose::SignIn, 0), "{place}");
        }
        assert!(challenges.take(&challenge, Purpose::SignIn, 0));
    }
}

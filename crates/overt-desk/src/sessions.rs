//! Who is signed in: between two requests only what nobody can open without the token that the browser keeps.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use overt_model::Lang;
use overt_store::ParkedSession;
use overt_store::vault::{AccountId, SessionToken};

use crate::pages::matches::Compared;

/// After so long without a request a session ends.
pub(crate) const IDLE: Duration = Duration::from_mins(15);
/// After so long it ends in any case.
pub(crate) const WHOLE: Duration = Duration::from_hours(8);
/// So long it counts that somebody proved who they are.
pub(crate) const CONFIRMED: Duration = Duration::from_mins(5);
/// Sessions at once. Beyond that the one that was silent longest ends.
const SESSIONS_MAX: usize = 10_000;

struct Place {
    parked: Arc<ParkedSession>,
    lang: Lang,
    began: Instant,
    seen: Instant,
    confirmed: Instant,
    /// What the person had compared last.
    compared: Option<Arc<Compared>>,
}

impl Place {
    fn is_over(&self, now: Instant) -> bool {
        now.duration_since(self.seen) >= IDLE || now.duration_since(self.began) >= WHOLE
    }
}

/// A session that was found.
pub(crate) struct Found {
    pub(crate) parked: Arc<ParkedSession>,
    pub(crate) lang: Lang,
    pub(crate) is_confirmed: bool,
}

/// Every session.
#[derive(Default)]
pub(crate) struct Sessions(Mutex<HashMap<[u8; 32], Place>>);

impl Sessions {
    fn places(&self) -> std::sync::MutexGuard<'_, HashMap<[u8; 32], Place>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A session begins.
    pub(crate) fn enter(&self, token: &SessionToken, parked: ParkedSession, lang: Lang, now: Instant) {
        let mut places = self.places();
        places.retain(|_, place| !place.is_over(now));
        if places.len() >= SESSIONS_MAX {
            let silent = places.iter().min_by_key(|(_, place)| place.seen).map(|(digest, _)| *digest);
            silent.map(|digest| places.remove(&digest));
        }
        let place = Place { parked: Arc::new(parked), lang, began: now, seen: now, confirmed: now, compared: None };
        places.insert(token.digest(), place);
    }

    /// The session of a token, which was seen now.
    pub(crate) fn find(&self, token: &SessionToken, now: Instant) -> Option<Found> {
        let mut places = self.places();
        let place = places.get_mut(&token.digest())?;
        if place.is_over(now) {
            places.remove(&token.digest());
            return None;
        }
        place.seen = now;
        let is_confirmed = now.duration_since(place.confirmed) < CONFIRMED;
        Some(Found { parked: Arc::clone(&place.parked), lang: place.lang, is_confirmed })
    }

    /// Whether there still is a session of this token, which is not seen by that.
    pub(crate) fn is_open(&self, digest: &[u8; 32], now: Instant) -> bool {
        self.places().get(digest).is_some_and(|place| !place.is_over(now))
    }

    /// The person has proved once more who they are.
    pub(crate) fn confirm(&self, token: &SessionToken, now: Instant) {
        if let Some(place) = self.places().get_mut(&token.digest()) {
            place.confirmed = now;
        }
    }

    /// From now on the person reads this language.
    pub(crate) fn speak(&self, token: &SessionToken, lang: Lang) {
        if let Some(place) = self.places().get_mut(&token.digest()) {
            place.lang = lang;
        }
    }

    /// What the person had compared, until the session ends or something else is compared.
    pub(crate) fn keep(&self, token: &SessionToken, compared: Compared) {
        if let Some(place) = self.places().get_mut(&token.digest()) {
            place.compared = Some(Arc::new(compared));
        }
    }

    /// What the person had compared last.
    pub(crate) fn compared(&self, token: &SessionToken) -> Option<Arc<Compared>> {
        self.places().get(&token.digest())?.compared.clone()
    }

    /// The session ends.
    pub(crate) fn leave(&self, token: &SessionToken) {
        self.places().remove(&token.digest());
    }

    /// Every other session of the account ends: its passphrase was changed.
    pub(crate) fn leave_others(&self, account: AccountId, token: &SessionToken) {
        self.places().retain(|digest, place| place.parked.account != account || *digest == token.digest());
    }
}

//! The file that somebody is about to import. It is in memory only, and between two requests sealed to them.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use bytes::Bytes;
use overt_model::Secret;
use overt_store::vault::{AccountId, PLAINTEXT_LEN_MAX};
use overt_store::{Own, Session, Store, StoreError};

use crate::ask::Pairs;

/// What nobody has looked at for so long is forgotten.
const KEPT: Duration = Duration::from_hours(1);
/// Most bytes that lie here.
const LEN_MAX: usize = 100 << 20;

/// What a file, and what was decided about it, are sealed as.
const FILE: &str = "file to import";
const CHOSEN: &str = "choices of an import";

/// A file at hand.
pub(crate) struct Hand {
    /// Its name, and what was decided about it.
    pub(crate) chosen: Pairs,
    pub(crate) bytes: Bytes,
}

/// A file as it lies here, in pieces as long as an envelope holds.
struct Lying {
    chosen: Arc<Own>,
    pieces: Arc<Vec<Own>>,
    length: usize,
    seen: Instant,
}

/// The files at hand, one for each person.
#[derive(Default)]
pub(crate) struct Hands(Mutex<HashMap<AccountId, Lying>>);

impl Hands {
    fn all(&self) -> MutexGuard<'_, HashMap<AccountId, Lying>> {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.retain(|_, lying| lying.seen.elapsed() < KEPT);
        all
    }

    /// Puts a file in place of the one that may be there. False where too much lies here, and then that one stays.
    pub(crate) fn put(&self, whose: (&Store, &Session), chosen: &Pairs, bytes: &[u8]) -> Result<bool, StoreError> {
        let (store, session) = whose;
        let chosen = Arc::new(sealed(whose, chosen)?);
        let pieces = (0..).zip(bytes.chunks(PLAINTEXT_LEN_MAX));
        let pieces = pieces.map(|(number, piece)| store.seal_own(session, (FILE, number), piece));
        let pieces = Arc::new(pieces.collect::<Result<Vec<_>, _>>()?);
        let mut all = self.all();
        let others = all.iter().filter(|(account, _)| **account != session.account);
        if others.map(|(_, lying)| lying.length).sum::<usize>() + bytes.len() > LEN_MAX {
            return Ok(false);
        }
        all.insert(session.account, Lying { chosen, pieces, length: bytes.len(), seen: Instant::now() });
        Ok(true)
    }

    /// Something else was decided about it.
    pub(crate) fn choose(&self, whose: (&Store, &Session), chosen: &Pairs) -> Result<(), StoreError> {
        let chosen = Arc::new(sealed(whose, chosen)?);
        if let Some(lying) = self.all().get_mut(&whose.1.account) {
            lying.chosen = chosen;
        }
        Ok(())
    }

    /// The file of the session's person, if there is one.
    pub(crate) fn get(&self, store: &Store, session: &Session) -> Result<Option<Hand>, StoreError> {
        let (chosen, pieces, length) = {
            let mut all = self.all();
            let Some(lying) = all.get_mut(&session.account) else { return Ok(None) };
            lying.seen = Instant::now();
            (Arc::clone(&lying.chosen), Arc::clone(&lying.pieces), lying.length)
        };
        // All at once: a vector that grows leaves what it held behind.
        let mut bytes = Vec::with_capacity(length);
        for (number, piece) in (0..).zip(&*pieces) {
            bytes.extend_from_slice(store.open_own(session, (FILE, number), piece)?.expose());
        }
        let chosen = Pairs::read(store.open_own(session, (CHOSEN, 0), &chosen)?.expose());
        Ok(Some(Hand { chosen, bytes: Bytes::from_owner(Kept(Secret::new(bytes))) }))
    }

    /// Whether the person has one.
    pub(crate) fn has(&self, account: AccountId) -> bool {
        self.all().contains_key(&account)
    }

    /// Forgets it.
    pub(crate) fn drop(&self, account: AccountId) {
        self.all().remove(&account);
    }
}

fn sealed((store, session): (&Store, &Session), chosen: &Pairs) -> Result<Own, StoreError> {
    store.seal_own(session, (CHOSEN, 0), chosen.written(&[]).expose().as_bytes())
}

/// Bytes that are overwritten once nobody reads them any more.
struct Kept(Secret<Vec<u8>>);

impl AsRef<[u8]> for Kept {
    fn as_ref(&self) -> &[u8] {
        self.0.expose()
    }
}

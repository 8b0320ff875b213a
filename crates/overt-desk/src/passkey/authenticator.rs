//! Authenticator data: what the device says itself, and signs (section 6.1).
//!
//! ```text
//! SHA-256 of the site (32) | flags (1) | count (4) | with a new passkey: model (16) | length (2) | credential | public key | extensions
//! ```

use sha2::{Digest as _, Sha256};

use super::key::Key;
use super::{CREDENTIAL_LEN_MAX, Site};

const PRESENT: u8 = 0x01;
const BACKUP_ELIGIBLE: u8 = 0x08;
const BACKED_UP: u8 = 0x10;
const ATTESTED: u8 = 0x40;
const EXTENDED: u8 = 0x80;

/// What a device says.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Said<'a> {
    pub(super) count: u32,
    /// The passkey that it has just made.
    pub(super) attested: Option<Attested<'a>>,
}

/// A passkey as the device that made it writes it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Attested<'a> {
    pub(super) credential: &'a [u8],
    pub(super) key: &'a [u8],
}

impl<'a> Said<'a> {
    /// What is said for this site while somebody was there; nothing where the bytes are not exactly that.
    pub(super) fn read(bytes: &'a [u8], site: &Site) -> Option<Self> {
        let (hash, rest) = bytes.split_first_chunk::<32>()?;
        let (&[flags, ref count @ ..], rest) = rest.split_first_chunk::<5>()?;
        let has = |flag: u8| flags & flag != 0;
        let is_sound = has(PRESENT) && (has(BACKUP_ELIGIBLE) || !has(BACKED_UP));
        if *hash != *Sha256::digest(site.name.as_bytes()) || !is_sound {
            return None;
        }
        let (attested, rest) = if has(ATTESTED) {
            let (attested, rest) = Attested::read(rest)?;
            (Some(attested), rest)
        } else {
            (None, rest)
        };
        // Extensions that nobody asked for are signed and mean nothing here; they are a map of CBOR, or there are none.
        let is_map = rest.first().is_some_and(|first| first >> 5 == 5);
        let ends_well = if has(EXTENDED) { is_map } else { rest.is_empty() };
        let count = u32::from_be_bytes(*count);
        ends_well.then_some(Self { count, attested })
    }
}

impl<'a> Attested<'a> {
    fn read(bytes: &'a [u8]) -> Option<(Self, &'a [u8])> {
        let (_, rest) = bytes.split_first_chunk::<16>()?;
        let (length, rest) = rest.split_first_chunk::<2>()?;
        let length = usize::from(u16::from_be_bytes(*length));
        if length == 0 || length > CREDENTIAL_LEN_MAX {
            return None;
        }
        let (credential, rest) = rest.split_at_checked(length)?;
        let (_, after) = Key::first(rest)?;
        let key = rest.get(..rest.len() - after.len())?;
        Some((Self { credential, key }, after))
    }
}

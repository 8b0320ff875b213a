//! Statements of a store about what it has released: signed notes that anybody can check.

use sha2::{Digest as _, Sha256};

use super::ReleaseId;
use crate::home::hex;
use crate::log::checkpoint::{Note, VerifierKey};
use crate::store::Store;

/// What a statement begins with.
const STATEMENT: &str = "overt release 1";

impl Store {
    /// The public key by which others know what this store has signed.
    pub fn release_key(&self) -> String {
        self.log_key().public().to_string()
    }

    /// A statement of this store about the manifest of a release, for whoever reads it: a signed note.
    pub fn sign_release(&self, id: ReleaseId, manifest: &str) -> String {
        self.log_key().state(format!("{STATEMENT}\n{id}\n{manifest}\n")).write()
    }
}

/// The digest of a manifest, as statements hold it: SHA-256 in hexadecimal digits.
pub fn stated_digest(manifest: &[u8]) -> String {
    hex(&Sha256::digest(manifest))
}

/// Reads a statement about a release: whose it is, about which release, and the digest of the manifest. Nothing where it is no such
/// statement, or not by the key.
pub fn stated_of_release(note: &str, key: &VerifierKey) -> Option<(ReleaseId, String)> {
    let note = Note::parse(note).ok()?;
    if !key.has_stated(&note) {
        return None;
    }
    let mut lines = note.text().lines();
    let (first, id, manifest) = (lines.next()?, lines.next()?, lines.next()?);
    (first == STATEMENT && lines.next().is_none()).then(|| Some((id.parse().ok()?, manifest.to_owned())))?
}

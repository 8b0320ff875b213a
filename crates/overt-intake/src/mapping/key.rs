//! What tells records apart becomes their identifiers.

use overt_model::{RecordId, Secret};
use rustc_hash::FxHashMap;

use crate::rows::Row;

/// Makes identifiers of keys, from which nobody without the secret learns the key.
#[derive(Default)]
pub(super) struct Key(Vec<u8>);

impl Key {
    /// Begins the key of a record of a source.
    pub(super) fn begin(&mut self, source: &[u8], schema: &str) {
        self.0.clear();
        self.part(source);
        self.part(schema.as_bytes());
    }

    pub(super) fn part(&mut self, part: &[u8]) {
        self.0.extend_from_slice(&(part.len() as u64).to_be_bytes());
        self.0.extend_from_slice(part);
    }

    pub(super) fn id(&self, secret: &Secret<[u8; 32]>) -> RecordId {
        let hash = blake3::keyed_hash(secret.expose(), &self.0);
        RecordId::from_bits(u128::from_be_bytes(*hash.as_bytes().first_chunk().expect("a hash has 32 bytes")))
    }
}

/// Which of the rows with this content it is, from 0.
pub(super) fn count(seen: &mut FxHashMap<u64, u32>, row: &blake3::Hash) -> u32 {
    let start = u64::from_be_bytes(*row.as_bytes().first_chunk().expect("a hash has 32 bytes"));
    let count = seen.entry(start).or_default();
    *count += 1;
    *count - 1
}

/// What a row says, without the columns that the program itself has added.
pub(super) fn row_hash(row: &Row, added: &[usize]) -> blake3::Hash {
    let mut hasher = blake3::Hasher::new();
    for (_, cell) in row.cells().enumerate().filter(|(place, _)| !added.contains(place)) {
        hasher.update(&(cell.len() as u64).to_be_bytes()).update(cell.as_bytes());
    }
    hasher.finalize()
}

//! Digests of what is stored, which the log holds: BLAKE3 over parts that each follow their length.

use crate::log::entry::Content;

/// A digest in the making.
pub(crate) struct Digest(blake3::Hasher);

impl Digest {
    /// A digest of one kind of thing; the kind separates it from all others.
    pub(crate) fn of(kind: &'static str) -> Self {
        Self(blake3::Hasher::new_derive_key(kind))
    }

    pub(crate) fn part(mut self, part: &[u8]) -> Self {
        self.0.update(&(part.len() as u64).to_le_bytes()).update(part);
        self
    }

    pub(crate) fn number(self, number: u64) -> Self {
        self.part(&number.to_le_bytes())
    }

    pub(crate) fn id<K>(self, id: overt_model::Id<K>) -> Self {
        self.part(&id.bits().to_le_bytes())
    }

    pub(crate) fn finish(self) -> Content {
        Content(self.0.finalize().into())
    }
}

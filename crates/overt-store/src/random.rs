//! Randomness of the operating system, and identifiers made of it.

use getrandom::SysRng;
use getrandom::rand_core::{Rng as _, UnwrapErr};
use overt_model::{Id, Secret};
use zeroize::Zeroize;

/// What every key, nonce, salt and identifier is drawn from.
pub(crate) const fn system() -> UnwrapErr<SysRng> {
    UnwrapErr(SysRng)
}

/// An identifier of 128 random bits: nothing about time or order can be read from it.
pub fn new_id<K>() -> Id<K> {
    Id::from_bits(u128::from_le_bytes(bytes()))
}

/// Identifiers for records that are written in one transaction: their first 32 bits are random and shared, the others random.
///
/// What is written together then lies together in every index, which makes writing many records several times faster. It tells
/// that they came together. Whoever has the database knows that from their places in the log anyway; whoever has only the
/// identifiers learns that and no more.
#[derive(Debug, Clone, Copy)]
pub struct IdBatch {
    shared: u128,
}

impl IdBatch {
    const OWN_BITS: u32 = 96;

    /// A new batch.
    #[expect(clippy::new_without_default, reason = "two batches are never equal")]
    pub fn new() -> Self {
        Self { shared: u128::from(u32::from_le_bytes(bytes())) << Self::OWN_BITS }
    }

    /// Another identifier of this batch.
    pub fn id<K>(self) -> Id<K> {
        Id::from_bits(self.shared | new_id::<K>().bits() >> (u128::BITS - Self::OWN_BITS))
    }
}

pub(crate) fn bytes<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    system().fill_bytes(&mut bytes);
    bytes
}

pub(crate) fn secret() -> Secret<[u8; 32]> {
    let mut bytes = bytes();
    let secret = Secret::new(bytes);
    bytes.zeroize();
    secret
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use overt_model::RecordId;

    use super::*;

    #[test]
    fn identifiers_of_a_batch_begin_alike_and_differ() {
        let batch = IdBatch::new();
        let ids: BTreeSet<RecordId> = (0..1000).map(|_| batch.id()).collect();
        let starts: BTreeSet<u128> = ids.iter().map(|id| id.bits() >> 96).collect();
        assert_eq!((ids.len(), starts.len()), (1000, 1));
        // One in four thousand million batches would begin as this one.
        let others: BTreeSet<u128> =
            (0..100).map(|_| IdBatch::new().id::<overt_model::RecordKind>().bits() >> 96).collect();
        assert!(others.len() > 90);
    }
}

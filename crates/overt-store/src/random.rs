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

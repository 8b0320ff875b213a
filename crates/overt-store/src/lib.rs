//! Where records will be kept. So far: the [`vault`], which seals identity before it is stored.
//!
//! Invariant: sealed classes leave this crate for a disk only as ciphertext; no key, pepper or plaintext goes with them.

pub mod vault;

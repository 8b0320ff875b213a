//! Where records will be kept. So far: the [`vault`], which seals identity before it is stored, and the [`log`], which tells who
//! opened it.
//!
//! Invariant: sealed classes leave this crate for a disk only as ciphertext; no key, pepper or plaintext goes with them.

mod base64;
pub mod log;
pub mod vault;

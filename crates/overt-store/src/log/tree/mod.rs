//! The Merkle tree of RFC 6962 (section 2.1) and RFC 9162 over SHA-256: hashes, and the accumulator that grows it.
//!
//! The leaf with bytes `d` has the hash `SHA-256(0x00 ‖ d)`, a node over `left` and `right` has
//! `SHA-256(0x01 ‖ left ‖ right)`, and the tree of no leaves has `SHA-256("")`. A tree of `n > 1` leaves splits after the
//! largest power of two below `n`.
//!
//! Storage: keep the hash of every leaf and of every complete subtree of 256, 65 536, … leaves, which is one hash in 255 on
//! top of the leaves. [`Accumulator::append`] names them as they arise ([`Stored`]). That is enough for every proof and
//! every earlier root: [`Plan`] says which of them it needs, in at most three times log₂ n [`Span`]s of at most 128
//! neighbouring hashes.
//! A span never crosses a tile of 256, so files laid out as C2SP `tlog-tiles` serve as well as rows of a table.

mod prove;
mod verify;

#[cfg(test)]
mod laws;
#[cfg(test)]
pub(super) mod tests;

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use sha2::{Digest, Sha256};

pub use prove::{Hashes, Plan, Span, prove_consistency, prove_inclusion, root_at};
pub use verify::{ProofError, verify_consistency, verify_inclusion};

use super::base64;

/// A tree with this many leaves or more is not resumed. A leaf every microsecond would reach it after nine years.
pub const LEAVES_MAX: u64 = 1 << 48;

/// Levels from one stored level to the next: subtrees of 2⁰, 2⁸, 2¹⁶, … leaves are stored.
pub const STORED_LEVELS_STEP: u8 = 8;

/// A SHA-256 hash of a leaf, a node or a whole tree. Written in base64.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TreeHash(pub [u8; 32]);

impl TreeHash {
    /// The root of the tree without leaves: SHA-256 of nothing.
    pub fn of_nothing() -> Self {
        Self(Sha256::digest([]).into())
    }

    /// The hash of a leaf with these bytes.
    pub fn of_leaf(leaf: &[u8]) -> Self {
        Self(Sha256::new().chain_update([0]).chain_update(leaf).finalize().into())
    }

    /// The hash of the node over these two.
    pub fn of_node(left: &Self, right: &Self) -> Self {
        let mut bytes = [1; 65];
        bytes[1..33].copy_from_slice(&left.0);
        bytes[33..].copy_from_slice(&right.0);
        Self(Sha256::digest(bytes).into())
    }
}

impl fmt::Display for TreeHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&base64::encode(&self.0))
    }
}

impl fmt::Debug for TreeHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Serialize for TreeHash {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        base64::serialize(&self.0, serializer)
    }
}

impl<'de> Deserialize<'de> for TreeHash {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        base64::deserialize(deserializer).map(Self)
    }
}

/// What a checkpoint says about a tree: how many leaves, and the root over them.
///
/// The two belong together, because a root alone does not commit to the number of leaves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Head {
    /// Number of leaves.
    pub size: u64,
    /// Root over these leaves.
    pub root: TreeHash,
}

/// A hash that must be kept so that later proofs cost little.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stored {
    /// The subtree has 2 to this power leaves: 0, 8, 16, …
    pub level: u8,
    /// Which of the subtrees of this level, counted from 0.
    pub index: u64,
    /// Its root.
    pub hash: TreeHash,
}

/// The roots of the complete subtrees that a tree consists of, the largest first: all that is needed to append to it and to
/// know its root. It holds one hash for each one-bit of the number of leaves.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Accumulator {
    size: u64,
    peaks: Vec<TreeHash>,
}

/// The number of subtree roots does not fit the number of leaves, or there are more leaves than [`LEAVES_MAX`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("could not resume a tree of {size} leaves from {peaks} subtree roots; read them again from the stored hashes")]
pub struct ResumeError {
    size: u64,
    peaks: usize,
}

impl Accumulator {
    /// A tree without leaves.
    pub fn new() -> Self {
        Self::default()
    }

    /// A tree of `size` leaves whose complete subtrees have these roots, the largest first. [`Plan::peaks`] reads them from
    /// the stored hashes.
    pub fn resume(size: u64, peaks: Vec<TreeHash>) -> Result<Self, ResumeError> {
        if size < LEAVES_MAX && peaks.len() == size.count_ones() as usize {
            Ok(Self { size, peaks })
        } else {
            Err(ResumeError { size, peaks: peaks.len() })
        }
    }

    /// Number of leaves.
    pub fn size(&self) -> u64 {
        self.size
    }

    /// Roots of the complete subtrees, the largest first.
    pub fn peaks(&self) -> &[TreeHash] {
        &self.peaks
    }

    /// Appends a leaf and hands every hash that must be stored to `store`: the leaf, and each subtree of 256, 65 536, …
    /// leaves that it completes.
    ///
    /// # Panics
    ///
    /// When there are already 2⁶³ leaves, which nobody can append to fewer than [`LEAVES_MAX`].
    pub fn append(&mut self, leaf: TreeHash, mut store: impl FnMut(Stored)) {
        assert!(self.size < 1 << 63, "a log that began with fewer than 2 to the power of 48 leaves stays far below 63");
        store(Stored { level: 0, index: self.size, hash: leaf });
        let (mut hash, mut level) = (leaf, 0_u8);
        while self.size >> level & 1 == 1 {
            let left = self.peaks.pop().expect("there is one subtree root for each one-bit of the size");
            hash = TreeHash::of_node(&left, &hash);
            level += 1;
            if level.is_multiple_of(STORED_LEVELS_STEP) {
                store(Stored { level, index: self.size >> level, hash });
            }
        }
        self.peaks.push(hash);
        self.size += 1;
    }

    /// The root over all leaves so far. Costs one hash per subtree root.
    pub fn root(&self) -> TreeHash {
        fold(&self.peaks)
    }

    /// Size and root together.
    pub fn head(&self) -> Head {
        Head { size: self.size, root: self.root() }
    }
}

/// The root over neighbouring complete subtrees, the largest first.
fn fold(subtrees: &[TreeHash]) -> TreeHash {
    subtrees
        .iter()
        .rev()
        .copied()
        .reduce(|right, left| TreeHash::of_node(&left, &right))
        .unwrap_or_else(TreeHash::of_nothing)
}

//! A leaf of the log: what was done and, when something was stored with it, a digest of exactly that.
//!
//! # Why
//!
//! Sealed does not mean genuine: whoever can write into the database can put another row into the place of one, with a seal
//! of their own. A leaf that binds the digest of the row contradicts such a row. So the store can prove each of its rows
//! against the log, with nothing but the row and the entry's commitment, and without being able to read the entry:
//!
//! 1. compute the [`Content`] again from the row,
//! 2. join it with the commitment that is kept beside the row: a [`Leaf`],
//! 3. compare [`Leaf::leaf_hash`] with the tree, at the place that the row names.
//!
//! # What whoever uses it has to see to
//!
//! - The digest covers all of the row: which table, which row, which revision, every envelope and wrap. What it leaves out
//!   can be exchanged. It covers something random too, or it tells that two rows are equal.
//! - An older revision that was put back fits the leaf of that revision. It contradicts the log only when the leaves after it
//!   are looked at: the newer one then has no row.
//! - A leaf whose content is not shown looks like one that never had any. Whoever relies on a row insists on its content.

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use sha2::{Digest, Sha256};

use super::super::tree::TreeHash;
use super::{Commitment, base64};

/// Separates leaves with content from everything else that is hashed.
const BOUND_DOMAIN: &[u8] = b"overt-log-entry/v2\n";

/// A SHA-256 digest of what was stored: over ciphertext and something random, so it is not secret. Written in base64.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Content(pub [u8; 32]);

impl Serialize for Content {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        base64::serialize(&self.0, serializer)
    }
}

impl<'de> Deserialize<'de> for Content {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        base64::deserialize(deserializer).map(Self)
    }
}

/// One leaf.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Leaf {
    /// The commitment to the entry, [`Opening::commitment`](super::Opening::commitment).
    pub entry: Commitment,
    /// What was stored with it. `None`: nothing was, as when sealed data was opened.
    pub content: Option<Content>,
}

impl Leaf {
    /// The 32 bytes of the leaf. Without content, the commitment to the entry itself.
    pub fn commitment(&self) -> Commitment {
        self.content.map_or(self.entry, |content| {
            let hash = Sha256::new().chain_update(BOUND_DOMAIN).chain_update(content.0);
            Commitment(hash.chain_update(self.entry.0).finalize().into())
        })
    }

    /// The hash of the leaf in the tree.
    pub fn leaf_hash(&self) -> TreeHash {
        TreeHash::of_leaf(&self.commitment().0)
    }
}

//! Showing one entry: proof that it was logged, which tells nothing about any other.
//!
//! As JSON: `{"version":1,"checkpoint":note,"index":…,"opening":{…},"proof":[…]}`. For a leaf that binds what was stored with
//! it, `version` is 2 and `content`, the digest in base64, stands after `opening`.

use serde::{Deserialize, Serialize};

use super::super::checkpoint::{CheckpointError, Note, Opened, Policy};
use super::super::entry::{Content, Leaf, Opening};
use super::super::tree::{ProofError, TreeHash, verify_inclusion};

/// Version of the format for a leaf with or without content. A program that knows only version 1 refuses content.
const fn version(content: Option<Content>) -> u32 {
    if content.is_some() { 2 } else { 1 }
}

/// One entry with the proof that it is in the log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reveal {
    version: u32,
    checkpoint: String,
    index: u64,
    opening: Opening,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    content: Option<Content>,
    proof: Vec<TreeHash>,
}

/// Why nothing was shown.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RevealError {
    /// A version that this program does not know, or one that has a content where this has none, or the reverse.
    #[error(
        "the proof is of a version that this program does not know, or a part of it is missing; verify it with a newer program, or ask for it again"
    )]
    Version,
    /// The checkpoint cannot be relied on.
    #[error(transparent)]
    Checkpoint(#[from] CheckpointError),
    /// Too few witnesses have cosigned.
    #[error(
        "{found} of the {needed} witnesses that the policy asks for have cosigned the checkpoint; ask for a newer proof"
    )]
    Witnesses {
        /// How many have.
        found: usize,
        /// How many the policy asks for.
        needed: usize,
    },
    /// The entry is not in the log at that place.
    #[error("the entry is not shown to be in the log: {0}")]
    Proof(#[from] ProofError),
}

impl Reveal {
    /// The entry of leaf `index`, with the proof from [`prove_inclusion`](super::super::tree::prove_inclusion) for the size
    /// of the checkpoint. `content` is what the leaf binds; `None` when it binds an entry alone.
    pub fn new(
        checkpoint: &Note,
        index: u64,
        opening: Opening,
        content: Option<Content>,
        proof: Vec<TreeHash>,
    ) -> Self {
        Self { version: version(content), checkpoint: checkpoint.write(), index, opening, content, proof }
    }

    /// Which leaf, from 0.
    pub const fn index(&self) -> u64 {
        self.index
    }

    /// What it says. Rely on it only after [`Reveal::verify`].
    pub const fn opening(&self) -> &Opening {
        &self.opening
    }

    /// The digest of what was stored with it. `None`: the leaf binds the entry alone. Rely on it only after
    /// [`Reveal::verify`].
    pub const fn content(&self) -> Option<Content> {
        self.content
    }

    /// Verifies that exactly this entry, with exactly this content, is the leaf of this number in the log, and returns the
    /// checkpoint that says so.
    pub fn verify(&self, policy: &Policy) -> Result<Opened, RevealError> {
        if self.version != version(self.content) {
            return Err(RevealError::Version);
        }
        let opened = policy.open(&self.checkpoint)?;
        if !policy.relies_on(&opened) {
            return Err(RevealError::Witnesses { found: opened.cosigned().len(), needed: policy.witnesses_min() });
        }
        let leaf = Leaf { entry: self.opening.commitment(), content: self.content };
        verify_inclusion(leaf.leaf_hash(), self.index, opened.head(), &self.proof)?;
        Ok(opened)
    }
}

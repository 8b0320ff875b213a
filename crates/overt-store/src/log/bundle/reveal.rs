//! Showing one entry: proof that it was logged, which tells nothing about any other.
//!
//! As JSON: `{"version":1,"checkpoint":note,"index":…,"opening":{…},"proof":[…]}`.

use serde::{Deserialize, Serialize};

use super::super::checkpoint::{CheckpointError, Note, Opened, Policy};
use super::super::entry::Opening;
use super::super::tree::{ProofError, TreeHash, verify_inclusion};

/// Version of the format.
const REVEAL_VERSION: u32 = 1;

/// One entry with the proof that it is in the log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reveal {
    version: u32,
    checkpoint: String,
    index: u64,
    opening: Opening,
    proof: Vec<TreeHash>,
}

/// Why nothing was shown.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RevealError {
    /// A version that this program does not know.
    #[error("the proof is of a version that this program does not know; verify it with a newer program")]
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
    /// of the checkpoint.
    pub fn new(checkpoint: &Note, index: u64, opening: Opening, proof: Vec<TreeHash>) -> Self {
        Self { version: REVEAL_VERSION, checkpoint: checkpoint.write(), index, opening, proof }
    }

    /// Which leaf, from 0.
    pub const fn index(&self) -> u64 {
        self.index
    }

    /// What it says. Rely on it only after [`Reveal::verify`].
    pub const fn opening(&self) -> &Opening {
        &self.opening
    }

    /// Verifies that exactly this entry is the leaf of this number in the log, and returns the checkpoint that says so.
    pub fn verify(&self, policy: &Policy) -> Result<Opened, RevealError> {
        if self.version != REVEAL_VERSION {
            return Err(RevealError::Version);
        }
        let opened = policy.open(&self.checkpoint)?;
        if !policy.relies_on(&opened) {
            return Err(RevealError::Witnesses { found: opened.cosigned().len(), needed: policy.witnesses_min() });
        }
        verify_inclusion(self.opening.commitment().leaf_hash(), self.index, opened.head(), &self.proof)?;
        Ok(opened)
    }
}

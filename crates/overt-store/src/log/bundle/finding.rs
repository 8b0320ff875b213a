//! What can be wrong with a bundle, and where.

use std::fmt;
use std::io;

use super::super::checkpoint::CheckpointError;
use super::super::tree::ProofError;
use super::line::LINE_BYTES_MAX;

/// One thing that is wrong with a bundle. It shows as a sentence that says what, where, and what helps.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Number of the line, from 1. `None`: the bundle as a whole.
    pub line: Option<u64>,
    /// What is wrong.
    pub problem: BundleProblem,
}

/// What is wrong with a line or a bundle. Leaves are counted from 0.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BundleProblem {
    /// The bundle could not be read to its end.
    #[error("the bundle could not be read on ({0}); copy it again")]
    Unreadable(io::ErrorKind),
    /// A line longer than [`LINE_BYTES_MAX`].
    #[error("the line is longer than {LINE_BYTES_MAX} bytes; this is not a bundle, or line ends were lost")]
    LineTooLong,
    /// Not a line of this format.
    #[error("the line is not one of a bundle; it was damaged, or a newer program wrote it")]
    Line,
    /// The first line is not the header, or a later one is.
    #[error("a bundle has one header, as its first line; the beginning was cut off, or two bundles were joined")]
    Header,
    /// The header is of a version this program does not know.
    #[error("the bundle is of a version that this program does not know; verify it with a newer program")]
    Version,
    /// The bundle is of another log.
    #[error("the bundle is of another log than the policy; give the policy of this log")]
    Origin,
    /// Number of leaves and subtree roots in the header do not fit each other.
    #[error("the header names a start that no tree has; export the bundle again")]
    Start,
    /// The bundle starts after leaves for which it shows no checkpoint.
    #[error("the bundle starts at leaf {0} without a checkpoint of the leaves before it; export it with one")]
    StartUnsigned(u64),
    /// A leaf has another number than its place.
    #[error("leaf {expected} should stand here, and leaf {found} does: leaves were removed, inserted or moved")]
    LeafOrder {
        /// The number that comes next.
        expected: u64,
        /// The number in the line.
        found: u64,
    },
    /// A leaf does not follow from the leaf before it.
    #[error(
        "leaf {0} does not follow from the one before it: it was changed, or one was removed, inserted or moved here"
    )]
    Link(u64),
    /// The content and the entry's commitment shown for a leaf are not those that it binds.
    #[error(
        "leaf {0} does not bind the content that is shown for it: the content, the entry or the leaf was changed; do not rely on what is stored under it"
    )]
    Content(u64),
    /// The entry shown for a leaf is not the one that was logged.
    #[error("the entry shown for leaf {0} is not the one that was logged; do not rely on it")]
    Opening(u64),
    /// A checkpoint cannot be relied on.
    #[error("{0}")]
    Checkpoint(CheckpointError),
    /// A checkpoint of fewer leaves than stand before it.
    #[error(
        "a checkpoint of {size} leaves stands after {leaves} leaves: leaves were inserted, or the lines were moved"
    )]
    CheckpointPlace {
        /// Leaves in the checkpoint.
        size: u64,
        /// Leaves before the line.
        leaves: u64,
    },
    /// A checkpoint of more leaves than stand before it.
    #[error("the log signed {size} leaves, and {leaves} stand here: leaves were removed")]
    LeavesMissing {
        /// Leaves in the checkpoint.
        size: u64,
        /// Leaves before the line.
        leaves: u64,
    },
    /// The leaves do not have the root that the log signed.
    #[error(
        "the leaves are not those that the log signed: at least one from leaf {first} to before leaf {end} was changed"
    )]
    Root {
        /// The first leaf that no earlier checkpoint confirms.
        first: u64,
        /// Number of leaves in the checkpoint.
        end: u64,
    },
    /// A consistency proof between heads that are not there.
    #[error(
        "the consistency proof from {from} to {to} leaves stands where no such checkpoints are; export the bundle again"
    )]
    ConsistencyPlace {
        /// Leaves of the earlier tree.
        from: u64,
        /// Leaves of the later tree.
        to: u64,
    },
    /// A consistency proof that shows nothing.
    #[error("the proof that the log only grew does not hold: {0}")]
    Consistency(ProofError),
    /// The log signed another tree of this size for somebody else.
    #[error(
        "the log signed two different trees of {size} leaves: it told two stories, or this bundle was rewritten; keep both"
    )]
    Fork {
        /// Leaves in both trees.
        size: u64,
    },
    /// The log has signed more leaves than there are.
    #[error(
        "the log signed {size} leaves before, and there are only {leaves} now: it was rolled back, or this export is older"
    )]
    RolledBack {
        /// Leaves signed before.
        size: u64,
        /// Leaves in the bundle, with those before its start.
        leaves: u64,
    },
    /// Nothing ties a checkpoint seen earlier to this bundle.
    #[error(
        "nothing shows that the bundle continues the {0} leaves you saw before; ask for a consistency proof from there"
    )]
    SeenUnlinked(u64),
    /// No checkpoint at all.
    #[error("the bundle holds no checkpoint that holds, so nothing in it is signed; export it again")]
    Unsigned,
    /// Leaves after the last checkpoint.
    #[error(
        "the last {0} leaves are after the last checkpoint, so nobody signed them; export again with a new checkpoint"
    )]
    TailUnsigned(u64),
    /// Too few witnesses have cosigned the last checkpoint.
    #[error("{found} of the {needed} witnesses that the policy asks for have cosigned the last checkpoint; ask them")]
    Witnesses {
        /// How many have.
        found: usize,
        /// How many the policy asks for.
        needed: usize,
    },
    /// The last line is not the end, or states another number of leaves.
    #[error("the bundle does not end as it should; its end was cut off or changed")]
    End,
    /// Lines after the end.
    #[error("there are lines after the end of the bundle; it was added to")]
    AfterEnd,
    /// There is more that is not listed.
    #[error("reading stopped here, because too much is wrong; get the bundle again from where it was made")]
    TooMany,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            Some(line) => write!(f, "line {line}: {}", self.problem),
            None => write!(f, "the bundle: {}", self.problem),
        }
    }
}

//! Why a step of a release cannot be taken.

use super::ReleaseId;

/// Why a step cannot be taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ReleaseError {
    /// There is no such release.
    #[error("there is no such release")]
    NotThere,
    /// It is in another state.
    #[error("the release is {is}, and only one that is {wanted} can be {verb}")]
    State {
        /// As it is.
        is: &'static str,
        /// As it must be.
        wanted: &'static str,
        /// What is asked for.
        verb: &'static str,
    },
    /// Another manifest is to be approved than was drawn.
    #[error("what is to be approved is not what was drawn: a file of the release was changed")]
    Manifest,
    /// The same person again.
    #[error("you approved this release before; it needs another person")]
    Twice,
    /// Another release was planned since the plan was made, so it rests on a ledger that is not the last.
    #[error("another release was planned meanwhile, and what both cost together was not looked at")]
    Outdated,
    /// Another release is being drawn, or was stopped while it was.
    #[error("{0} is planned and not drawn yet, and what it will show is not known")]
    Open(ReleaseId),
    /// A text is too long.
    #[error("what is to be kept of a release is longer than 16 MiB")]
    TooLong,
}

impl ReleaseError {
    /// A stable code.
    pub(crate) const fn code(self) -> &'static str {
        match self {
            Self::NotThere => "release-not-there",
            Self::State { .. } => "release-state",
            Self::Manifest => "release-changed",
            Self::Twice => "release-twice",
            Self::Outdated => "release-outdated",
            Self::Open(_) => "release-open",
            Self::TooLong => "release-too-long",
        }
    }

    /// What helps.
    pub(crate) const fn hint(self) -> &'static str {
        match self {
            Self::NotThere | Self::State { .. } => "`overt release list` names all of them, and how far they have come",
            Self::Manifest => "give it up and draw it anew: `overt release give-up`, `overt release make`",
            Self::Outdated => "run the same command again",
            Self::Open(_) => "wait until it is drawn, or give it up: `overt release give-up RELEASE`",
            Self::Twice => "`overt release approve RELEASE --as NAME`, by somebody else",
            Self::TooLong => "release fewer or smaller tables at once",
        }
    }
}

//! Why joins or decisions were refused.

use overt_model::{EntityId, RecordId};

/// What is wrong with a run of linkage, a decision or an undo. Nothing was changed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LinkError {
    /// One record is no pair.
    #[error("a decision is about two records, and this is one and the same")]
    Itself,
    /// A record stands twice in a run.
    #[error("the run names a record twice; a record belongs to one entity")]
    Twice,
    /// The identifier of an entity is one that stands for none.
    #[error("the run names an entity by an identifier of zeros, which stands for none")]
    NoEntity,
    /// There is no such kind of record.
    #[error("the codebook has no kind of record of this name")]
    Schema,
    /// A record is of another kind.
    #[error("the run names {0} record(s) that are not of the kind that it links")]
    Kind(u64),
    /// A record is gone.
    #[error("the run names {0} record(s) that are not there, or were erased")]
    Gone(u64),
    /// An entity of another kind.
    #[error("{0} belongs to an entity that was made by linking another kind of record")]
    OtherKind(RecordId),
    /// An entity of one record.
    #[error("an entity has two records at least, and {0} would have one")]
    Alone(EntityId),
    /// A decision says otherwise.
    #[error("the run joins {0} and {1}, which somebody decided are different")]
    Contradicts(RecordId, RecordId),
    /// The probability is none.
    #[error("the threshold is not a number from 0 to 1")]
    Threshold,
    /// A text is too long.
    #[error("the {0} is longer than {1} characters")]
    TooLong(&'static str, usize),
    /// A second reading without a first.
    #[error("nobody has decided about these two records yet, so there is nothing to read a second time")]
    NoFirst,
    /// The second reader is the first.
    #[error("the second reader must be another person than the first")]
    SameReader,
    /// Too many pairs come apart.
    #[error("taking the entity apart would be a decision about {0} pairs of records; {1} are the most at once")]
    TooManyPairs(u64, u64),
}

impl LinkError {
    /// What helps, where something does.
    pub const fn hint(&self) -> Option<&'static str> {
        Some(match self {
            Self::Gone(_) => "records were erased since they were read; link again",
            Self::Contradicts(..) => "link again: decisions were added since the run read them",
            Self::OtherKind(_) => "link all records of both kinds together, or undo the other run first",
            Self::NoFirst => "give it as a first reading",
            Self::SameReader => "ask somebody else; to change your own decision, give it as a first reading",
            Self::TooManyPairs(..) => "take single records out, or undo the run that joined them",
            _ => return None,
        })
    }

    /// A stable code for programs.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Itself => "link-itself",
            Self::Twice => "link-twice",
            Self::NoEntity => "link-no-entity",
            Self::Schema => "link-schema",
            Self::Kind(_) => "link-kind",
            Self::Gone(_) => "link-gone",
            Self::OtherKind(_) => "link-other-kind",
            Self::Alone(_) => "link-alone",
            Self::Contradicts(..) => "link-contradicts",
            Self::Threshold => "link-threshold",
            Self::TooLong(..) => "link-too-long",
            Self::NoFirst => "link-no-first",
            Self::SameReader => "link-same-reader",
            Self::TooManyPairs(..) => "link-too-many-pairs",
        }
    }
}

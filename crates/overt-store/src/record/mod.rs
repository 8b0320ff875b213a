//! Records: writing, opening, finding and erasing them.

mod erase;
mod file;
mod find;
mod hand_over;
mod load;
mod parts;
mod prepare;
mod read;
mod revise;
mod scan;
mod seal;
mod term;
mod write;

pub use erase::{Erased, ErasedClass};
pub use file::{FileId, FileKind, FileShown, is_media_type};
pub use find::{Found, PAGE_LEN_MAX, Page, Query, StateCounts};
pub use prepare::Prepared;
pub use read::{RevisionFacts, Shown};
pub use revise::Edit;
pub use scan::{Reading, Written};

pub(crate) use erase::{erasure_digest, erasures};
pub(crate) use file::file_digest;
pub(crate) use file::files_of;
pub(crate) use load::{Loaded, SealedRow, current_revision, load, load_many, load_revisions, load_rows, sealed};
pub(crate) use parts::{SEALED_CLASSES, blind_numbers, join as join_class, of_origin, pack, touches};
pub(crate) use prepare::{InForce, Preparation, PreparedRecord, sources};
pub(crate) use read::openable;
pub(crate) use seal::{PreparedClass, Sealer};
pub(crate) use term::{schema as schema_term, terms_of};
pub(crate) use write::{refuse_moved_keys, write_finders, write_revisions, write_rows, write_sealed};

/// Table name to which the envelopes of records are bound.
pub(crate) const SEALED: &str = "sealed";

/// Why there is a revision that says what the one before said: another casework team holds the record from then on. Nobody else gives this
/// reason.
pub const HANDED_OVER: &str = "handed-over";

/// Why there is a new revision: a closed list, because free words would hold names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Reason {
    /// Somebody entered the record.
    Entered,
    /// It came from a file or another system.
    Imported,
    /// Something was wrong.
    Corrected,
    /// More became known.
    Completed,
    /// The claim has come further, or was taken back.
    StandingChanged,
    /// A consent was given, changed or withdrawn.
    ConsentChanged,
    /// The codebook changed.
    Migrated,
}

impl Reason {
    /// Every reason.
    pub const ALL: [Self; 7] = [
        Self::Entered,
        Self::Imported,
        Self::Corrected,
        Self::Completed,
        Self::StandingChanged,
        Self::ConsentChanged,
        Self::Migrated,
    ];

    /// The code that is stored and shown.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Entered => "entered",
            Self::Imported => "imported",
            Self::Corrected => "corrected",
            Self::Completed => "completed",
            Self::StandingChanged => "standing-changed",
            Self::ConsentChanged => "consent-changed",
            Self::Migrated => "migrated",
        }
    }

    /// The reason with this code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reason| reason.code() == code)
    }
}

//! Joins: which records are about the same person, body, place or event, what people decided about that, and how it came to be.
//!
//! Nothing is overwritten. A *step* changes what is joined: a run of linkage, an undo, a decision, or an erasure. It writes, for
//! each record that it moves, to which entity the record belongs from then on, and the row of the latest step holds. So the
//! history of a join is there, and taking one back is writing what stood before. Each step is one transaction and one entry of the
//! log, which holds a digest of the step and of every row that it wrote.
//!
//! # What always holds
//!
//! - A record belongs to at most one entity. An entity has at least two records, all of the kind of record that was linked or of
//!   one that descends from it. A record that is left alone belongs to none.
//! - Two records that a person holds to be different ([`StandingDecision::verdict`]) are not joined: a run that would join them
//!   is refused, and what was joined before comes apart with the decision.
//! - A record that was erased, or whose identity was, belongs to no entity, and no earlier decision about it stands.
//!
//! The kernels of linkage keep identifiers of entities over runs. The store keeps what it is given.

mod decide;
mod erase;
mod error;
mod history;
mod members;
mod notes;
mod reading;
mod run;
mod settle;
mod standing;
mod step;
mod undo;

use overt_model::{EntityId, Id, IdKind, RecordId};
use serde::Serialize;

pub use decide::{Decided, Decision, NOTE_LEN_MAX};
pub use error::LinkError;
pub use history::{JoinCause, JoinEvent};
pub use members::{Join, JoinPage};
pub use notes::DecisionNote;
pub use reading::{LeftOut, LinkReading, LinkWanted};
pub use run::{LinkFacts, LinkRun, MODEL_LEN_MAX};
pub use standing::{Reading as DecisionReading, StandingDecision, StandingPage, Turn, Verdict};
pub use undo::{JoinUndone, UNDO_PAIRS_MAX, UndoOf};

pub(crate) use decide::decision_digest;
pub(crate) use erase::{forget, is_joined};
pub(crate) use notes::notes_of;
pub(crate) use step::{digest_of_members, step_content, step_digest};

use crate::StoreError;
use crate::people::{Right, Session, TeamKind};

/// Marks identifiers written `linkage:…`.
pub enum LinkRunKind {}
impl IdKind for LinkRunKind {
    const NAME: &'static str = "linkage";
}
/// One run of linkage.
pub type LinkRunId = Id<LinkRunKind>;

/// Marks identifiers written `note:…`.
pub enum NoteKind {}
impl IdKind for NoteKind {
    const NAME: &'static str = "note";
}
/// One note of a person, on a decision or on a task.
pub type NoteId = Id<NoteKind>;

/// To which entity a record belongs from a run on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Change {
    /// Which record.
    pub record: RecordId,
    /// Which entity; `None`: it stands alone.
    pub entity: Option<EntityId>,
}

/// What stands in the tables where there is none.
const fn none<K>() -> Id<K> {
    Id::from_bits(0)
}

/// The identifier, unless it stands for none.
fn some<K>(id: Id<K>) -> Option<Id<K>> {
    (id.bits() != 0).then_some(id)
}

/// Identities are what joins are made of, so only who works with them may change joins.
fn refuse_outsiders(session: &Session) -> Result<(), StoreError> {
    let may = [TeamKind::Casework, TeamKind::Custody].into_iter().any(|kind| session.is_in(kind));
    if may { session.require(Right::Decide) } else { Err(StoreError::NotThere("team")) }
}

/// Both, the smaller first.
fn pair(one: RecordId, other: RecordId) -> Result<[RecordId; 2], StoreError> {
    match one.cmp(&other) {
        std::cmp::Ordering::Less => Ok([one, other]),
        std::cmp::Ordering::Greater => Ok([other, one]),
        std::cmp::Ordering::Equal => Err(LinkError::Itself.into()),
    }
}

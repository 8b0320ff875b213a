//! The nouns of Overt and the codebook that drives them.
//!
//! A [`Record`] is what one [`Source`] says about one person, act, payment or other thing; the [`Claim`] on it says how far
//! that has come, how good it is and who may see it. What a record may say is not written in code: the [`Codebook`] is read
//! from plain files, and a [`Validator`] holds records against it.
//!
//! Invariant: this crate does no input or output beyond the codebook that was compiled into it, knows no clock and draws no
//! random numbers. Personal values are [`Private`] and keys are [`Secret`], so neither can be printed by accident.

#[macro_use]
mod mirror;

mod amount;
mod band;
mod claim;
pub mod codebook;
mod column;
pub mod edtf;
mod entity;
mod file_hash;
mod id;
mod place;
mod private;
mod record;
mod signal;
mod source;
mod text;
pub mod validate;

pub use amount::{Amount, AmountError};
pub use band::Band;
pub use claim::{Claim, ClaimDifference, Grade, GradeError, StandingError};
pub use codebook::Codebook;
pub use column::{Column, Part};
pub use edtf::Edtf;
pub use entity::Entity;
pub use file_hash::{Algorithm, FileHash, FileHashError};
pub use id::{
    EntityId, EntityKind, Id, IdError, Kind as IdKind, RecordId, RecordKind, SignalId, SignalKind, SourceId, SourceKind,
};
pub use mirror::{Class, Credibility, Handling, Reliability, Standing, State};
pub use place::{Place, Rung};
pub use private::{Private, Secret};
pub use record::{Field, Fields, Record, Value, Values};
pub use signal::Signal;
pub use source::{Source, SourceMistake};
pub use text::{Lang, Text};
pub use validate::{Problem, ProblemCode, Validator};

//! How easily a result would have been another one: copied values, single rows, single sources, choices of the analyst.
#![expect(clippy::cast_precision_loss, reason = "counts of rows and specifications are far below 2^52")]

mod influence;
mod multiverse;
mod question;
mod rows;
mod sources;
mod ties;

pub use influence::{PairAudit, Removal, audit_pairs};
pub use multiverse::{Joining, Multiverse, OptionSummary, Refused, Specification, multiverse};
pub use question::{Choice, ChoiceOption, Countries, Outliers, Question, Scale};
pub use sources::{Jackknife, Score, WithoutSource, jackknife};
pub use ties::{Tie, Ties, ties};

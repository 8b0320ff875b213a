//! How easily somebody is found in a table: before anything is published, and as the measure of what protection changed.
//!
//! A [`Question`] says which columns somebody who looks for a person may know, and which nobody should learn. [`Risk::measure`]
//! answers with plain numbers. What it will cost is known before, from [`Question::cost`].

#![expect(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    reason = "rows are numbered by 32 bits and codes by 16, because a table has no more; shares need no more than 52"
)]

mod attackers;
mod classes;
mod codes;
mod combinations;
mod contributors;
mod cost;
mod diversity;
mod generalise;
mod partition;
mod population;
mod question;
mod report;
mod uniques;

pub use attackers::{Attack, Attackers, PopulationRisk};
pub use classes::{GroupSize, Groups};
pub use contributors::{Contributor, Signature};
pub use cost::Cost;
pub use diversity::Diversity;
pub use generalise::{Effect, Effects, Figures};
pub use population::Pitman;
pub use question::{Generalisation, Quasi, Question, RiskError, Sensitive};
use report::cells;
pub use report::{Cell, ColumnPart, Length, Revealing, Risk, Standout, ValuePart};

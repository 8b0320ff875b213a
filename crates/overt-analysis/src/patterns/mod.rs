//! What casework can say about acts of corruption beyond counting them: whether they are clustered, when they happen, whether they changed after
//! a measure, what they cost, who is prosecuted, who is on record, and who or what comes back.
//!
//! Every result says how many rows it rests on, what is not in it, how it was computed, and how far it reaches. What is recorded is not what
//! happened: all of it depends on who could report, and to whom. No result is about the conduct of a person.
#![expect(clippy::cast_precision_loss, reason = "counts and amounts are below 2^53")]

mod allocation;
mod bisect;
pub mod concentration;
mod conditional;
pub mod enforcement;
mod exposure;
pub mod prices;
pub mod profile;
pub mod recurrence;
mod share;
pub mod timing;

pub use crate::mediate::{Draws, Interval};
pub use conditional::Ratio;
pub use exposure::Exposure;
pub use share::Share;

/// The level below which chance is not taken as the explanation.
const ALPHA: f64 = 0.05;

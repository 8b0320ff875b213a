//! Names against a list, in the shape in which yente answers to `/match`; and what records are openly called, for being matched.

mod answer;
mod called;

pub use answer::{Candidate, REASON, properties, response, result};
pub use called::{Called, called};

//! Between organisations, without names: each encodes its records with a key that both share, and somebody who does not have the key
//! finds which encodings belong together.
//!
//! [`encode`] turns records into a file of bit strings with random numbers, [`read`] reads such a file, [`join`] finds in two or more
//! which are probably one person, and only numbers come out. [`Plan`] says what all parties must do alike, [`Key`] is made for
//! one run. What this resists and what not is in the book, "Linking without names", and in `tests/pprl_attacks`. [`clk`] is
//! the method that others use, to be measured against; [`dice`] compares bit strings of either kind.
//!
//! Nothing here opens a file or makes randomness.

pub mod clk;
pub mod dice;
mod encode;
mod error;
mod file;
mod join;
mod kernel;
mod key;
mod plan;
mod seeded;
mod sketch;
mod tokens;

pub use dice::Bits;
pub use encode::{Record, Report, encode};
pub use error::PprlError;
pub use file::{Encoded, Header, RECORDS_MAX, RecordId, read};
pub use join::{Agreed, FILES_MAX, Member, join};
pub use key::Key;
pub use plan::{Plan, Weights};
pub use seeded::Seeded;
pub use sketch::WEIGHT;
pub use tokens::{FieldKind, tokens_of};

//! Names of people and organisations, comparable across scripts and romanisations.
//!
//! A text is [read](Name::person) once: cleaned, romanised word by word ([`latin`]), stripped of titles, particles and
//! legal forms, and turned into sounds. [`similarity`] then aligns the words of two names in any order without allocating;
//! [`alignment`] says the same in words, for explanations.
//!
//! The result is evidence about spelling, never that two people are the same: how common a name is, and everything else
//! that is known, is weighed elsewhere.

mod alignment;
mod clean;
mod edit;
mod jaro;
mod latin;
mod name;
mod organisation;
mod person;
#[expect(clippy::match_same_arms, reason = "a table in the order of Unicode")]
mod script;
#[expect(clippy::match_same_arms, reason = "tables in the order of their alphabets")]
mod scripts;
mod similarity;
#[expect(clippy::match_same_arms, reason = "spellings read from top to bottom, the longest first")]
mod sounds;
mod variants;

pub use alignment::{Alignment, How, TokenPair, alignment};
pub use edit::damerau_levenshtein;
pub use jaro::jaro_winkler;
pub use latin::latin;
pub use name::{Kind, LegalForm, Name, TokenView};
pub use script::{Script, script_of};
pub use similarity::similarity;

/// From this similarity on, two names of people are held to be the same name. It was fixed before the pairs of
/// `tests/data/cross_script_names.csv` were looked at; the rules were then improved on their part `tune` alone.
pub const SAME_NAME: f32 = 0.80;

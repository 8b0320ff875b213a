//! The demonstration consortium: the messy files of seven invented organisations, the mappings with which they are imported, and
//! the truth behind them.
//!
//! Nobody and nothing in the files exists. Names of people are made of syllables, places and bodies are called invented, ficticio,
//! imaginary or sample, telephone numbers begin with +000, and each file says that it is invented. Only the codes of countries are real.
//!
//! The README beside this crate says what the truth consists of.

mod chance;
mod countries;
mod error;
mod file;
mod generate;
mod member;
mod names;
mod tell;
mod truth;
mod words;
mod world;

pub use error::Error;
pub use generate::{Plan, SCALE_MAX, Step, generate};
pub use member::{File, MEMBERS, Mapping, Member, SourceFacts};

/// What each file says of itself.
pub const NOTICE: &str = "INVENTED DATA for the demonstration of Overt. Nobody and nothing in here exists.";

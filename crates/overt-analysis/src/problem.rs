//! Why something cannot be estimated.

use serde::Serialize;
use thiserror::Error;

/// Why something cannot be estimated: what is wrong, where, and what helps, as sentences for whoever asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Error)]
#[error("{sentence} {way_out}")]
pub struct Problem {
    /// What is wrong, and where.
    pub sentence: String,
    /// What to do.
    pub way_out: String,
}

impl Problem {
    /// A problem and the way out of it, each a whole sentence.
    pub fn new(sentence: impl Into<String>, way_out: impl Into<String>) -> Self {
        Self { sentence: sentence.into(), way_out: way_out.into() }
    }
}

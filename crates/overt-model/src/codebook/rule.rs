//! Rules of a schema, and codes derived from its records.

use compact_str::CompactString;
use serde::{Deserialize, Serialize};

use super::condition::Condition;
use crate::Text;

/// How a rule weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// The record is refused.
    Error,
    /// The record is kept, but unfinished.
    Gap,
    /// Worth a second look.
    Notice,
}

/// When a record is wrong or unfinished.
#[derive(Debug, Clone, Serialize)]
pub struct Rule {
    /// Its stable name.
    pub id: CompactString,
    /// How it weighs.
    pub severity: Severity,
    /// True when the problem is there.
    pub when: Condition,
    /// The property, or part of the claim, at which it is shown.
    pub at: CompactString,
    /// What the person is told.
    pub say: Text,
    /// Why, in English.
    pub reason: String,
    /// Citations.
    pub source: String,
    #[serde(skip)]
    pub(super) line: usize,
}

/// A code worked out from a record, never stored.
#[derive(Debug, Clone, Serialize)]
pub struct Derived {
    /// Its name.
    pub id: CompactString,
    /// The list of its codes.
    pub list: CompactString,
    /// What people call it.
    pub label: Text,
    /// Tried in order; the first that holds gives the code.
    pub cases: Vec<Case>,
}

/// One case of a [`Derived`] code.
#[derive(Debug, Clone, Serialize)]
pub struct Case {
    /// The code.
    pub code: CompactString,
    /// When it holds.
    pub when: Condition,
}

//! The small language in which rules say when a record is wrong or unfinished. The book's page on the codebook explains it.

mod holds;
mod parse;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use compact_str::CompactString;
use rust_decimal::Decimal;
use rustc_hash::FxHashSet;
use serde::{Serialize, Serializer};

pub(super) use parse::{Scope, parse};

use crate::{Edtf, Rung, State};

/// A condition on a record, as it was written and as it is evaluated.
#[derive(Debug, Clone)]
pub struct Condition {
    text: Arc<str>,
    test: Arc<Test>,
}

impl Condition {
    /// The words of the schema file.
    pub fn text(&self) -> &str {
        &self.text
    }
}

impl Serialize for Condition {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.text)
    }
}

#[derive(Debug)]
enum Test {
    Not(Box<Test>),
    All(Vec<Test>),
    Any(Vec<Test>),
    HasValue(Path),
    IsState(CompactString, State),
    /// Some value is one of these codes (for `!=`: there are values, and none is).
    IsCode {
        path: Path,
        codes: FxHashSet<CompactString>,
        negated: bool,
    },
    Compare {
        left: Path,
        operator: Operator,
        right: Operand,
    },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Operator {
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

#[derive(Debug, Clone)]
enum Operand {
    Path(Path),
    Number(Decimal),
    Date(Edtf),
}

#[derive(Debug, Clone)]
enum Path {
    Property(CompactString),
    Rung(CompactString, Rung),
    Claim(ClaimPart),
}

#[derive(Debug, Clone, Copy)]
enum ClaimPart {
    Standing,
    Decision,
    Reliability,
    Credibility,
    Handling,
}

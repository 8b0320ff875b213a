//! One input of an index.

use std::str::FromStr;

use serde::Serialize;

use crate::Problem;

/// Whether an input measures corruption.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Corruption {
    /// It does.
    Yes,
    /// It touches on corruption among other things. That alone makes nothing circular.
    Partial,
    /// Somebody says that the index has this input, and its documentation does not.
    Claimed,
    /// It does not.
    No,
}

impl FromStr for Corruption {
    type Err = Problem;

    fn from_str(text: &str) -> Result<Self, Problem> {
        match text {
            "yes" => Ok(Self::Yes),
            "partial" => Ok(Self::Partial),
            "claimed" => Ok(Self::Claimed),
            "no" => Ok(Self::No),
            _ => Err(Problem::new(
                "A word does not say whether an input measures corruption.",
                "Write yes, partial, claimed or no.",
            )),
        }
    }
}

/// A row of the list of inputs: that an index has an input.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Input {
    /// The index.
    pub index: String,
    /// The edition for which this is known.
    pub edition: String,
    /// The id of the input. It may be an index itself.
    pub input: String,
    /// What the input is.
    pub name: String,
    /// What part it has in the index. One that begins with `direct estimate` is also published by itself.
    pub role: String,
    /// Whether it measures corruption.
    pub corruption: Corruption,
    /// By what way it enters: `direct`, or what it is made from. `A … -> B`, where `A` is an index, says that it is made from `A`.
    pub via: String,
    /// Where that is stated.
    pub source: String,
}

impl Input {
    /// Whether it is published by itself, so that it can be used instead of the index.
    pub(super) fn stands_alone(&self) -> bool {
        self.role.starts_with("direct estimate")
    }

    /// Whether it enters as it is, and is not made from something that is not listed.
    pub(super) fn is_direct(&self) -> bool {
        self.via == "direct"
    }

    /// The index from which the input is made, as far as `via` says so.
    pub(super) fn made_from(&self) -> Option<&str> {
        let (from, _) = self.via.split_once(" -> ")?;
        let from = from.split_whitespace().next()?;
        (from != self.input && from != self.index).then_some(from)
    }
}

//! A way from an index to what it is made of.

use std::fmt;

use serde::Serialize;

use super::{Corruption, Input};

/// One step of a path: an input, and the row that says so.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Step {
    /// The id of the input.
    pub node: String,
    /// What it is.
    pub name: String,
    /// The edition of the index for which it is known.
    pub edition: String,
    /// Whether it measures corruption.
    pub corruption: Corruption,
    /// Where that is stated.
    pub source: String,
}

/// A way from an index through its inputs to theirs, one step or more.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Path {
    /// The index at which it begins.
    pub index: String,
    /// The steps.
    pub steps: Vec<Step>,
}

impl Step {
    pub(super) fn to_input(input: &Input) -> Self {
        Self {
            node: input.input.clone(),
            name: input.name.clone(),
            edition: input.edition.clone(),
            corruption: input.corruption,
            source: input.source.clone(),
        }
    }

    /// The step from an input to the index from which it is made.
    pub(super) fn to_origin(input: &Input, origin: &str) -> Self {
        Self {
            node: origin.to_owned(),
            name: input.via.clone(),
            edition: input.edition.clone(),
            corruption: Corruption::No,
            source: input.source.clone(),
        }
    }
}

impl Path {
    /// Where it ends.
    pub fn end(&self) -> Option<&Step> {
        self.steps.last()
    }

    /// Whether it ends in a measure of corruption.
    pub(super) fn ends_in_corruption(&self) -> bool {
        self.end().is_some_and(|step| step.corruption == Corruption::Yes)
    }

    /// Whether a step of it is only claimed.
    pub(super) fn is_claimed(&self) -> bool {
        self.steps.iter().any(|step| step.corruption == Corruption::Claimed)
    }

    pub(super) fn ends_at(&self, node: &str) -> bool {
        self.end().is_some_and(|step| step.node == node)
    }
}

impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.index)?;
        for step in &self.steps {
            write!(f, " <- {} ({}; {})", step.node, step.name, step.edition)?;
            match step.corruption {
                Corruption::Yes => f.write_str(" [measures corruption]")?,
                Corruption::Claimed => f.write_str(" [claimed only]")?,
                Corruption::Partial | Corruption::No => {}
            }
        }
        Ok(())
    }
}

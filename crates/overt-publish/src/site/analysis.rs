//! What is computed when somebody first asks for it: two indices side by side, and how many people no list has.

use super::place::Missing;

/// Under which heading an analysis is found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Topic {
    /// Two indices side by side.
    Lab,
    /// How many people no list has.
    Undercount,
}

/// An analysis of data that may be passed on.
pub struct Analysis {
    /// Where it is found.
    pub topic: Topic,
    /// Its name in addresses: letters, digits and hyphens.
    pub id: String,
    /// What people call it.
    pub title: String,
    /// Computes it: a report as a part of a page, or why there is none.
    pub make: Box<dyn Fn() -> Result<String, String> + Send + Sync>,
}

impl Analysis {
    /// The analysis as a part of a page, without styles of its own.
    pub(super) fn part(&self) -> Result<String, Missing> {
        (self.make)().map(super::figure::without_style).map_err(|_| Missing::Failed)
    }
}

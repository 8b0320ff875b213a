//! What is computed when somebody first asks for it: two indices side by side, and how many people no list has.

use crate::charts::escaped;

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
    /// The analysis as a part of a page, without styles of its own; or why there is none, in words.
    pub(super) fn part(&self) -> String {
        let made = (self.make)().unwrap_or_else(|why| format!("<p>{}</p>", escaped(&why)));
        super::figure::without_style(made)
    }
}

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
    /// The same as a value, where pages in other languages say it, too.
    #[serde(skip)]
    pub cause: Option<Cause>,
}

/// What is wrong with rows of which a coefficient is asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cause {
    /// There are too few of them.
    FewRows {
        /// How many there are.
        n: usize,
        /// How many are needed.
        least: usize,
    },
    /// All values of a column are the same.
    Constant {
        /// The column.
        column: String,
    },
    /// A logarithm or a root does not exist.
    NoPlace,
    /// Pairs are not looked for in so many rows.
    PairRows {
        /// How many there are.
        n: usize,
        /// The fewest.
        least: usize,
        /// The most.
        most: usize,
    },
    /// No value is near enough to the median.
    HalfTheSame,
    /// Both ends of the values meet.
    NothingBetween,
}

impl Problem {
    /// A problem and the way out of it, each a whole sentence.
    pub fn new(sentence: impl Into<String>, way_out: impl Into<String>) -> Self {
        Self { sentence: sentence.into(), way_out: way_out.into(), cause: None }
    }
}

impl From<Cause> for Problem {
    fn from(cause: Cause) -> Self {
        let (sentence, way_out) = match &cause {
            Cause::FewRows { n, least } => (
                format!("There are {n} rows, and at least {least} are needed."),
                "Look at the exclusions, or use series that have more countries in common.",
            ),
            Cause::Constant { column } => (
                format!("All values of the {column} column are the same, so nothing can go together with it."),
                "Use rows among which it differs.",
            ),
            Cause::NoPlace => (
                "A value has no place on the scale: a logarithm needs values above zero, a square root none below."
                    .to_owned(),
                "Do not cross this series with that scale.",
            ),
            Cause::PairRows { n, least, most } => (
                format!("The strongest pair is looked for in {least} to {most} rows, and there are {n}."),
                "Do not cross this series with that rule.",
            ),
            Cause::HalfTheSame => (
                "Half of the values of a series are the same, or no deviation is allowed, so none is near enough to the median."
                    .to_owned(),
                "Do not cross this series with that rule.",
            ),
            Cause::NothingBetween => {
                ("No value is left between both ends.".to_owned(), "Move a share below 0.5, of more rows.")
            }
        };
        Self { cause: Some(cause), ..Self::new(sentence, way_out) }
    }
}

//! What is varied, and how.

use std::ops::RangeInclusive;

use serde::Serialize;

/// What is varied: regressions of the outcome on all of `always`, at least one column of `focus`, and further columns.
#[derive(Debug, Clone, PartialEq)]
pub struct Question {
    /// Columns that are in every regression, and are not themselves judged.
    pub always: Vec<String>,
    /// The columns that are judged. None means all that are not in `always`.
    pub focus: Vec<String>,
    /// How many further columns stand beside a focus column; `0..=3` is usual.
    pub others: RangeInclusive<usize>,
    /// How much each regression counts in averages.
    pub weights: Weights,
    /// What becomes of rows with gaps.
    pub gaps: Gaps,
}

impl Default for Question {
    /// All columns are judged, with up to three others, every regression counts the same, and has all rows that it can have.
    fn default() -> Self {
        Self {
            always: Vec::new(),
            focus: Vec::new(),
            others: 0..=3,
            weights: Weights::Equal,
            gaps: Gaps::EachRegression,
        }
    }
}

/// How much each regression counts in averages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Weights {
    /// All the same.
    Equal,
    /// As its share of explained variance.
    RSquared,
    /// As its likelihood (Sala-i-Martin 1997). Regressions must then have the same rows.
    Likelihood,
}

/// What becomes of rows with gaps. A row without the outcome or without a column that is always there is left out of everything.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Gaps {
    /// Each regression has the rows that have all of its columns, so regressions can have different rows.
    EachRegression,
    /// All regressions have the same rows: those that have every column.
    Common,
}

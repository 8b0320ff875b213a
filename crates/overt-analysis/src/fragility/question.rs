//! The choices that an analyst could have made otherwise.

use std::collections::BTreeSet;
use std::fmt;

use serde::{Serialize, Serializer};

use crate::associate::Coefficient;
use crate::series::{Column, Iso3};

/// Which countries are looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Countries {
    /// What they are called.
    pub label: String,
    /// The countries; none for all.
    pub only: Option<BTreeSet<Iso3>>,
}

/// What is done with rows that lie far out, after the scales were chosen.
#[derive(Debug, Clone, PartialEq)]
pub enum Outliers {
    /// Nothing.
    Keep,
    /// Countries named beforehand are left out.
    Named(BTreeSet<Iso3>),
    /// The two rows are left out without which Pearson's r is strongest.
    StrongestPair,
    /// Rows are left out that lie further from the median of a series than this many median absolute deviations (times 1.4826).
    Beyond(f64),
    /// This share of values at each end of each series, rounded down to whole values, is moved to the nearest that stays.
    Winsorised(f64),
}

/// A scale on which values are taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Scale {
    /// As they are.
    AsIs,
    /// Natural logarithm; values must be above zero.
    Log,
    /// Square root; values must not be below zero.
    SquareRoot,
}

/// All choices, to be crossed with each other.
#[derive(Debug, Clone, PartialEq)]
pub struct Question {
    /// Series and years of one side, such as measures of corruption.
    pub left: Vec<Column>,
    /// Series and years of the other side, such as measures of trafficking.
    pub right: Vec<Column>,
    /// Which countries.
    pub countries: Vec<Countries>,
    /// What is done with outliers.
    pub outliers: Vec<Outliers>,
    /// Scales of the left side.
    pub left_scales: Vec<Scale>,
    /// Scales of the right side.
    pub right_scales: Vec<Scale>,
    /// Coefficients.
    pub coefficients: Vec<Coefficient>,
}

/// One of the choices and its options.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Choice {
    /// What is chosen.
    pub name: &'static str,
    /// What it can be.
    pub options: Vec<ChoiceOption>,
}

/// What can be chosen. It reads as it is called.
#[derive(Debug, Clone, PartialEq)]
pub enum ChoiceOption {
    /// A series and its year, or countries, by their label.
    Labelled(String),
    /// What is done with rows that lie far out.
    Outliers(Outliers),
    /// A scale.
    Scale(Scale),
    /// A coefficient.
    Coefficient(Coefficient),
}

impl fmt::Display for ChoiceOption {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Labelled(label) => f.write_str(label),
            Self::Outliers(rule) => f.write_str(&rule.label()),
            Self::Scale(scale) => f.write_str(scale.label()),
            Self::Coefficient(coefficient) => f.write_str(coefficient.name()),
        }
    }
}

impl Serialize for ChoiceOption {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl Outliers {
    /// What it is called.
    pub fn label(&self) -> String {
        match self {
            Self::Keep => "all rows".to_owned(),
            Self::Named(countries) => {
                format!("without {}", countries.iter().map(Iso3::to_string).collect::<Vec<_>>().join(", "))
            }
            Self::StrongestPair => "without the pair that strengthens r most".to_owned(),
            Self::Beyond(deviations) => format!("without rows beyond {deviations} median absolute deviations"),
            Self::Winsorised(share) => format!("{} percent of each end moved in", 100.0 * share),
        }
    }

    /// Whether the scale decides which rows it changes. Otherwise ranks are the same on every scale.
    pub(super) fn sees_scale(&self) -> bool {
        matches!(self, Self::StrongestPair | Self::Beyond(_))
    }
}

impl Scale {
    /// What it is called.
    pub fn label(self) -> &'static str {
        match self {
            Self::AsIs => "as is",
            Self::Log => "logarithm",
            Self::SquareRoot => "square root",
        }
    }

    /// A value on it; not finite where there is none.
    pub(super) fn of(self, value: f64) -> f64 {
        match self {
            Self::AsIs => value,
            Self::Log => value.ln(),
            Self::SquareRoot => value.sqrt(),
        }
    }
}

impl Question {
    /// The choices, in the order in which a specification has them.
    pub(super) fn choices(&self) -> [Choice; 7] {
        let labelled = |label: &String| ChoiceOption::Labelled(label.clone());
        let columns = |columns: &[Column]| columns.iter().map(|column| labelled(&column.label)).collect();
        let scales = |scales: &[Scale]| scales.iter().copied().map(ChoiceOption::Scale).collect();
        let countries = self.countries.iter().map(|of| labelled(&of.label));
        let coefficients = self.coefficients.iter().copied().map(ChoiceOption::Coefficient);
        [
            Choice { name: "left series", options: columns(&self.left) },
            Choice { name: "right series", options: columns(&self.right) },
            Choice { name: "countries", options: countries.collect() },
            Choice { name: "left scale", options: scales(&self.left_scales) },
            Choice { name: "right scale", options: scales(&self.right_scales) },
            Choice { name: "outliers", options: self.outliers.iter().cloned().map(ChoiceOption::Outliers).collect() },
            Choice { name: "coefficient", options: coefficients.collect() },
        ]
    }
}

//! Series put side by side. Nothing falls out without being named.

use std::collections::BTreeSet;
use std::fmt;

use serde::{Serialize, Serializer};

use super::{Column, Key};
use crate::Problem;

/// What is not in a result, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Exclusion {
    /// The country, or the country and year.
    pub who: String,
    /// Why it is not in the result.
    pub why: Why,
}

/// Why something is not in a result. It reads as the end of a sentence.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Why {
    /// Series lack it; these are their names.
    NotIn(Vec<String>),
    /// It is in a group, and the series has no value for it.
    NoValue {
        /// The group.
        group: String,
        /// The series.
        series: String,
    },
    /// It has one year, so that nothing can be compared within it.
    OneYear,
    /// What these words say.
    Other(String),
}

impl fmt::Display for Why {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotIn(series) => write!(f, "not in {}", series.join(", nor in ")),
            Self::NoValue { group, series } => write!(f, "in {group}, but not in {series}"),
            Self::OneYear => f.write_str("one year only, so not in the part within countries"),
            Self::Other(words) => f.write_str(words),
        }
    }
}

impl Serialize for Why {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl From<String> for Why {
    fn from(words: String) -> Self {
        Self::Other(words)
    }
}

impl From<&str> for Why {
    fn from(words: &str) -> Self {
        Self::Other(words.to_owned())
    }
}

/// One of the columns of a join.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Side {
    /// What it is called.
    pub label: String,
    /// The file or table of the rows.
    pub source: String,
    /// A value for each key of the join.
    pub values: Vec<f64>,
    /// The row of the source of each value.
    pub rows: Vec<usize>,
}

/// Columns side by side: every key has a value in each.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Joined {
    /// What the rows are about, in order.
    pub keys: Vec<Key>,
    /// The columns, in the order in which they were given.
    pub sides: Vec<Side>,
    /// Every key that some column has and that is not among `keys`.
    pub exclusions: Vec<Exclusion>,
}

/// Puts columns side by side by their keys. A key that a column lacks is among the exclusions, with the names of all columns that lack it.
pub fn join(columns: &[&Column]) -> Joined {
    let all: BTreeSet<Key> = columns.iter().flat_map(|column| column.cells.keys().copied()).collect();
    let mut keys = Vec::new();
    let mut exclusions = Vec::new();
    for key in all {
        let lacking = columns.iter().filter(|column| !column.cells.contains_key(&key));
        let lacking: Vec<String> = lacking.map(|column| column.label.clone()).collect();
        if lacking.is_empty() {
            keys.push(key);
        } else {
            exclusions.push(Exclusion { who: key.to_string(), why: Why::NotIn(lacking) });
        }
    }
    let side = |column: &&Column| Side {
        label: column.label.clone(),
        source: column.source.clone(),
        values: keys.iter().map(|key| column.cells[key].value).collect(),
        rows: keys.iter().map(|key| column.cells[key].row).collect(),
    };
    let sides = columns.iter().map(side).collect();
    Joined { keys, sides, exclusions }
}

impl Joined {
    /// How many rows there are.
    pub fn n(&self) -> usize {
        self.keys.len()
    }

    /// Keeps the keys that are wanted. The others become exclusions, with `why`.
    #[must_use]
    pub fn keep(&self, why: &str, wanted: impl Fn(Key) -> bool) -> Self {
        let (places, gone): (Vec<usize>, Vec<usize>) = (0..self.n()).partition(|place| wanted(self.keys[*place]));
        let gone = gone.iter().map(|place| Exclusion { who: self.keys[*place].to_string(), why: why.into() });
        let side = |side: &Side| Side {
            label: side.label.clone(),
            source: side.source.clone(),
            values: places.iter().map(|place| side.values[*place]).collect(),
            rows: places.iter().map(|place| side.rows[*place]).collect(),
        };
        Self {
            keys: places.iter().map(|place| self.keys[*place]).collect(),
            sides: self.sides.iter().map(side).collect(),
            exclusions: self.exclusions.iter().cloned().chain(gone).collect(),
        }
    }

    /// The same rows with the values of the column at `side` changed. Where `change` has no value for one, its row becomes an exclusion.
    #[must_use]
    pub fn map(&self, side: usize, label: &str, change: impl Fn(f64) -> Option<f64>) -> Self {
        let changed: Vec<Option<f64>> = self.sides[side].values.iter().map(|value| change(*value)).collect();
        let gone: BTreeSet<Key> =
            self.keys.iter().zip(&changed).filter(|(_, value)| value.is_none()).map(|(key, _)| *key).collect();
        let mut joined = self.keep(&format!("no {label} of its value"), |key| !gone.contains(&key));
        joined.sides[side].label = format!("{label} of {}", self.sides[side].label);
        joined.sides[side].values = changed.into_iter().flatten().collect();
        joined
    }

    /// The columns, if there are exactly as many as wanted.
    pub(crate) fn exactly<const SIDES: usize>(&self) -> Result<[&Side; SIDES], Problem> {
        let sides: Vec<&Side> = self.sides.iter().collect();
        sides.try_into().map_err(|sides: Vec<&Side>| {
            Problem::new(
                format!("This needs {SIDES} series side by side, and {} were joined.", sides.len()),
                "Join the series that it is about, and no others.",
            )
        })
    }
}

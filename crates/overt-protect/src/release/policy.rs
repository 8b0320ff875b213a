//! What is to be released, and how it is protected: the file that people decide on.

use serde::{Deserialize, Serialize};

use super::refusal::{Code, Refusal};
use crate::dp::{Bound, Limit, LimitError, Unit};
use crate::suppress::Rules;

/// What is to be released, and how it is protected.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Policy {
    /// Its short name: small letters, digits and `-`.
    pub name: String,
    /// Counts the releases of that name.
    pub version: u32,
    /// What people call it.
    pub title: String,
    /// What it is for: a code of the list `consent_purposes`.
    pub purpose: String,
    /// The version of the codebook that it was written for.
    pub codebook: String,
    /// The kind of record.
    pub schema: String,
    /// The columns that may be used.
    pub columns: Vec<String>,
    /// Which records are used, as a condition in SQL. Published as it stands, and not understood here: whoever runs it must see to it that
    /// it uses no column that this policy could not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub only: Option<String>,
    /// The licence of what is released.
    pub licence: String,
    /// How people are protected.
    pub method: Method,
}

/// How people are protected.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Method {
    /// Tables of counts in which small numbers are hidden, or all are rounded.
    Table(TableMethod),
    /// Counts with noise, under differential privacy.
    Counts(CountsMethod),
    /// Invented records, made of nothing but counts with noise.
    Synth(SynthMethod),
    /// Rows that many records have in common, without noise.
    Aggregate(AggregateMethod),
}

/// Tables of counts in which small numbers are hidden, or all are rounded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TableMethod {
    /// The columns of each table.
    pub sets: Vec<Vec<String>>,
    /// Round every count to a multiple of this instead of hiding small ones.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub round: Option<i64>,
    /// Show shares of the values of this column instead of counts. Every table must have it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shares: Option<String>,
    /// Which counts are hidden.
    #[serde(default)]
    pub rules: Rules,
}

/// Counts with noise, under differential privacy.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CountsMethod {
    /// What is promised.
    pub promise: Promise,
    /// The columns of each table.
    pub sets: Vec<WeighedSet>,
}

/// Invented records, made of nothing but counts with noise. They have all columns of the policy.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SynthMethod {
    /// What is promised.
    pub promise: Promise,
    /// Columns whose combinations matter more than others, each with how many times as much of the budget they get.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub emphasise: Vec<WeighedSet>,
    /// Values that no record has together.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub impossible: Vec<ImpossibleCodes>,
}

/// Rows that many records have in common, with cells left empty where too few have them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AggregateMethod {
    /// No combination of values is shown that fewer records have.
    pub k: u32,
}

/// What is promised under differential privacy: that what is told would have been told almost as well without any one unit.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Promise {
    /// How much may be told of one unit.
    pub epsilon: f64,
    /// The probability with which that does not hold.
    pub delta: f64,
    /// Who is protected.
    pub unit: Unit,
    /// How many rows of each take part, at most.
    pub rows_most: u32,
}

/// Two values that no record has together, such as an exploiting employer and an age below working. Public knowledge.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ImpossibleCodes {
    /// Two columns.
    pub columns: [String; 2],
    /// A code of each.
    pub codes: [String; 2],
}

/// The columns of a table, and how much of the budget it gets.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WeighedSet {
    /// The columns.
    pub columns: Vec<String>,
    /// Its part of the budget, compared with the others.
    #[serde(default = "one")]
    pub weight: u32,
}

/// The file of records, where records are released.
pub(super) const RECORDS: &str = "01-records";
/// The file of the counts of which synthetic records were made.
pub(super) const MEASURED: &str = "02-measured";

fn one() -> u32 {
    1
}

/// Whether two sets are over the same columns, in whatever order.
pub(super) fn is_same(one: &[String], other: &[String]) -> bool {
    one.len() == other.len() && one.iter().all(|column| other.contains(column))
}

impl Policy {
    /// Reads a policy from TOML.
    ///
    /// # Errors
    /// It is not one: which line and field, and what is expected there.
    pub fn read(text: &str) -> Result<Self, Refusal> {
        toml::from_str(text).map_err(|error| {
            let sentence = format!("The policy cannot be read: {}.", error.to_string().trim_end());
            Refusal::new(Code::Policy, sentence, "Correct that field, or look up the fields of a policy in the book.")
        })
    }

    /// The policy as it is published and hashed: the same for the same contents, whatever the file looked like.
    ///
    /// # Panics
    /// Never: every field can be written.
    pub fn canonical(&self) -> String {
        toml::to_string(self).expect("texts, numbers and lists can be written")
    }

    /// Its fingerprint.
    pub fn hash(&self) -> String {
        super::hash(self.canonical().as_bytes())
    }

    /// The columns of each table; none if what is released are records.
    pub(super) fn sets(&self) -> Vec<&[String]> {
        match &self.method {
            Method::Table(table) => table.sets.iter().map(Vec::as_slice).collect(),
            Method::Counts(counts) => counts.sets.iter().map(|set| &set.columns[..]).collect(),
            Method::Synth(_) | Method::Aggregate(_) => Vec::new(),
        }
    }

    /// Whether that column is in what is released.
    pub(super) fn uses(&self, column: &String) -> bool {
        match self.method {
            Method::Table(_) | Method::Counts(_) => self.sets().iter().any(|set| set.contains(column)),
            Method::Synth(_) | Method::Aggregate(_) => self.columns.contains(column),
        }
    }

    /// The names of the files that hold data, without ending.
    pub(super) fn sheets(&self) -> Vec<String> {
        match self.method {
            Method::Table(_) | Method::Counts(_) => {
                (1..).zip(self.sets()).map(|(number, set)| format!("{number:02}-{}", set.join("-"))).collect()
            }
            Method::Synth(_) => vec![RECORDS.to_owned(), MEASURED.to_owned()],
            Method::Aggregate(_) => vec![RECORDS.to_owned()],
        }
    }
}

impl Method {
    /// What is promised, if it is differential privacy.
    pub fn promise(&self) -> Option<&Promise> {
        match self {
            Self::Counts(CountsMethod { promise, .. }) | Self::Synth(SynthMethod { promise, .. }) => Some(promise),
            Self::Table(_) | Self::Aggregate(_) => None,
        }
    }
}

impl Promise {
    pub(super) fn limit(&self) -> Result<Limit, LimitError> {
        Limit::new(self.epsilon, self.delta)
    }

    pub(super) fn bound(&self) -> Bound {
        Bound { unit: self.unit, rows_most: self.rows_most }
    }
}

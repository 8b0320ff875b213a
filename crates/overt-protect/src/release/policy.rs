//! What is to be released, and how it is protected: the file that people decide on.

use serde::{Deserialize, Serialize};

use super::refusal::{Code, Refusal};
use crate::dp::Unit;
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
    /// How much this release may tell of one unit.
    pub epsilon: f64,
    /// The probability with which that does not hold.
    pub delta: f64,
    /// Who is protected.
    pub unit: Unit,
    /// How many rows of each take part, at most.
    pub rows_most: u32,
    /// The columns of each table.
    pub sets: Vec<WeighedSet>,
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

fn one() -> u32 {
    1
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

    /// The columns of each table.
    pub(super) fn sets(&self) -> Vec<&[String]> {
        match &self.method {
            Method::Table(table) => table.sets.iter().map(Vec::as_slice).collect(),
            Method::Counts(counts) => counts.sets.iter().map(|set| &set.columns[..]).collect(),
        }
    }
}

//! What is to be compared, written in TOML: columns, comparisons with their levels, and blocking rules.

use serde::{Deserialize, Serialize};

use crate::SpecError;

/// How one kind of record is linked. Columns that the data do not have are left out, with what names them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Spec {
    /// The kind of record, such as `Person`.
    pub schema: String,
    /// The probability from which on two records are joined.
    #[serde(default = "default_threshold")]
    pub threshold: f64,
    /// A block that would make more pairs than this is split by further columns.
    #[serde(default = "default_block_pairs_max")]
    pub block_pairs_max: u64,
    /// Whether each source names everybody only once.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub sources_have_no_duplicates: bool,
    /// The columns.
    #[serde(rename = "column")]
    pub columns: Vec<ColumnSpec>,
    /// The comparisons; the order is that of explanations.
    #[serde(rename = "comparison")]
    pub comparisons: Vec<ComparisonSpec>,
    /// Two records are compared when they agree on one of these.
    pub rules: Vec<String>,
    /// Those of the rules on which two records hardly ever agree unless they are the same. Learning starts from how many pairs
    /// they make.
    #[serde(default)]
    pub certain: Vec<String>,
    /// Columns that split a block that is too large, the first choice first.
    #[serde(default)]
    pub split_by: Vec<String>,
}

fn default_threshold() -> f64 {
    0.95
}

fn default_block_pairs_max() -> u64 {
    500_000
}

/// One column: what it holds, and which names it goes by.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ColumnSpec {
    /// Its name in this file.
    pub name: String,
    /// What it holds.
    pub kind: Kind,
    /// Names of properties or of columns in files that are read into it.
    #[serde(default)]
    pub from: Vec<String>,
    /// Whether all of them are read, one after the other, and not only the first that the data have.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub all: bool,
}

/// What a column holds; it decides how values are made comparable.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Names of people, in any script and order.
    Name,
    /// Names of companies, offices and other bodies.
    Organisation,
    /// Dates as precise as they are known.
    Date,
    /// Numbers that identify: telephones, papers, registers. Only letters and digits count.
    Number,
    /// Codes, and words that are equal or not.
    Code,
    /// Free words: addresses, titles.
    Text,
    /// Latitude and longitude in degrees, with a comma or a blank between them.
    Point,
    /// A sum or another measure.
    Amount,
    /// Several values with a semicolon or a bar between them.
    Set,
}

/// One comparison of a column.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ComparisonSpec {
    /// The column.
    pub column: String,
    /// Levels, the strongest first. What reaches none of them is different.
    pub levels: Vec<String>,
    /// How pairs that are the same fall on the levels, where that is known and cannot be learned because every rule asks for the
    /// column. What is missing to 1 is different, or swapped.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub shares: Vec<f64>,
    /// Whether rare values weigh more than common ones.
    #[serde(default)]
    pub frequency: bool,
    /// Whether it belongs to one person only, while people of one household share other things.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub personal: bool,
    /// Left out where the data have this column.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unless: Option<String>,
    /// The column with which this one is often swapped.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub swapped_with: Option<String>,
}

/// Specifications that come with the program, by name.
const READY: [(&str, &str); 5] = [
    ("person", include_str!("../specs/person.toml")),
    ("organisation", include_str!("../specs/organisation.toml")),
    ("actor", include_str!("../specs/actor.toml")),
    ("event", include_str!("../specs/event.toml")),
    ("corrupt_act", include_str!("../specs/corrupt_act.toml")),
];

impl Spec {
    /// The names of the specifications that come with the program.
    pub fn ready_names() -> impl Iterator<Item = &'static str> {
        READY.iter().map(|(name, _)| *name)
    }

    /// The text of a specification that comes with the program.
    pub fn ready_text(name: &str) -> Option<&'static str> {
        READY.iter().find(|(ready, _)| ready.eq_ignore_ascii_case(name)).map(|(_, text)| *text)
    }

    /// Reads a specification.
    pub fn from_toml(text: &str) -> Result<Self, SpecError> {
        let spec: Self = toml::from_str(text).map_err(|error| SpecError::Written(error.to_string()))?;
        Ok(spec)
    }

    /// The position of a column.
    pub fn column(&self, name: &str) -> Option<usize> {
        self.columns.iter().position(|column| column.name == name)
    }

    /// The same specification for data that have only some of the columns.
    #[must_use]
    pub fn only(&self, has: impl Fn(&ColumnSpec) -> bool) -> Self {
        let mut spec = self.clone();
        spec.columns.retain(|column| has(column));
        let known = |name: &str| spec.columns.iter().any(|column| column.name == name);
        spec.comparisons.retain(|comparison| known(&comparison.column));
        spec.comparisons.retain(|comparison| comparison.unless.as_deref().is_none_or(|other| !known(other)));
        for comparison in &mut spec.comparisons {
            comparison.swapped_with = comparison.swapped_with.take().filter(|name| known(name));
        }
        spec.rules.retain(|rule| crate::block::columns_of(rule).iter().all(|name| known(name)));
        spec.certain.retain(|rule| spec.rules.contains(rule));
        spec.split_by.retain(|part| crate::block::columns_of(part).iter().all(|name| known(name)));
        let compared = spec.comparisons.iter().map(|comparison| comparison.column.as_str());
        let keys = spec.rules.iter().chain(&spec.split_by).flat_map(|rule| crate::block::columns_of(rule));
        let used: Vec<String> = compared.chain(keys).map(str::to_owned).collect();
        spec.columns.retain(|column| used.contains(&column.name));
        spec
    }
}

//! What a file of which nothing is known probably means, as a mapping for a person to mend.
//!
//! Names of columns are compared with the codebook and with headers that are often used, in three languages; cells are looked up in
//! the code lists and told apart by their form. Each column gets a proposal with its reasons. High confidence needs both: a name that
//! says it, and cells that agree, with nothing else near. A guess imports nothing: it is written as a mapping, and what is uncertain
//! stands there commented out.

mod assign;
mod choose;
mod decide;
mod fit;
mod names;
mod profile;
mod records;
mod special;
#[cfg(test)]
mod tests;
mod ticks;
mod words;
mod write;

use overt_model::State;
use overt_model::codebook::{Codebook, snake_case};

use crate::mapping::Order;
use crate::ready::{self, Ready};

/// Rows that are looked at; more tell nothing new.
pub const SAMPLE_ROWS: usize = 2_000;

/// What is proposed for a file.
#[derive(Debug)]
pub enum Guess {
    /// A mapping that comes with the program is for this kind of file.
    Ready(&'static Ready),
    /// What the columns and cells let suppose.
    Made(Proposal),
}

/// How far a proposal can be trusted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Confidence {
    /// Little more than a direction to look.
    Low,
    /// The name or the cells say so, or something else is near.
    Medium,
    /// Name and cells agree, and nothing else is near.
    High,
}

impl Confidence {
    /// The word for it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Low => "low",
            Self::Medium => "medium",
            Self::High => "high",
        }
    }
}

/// What a column may fill.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    /// The kind of record.
    pub schema: String,
    /// The property.
    pub property: String,
    /// What of the property; none for all of it.
    pub part: Option<Part>,
}

/// What of a property a column fills.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    /// A part of the place.
    Place(&'static str),
    /// The code that it adds where it says yes.
    Tick(String),
    /// The currency of the sum.
    Currency,
}

impl std::fmt::Display for Target {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "{}.{}", self.schema, self.property)?;
        match &self.part {
            None => Ok(()),
            Some(Part::Place(part)) => write!(formatter, "/{part}"),
            Some(Part::Tick(code)) => write!(formatter, "={code}"),
            Some(Part::Currency) => formatter.write_str("/currency"),
        }
    }
}

/// What is proposed for one column.
#[derive(Debug)]
pub struct ColumnGuess {
    /// Its name, with a star for the number of what repeats.
    pub column: String,
    /// What repeats, such as `defendants.*`; blank for a column that is there once.
    pub each: String,
    /// What it fills; none if nothing is near.
    pub target: Option<Target>,
    /// Whether it tells one record from another.
    pub is_key: bool,
    /// How far the proposal can be trusted.
    pub confidence: Confidence,
    /// From 0 to 1.
    pub score: f32,
    /// Why, in words. No cell is quoted in them.
    pub reasons: Vec<String>,
    /// What else it could be, the nearest first.
    pub alternatives: Vec<(Target, f32)>,
    /// What separates several codes in a cell.
    pub split: Option<&'static str>,
    /// The order of day and month that the cells show.
    pub dates: Option<Order>,
    /// Whether numbers have a comma before the decimals.
    pub decimal_comma: bool,
    /// Where the currency of a sum comes from.
    pub currency: Currency,
}

/// Where the currency of a sum comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Currency {
    /// It is no sum, or its cells say it.
    InCell,
    /// This column.
    Column(String),
    /// Nothing says it, so that a person has to.
    Nowhere,
}

/// What is proposed for a file.
#[derive(Debug)]
pub struct Proposal {
    /// For each column, or group of columns with the same name but for a number, in the order of the file.
    pub columns: Vec<ColumnGuess>,
    /// The kinds of record, each with what it repeats for; the one that most columns speak of comes first.
    pub records: Vec<(String, String)>,
    /// Spellings that say why there is no answer.
    pub words: Vec<(String, State)>,
}

/// Proposes a mapping that comes with the program, or else makes one up.
pub fn guess(columns: &[String], rows: &[Vec<String>], codebook: &'static Codebook) -> Guess {
    ready::fitting(columns, codebook).map_or_else(|| Guess::Made(propose(columns, rows, codebook)), Guess::Ready)
}

/// Makes a mapping up, whether or not a ready one fits.
pub fn propose(columns: &[String], rows: &[Vec<String>], codebook: &Codebook) -> Proposal {
    choose::proposal(columns, &rows[..rows.len().min(SAMPLE_ROWS)], codebook)
}

impl Guess {
    /// The mapping as a file.
    pub fn to_toml(&self, title: &str, codebook: &Codebook) -> String {
        match self {
            Self::Ready(ready) => ready.text.to_owned(),
            Self::Made(proposal) => proposal.to_toml(title, codebook),
        }
    }
}

/// The name of a record in the mapping: of its kind, and of what it repeats for if the kind is there several times.
fn record_name(records: &[(String, String)], (schema, each): &(String, String)) -> String {
    let name = snake_case(schema);
    if records.iter().filter(|(other, _)| other == schema).count() == 1 {
        return name;
    }
    let repeated: String = each.replace(".*", "").replace('.', "-");
    if repeated.is_empty() { name } else { format!("{name}-{repeated}") }
}

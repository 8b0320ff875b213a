//! Mappings: how the rows of one kind of file become records.
//!
//! The language is described in the book, in the reference. A [`Mapping`] is read and held against the codebook; a [`Survey`]
//! finds out from a file whether its dates have the day or the month first; a [`Mapper`] makes records of rows.

mod bind;
mod cell;
mod check;
mod fill;
mod key;
mod mapper;
mod pattern;
mod rule;
mod survey;
mod tally;
#[cfg(test)]
mod tests;
mod written;

use overt_model::{Claim, Codebook, Secret};

pub use bind::Fit;
pub use cell::{Fault, Order};
pub use mapper::{Made, Mapper, Refusal};
pub use survey::{OrderFound, Survey};
pub use tally::{Spelling, Tally};

use rule::RecordRule;

/// What columns begin with that this program has added to a file, and no mapping needs to name.
pub const MARK: &str = "overt:";

/// Why a mapping cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum MappingError {
    /// It is no TOML, or says what mappings do not.
    #[error("the mapping cannot be read: {0}")]
    Written(String),
    /// It contradicts the codebook or itself: each with its place.
    #[error("the mapping does not fit the codebook: {}", .0.join("; "))]
    Faults(Vec<String>),
}

/// How the rows of one kind of file become records.
#[derive(Debug)]
pub struct Mapping {
    /// What the files are, for people.
    pub title: String,
    /// More about it.
    pub about: String,
    /// A file with all of these columns is of this kind.
    pub fits: Vec<String>,
    /// Which part of a file with several.
    pub table: Option<String>,
    rules: Vec<RecordRule>,
    ignored: Vec<String>,
    codebook: &'static Codebook,
}

impl Mapping {
    /// Reads a mapping and holds it against the codebook.
    pub fn read(text: &str, codebook: &'static Codebook) -> Result<Self, MappingError> {
        let file: written::File = toml::from_str(text).map_err(|error| MappingError::Written(error.to_string()))?;
        let rules = check::rules(&file, codebook).map_err(MappingError::Faults)?;
        Ok(Self {
            title: file.title,
            about: file.about,
            fits: file.fits.columns,
            table: file.table,
            rules,
            ignored: file.ignored,
            codebook,
        })
    }

    /// Whether a file with these columns is of this kind. A mapping that names none is for no file by itself.
    pub fn is_for(&self, columns: &[String]) -> bool {
        let columns = pattern::Columns::new(columns);
        let has = |names: &String| !columns.of(&pattern::Pattern::spellings(names)).is_empty();
        !self.fits.is_empty() && self.fits.iter().all(has)
    }

    /// What a file with these columns has of what the mapping asks for.
    pub fn fit(&self, columns: &[String]) -> Fit {
        bind::instances(&self.rules, columns, &self.ignored).1
    }

    /// Finds out what has to be known of a file before it is mapped.
    pub fn survey(&self) -> Survey<'_> {
        Survey::new(self)
    }

    /// Takes over what a survey has found.
    pub fn decide(&mut self, found: &[OrderFound]) {
        for OrderFound { place, order, .. } in found {
            if let Some(order) = order {
                self.rules[place.0].fields[place.1].reading.order = *order;
            }
        }
    }

    /// Says the order of every date for which the mapping says nothing.
    pub fn set_order(&mut self, order: Order) {
        let readings = self.rules.iter_mut().flat_map(|rule| &mut rule.fields).map(|field| &mut field.reading);
        for reading in readings.filter(|reading| reading.order == Order::Evidence) {
            reading.order = order;
        }
    }

    /// What makes the records. `claim` is that of the source; from `secret` and keys it makes identifiers.
    pub fn mapper(self, claim: Claim, secret: Secret<[u8; 32]>) -> Mapper {
        Mapper::new((self.rules, self.ignored), self.codebook, claim, secret)
    }

    /// The records without a key of their own: a row of theirs that changed is a new record beside the old one.
    pub fn without_key(&self) -> impl Iterator<Item = &str> {
        self.rules.iter().filter(|rule| matches!(rule.key, rule::KeyRule::Content)).map(|rule| rule.name.as_str())
    }
}

//! The codebook: code lists, record schemas, rules, messages and migrations, read from plain files.

mod check;
mod condition;
mod diff;
mod files;
mod findable;
mod finding;
mod list;
mod migrate;
mod raw_schema;
mod read;
mod read_list;
mod read_schema;
mod rule;
mod schema;
mod table;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::sync::LazyLock;

use compact_str::CompactString;
use indexmap::IndexMap;
use jiff::civil::Date;
use rustc_hash::FxBuildHasher;

pub use condition::Condition;
pub use diff::{Change, diff};
pub use files::{Files, embedded as embedded_files, is_codebook_file};
pub use findable::{Findable, IndexedText};
pub use finding::{Finding, Refused, Weight};
pub use list::{Code, Column, List};
pub use migrate::{CodeChange, Migrated};
pub use rule::{Case, Derived, Rule, Severity};
pub use schema::{Ask, Kind, Names, Property, Schema, Section, States, snake_case};

use crate::validate::ProblemCode;
use crate::{Lang, Record, Text};

/// Lists by name, in the order of their names. Every code of every record is looked up here, hence the hashing.
type Lists = IndexMap<CompactString, List, FxBuildHasher>;
/// Schemas by name, in the order of their names.
type Schemas = IndexMap<CompactString, Schema, FxBuildHasher>;

/// The vocabulary of the program.
#[derive(Debug, Clone)]
pub struct Codebook {
    /// Its version, such as `1.0.0`.
    pub version: CompactString,
    /// The day it was released.
    pub date: Date,
    /// What people call it.
    pub title: Text,
    /// The languages it speaks.
    pub languages: Vec<Lang>,
    /// The licence of its contents.
    pub licence: String,
    lists: Lists,
    schemas: Schemas,
    messages: BTreeMap<CompactString, Text>,
    changes: Vec<CodeChange>,
}

impl Codebook {
    /// The codebook that was compiled into this program, read once.
    ///
    /// # Panics
    /// If the embedded files are not a codebook, which a test of this crate rules out.
    pub fn embedded() -> &'static Self {
        static EMBEDDED: LazyLock<Codebook> = LazyLock::new(|| {
            Codebook::read(embedded_files()).unwrap_or_else(|refused| panic!("the embedded codebook: {refused}"))
        });
        &EMBEDDED
    }

    /// Reads a codebook from the files of its folder, given as path and text.
    ///
    /// # Errors
    /// When anything is wrong: every finding, with file, line and reason.
    pub fn read<'a>(files: impl IntoIterator<Item = (&'a str, &'a str)>) -> Result<Self, Refused> {
        read::codebook(&files.into_iter().collect())
    }

    /// Every list, by name.
    pub fn lists(&self) -> impl ExactSizeIterator<Item = &List> {
        self.lists.values()
    }

    /// The list of this name.
    pub fn list(&self, id: &str) -> Option<&List> {
        self.lists.get(id)
    }

    /// Every schema, abstract ones included, by name.
    pub fn schemas(&self) -> impl ExactSizeIterator<Item = &Schema> {
        self.schemas.values()
    }

    /// The schema of this name.
    pub fn schema(&self, id: &str) -> Option<&Schema> {
        self.schemas.get(id)
    }

    /// What a code derived from a record is (see [`Derived`]); none when no case holds or there is no such derived code.
    pub fn derive(&self, record: &Record, id: &str) -> Option<&Code> {
        let derived = self.schema(&record.schema)?.derived.iter().find(|derived| derived.id == id)?;
        let case = derived.cases.iter().find(|case| case.when.holds(record))?;
        self.list(&derived.list)?.get(&case.code)
    }

    /// The changes of codes and properties since the first version.
    pub fn changes(&self) -> &[CodeChange] {
        &self.changes
    }

    /// What people are told about a problem of this kind; `{label}` and the limits of the property are still to be filled in.
    ///
    /// # Panics
    /// If it is a rule of another codebook.
    pub fn message(&self, code: &ProblemCode) -> &Text {
        let rules = || self.schemas.values().flat_map(|schema| &schema.rules);
        match code {
            ProblemCode::Rule(id) => rules().find(|rule| rule.id == *id).map(|rule| &rule.say),
            built_in => self.messages.get(built_in.as_str()),
        }
        .expect("reading the codebook made sure of a message for every code and rule")
    }
}

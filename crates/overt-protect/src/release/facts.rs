//! What a policy is held against. All of it is known before the data are read.

use jiff::civil::Date;
use overt_model::{Class, Rung, Text};

use crate::{ColumnDomain, Domain, DomainError};

/// What the caller knows of the house, its codebook and its contributors.
#[derive(Debug, Clone)]
pub struct Facts {
    /// The version of the codebook.
    pub codebook_version: String,
    /// The day of the release.
    pub day: Date,
    /// The snapshot that is read.
    pub snapshot: String,
    /// The program and its version.
    pub program: String,
    /// The columns of the kind of record: more than are released, in any order.
    pub columns: Vec<ColumnFact>,
    /// Whether each row is a person, and no person has two. What happened can be about one person several times.
    pub rows_are_people: bool,
    /// Those whose records are in the snapshot. A number of [`crate::Table::contributors`] is a place in them.
    pub contributors: Vec<Contributor>,
}

/// What the codebook says of a column.
#[derive(Debug, Clone)]
pub struct ColumnFact {
    /// Its name.
    pub name: String,
    /// The property it is of.
    pub property: String,
    /// How far the property could lead to a person.
    pub class: Class,
    /// A code of the list `deidentification`: what must happen to it before it leaves.
    pub deidentify: String,
    /// Whether that has happened to the values here: an age is a band, a date a year.
    pub is_deidentified: bool,
    /// The rung that it is, if it is part of a place.
    pub rung: Option<Rung>,
    /// What people call it.
    pub label: Text,
    /// All values it can have, missing ones included.
    pub values: Vec<ValueFact>,
}

/// A value that a column can have.
#[derive(Debug, Clone)]
pub struct ValueFact {
    /// The code.
    pub code: String,
    /// What people call it.
    pub label: Text,
}

/// Somebody whose records are in the data.
#[derive(Debug, Clone)]
pub struct Contributor {
    /// The organisation.
    pub name: String,
    /// What it agreed to, if it did.
    pub agreement: Option<Agreement>,
}

/// An agreement to share.
#[derive(Debug, Clone, Copy)]
pub struct Agreement {
    /// The last day on which it applies, if there is one.
    pub expires: Option<Date>,
    /// Whether it allows the purpose of the policy.
    pub allows_purpose: bool,
}

impl Facts {
    /// The column of that name.
    pub(super) fn column(&self, name: &str) -> Option<&ColumnFact> {
        self.columns.iter().find(|column| column.name == name)
    }
}

impl ColumnFact {
    /// The same as a column of a domain.
    pub(super) fn domain(&self) -> Result<ColumnDomain, DomainError> {
        ColumnDomain::new(self.name.clone(), self.values.iter().map(|value| value.code.clone()).collect())
    }
}

/// The columns of a release as a domain.
pub(super) fn domain(columns: &[ColumnFact]) -> Result<Domain, DomainError> {
    Domain::new(columns.iter().map(ColumnFact::domain).collect::<Result<_, _>>()?)
}

//! The members of the consortium, and what each brings.

use std::borrow::Cow;
use std::path::Path;

use crate::Error;
use crate::tell::{Teller, casework, court, hotline, integrity, money, newsroom, shelter};

/// An organisation of the consortium. It is invented, as is everything it tells.
#[derive(Debug, Clone, Copy)]
pub struct Member {
    /// A short name, which is also that of its folder.
    pub code: &'static str,
    /// What it is called.
    pub title: &'static str,
    /// Who it is, and in which form it keeps its data.
    pub about: &'static str,
    /// What has to be known of it as a source.
    pub source: SourceFacts,
    pub(crate) files: fn() -> Vec<File>,
    pub(crate) teller: fn(&Path) -> Result<Box<dyn Teller>, Error>,
}

/// What has to be known of a source before anything of it is imported.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SourceFacts {
    /// Its name.
    pub name: &'static str,
    /// A code of the list `legal_bases`.
    pub legal_basis: &'static str,
    /// What the records may be used for.
    pub purpose: &'static str,
    /// The grade of its claims.
    pub grade: &'static str,
    /// The circle of recipients.
    pub handling: &'static str,
}

/// A file of a member, to be imported with one mapping.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// Its path below the folder `files`, with `/` between the parts.
    pub name: Cow<'static, str>,
    /// The sheet or list in it, where the file has several.
    pub table: Option<&'static str>,
    /// How its rows become records.
    pub mapping: Mapping,
}

/// A mapping.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mapping {
    /// The text of one that belongs to the demonstration.
    Text(&'static str),
    /// The name of one that comes with the program.
    Ready(&'static str),
}

impl Member {
    /// Its files in the order in which they are to be imported: what a later one refers to or adds to is in an earlier one.
    pub fn files(&self) -> Vec<File> {
        (self.files)()
    }
}

impl File {
    pub(crate) const fn new(name: &'static str, mapping: Mapping) -> Self {
        Self { name: Cow::Borrowed(name), table: None, mapping }
    }
}

/// The members, in the order in which they are to be imported.
pub const MEMBERS: [Member; 7] = [
    shelter::MEMBER,
    hotline::MEMBER,
    casework::MEMBER,
    court::MEMBER,
    integrity::MEMBER,
    money::MEMBER,
    newsroom::MEMBER,
];

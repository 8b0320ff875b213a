//! Code lists.

use std::sync::OnceLock;

use compact_str::CompactString;
use jiff::civil::Date;
use rustc_hash::FxHashMap;
use serde::Serialize;

use crate::Text;

/// A list of codes.
#[derive(Debug, Clone)]
pub struct List {
    /// Its name, such as `stages`.
    pub id: CompactString,
    /// What people call it.
    pub title: Text,
    /// What it says about a record, in English.
    pub about: String,
    /// Whether a later code is more than an earlier one.
    pub ordered: bool,
    /// Whether its codes need a definition.
    pub defined: bool,
    /// The predicate of the MISP taxonomy it becomes, if it does.
    pub misp: Option<CompactString>,
    /// Its own columns.
    pub columns: Vec<Column>,
    codes: Vec<Code>,
    by_code: FxHashMap<CompactString, u32>,
    by_spelling: OnceLock<FxHashMap<String, u32>>,
}

/// A column that only this list has.
#[derive(Debug, Clone, Serialize)]
pub struct Column {
    /// Its name.
    pub id: CompactString,
    /// The lists its values are codes of; none for plain text.
    pub codes_of: Vec<CompactString>,
    /// Whether its values identify the code too.
    pub is_key: bool,
}

/// One code of a list.
#[derive(Debug, Clone, Serialize)]
pub struct Code {
    /// The stable identifier.
    pub code: CompactString,
    /// The short name.
    pub label: Text,
    /// What counts and what does not, in English.
    pub definition: String,
    /// The broader code of the same list.
    pub parent: Option<CompactString>,
    /// Position in the list, and rank where the list is ordered.
    pub order: u32,
    /// First day on which it may describe a fact.
    pub valid_from: Option<Date>,
    /// Last day on which it may describe a fact.
    pub valid_to: Option<Date>,
    /// Citations, separated by `; `.
    pub source: String,
    /// Other spellings accepted on import.
    pub aliases: Vec<String>,
    /// The values of the list's own columns, in their order.
    pub own: Vec<String>,
    /// Where it stands in its file.
    #[serde(skip)]
    pub(super) line: usize,
}

impl List {
    pub(super) fn new(id: &str, title: Text, about: String) -> Self {
        Self {
            id: id.into(),
            title,
            about,
            ordered: false,
            defined: true,
            misp: None,
            columns: Vec::new(),
            codes: Vec::new(),
            by_code: FxHashMap::default(),
            by_spelling: OnceLock::new(),
        }
    }

    /// Takes the codes, which have been found to be distinct.
    pub(super) fn set_codes(&mut self, mut codes: Vec<Code>) {
        codes.sort_by_key(|code| code.order);
        self.by_code = (0..).zip(&codes).map(|(row, code)| (code.code.clone(), row)).collect();
        self.codes = codes;
    }

    /// Every code, in the list's order.
    pub fn codes(&self) -> &[Code] {
        &self.codes
    }

    /// The code with exactly this identifier.
    pub fn get(&self, code: &str) -> Option<&Code> {
        self.by_code.get(code).map(|&row| &self.codes[row as usize])
    }

    /// Whether there is such a code.
    pub fn contains(&self, code: &str) -> bool {
        self.by_code.contains_key(code)
    }

    /// The code that somebody meant by this spelling: an identifier, key, alias or label in any language, whatever the
    /// case and the space around it. A spelling that two codes share means neither.
    pub fn find(&self, spelling: &str) -> Option<&Code> {
        let trimmed = spelling.trim();
        self.get(trimmed).or_else(|| {
            self.by_spelling
                .get_or_init(|| self.spellings())
                .get(&folded(trimmed))
                .map(|&row| &self.codes[row as usize])
        })
    }

    /// The keys and aliases of a code.
    pub(super) fn promised_spellings<'a>(&'a self, code: &'a Code) -> impl Iterator<Item = &'a str> {
        let keys = self
            .columns
            .iter()
            .zip(&code.own)
            .filter(|(column, _)| column.is_key)
            .flat_map(|(_, value)| value.split(';'));
        keys.chain(code.aliases.iter().map(String::as_str)).filter(|spelling| !spelling.is_empty())
    }

    /// Every spelling that means exactly one code: labels first, overruled by the keys and aliases that promise more.
    fn spellings(&self) -> FxHashMap<String, u32> {
        let mut labels: FxHashMap<String, Option<u32>> = FxHashMap::default();
        for (row, code) in (0..).zip(&self.codes) {
            for label in [code.code.as_str(), &code.label.en, &code.label.es, &code.label.fr] {
                let meaning = labels.entry(folded(label)).or_insert(Some(row));
                *meaning = meaning.filter(|&other| other == row);
            }
        }
        labels.remove("");
        for (row, code) in (0..).zip(&self.codes) {
            labels.extend(self.promised_spellings(code).map(|spelling| (folded(spelling), Some(row))));
        }
        labels.into_iter().filter_map(|(spelling, meaning)| Some((spelling, meaning?))).collect()
    }

    /// The value of one of the list's own columns.
    pub fn own<'a>(&self, code: &'a Code, column: &str) -> Option<&'a str> {
        let position = self.columns.iter().position(|own| own.id == column)?;
        code.own.get(position).map(String::as_str)
    }

    /// Whether `code` is `ancestor` or lies below it.
    pub fn is_under(&self, code: &str, ancestor: &str) -> bool {
        std::iter::successors(self.get(code), |code| self.get(code.parent.as_ref()?)).any(|code| code.code == ancestor)
    }
}

/// How spellings are compared: without case and without doubled spaces.
pub(super) fn folded(spelling: &str) -> String {
    spelling.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

//! What a format could not hold.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use compact_str::CompactString;
use overt_model::codebook::{Kind, Property, Schema};
use overt_model::{Class, Field, Rung, State};
use serde::Serialize;

use super::Scope;

/// Why something of a record is not in a file, or only in part.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Why {
    /// The class was not opened.
    Sealed,
    /// Nothing about victims leaves in the format.
    Victim,
    /// It leaves only in protected tables.
    Protected,
    /// The format has no such kind of record.
    NoRecord,
    /// The format has no such field.
    NoField,
    /// The format has the field, but not this value.
    NoValue,
    /// The format has no place for it in an unanswered field: that it is not known, or was withheld.
    NoState,
    /// The format cannot say whose facts these are, nor how far the claim has come.
    NoClaim,
    /// The format takes one value.
    OneValue,
    /// The format has only wider values.
    Coarser,
    /// It refers to a record that does not leave.
    NoTarget,
}

impl Why {
    /// The reason as a sentence.
    pub const fn sentence(self) -> &'static str {
        match self {
            Self::Sealed => "the class is sealed and was not opened",
            Self::Victim => "nothing about victims leaves in this format; it is not counted",
            Self::Protected => "it leaves only in protected tables",
            Self::NoRecord => "the format has no such kind of record",
            Self::NoField => "the format has no such field",
            Self::NoValue => "the format has no such value",
            Self::NoState => "the format cannot say why there is no value",
            Self::NoClaim => "the format cannot say whose facts these are, nor how far the claim has come",
            Self::OneValue => "the format takes one value only",
            Self::Coarser => "the format has only a wider value",
            Self::NoTarget => "the record it refers to does not leave in this format; it is not counted",
        }
    }

    /// Whether how many there are must not be told: a count would say whether there is anything.
    const fn is_uncounted(self) -> bool {
        matches!(self, Self::Sealed | Self::Victim | Self::NoTarget)
    }
}

/// One thing that is not in the file as it is in the records.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Loss {
    /// The kind of record.
    pub schema: CompactString,
    /// The property; none when it is about whole records or their claims.
    pub property: Option<CompactString>,
    /// Why.
    pub why: Why,
    /// How many values, or records, are missing or coarser; none when that is not told.
    pub count: Option<u64>,
}

/// Everything that is not in the files of an export as it is in the records.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Losses {
    counts: BTreeMap<(CompactString, Option<CompactString>, Why), u64>,
    /// The kinds of record of which it is already noted what was not opened.
    met: BTreeSet<CompactString>,
}

impl Losses {
    /// Each of them, by kind of record and property.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = Loss> {
        self.counts.iter().map(|((schema, property, why), &count)| Loss {
            schema: schema.clone(),
            property: property.clone(),
            why: *why,
            count: (!why.is_uncounted()).then_some(count),
        })
    }

    /// How many values and records are missing or coarser, as far as that is told.
    pub fn count(&self) -> u64 {
        self.iter().filter_map(|loss| loss.count).sum()
    }

    /// In words: one line for each reason, with the properties it concerns.
    pub fn summary(&self) -> String {
        let mut by_reason: BTreeMap<Why, (u64, Vec<String>)> = BTreeMap::new();
        for Loss { schema, property, why, count } in self.iter() {
            let (sum, names) = by_reason.entry(why).or_default();
            *sum += count.unwrap_or(0);
            names.push(property.map_or_else(|| schema.to_string(), |property| format!("{schema}.{property}")));
        }
        let mut text = String::new();
        for (why, (count, names)) in by_reason {
            let shown = names.iter().take(NAMES_SHOWN_MAX).map(String::as_str).collect::<Vec<_>>().join(", ");
            let more = names.len().saturating_sub(NAMES_SHOWN_MAX);
            let more = if more == 0 { String::new() } else { format!(" and {more} more") };
            let count = if why.is_uncounted() { String::new() } else { format!("{count} × ") };
            let _ = writeln!(text, "{count}{}: {shown}{more}", why.sentence());
        }
        text
    }

    pub(super) fn add(&mut self, schema: &Schema, property: &Property, why: Why, count: usize) {
        self.note(schema, Some(&property.id), why, count);
    }

    pub(super) fn add_record(&mut self, schema: &Schema, why: Why) {
        self.note(schema, None, why, 1);
    }

    /// The whole of what a field says, for which there is no room.
    pub(super) fn add_unheld(&mut self, schema: &Schema, property: &Property, field: &Field) {
        if field.state != State::NotAsked {
            self.add(schema, property, Why::NoField, field.values.len().max(1));
        }
    }

    /// Names what the records of a schema are given without, when the first of them is met.
    pub(super) fn add_sealed(&mut self, schema: &Schema, scope: &Scope<'_>) {
        if self.met.contains(&schema.id) {
            return;
        }
        self.met.insert(schema.id.clone());
        for property in &schema.properties {
            let is_partly_sealed = matches!(property.kind, Kind::Place { open_to } if open_to < Rung::Point)
                && !scope.shows(Class::Direct);
            if !scope.shows(property.class) || is_partly_sealed {
                self.note(schema, Some(&property.id), Why::Sealed, 1);
            }
        }
    }

    fn note(&mut self, schema: &Schema, property: Option<&CompactString>, why: Why, count: usize) {
        if count > 0 {
            *self.counts.entry((schema.id.clone(), property.cloned(), why)).or_default() += count as u64;
        }
    }
}

const NAMES_SHOWN_MAX: usize = 6;

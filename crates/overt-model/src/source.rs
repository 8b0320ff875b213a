//! Contributors: without one there is no record.

use compact_str::CompactString;
use jiff::ToSpan as _;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{Grade, Handling, RecordId, SourceId};

/// Most characters of a name.
const NAME_CHARS_MAX: usize = 200;
/// Most characters of a purpose.
const PURPOSE_CHARS_MAX: usize = 2000;

/// What is wrong about the words of a source.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SourceMistake {
    /// No name.
    #[error("a source has a name")]
    NameMissing,
    /// Too long, or blanks at an end.
    #[error("the name of a source has at most 200 characters, and no blanks at either end")]
    NameLength,
    /// Control characters.
    #[error("the name of a source stands on one line")]
    NameLines,
    /// It would be read as an identifier.
    #[error("a source is named by words; `source:` begins an identifier")]
    NameIdentifier,
    /// No purpose.
    #[error("a source says what its records may be used for")]
    PurposeMissing,
    /// Too long.
    #[error("the purpose has at most 2000 characters")]
    PurposeLength,
}

impl SourceMistake {
    /// A stable code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::NameMissing => "name-missing",
            Self::NameLength => "name-length",
            Self::NameLines => "name-lines",
            Self::NameIdentifier => "name-identifier",
            Self::PurposeMissing => "purpose-missing",
            Self::PurposeLength => "purpose-length",
        }
    }
}

/// An organisation or channel that contributes records, on what basis and for how long.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// Its identifier.
    pub id: SourceId,
    /// What people call it.
    pub name: String,
    /// On what legal basis it holds and shares the records: a code of the list `legal_bases`.
    pub legal_basis: CompactString,
    /// What the records may be used for, in words.
    pub purpose: String,
    /// The agreement under which it contributes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub agreement: Option<RecordId>,
    /// The last day on which its records may be held.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expires: Option<Date>,
    /// The grade of its claims unless they say otherwise.
    pub grade: Grade,
    /// The circle of recipients of its claims unless they say otherwise.
    pub handling: Handling,
}

impl Source {
    /// What is wrong about its words.
    pub fn mistakes(&self) -> Vec<SourceMistake> {
        let is_long = |text: &str, most: usize| text.chars().count() > most;
        let wrong = [
            (is_long(&self.name, NAME_CHARS_MAX) || self.name.trim() != self.name, SourceMistake::NameLength),
            (self.name.trim().is_empty(), SourceMistake::NameMissing),
            (self.name.contains(char::is_control), SourceMistake::NameLines),
            (self.name.starts_with("source:"), SourceMistake::NameIdentifier),
            (self.purpose.trim().is_empty(), SourceMistake::PurposeMissing),
            (is_long(&self.purpose, PURPOSE_CHARS_MAX), SourceMistake::PurposeLength),
        ];
        wrong.into_iter().filter(|(is_wrong, _)| *is_wrong).map(|(_, mistake)| mistake).collect()
    }

    /// The same source, over from today on. The last day is included, so it had its last day yesterday.
    #[must_use]
    pub fn ended(self, today: Date) -> Self {
        if self.is_in_force(today) { Self { expires: Some(today.saturating_sub(1.day())), ..self } } else { self }
    }

    /// Whether its records may be held on this day.
    pub fn is_in_force(&self, today: Date) -> bool {
        self.expires.is_none_or(|last| today <= last)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TODAY: Date = Date::constant(2026, 12, 1);

    fn source(name: &str, purpose: &str) -> Source {
        Source {
            id: SourceId::from_bits(1),
            name: name.into(),
            legal_basis: "consent".into(),
            purpose: purpose.into(),
            agreement: None,
            expires: None,
            grade: Grade::UNJUDGED,
            handling: Handling::Amber,
        }
    }

    #[test]
    fn every_mistake_in_the_words_of_a_source_is_told() {
        use SourceMistake::{NameIdentifier, NameLength, NameLines, NameMissing, PurposeLength, PurposeMissing};

        assert!(source("Invented shelter", "help").mistakes().is_empty());
        let long = "a".repeat(201);
        for (name, purpose, mistakes) in [
            ("", "", vec![NameMissing, PurposeMissing]),
            (" shelter", "help", vec![NameLength]),
            (&long, "help", vec![NameLength]),
            ("two\nlines", "help", vec![NameLines]),
            ("source:1", "help", vec![NameIdentifier]),
            ("shelter", &"a".repeat(2001), vec![PurposeLength]),
        ] {
            assert_eq!(source(name, purpose).mistakes(), mistakes, "{name:?}");
        }
    }

    #[test]
    fn a_source_that_ends_is_over_at_once_and_one_that_was_over_keeps_its_day() {
        let ended = source("shelter", "help").ended(TODAY);
        assert!(!ended.is_in_force(TODAY) && ended.is_in_force(Date::constant(2026, 11, 30)));
        let before = Source { expires: Some(Date::constant(2020, 1, 1)), ..source("shelter", "help") };
        assert_eq!(before.clone().ended(TODAY), before);
    }
}

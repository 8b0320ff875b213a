//! What was read of one field.

use overt_model::codebook::Kind;
use overt_model::{Private, State, Value};

use super::cell::{Fault, Read};
use super::rule::{FieldRule, FillRule};

/// What was read of one field of a mapping.
#[derive(Debug)]
pub struct Tally {
    /// The record of the mapping.
    pub record: String,
    /// The property.
    pub property: String,
    /// Whether its values are codes or flags, which people want to see understood.
    pub is_coded: bool,
    /// Every spelling of a code or flag, and every one that is no date, of which the first 16,384 different ones are counted.
    pub spellings: Vec<Spelling>,
    /// Times of day behind dates, which were dropped.
    pub times_dropped: u64,
}

/// How often a spelling stood in a field, and what it means.
#[derive(Debug)]
pub struct Spelling {
    /// As it stands in the file.
    pub spelling: Private<String>,
    /// The code or date it means, the state it stands for, or why it means nothing.
    pub meaning: Result<String, Fault>,
    /// How often.
    pub count: u64,
}

impl Tally {
    pub(super) fn of(record: &str, field: &FieldRule) -> Self {
        let reading = match &field.fill {
            FillRule::Parts { countries, .. } => countries,
            _ => &field.reading,
        };
        let mut spellings: Vec<Spelling> = reading
            .remembered
            .iter()
            .map(|(spelling, known)| Spelling {
                spelling: Private::new(spelling.to_string()),
                meaning: known.read.as_ref().map(meaning).map_err(Clone::clone),
                count: known.count,
            })
            .collect();
        spellings.sort_by(|left, right| right.count.cmp(&left.count).then_with(|| left.spelling.cmp(&right.spelling)));
        let property = field.reading.property.id.to_string();
        let is_coded = !matches!(field.reading.property.kind, Kind::Date { .. });
        Self { record: record.to_owned(), property, is_coded, spellings, times_dropped: field.reading.times_dropped }
    }

    /// Spellings that mean nothing.
    pub fn unknown(&self) -> impl Iterator<Item = &Spelling> {
        self.spellings.iter().filter(|spelling| spelling.meaning.is_err())
    }
}

fn meaning(read: &Read) -> String {
    match read {
        Read::State(state) => State::code(*state).to_owned(),
        Read::Value(Value::Code(code)) => code.to_string(),
        Read::Value(Value::Date(date)) => date.to_string(),
        Read::Value(_) => String::new(),
    }
}

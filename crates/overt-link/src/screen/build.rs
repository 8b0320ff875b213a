//! Taking a base in.

use rustc_hash::FxHashMap;
use smallvec::SmallVec;

use super::index::{Entity, Index, Postings};
use super::keys::{self, Near};
use super::words::Words;
use super::{Subject, VALUE_BYTES_MAX, VALUES_MAX};
use crate::SpecError;
use crate::column::DateValue;
use crate::names::{Kind, Name};

/// Fewer letters and digits identify nobody.
const IDENTIFIER_LETTERS_MIN: usize = 4;

/// What was read of a subject, each with the place of the value that it was read from.
#[derive(Debug, Default)]
pub(super) struct Reading {
    pub(super) names: SmallVec<[(Name, usize); 1]>,
    pub(super) births: SmallVec<[(DateValue, usize); 1]>,
    pub(super) countries: SmallVec<[(String, usize); 1]>,
    pub(super) identifiers: SmallVec<[(String, usize); 1]>,
}

impl Reading {
    pub(super) fn of(subject: &Subject) -> Self {
        let mut reading = Self::default();
        for (place, name) in values(&subject.names) {
            let readings: &[fn(&str) -> Name] = match subject.kind {
                Some(Kind::Person) => &[Name::person],
                Some(Kind::Organisation) => &[Name::organisation],
                // It may be either, and is compared with both.
                None => &[Name::person, Name::organisation],
            };
            reading.names.extend(readings.iter().map(|read| (read(name), place)).filter(|(name, _)| !name.is_empty()));
        }
        for (place, birth) in values(&subject.births) {
            reading.births.extend(DateValue::read(birth).map(|date| (date, place)));
        }
        for (place, country) in subject.countries.iter().enumerate().take(VALUES_MAX) {
            let code = plain(country);
            if !code.is_empty() && !reading.countries.iter().any(|(other, _)| *other == code) {
                reading.countries.push((code, place));
            }
        }
        for (place, identifier) in values(&subject.identifiers) {
            let number = plain(identifier);
            let is_new = !reading.identifiers.iter().any(|(other, _)| *other == number);
            if number.chars().count() >= IDENTIFIER_LETTERS_MIN && is_new {
                reading.identifiers.push((number, place));
            }
        }
        reading
    }
}

fn values(values: &[overt_model::Private<String>]) -> impl Iterator<Item = (usize, &str)> {
    let values = values.iter().map(|value| value.expose().as_str()).enumerate().take(VALUES_MAX);
    values.filter(|(_, value)| value.len() <= VALUE_BYTES_MAX)
}

/// Small letters and digits only.
fn plain(text: &str) -> String {
    if text.len() > VALUE_BYTES_MAX {
        return String::new();
    }
    text.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Takes the entities of a base in.
#[derive(Debug, Default)]
pub struct IndexBuilder {
    entities: Vec<Entity>,
    words: Words,
    keys: FxHashMap<u64, u32>,
    near: Near,
    /// Keys of single words, by number.
    is_of_word: Vec<bool>,
    /// Numbers of keys with those of entities.
    meetings: Vec<(u32, u32)>,
    countries: FxHashMap<Box<str>, u32>,
    identifiers: FxHashMap<Box<str>, Vec<u32>>,
}

impl IndexBuilder {
    /// Of nothing yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds an entity. Its number is that of the entities before it.
    ///
    /// # Errors
    ///
    /// [`SpecError::TooMany`] beyond four thousand million.
    pub fn push(&mut self, id: &str, subject: Subject) -> Result<(), SpecError> {
        let too_many = || SpecError::TooMany { what: "entities", max: u32::MAX as usize };
        let number = u32::try_from(self.entities.len()).map_err(|_| too_many())?;
        let reading = Reading::of(&subject);
        self.words.count(reading.names.iter().map(|(name, _)| name));
        let mut is_single = false;
        let mut met: Vec<u32> = Vec::new();
        for (name, _) in &reading.names {
            let words = keys::of_words(name);
            is_single |= words.len() < 2;
            for key in words.iter().flatten() {
                met.push(self.key(*key, true));
            }
            for (key, ..) in keys::joined(name) {
                met.push(self.key(key, false));
            }
        }
        met.sort_unstable();
        met.dedup();
        self.meetings.extend(met.into_iter().map(|key| (key, number)));
        for (country, _) in &reading.countries {
            *self.countries.entry(country.as_str().into()).or_default() += 1;
        }
        for (identifier, _) in &reading.identifiers {
            self.identifiers.entry(identifier.as_str().into()).or_default().push(number);
        }
        let year = reading.births.first().map_or(0, |(birth, _)| birth.year);
        self.entities.push(Entity { id: id.into(), subject, reading, is_single, year });
        Ok(())
    }

    /// The number of a key. Two words as one are met exactly only: their neighbours would be too many.
    fn key(&mut self, key: u64, with_near: bool) -> u32 {
        let next = u32::try_from(self.keys.len()).expect("keys are fewer than sounds can be put together");
        let number = *self.keys.entry(key).or_insert(next);
        self.is_of_word.resize(self.keys.len(), false);
        let is_of_word = &mut self.is_of_word[number as usize];
        if with_near && !*is_of_word {
            *is_of_word = true;
            self.near.add(key, number);
        }
        number
    }

    /// The index.
    pub fn finish(self) -> Index {
        let Self { entities, words, keys, near, meetings, countries, identifiers, .. } = self;
        let postings = Postings::new(keys.len(), &meetings);
        Index { entities, words, keys, near, postings, countries, identifiers }
    }
}

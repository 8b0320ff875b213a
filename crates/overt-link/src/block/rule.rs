//! A rule such as `family_name + birth_date.year`: parts of columns on which two records must agree.

use crate::SpecError;
use crate::column::{Column, MISSING, Values, hash, mix};
use crate::names::Name;

/// What two records must agree on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Rule {
    pub(crate) parts: Vec<Part>,
}

/// A part of a rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Part {
    pub(crate) column: usize,
    take: Take,
}

/// What is taken of a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Take {
    Whole,
    First(usize),
    Last(usize),
    Sound,
    Year,
    Month,
    Day,
    /// Each word of a text or member of a set: one of them must agree.
    Word,
    /// The value, or that of the other column: the two may be swapped.
    Either(usize),
}

/// The columns that a rule names.
pub(crate) fn columns_of(rule: &str) -> Vec<&str> {
    let parts = rule.split(['+', '|']).map(str::trim);
    parts.map(|part| part.split('.').next().unwrap_or(part)).collect()
}

impl Rule {
    /// Reads `column`, `column.first3`, `.last4`, `.sound`, `.year`, `.month`, `.word`, and `given|family`, with ` + ` between.
    pub(crate) fn read(rule: &str, column: impl Fn(&str) -> Option<usize>) -> Result<Self, SpecError> {
        let parts =
            rule.split('+').map(|part| Part::read(rule, part.trim(), &column)).collect::<Result<Vec<_>, _>>()?;
        let many = parts.iter().filter(|part| part.take == Take::Word).count();
        if many > 1 {
            let reason = "only one part of a rule can be `.word`";
            return Err(SpecError::Rule { rule: rule.into(), part: rule.into(), reason });
        }
        Ok(Self { parts })
    }

    /// The keys of one record whose values have these numbers: none, one or several.
    pub(crate) fn keys(&self, columns: &[Column], codes: &[u32]) -> Vec<u64> {
        let mut key = 1;
        for part in self.parts.iter().filter(|part| !part.is_word()) {
            key = with(key, part.record_key(columns, codes));
        }
        if key == 0 {
            return Vec::new();
        }
        let Some(part) = self.parts.iter().find(|part| part.is_word()) else { return vec![key] };
        let mut keys: Vec<u64> =
            words(&columns[part.column], codes[part.column]).into_iter().map(|word| with_word(key, word)).collect();
        keys.sort_unstable();
        keys.dedup();
        keys
    }

    /// Whether a record can have several keys.
    pub(crate) fn is_many(&self) -> bool {
        self.parts.iter().any(|part| part.take == Take::Word)
    }
}

impl Part {
    fn read(rule: &str, part: &str, column: &impl Fn(&str) -> Option<usize>) -> Result<Self, SpecError> {
        let position = |name: &str| {
            column(name).ok_or_else(|| SpecError::NoColumn { place: format!("the rule `{rule}`"), column: name.into() })
        };
        if let Some((one, other)) = part.split_once('|') {
            return Ok(Self { column: position(one.trim())?, take: Take::Either(position(other.trim())?) });
        }
        let (name, how) = part.split_once('.').unwrap_or((part, ""));
        let count =
            |prefix: &str| how.strip_prefix(prefix).and_then(|digits| digits.parse().ok()).filter(|count| *count > 0);
        let take = match how {
            "" => Take::Whole,
            "sound" => Take::Sound,
            "year" => Take::Year,
            "month" => Take::Month,
            "day" => Take::Day,
            "word" => Take::Word,
            _ => match (count("first"), count("last")) {
                (Some(count), _) => Take::First(count),
                (_, Some(count)) => Take::Last(count),
                _ => {
                    let reason = "after the dot: sound, year, month, day, word, first3, last4";
                    return Err(SpecError::Rule { rule: rule.into(), part: part.into(), reason });
                }
            },
        };
        Ok(Self { column: position(name)?, take })
    }

    /// The key of one record; zero where there is none.
    fn record_key(&self, columns: &[Column], codes: &[u32]) -> u64 {
        let key_in = |column: usize| match codes[column] {
            MISSING => 0,
            code => self.value_key(&columns[column], code).unwrap_or(0),
        };
        match self.take {
            Take::Either(other) => either(key_in(self.column), key_in(other)),
            _ => key_in(self.column),
        }
    }

    /// The key of every distinct value; zero where there is none.
    pub(crate) fn value_keys(&self, columns: &[Column]) -> Vec<u64> {
        self.value_keys_in(columns, self.column)
    }

    /// The same for the values of another column.
    pub(crate) fn value_keys_in(&self, columns: &[Column], column: usize) -> Vec<u64> {
        let column = &columns[column];
        let numbers = 0..u32::try_from(column.counts.len()).expect("there are fewer values than numbers");
        numbers.map(|number| if number == MISSING { 0 } else { self.value_key(column, number).unwrap_or(0) }).collect()
    }

    fn value_key(&self, column: &Column, number: u32) -> Option<u64> {
        match (&column.values, self.take) {
            (Values::Texts(texts) | Values::Words { texts, .. }, take) => {
                let text = texts.get(number);
                match take {
                    Take::First(count) if text.len() >= count => Some(hash(&text[..count])),
                    Take::Last(count) if text.len() >= count => Some(hash(&text[text.len() - count..])),
                    Take::Sound => Some(texts.sound(number)),
                    Take::Whole | Take::Either(_) => Some(hash(text)),
                    _ => None,
                }
            }
            (Values::Dates(dates), take) => {
                let date = dates[number as usize];
                let (year, month, day) = (date.year.cast_unsigned().into(), u64::from(date.month), u64::from(date.day));
                match take {
                    Take::Year => Some(mix(year)),
                    Take::Month if month > 0 => Some(mix(year << 8 | month)),
                    Take::Day if day > 0 && !date.is_year_only() => Some(mix(month << 8 | day)),
                    Take::Whole if !date.is_year_only() => Some(mix(year << 16 | month << 8 | day)),
                    _ => None,
                }
            }
            // A place on the map is a cell of a twentieth of a degree.
            (Values::Points(points), _) => {
                let [latitude, longitude] = points[number as usize].map(|degrees| (degrees * 20.0).round() as i64);
                Some(mix((latitude << 32 ^ longitude).cast_unsigned()))
            }
            (Values::Amounts(amounts), _) => Some(mix(amounts[number as usize].to_bits())),
        }
    }

    /// The other column, where the value may be in either.
    pub(crate) fn other(&self) -> Option<usize> {
        match self.take {
            Take::Either(other) => Some(other),
            _ => None,
        }
    }

    /// Whether it gives a key for each word.
    pub(crate) fn is_word(&self) -> bool {
        self.take == Take::Word
    }
}

/// A key with one more part; zero where either is missing.
pub(crate) fn with(key: u64, part: u64) -> u64 {
    if key == 0 || part == 0 { 0 } else { mix(key ^ part).max(1) }
}

/// A key with a word.
pub(crate) fn with_word(key: u64, word: u64) -> u64 {
    mix(key ^ word).max(1)
}

/// The same key for two values in either order.
pub(crate) fn either(one: u64, other: u64) -> u64 {
    if one == 0 || other == 0 { 0 } else { mix(one.min(other)).wrapping_add(one.max(other)) }
}

/// What the words of a value hash to.
pub(crate) fn words(column: &Column, code: u32) -> Vec<u64> {
    match &column.values {
        Values::Words { words, hashes, .. } => words[code as usize].iter().map(|word| hashes[*word as usize]).collect(),
        Values::Texts(texts) => texts.name(code).into_iter().flat_map(Name::skeletons).map(mix).collect(),
        _ => Vec::new(),
    }
}

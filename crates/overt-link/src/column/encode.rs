//! A column is read value by value; what was seen before costs one look-up.

use arrow_array::Array as _;
use arrow_array::StringArray;
use rustc_hash::FxHashMap;

use super::{DateValue, MISSING, Texts, parse};
use crate::names;
use crate::spec::Kind;

/// Bytes of a raw value that are read. What is longer is no name, and hostile files have such.
const RAW_BYTES_MAX: usize = 1000;
/// Members of a set, or words of a text, that are kept.
const MEMBERS_MAX: usize = 32;

/// A column by numbers: one for each record, and what each number stands for.
#[derive(Debug, Clone)]
pub(crate) struct Column {
    pub(crate) kind: Kind,
    /// The number of the value of each record.
    pub(crate) codes: Vec<u32>,
    /// How many records have each value.
    pub(crate) counts: Vec<u32>,
    pub(crate) values: Values,
}

/// What the numbers stand for; number 0 is missing.
#[derive(Debug, Clone)]
pub(crate) enum Values {
    Texts(Texts),
    Dates(Vec<DateValue>),
    Points(Vec<[f32; 2]>),
    Amounts(Vec<f64>),
    /// Each text, the numbers of its words in order, and what each word hashes to.
    Words {
        texts: Texts,
        words: Vec<Vec<u32>>,
        hashes: Vec<u64>,
    },
}

/// Reads a column in any number of pieces.
#[derive(Debug)]
pub(crate) struct Encoder {
    column: Column,
    dictionary: Dictionary,
}

/// Which number a value has.
#[derive(Debug, Default)]
pub(crate) struct Dictionary {
    raw: FxHashMap<Box<str>, u32>,
    same: FxHashMap<Box<[u8]>, u32>,
    words: FxHashMap<Box<str>, u32>,
}

impl Encoder {
    /// An empty column of this kind.
    pub(crate) fn new(kind: Kind) -> Self {
        let values = match kind {
            Kind::Name | Kind::Organisation | Kind::Number | Kind::Code => Values::Texts(Texts::new(kind)),
            Kind::Date => Values::Dates(vec![DateValue::default()]),
            Kind::Point => Values::Points(vec![[0.0; 2]]),
            Kind::Amount => Values::Amounts(vec![0.0]),
            Kind::Text | Kind::Set => {
                Values::Words { texts: Texts::new(kind), words: vec![Vec::new()], hashes: vec![0] }
            }
        };
        let column = Column { kind, codes: Vec::new(), counts: vec![0], values };
        Self { column, dictionary: Dictionary::default() }
    }

    /// Adds the values of an array. Null, empty and what cannot be read are missing.
    pub(crate) fn extend(&mut self, array: &StringArray) {
        self.column.codes.reserve(array.len());
        for position in 0..array.len() {
            self.push(if array.is_null(position) { "" } else { array.value(position) });
        }
    }

    /// Adds one value.
    pub(crate) fn push(&mut self, raw: &str) {
        let code = self.dictionary.code(&mut self.column, raw);
        self.column.counts[code as usize] += 1;
        self.column.codes.push(code);
    }

    /// Adds one value that does not make it more common.
    pub(crate) fn push_uncounted(&mut self, raw: &str) {
        let code = self.dictionary.code(&mut self.column, raw);
        self.column.codes.push(code);
    }

    /// The column, when everything was read.
    pub(crate) fn finish(self) -> Column {
        self.column
    }

    /// The column and its dictionary, to which more can be added.
    pub(crate) fn into_parts(self) -> (Column, Dictionary) {
        (self.column, self.dictionary)
    }
}

impl Dictionary {
    /// The number of a value, which is added to the column if it is new.
    pub(crate) fn code(&mut self, column: &mut Column, raw: &str) -> u32 {
        if raw.is_empty() {
            return MISSING;
        }
        let raw = cut(raw);
        if let Some(code) = self.raw.get(raw) {
            return *code;
        }
        let code = self.made_comparable(column, raw);
        self.raw.insert(raw.into(), code);
        code
    }

    fn made_comparable(&mut self, column: &mut Column, raw: &str) -> u32 {
        match column.kind {
            Kind::Name | Kind::Organisation | Kind::Code => self.text(column, &names::latin(raw), raw),
            Kind::Number => {
                let letters = raw.chars().filter(|letter| letter.is_alphanumeric());
                let text: String = letters.flat_map(char::to_lowercase).collect();
                self.text(column, &text, raw)
            }
            Kind::Date => DateValue::read(raw).map_or(MISSING, |date| {
                let key = [date.year.to_le_bytes().as_slice(), &[date.month, date.day]].concat();
                self.numbered(column, &key, |values| {
                    let Values::Dates(dates) = values else { unreachable!("a column of dates has dates") };
                    dates.push(date);
                })
            }),
            Kind::Point => parse::point(raw).map_or(MISSING, |point| {
                let key = [point[0].to_le_bytes(), point[1].to_le_bytes()].concat();
                self.numbered(column, &key, |values| {
                    let Values::Points(points) = values else { unreachable!("a column of points has points") };
                    points.push(point);
                })
            }),
            Kind::Amount => parse::amount(raw).map_or(MISSING, |amount| {
                self.numbered(column, &amount.to_le_bytes(), |values| {
                    let Values::Amounts(amounts) = values else { unreachable!("a column of sums has sums") };
                    amounts.push(amount);
                })
            }),
            Kind::Text => {
                let text = names::latin(raw);
                let members: Vec<String> = text.split(' ').take(MEMBERS_MAX).map(String::from).collect();
                self.words(column, &text, members)
            }
            Kind::Set => {
                let members = raw.split([';', '|']).map(names::latin).filter(|member| !member.is_empty());
                let mut members: Vec<String> = members.take(MEMBERS_MAX).collect();
                members.sort_unstable();
                self.words(column, &members.join("|"), members)
            }
        }
    }

    fn text(&mut self, column: &mut Column, text: &str, raw: &str) -> u32 {
        if text.is_empty() {
            return MISSING;
        }
        self.numbered(column, text.as_bytes(), |values| {
            let Values::Texts(texts) = values else { unreachable!("a column of texts has texts") };
            texts.push(text, raw);
        })
    }

    fn words(&mut self, column: &mut Column, text: &str, members: Vec<String>) -> u32 {
        if members.iter().all(String::is_empty) {
            return MISSING;
        }
        let Values::Words { hashes, .. } = &mut column.values else { unreachable!("a column of words has words") };
        let number = |member: String| {
            *self.words.entry(member.into_boxed_str()).or_insert_with_key(|member| {
                hashes.push(super::texts::hash(member.as_bytes()));
                u32::try_from(hashes.len() - 1).expect("there are fewer words than numbers")
            })
        };
        let mut numbers: Vec<u32> = members.into_iter().filter(|member| !member.is_empty()).map(number).collect();
        numbers.sort_unstable();
        numbers.dedup();
        self.numbered(column, text.as_bytes(), |values| {
            let Values::Words { texts, words, .. } = values else { unreachable!("a column of words has words") };
            texts.push(text, "");
            words.push(numbers);
        })
    }

    fn numbered(&mut self, column: &mut Column, key: &[u8], push: impl FnOnce(&mut Values)) -> u32 {
        if let Some(code) = self.same.get(key) {
            return *code;
        }
        let code = u32::try_from(column.counts.len()).expect("there are fewer values than numbers");
        self.same.insert(key.into(), code);
        column.counts.push(0);
        push(&mut column.values);
        code
    }
}

fn cut(raw: &str) -> &str {
    let mut end = raw.len().min(RAW_BYTES_MAX);
    while !raw.is_char_boundary(end) {
        end -= 1;
    }
    &raw[..end]
}

impl Column {
    /// How many records it has.
    pub(crate) fn len(&self) -> usize {
        self.codes.len()
    }

    /// Records that have a value.
    pub(crate) fn present(&self) -> u64 {
        self.counts[1..].iter().map(|count| u64::from(*count)).sum()
    }

    /// The same column with its records in another order.
    pub(crate) fn ordered(mut self, order: &[u32]) -> Self {
        self.codes = order.iter().map(|record| self.codes[*record as usize]).collect();
        self
    }
}

//! How the cells of one field are read.

use compact_str::CompactString;
use overt_model::codebook::{Kind, List, Property};
use overt_model::{Edtf, RecordId, State, Value, Values};
use rustc_hash::FxHashMap;

use super::date::date;
use super::number::{integer, money, number};
use super::{Decimal, Fault, Order};

/// Longest cell that is remembered, and most of them for one field.
const REMEMBERED_LEN_MAX: usize = 48;
const REMEMBERED_MAX: usize = 1 << 14;

/// What a spelling means.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::mapping) enum Meaning {
    Code(CompactString),
    State(State),
}

/// What a cell says.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::mapping) enum Read {
    Value(Value),
    State(State),
}

/// Values and state of a field, as far as they are known.
pub(in crate::mapping) type Said<'s> = (&'s mut Values, &'s mut Option<State>);

impl Read {
    /// Two spellings of one code are one value.
    pub(in crate::mapping) fn put(&self, (values, state): Said<'_>) {
        match self {
            Self::Value(value) => {
                if !values.contains(value) {
                    values.push(value.clone());
                }
            }
            Self::State(stated) => *state = Some(*stated),
        }
    }

    /// The same for what nobody needs any more.
    pub(in crate::mapping) fn put_own(self, (values, state): Said<'_>) {
        match self {
            Self::Value(value) if values.is_empty() => values.push(value),
            read => read.put((values, state)),
        }
    }
}

/// What stands in other columns of the row and belongs to the value.
#[derive(Debug, Clone, Copy, Default)]
pub(in crate::mapping) struct Beside<'r> {
    pub(in crate::mapping) currency: Option<&'r str>,
    /// The upper end of a range.
    pub(in crate::mapping) high: Option<&'r str>,
    pub(in crate::mapping) on: Option<Edtf>,
}

/// How the cells of one field are read.
#[derive(Debug)]
pub(in crate::mapping) struct Reading {
    pub(in crate::mapping) property: &'static Property,
    /// The codes of the property; the currencies for money.
    pub(in crate::mapping) list: Option<&'static List>,
    pub(in crate::mapping) codes: FxHashMap<CompactString, Meaning>,
    /// The same, without case and extra blanks.
    pub(in crate::mapping) folded_codes: FxHashMap<CompactString, Meaning>,
    pub(in crate::mapping) otherwise: Option<Meaning>,
    pub(in crate::mapping) yes: Vec<String>,
    pub(in crate::mapping) no: Vec<String>,
    pub(in crate::mapping) words: FxHashMap<CompactString, State>,
    pub(in crate::mapping) order: Order,
    pub(in crate::mapping) century: Option<i16>,
    pub(in crate::mapping) decimal: Decimal,
    pub(in crate::mapping) times: i64,
    pub(in crate::mapping) currency: Option<CompactString>,
    pub(in crate::mapping) remembered: FxHashMap<Box<str>, Remembered>,
    pub(in crate::mapping) times_dropped: u64,
}

/// What a spelling was found to mean, and how often it stood there.
#[derive(Debug)]
pub(in crate::mapping) struct Remembered {
    pub(in crate::mapping) read: Result<Read, Fault>,
    pub(in crate::mapping) count: u64,
}

impl Reading {
    /// Puts what a cell says that is not blank to what others have said.
    pub(in crate::mapping) fn cell(
        &mut self,
        text: &str,
        beside: &Beside<'_>,
        reference: impl FnOnce(&str) -> RecordId,
        said: Said<'_>,
    ) -> Result<(), Fault> {
        if let Kind::Code { .. } | Kind::Flag = self.property.kind {
            if let Some(known) = self.remembered.get_mut(text) {
                known.count += 1;
                return known.read.as_ref().map(|read| read.put(said)).map_err(Clone::clone);
            }
            return self.once(text, Self::meaning).map(|read| read.put(said));
        }
        let read = self.put(text, beside, reference, said);
        // Nearly every date is another one; those that are none are worth telling.
        if let (Err(fault), Kind::Date { .. }) = (&read, &self.property.kind) {
            return self.once(text, |_, _| Err(fault.clone())).map(drop);
        }
        read
    }

    /// What a cell says by itself as a code, whatever the property's type is: the country of a place.
    pub(in crate::mapping) fn code_cell(&mut self, text: &str) -> Result<Read, Fault> {
        self.once(text, Self::code)
    }

    /// The date in a cell, read as the field's dates are.
    pub(in crate::mapping) fn date(&self, text: &str) -> Result<Edtf, Fault> {
        Ok(date(text, self.order, self.century)?.0)
    }

    /// Reads a spelling once, and remembers what it means.
    fn once(&mut self, text: &str, read: impl FnOnce(&Self, &str) -> Result<Read, Fault>) -> Result<Read, Fault> {
        if let Some(known) = self.remembered.get_mut(text) {
            known.count += 1;
            return known.read.clone();
        }
        let read = read(self, text);
        if text.len() <= REMEMBERED_LEN_MAX && self.remembered.len() < REMEMBERED_MAX {
            self.remembered.insert(text.into(), Remembered { read: read.clone(), count: 1 });
        }
        read
    }

    /// What a spelling means where the meanings are counted.
    fn meaning(&self, text: &str) -> Result<Read, Fault> {
        if let Some(state) = State::from_code(text) {
            return Ok(Read::State(state));
        }
        match self.property.kind {
            Kind::Flag => match self.words.get(text) {
                Some(state) => Ok(Read::State(*state)),
                None => self.flag(text),
            },
            _ => self.code(text),
        }
    }

    /// Reads a value and puts it where it belongs, without carrying it about.
    fn put(
        &mut self,
        text: &str,
        beside: &Beside<'_>,
        reference: impl FnOnce(&str) -> RecordId,
        (values, state): Said<'_>,
    ) -> Result<(), Fault> {
        if let Some(word) = self.words.get(text) {
            *state = Some(*word);
            return Ok(());
        }
        match &self.property.kind {
            Kind::Text { .. } => values.push(Value::text(text)),
            // Whoever made the file has suppressed it.
            Kind::Integer { .. } | Kind::Number { .. } | Kind::Money { .. }
                if text.starts_with('<') || text.starts_with('≤') =>
            {
                *state = Some(State::Suppressed);
            }
            Kind::Integer { .. } => values.push(Value::Integer(integer(text, self.decimal, self.times)?)),
            Kind::Number { .. } => {
                let product = number(text, self.decimal)?.checked_mul(self.times.into());
                values.push(Value::Number(product.ok_or(Fault::NotANumber)?));
            }
            Kind::Money { .. } => {
                let stated = match beside.currency {
                    Some(cell) => Some(&*self.list.and_then(|list| list.find(cell)).ok_or(Fault::NoSuchCurrency)?.code),
                    None => self.currency.as_deref(),
                };
                let list = self.list.expect("a mapping gives the currencies to money");
                let mut amount = money(text, self.decimal, (stated, list), beside.on)?;
                if let Some(high) = beside.high {
                    amount.high = number(high, self.decimal)?;
                }
                if amount.high < amount.low {
                    return Err(Fault::Reversed);
                }
                values.push(Value::Money(Box::new(amount)));
            }
            Kind::Date { .. } => {
                let (date, has_time) = date(text, self.order, self.century)?;
                self.times_dropped += u64::from(has_time);
                values.push(Value::Date(date));
            }
            Kind::Reference { .. } => values.push(Value::Reference(reference(text))),
            Kind::Code { .. } | Kind::Flag | Kind::Place { .. } | Kind::File => {
                unreachable!(
                    "codes and flags are looked up, and a mapping that fills the others from one cell is refused"
                )
            }
        }
        // The same value twice is one value.
        if let Some((last, others)) = values.split_last()
            && others.contains(last)
        {
            values.pop();
        }
        Ok(())
    }

    fn code(&self, text: &str) -> Result<Read, Fault> {
        let of = |meaning: &Meaning| match meaning {
            Meaning::Code(code) => Read::Value(Value::Code(code.clone())),
            Meaning::State(state) => Read::State(*state),
        };
        if let Some(meaning) = self.codes.get(text).or_else(|| self.folded_codes.get(&*folded(text))) {
            return Ok(of(meaning));
        }
        if let Some(code) = self.list.and_then(|list| list.find(text)) {
            return Ok(Read::Value(Value::Code(code.code.clone())));
        }
        if let Some(state) = self.words.get(text) {
            return Ok(Read::State(*state));
        }
        self.otherwise.as_ref().map(of).ok_or(Fault::NoSuchCode)
    }

    fn flag(&self, text: &str) -> Result<Read, Fault> {
        if let Some(Meaning::State(state)) = self.codes.get(text).or_else(|| self.folded_codes.get(&*folded(text))) {
            return Ok(Read::State(*state));
        }
        match (self.tick(text), &self.otherwise) {
            (Some(true), _) => Ok(Read::State(State::AskedYes)),
            (Some(false), _) => Ok(Read::State(State::AskedNo)),
            (None, Some(Meaning::State(state))) => Ok(Read::State(*state)),
            (None, _) => Err(Fault::NotYesOrNo),
        }
    }

    /// Whether a cell says yes or no; `None` when it says neither.
    pub(in crate::mapping) fn tick(&self, text: &str) -> Option<bool> {
        let is_among = |words: &[String]| words.iter().any(|word| word.eq_ignore_ascii_case(text) || *word == text);
        match () {
            () if is_among(&self.yes) => Some(true),
            () if is_among(&self.no) => Some(false),
            () => None,
        }
    }
}

/// How spellings are compared when they do not agree exactly.
pub(in crate::mapping) fn folded(spelling: &str) -> CompactString {
    let mut folded = CompactString::default();
    for word in spelling.split_whitespace() {
        if !folded.is_empty() {
            folded.push(' ');
        }
        folded.extend(word.chars().flat_map(char::to_lowercase));
    }
    folded
}

/// Whether these are degrees of latitude and longitude.
pub(in crate::mapping) fn is_point([latitude, longitude]: [f64; 2]) -> bool {
    (-90.0..=90.0).contains(&latitude) && (-180.0..=180.0).contains(&longitude)
}

//! One record: what one source says about one thing.

mod fields;
mod json;

use std::fmt;

use compact_str::CompactString;
use rust_decimal::Decimal;
use smallvec::SmallVec;

pub use fields::Fields;

use crate::{Amount, Claim, ClaimDifference, Edtf, FileHash, Place, Private, RecordId, State};

/// What one source says about one person, act, payment or other thing.
///
/// A property that is not among the fields was not asked.
#[derive(Debug, Clone, PartialEq)]
pub struct Record {
    /// Its identifier.
    pub id: RecordId,
    /// The schema it follows, such as `CorruptAct`.
    pub schema: CompactString,
    /// The version of the codebook it was written under.
    pub codebook: CompactString,
    /// Whose facts these are.
    pub claim: Claim,
    /// Its fields by property.
    pub fields: Fields,
}

/// What a record says under one property.
#[derive(Debug, Clone, PartialEq)]
pub struct Field {
    /// What it means that there is, or is not, a value.
    pub state: State,
    /// The values; present only when the state is asked-yes, and never for a flag.
    pub values: Values,
    /// In what the claim behind it differs from the record's.
    pub difference: Option<Box<ClaimDifference>>,
}

/// The values of a field. Most have one, which costs no allocation.
pub type Values = SmallVec<[Value; 1]>;

/// One value. Its `Debug` form names the type only, because values may identify people.
#[derive(Clone, PartialEq)]
pub enum Value {
    /// A code.
    Code(CompactString),
    /// Text.
    Text(Private<String>),
    /// A whole number.
    Integer(i64),
    /// An exact decimal.
    Number(Decimal),
    /// Money.
    Money(Box<Amount>),
    /// A date or period.
    Date(Edtf),
    /// A place.
    Place(Box<Place>),
    /// Another record.
    Reference(RecordId),
    /// A sealed attachment.
    File(FileHash),
}

impl Value {
    /// Text that may be private.
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text(Private::new(text.into()))
    }

    /// A code.
    pub fn code(code: &str) -> Self {
        Self::Code(code.into())
    }
}

impl fmt::Debug for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Code(_) => "Code(…)",
            Self::Text(_) => "Text(…)",
            Self::Integer(_) => "Integer(…)",
            Self::Number(_) => "Number(…)",
            Self::Money(_) => "Money(…)",
            Self::Date(_) => "Date(…)",
            Self::Place(_) => "Place(…)",
            Self::Reference(_) => "Reference(…)",
            Self::File(_) => "File(…)",
        })
    }
}

impl Field {
    /// A field with values.
    pub fn values(values: impl IntoIterator<Item = Value>) -> Self {
        Self { state: State::AskedYes, values: values.into_iter().collect(), difference: None }
    }

    /// A field that only has a state.
    pub fn state(state: State) -> Self {
        Self { state, values: Values::new(), difference: None }
    }
}

impl Record {
    /// A record without fields yet.
    pub fn new(id: RecordId, schema: &str, codebook: &str, claim: Claim) -> Self {
        Self { id, schema: schema.into(), codebook: codebook.into(), claim, fields: Fields::new() }
    }

    /// Sets one value of a property.
    #[must_use]
    pub fn with(mut self, property: &str, value: Value) -> Self {
        self.fields.insert(property.into(), Field::values([value]));
        self
    }

    /// Sets the state of a property without a value.
    #[must_use]
    pub fn with_state(mut self, property: &str, state: State) -> Self {
        self.fields.insert(property.into(), Field::state(state));
        self
    }

    /// The state of a property; not-asked when the record does not have it.
    pub fn state(&self, property: &str) -> State {
        self.fields.get(property).map_or(State::NotAsked, |field| field.state)
    }

    /// The values of a property.
    pub fn values(&self, property: &str) -> &[Value] {
        self.fields.get(property).map_or(&[], |field| &field.values)
    }

    /// The claim behind one property: the record's own, with what differs.
    pub fn claim_of(&self, property: &str) -> Claim {
        match self.fields.get(property).and_then(|field| field.difference.as_deref()) {
            Some(difference) => self.claim.with(difference),
            None => self.claim.clone(),
        }
    }
}

//! A mapping as it stands in its file.

use std::collections::BTreeMap;
use std::fmt;

use overt_model::{Grade, Handling, Standing, State};
use serde::de::value::MapAccessDeserializer;
use serde::de::{Error, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};

use super::cell::{Decimal, Order};

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct File {
    pub(super) format: u32,
    pub(super) title: String,
    #[serde(default)]
    pub(super) about: String,
    #[serde(default, rename = "for")]
    pub(super) fits: Fits,
    pub(super) table: Option<String>,
    pub(super) blank: Option<State>,
    #[serde(default)]
    pub(super) words: BTreeMap<String, State>,
    #[serde(default)]
    pub(super) dates: Order,
    #[serde(default)]
    pub(super) decimal: Decimal,
    #[serde(default)]
    pub(super) claim: Claim,
    #[serde(default)]
    pub(super) ignored: Vec<String>,
    #[serde(default)]
    pub(super) record: Vec<Record>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Fits {
    pub(super) columns: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Record {
    pub(super) name: String,
    pub(super) schema: String,
    #[serde(default)]
    pub(super) key: Key,
    #[serde(default)]
    pub(super) when: When,
    #[serde(default)]
    pub(super) unless: Vec<String>,
    pub(super) each: Option<String>,
    #[serde(default)]
    pub(super) fields: BTreeMap<String, Fields>,
    #[serde(default)]
    pub(super) claim: Claim,
}

/// What tells a record from others.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
pub(super) enum Key {
    One(String),
    Parts(Vec<KeyPart>),
}

impl Default for Key {
    fn default() -> Self {
        Self::Parts(Vec::new())
    }
}

/// A part of a key.
#[derive(Debug, Deserialize)]
#[serde(untagged, expecting = "a part of a key is a column, or a constant: { value = \"tier\" }")]
pub(super) enum KeyPart {
    Column(String),
    Constant { value: String },
}

/// When a record is made.
#[derive(Debug, Default, Deserialize)]
#[serde(untagged)]
pub(super) enum When {
    /// If any of its columns is not blank.
    #[default]
    AnyField,
    /// If one of these columns is not blank.
    NotBlank(Vec<String>),
    /// If a column has one of these values.
    Is(BTreeMap<String, Several>),
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Claim {
    pub(super) standing: Option<StandingOf>,
    pub(super) grade: Option<Grade>,
    pub(super) handling: Option<Handling>,
    pub(super) decision: Option<String>,
    pub(super) asserted: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(untagged)]
pub(super) enum StandingOf {
    Constant(Standing),
    Column { column: Several, codes: BTreeMap<String, Standing>, otherwise: Option<Standing> },
}

/// One text or a list of them.
#[derive(Debug, Default, Clone)]
pub(super) struct Several(pub(super) Vec<String>);

impl<'de> Deserialize<'de> for Several {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct OneOrMore;
        impl<'de> Visitor<'de> for OneOrMore {
            type Value = Several;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("a text or a list of texts")
            }

            fn visit_str<E: Error>(self, text: &str) -> Result<Several, E> {
                Ok(Several(vec![text.to_owned()]))
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Several, A::Error> {
                let mut texts = Vec::new();
                while let Some(text) = list.next_element()? {
                    texts.push(text);
                }
                Ok(Several(texts))
            }
        }
        deserializer.deserialize_any(OneOrMore)
    }
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FieldParts {
    column: Option<Several>,
    value: Option<Several>,
    #[serde(default)]
    ticks: BTreeMap<String, String>,
    #[serde(default)]
    parts: BTreeMap<String, Several>,
    record: Option<String>,
    #[serde(default)]
    codes: BTreeMap<String, String>,
    otherwise: Option<String>,
    split: Option<Several>,
    join: Option<String>,
    yes: Option<Vec<String>>,
    no: Option<Vec<String>>,
    blank: Option<State>,
    #[serde(default)]
    words: BTreeMap<String, State>,
    dates: Option<Order>,
    century: Option<i16>,
    decimal: Option<Decimal>,
    times: Option<i64>,
    currency: Option<String>,
    currency_column: Option<Several>,
    high_column: Option<Several>,
    state_column: Option<Several>,
    date_column: Option<Several>,
    to: Option<String>,
}

/// One part of what fills a property. A text alone is a column.
#[derive(Debug)]
pub(super) struct Field {
    pub(super) fill: Fill,
    pub(super) how: How,
}

#[derive(Debug)]
pub(super) enum Fill {
    Column(Vec<String>),
    Value(Vec<String>),
    Ticks(BTreeMap<String, String>),
    Parts(BTreeMap<String, Several>),
    Record(String),
}

/// How a field is read. What does not apply to the property's type is refused when the mapping is checked.
#[derive(Debug, Default)]
pub(super) struct How {
    pub(super) codes: BTreeMap<String, String>,
    pub(super) otherwise: Option<String>,
    pub(super) split: Vec<String>,
    pub(super) join: Option<String>,
    pub(super) yes: Option<Vec<String>>,
    pub(super) no: Option<Vec<String>>,
    pub(super) blank: Option<State>,
    pub(super) words: BTreeMap<String, State>,
    pub(super) dates: Option<Order>,
    pub(super) century: Option<i16>,
    pub(super) decimal: Option<Decimal>,
    pub(super) times: Option<i64>,
    pub(super) currency: Option<String>,
    pub(super) currency_column: Option<Vec<String>>,
    pub(super) high_column: Option<Vec<String>>,
    pub(super) state_column: Option<Vec<String>>,
    pub(super) date_column: Option<Vec<String>>,
    pub(super) to: Option<String>,
}

/// What fills a property together: mostly one field.
#[derive(Debug)]
pub(super) struct Fields(pub(super) Vec<Field>);

impl<'de> Deserialize<'de> for Fields {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct ColumnOrTables;
        impl<'de> Visitor<'de> for ColumnOrTables {
            type Value = Fields;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter
                    .write_str("the name of a column, or a table such as { column = \"…\" }, or a list of such tables")
            }

            fn visit_str<E: Error>(self, column: &str) -> Result<Fields, E> {
                Ok(Fields(vec![Field { fill: Fill::Column(vec![column.to_owned()]), how: How::default() }]))
            }

            fn visit_map<A: MapAccess<'de>>(self, table: A) -> Result<Fields, A::Error> {
                let parts = FieldParts::deserialize(MapAccessDeserializer::new(table))?;
                Ok(Fields(vec![parts.whole().map_err(A::Error::custom)?]))
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Fields, A::Error> {
                let mut fields = Vec::new();
                while let Some(parts) = list.next_element::<FieldParts>()? {
                    fields.push(parts.whole().map_err(A::Error::custom)?);
                }
                Ok(Fields(fields))
            }
        }
        deserializer.deserialize_any(ColumnOrTables)
    }
}

impl FieldParts {
    fn whole(self) -> Result<Field, &'static str> {
        let mut fills = Vec::new();
        fills.extend(self.column.map(|column| Fill::Column(column.0)));
        fills.extend(self.value.map(|value| Fill::Value(value.0)));
        fills.extend((!self.ticks.is_empty()).then_some(Fill::Ticks(self.ticks)));
        fills.extend((!self.parts.is_empty()).then_some(Fill::Parts(self.parts)));
        fills.extend(self.record.map(Fill::Record));
        let (Some(fill), None) = (fills.pop(), fills.pop()) else {
            return Err("a field is filled by exactly one of `column`, `value`, `ticks`, `parts` and `record`");
        };
        let how = How {
            codes: self.codes,
            otherwise: self.otherwise,
            split: self.split.unwrap_or_default().0,
            join: self.join,
            yes: self.yes,
            no: self.no,
            blank: self.blank,
            words: self.words,
            dates: self.dates,
            century: self.century,
            decimal: self.decimal,
            times: self.times,
            currency: self.currency,
            currency_column: self.currency_column.map(|column| column.0),
            high_column: self.high_column.map(|column| column.0),
            state_column: self.state_column.map(|column| column.0),
            date_column: self.date_column.map(|column| column.0),
            to: self.to,
        };
        Ok(Field { fill, how })
    }
}

//! Record schemas.

use std::sync::Arc;

use compact_str::CompactString;
use regex::Regex;
use rust_decimal::Decimal;
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize, Serializer};

use super::findable::IndexedText;
use super::rule::{Derived, Rule};
use crate::{Class, Edtf, Rung, State, Text};

/// One kind of record, with everything it inherits.
#[derive(Debug, Clone, Serialize)]
pub struct Schema {
    /// Its name, such as `CorruptAct`.
    pub id: CompactString,
    /// The schemas it descends from, nearest first.
    pub ancestors: Vec<CompactString>,
    /// Whether it only lends its properties to others.
    pub is_abstract: bool,
    /// Whether it stands alone on purpose, without a reference to or from another schema.
    pub standalone: bool,
    /// What people call it.
    pub label: Text,
    /// What it records, in English.
    pub about: String,
    /// What it is called elsewhere.
    pub names: Names,
    /// The `FollowTheMoney` schema that ours extends.
    pub ftm_extends: Option<CompactString>,
    /// Groups of a form, in order, the inherited ones last.
    pub sections: Vec<Section>,
    /// Every property, the inherited ones last.
    pub properties: Vec<Arc<Property>>,
    /// Every rule, the inherited ones last.
    pub rules: Vec<Arc<Rule>>,
    /// Codes worked out from the record.
    pub derived: Vec<Arc<Derived>>,
    /// What a store may find through a keyed index, the inherited ones last.
    pub blind_indexes: Vec<Arc<IndexedText>>,
    #[serde(skip)]
    by_id: FxHashMap<CompactString, u16>,
    #[serde(skip)]
    pub(super) line: usize,
}

/// A group of a form.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Section {
    /// Its name.
    pub id: CompactString,
    /// What people call it.
    pub label: Text,
}

/// What a schema or property is called in other standards. Several spellings of one name are separated by `|`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Names {
    /// Human Trafficking Case Data Standard.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub htcds: Option<String>,
    /// Counter-Trafficking Data Collaborative.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ctdc: Option<String>,
    /// `FollowTheMoney`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ftm: Option<String>,
}

/// One property of a schema.
#[derive(Debug, Clone, Serialize)]
pub struct Property {
    /// Its name.
    pub id: CompactString,
    /// The group it stands in.
    pub section: CompactString,
    /// What its values are.
    #[serde(flatten)]
    pub kind: Kind,
    /// Whether it may hold several values.
    pub many: bool,
    /// Whether it must be answered, if only by "unknown".
    pub required: bool,
    /// The value states it may have.
    pub states: States,
    /// How far it could lead to a person.
    pub class: Class,
    /// What happens to it before anything leaves: a code of the list `deidentification`.
    pub deidentify: CompactString,
    /// What people call it.
    pub label: Text,
    /// One sentence for the person who fills it in.
    pub help: Text,
    /// What it is called elsewhere.
    pub names: Names,
    /// How the interview guide asks for it, if it does.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ask: Option<Ask>,
    #[serde(skip)]
    pub(super) line: usize,
}

/// A question of the interview guide.
#[derive(Debug, Clone, Serialize)]
pub struct Ask {
    /// The words.
    pub question: Text,
    /// Where it belongs: a code of the list `stages`.
    pub stage: Option<CompactString>,
    /// Whether the answer may make the person admit an offence, so that the guide warns first.
    pub caution: bool,
}

/// What the values of a property are, and their limits.
#[derive(Debug, Clone, Serialize)]
#[serde(tag = "type", rename_all = "lowercase")]
pub enum Kind {
    /// A code of a list.
    Code {
        /// The list.
        list: CompactString,
        /// The heading below which the code must lie; none for the whole list.
        #[serde(skip_serializing_if = "Option::is_none")]
        under: Option<CompactString>,
    },
    /// No value: the state alone answers.
    Flag,
    /// Unicode text.
    Text {
        /// The most characters it may have.
        max_chars: usize,
        /// What the whole of it must match.
        #[serde(serialize_with = "pattern_text", skip_serializing_if = "Option::is_none")]
        pattern: Option<Regex>,
    },
    /// A whole number.
    Integer {
        /// The least.
        min: i64,
        /// The most.
        max: i64,
        /// What it counts.
        #[serde(skip_serializing_if = "Option::is_none")]
        unit: Option<String>,
    },
    /// An exact decimal.
    Number {
        /// The least.
        #[serde(serialize_with = "as_text")]
        min: Decimal,
        /// The most.
        #[serde(serialize_with = "as_text")]
        max: Decimal,
        /// What it measures.
        #[serde(skip_serializing_if = "Option::is_none")]
        unit: Option<String>,
    },
    /// An amount of money.
    Money {
        /// The least, in any currency.
        #[serde(serialize_with = "as_text")]
        min: Decimal,
        /// The most, in any currency.
        #[serde(serialize_with = "as_text")]
        max: Decimal,
    },
    /// A date or period.
    Date {
        /// Nothing before it.
        min: Edtf,
        /// Nothing after it.
        #[serde(skip_serializing_if = "Option::is_none")]
        max: Option<Edtf>,
        /// Whether it may lie after today.
        future: bool,
    },
    /// A place.
    Place {
        /// The finest rung of the property's own class; every finer one is a direct identifier.
        open_to: Rung,
    },
    /// Another record.
    Reference {
        /// The schemas it may have.
        to: Vec<CompactString>,
    },
    /// A sealed attachment.
    File,
}

fn as_text<S: Serializer>(value: &Decimal, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(value)
}

#[expect(clippy::ref_option, reason = "serde passes the field by reference")]
fn pattern_text<S: Serializer>(pattern: &Option<Regex>, serializer: S) -> Result<S::Ok, S::Error> {
    pattern.as_ref().map(Regex::as_str).serialize(serializer)
}

impl Kind {
    /// The name in schema files: a code of the list `property_types`.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Code { .. } => "code",
            Self::Flag => "flag",
            Self::Text { .. } => "text",
            Self::Integer { .. } => "integer",
            Self::Number { .. } => "number",
            Self::Money { .. } => "money",
            Self::Date { .. } => "date",
            Self::Place { .. } => "place",
            Self::Reference { .. } => "reference",
            Self::File => "file",
        }
    }
}

/// A set of value states.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct States(u8);

impl States {
    /// Every state.
    pub const ALL: Self = Self(0b11_1111);

    /// Whether the state is among them.
    pub const fn contains(self, state: State) -> bool {
        self.0 & (1 << state as u8) != 0
    }

    /// Them, in the order of the list.
    pub fn iter(self) -> impl Iterator<Item = State> {
        State::ALL.iter().copied().filter(move |&state| self.contains(state))
    }
}

impl FromIterator<State> for States {
    fn from_iter<I: IntoIterator<Item = State>>(states: I) -> Self {
        Self(states.into_iter().fold(0, |set, state| set | 1 << state as u8))
    }
}

impl Serialize for States {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.iter())
    }
}

impl Schema {
    pub(super) fn index(&mut self) {
        self.by_id = (0..).zip(&self.properties).map(|(row, property)| (property.id.clone(), row)).collect();
    }

    pub(super) fn unfinished(id: CompactString, label: Text, about: String, line: usize) -> Self {
        Self {
            id,
            ancestors: Vec::new(),
            is_abstract: false,
            standalone: false,
            label,
            about,
            names: Names::default(),
            ftm_extends: None,
            sections: Vec::new(),
            properties: Vec::new(),
            rules: Vec::new(),
            derived: Vec::new(),
            blind_indexes: Vec::new(),
            by_id: FxHashMap::default(),
            line,
        }
    }

    /// The property of this name, inherited or not.
    pub fn property(&self, id: &str) -> Option<&Property> {
        self.by_id.get(id).map(|&row| &*self.properties[usize::from(row)])
    }

    /// Whether it is this schema or descends from it.
    pub fn is_a(&self, schema: &str) -> bool {
        self.id == schema || self.ancestors.iter().any(|ancestor| ancestor == schema)
    }

    /// The file it was read from, inside the codebook folder.
    pub fn file(&self) -> String {
        format!("schemas/{}.toml", snake_case(&self.id))
    }
}

/// `CorruptAct` as `corrupt_act`: the name of the schema's file, of its table and of its form.
pub fn snake_case(id: &str) -> String {
    let mut name = String::with_capacity(id.len() + 4);
    for (position, letter) in id.char_indices() {
        if letter.is_ascii_uppercase() && position > 0 {
            name.push('_');
        }
        name.push(letter.to_ascii_lowercase());
    }
    name
}

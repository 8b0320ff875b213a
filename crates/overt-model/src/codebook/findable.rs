//! What a store may find through a keyed index, without opening the record.

use compact_str::CompactString;
use serde::{Deserialize, Serialize};

use super::Schema;
use crate::{Private, Record, Value};

/// What can be found. Each has too many possible values to be guessed from how often an index occurs; a sex, a country or a
/// date of birth cannot be written here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Findable {
    /// The name of a person or of a body.
    PersonName,
    /// A telephone number.
    Phone,
    /// The number of a passport, licence, register entry or other paper.
    PaperNumber,
}

impl Findable {
    /// Every kind.
    pub const ALL: [Self; 3] = [Self::PersonName, Self::Phone, Self::PaperNumber];

    /// The code in schema files and in the store.
    pub const fn code(self) -> &'static str {
        match self {
            Self::PersonName => "person-name",
            Self::Phone => "phone",
            Self::PaperNumber => "paper-number",
        }
    }

    /// The kind with this code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|findable| findable.code() == code)
    }
}

/// Properties of a schema by which its records can be found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct IndexedText {
    /// As what their text is indexed.
    pub field: Findable,
    /// The properties: the values of one are indexed each by itself, those of several joined by single spaces.
    pub of: Vec<CompactString>,
}

impl IndexedText {
    fn texts(&self, record: &Record) -> Vec<Private<String>> {
        let values = self.of.iter().flat_map(|property| record.values(property));
        let texts = values.filter_map(|value| if let Value::Text(text) = value { Some(text.clone()) } else { None });
        if self.of.len() == 1 {
            return texts.collect();
        }
        // Exposed only to be wrapped again, as one.
        texts.reduce(|joined, next| Private::new(joined.into_exposed() + " " + next.expose())).into_iter().collect()
    }
}

impl Schema {
    /// Every text by which the record may be found, as the record spells it.
    pub fn findable(&self, record: &Record) -> impl Iterator<Item = (Findable, Private<String>)> {
        self.blind_indexes.iter().flat_map(move |index| index.texts(record).into_iter().map(|text| (index.field, text)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_leads_back_to_its_kind_and_is_what_files_say() {
        for findable in Findable::ALL {
            assert_eq!(Findable::from_code(findable.code()), Some(findable));
            assert_eq!(serde_json::json!(findable), findable.code());
        }
        assert_eq!(Findable::from_code("date-of-birth"), None);
    }
}

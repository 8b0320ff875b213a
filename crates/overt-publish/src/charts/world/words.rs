//! The words of a map beside its heading.

use std::collections::BTreeMap;

use overt_model::Lang;

/// The words of a map beside its heading, in the language of the page that shows it. The default is English. A map of counts draws no others;
/// its own finding, dots and steps of other figures are in English.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MapWords {
    /// The language in which countries are named.
    pub lang: Lang,
    /// What is said of a country of which nothing is known.
    pub no_data: String,
    /// The same where there is no room for more.
    pub no_data_not_zero: String,
    /// What stands before the names of such countries, with its colon.
    pub no_data_in: String,
    /// There is a value, and it is not shown.
    pub suppressed: String,
    /// An area that the codebook does not have as a country.
    pub without_code: String,
    /// What is said of such an area.
    pub nothing_told: String,
    /// What stands between the ends of a range.
    pub to: String,
    /// What stands before the last of several names.
    pub and: String,
    /// The head of the column of countries.
    pub country: String,
    /// The head of the column of what values are made of.
    pub details: String,
    /// What is said about borders, with a colon at its end: after it stand the names of areas without a code.
    pub borders: String,
    /// The names of areas without a code, where the language has others than the map.
    pub areas: BTreeMap<String, String>,
}

impl MapWords {
    /// The name of an area without a code.
    pub(crate) fn area<'a>(&'a self, name: &'a str) -> &'a str {
        self.areas.get(name).map_or(name, String::as_str)
    }
}

impl Default for MapWords {
    fn default() -> Self {
        Self {
            lang: Lang::En,
            no_data: "no data".to_owned(),
            no_data_not_zero: "no data, not zero".to_owned(),
            no_data_in: "No data, which is not zero:".to_owned(),
            suppressed: "suppressed".to_owned(),
            without_code: "area without a code".to_owned(),
            nothing_told: "an area without a code, of which nothing is told here".to_owned(),
            to: "to".to_owned(),
            and: "and".to_owned(),
            country: "Country".to_owned(),
            details: "Details".to_owned(),
            borders: "Borders are those of Natural Earth and no statement about any territory. Drawn with a broken outline, and as part of \
                      no country:"
                .to_owned(),
            areas: BTreeMap::new(),
        }
    }
}

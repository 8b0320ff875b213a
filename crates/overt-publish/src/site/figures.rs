//! Series of figures of countries, with where they are from.

use overt_analysis::series::{Iso3, Series};

use crate::charts::quantity;

/// A series that may be passed on.
pub struct Figures {
    /// Its short name.
    pub id: String,
    /// What people call it.
    pub name: String,
    /// Words for its values, where it has an order and no numbers: the first stands for 1.
    pub words: Vec<String>,
    /// Who published it.
    pub publisher: String,
    /// Under which licence.
    pub licence: String,
    /// The values.
    pub series: Series,
}

impl Figures {
    /// The values of a country by year.
    pub(super) fn of(&self, country: &str) -> Vec<(i32, f64)> {
        let Ok(country) = country.parse::<Iso3>() else { return Vec::new() };
        self.series.of(country).map(|(year, cell)| (year, cell.value)).collect()
    }

    /// A value as people write it.
    pub(super) fn say(&self, value: f64) -> String {
        let word = (1_u32..).zip(&self.words).find(|(place, _)| (f64::from(*place) - value).abs() < 0.5);
        word.map_or_else(|| quantity(value), |(_, word)| word.clone())
    }

    /// The countries that have a value.
    pub(super) fn countries(&self) -> impl Iterator<Item = String> {
        self.series.cells().map(|((country, _), _)| country.to_string())
    }
}

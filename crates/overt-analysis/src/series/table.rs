//! One series: values by country and year, each with the row it came from.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{Iso3, Key};
use crate::Problem;

/// One value as it was read.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Observation {
    /// The country.
    pub country: Iso3,
    /// The year that the value is for.
    pub year: i32,
    /// The value, in the unit of the series.
    pub value: f64,
    /// The row of the source in which it stands.
    pub row: usize,
}

/// A value and the row of the source in which it stands.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Cell {
    /// The value.
    pub value: f64,
    /// The row of the source.
    pub row: usize,
}

/// A named series in one edition: at most one finite value for a country and year.
#[derive(Debug, Clone, PartialEq)]
pub struct Series {
    name: String,
    edition: String,
    source: String,
    cells: BTreeMap<(Iso3, i32), Cell>,
}

/// What is put side by side: one value for each key.
#[derive(Debug, Clone, PartialEq)]
pub struct Column {
    /// What it is called in results: name, year and edition.
    pub label: String,
    /// The file or table of the rows.
    pub source: String,
    /// The values.
    pub cells: BTreeMap<Key, Cell>,
}

impl Series {
    /// A series of the values of `source`. `edition` tells one release of the same series from another, or is the day as of which it holds.
    ///
    /// A country without a value is left out of `observations`. Two rows for the same country and year, and values that are not finite, are
    /// refused: all of them are in the error.
    pub fn new(
        name: impl Into<String>,
        edition: impl Into<String>,
        source: impl Into<String>,
        observations: impl IntoIterator<Item = Observation>,
    ) -> Result<Self, Vec<Problem>> {
        let (name, edition, source) = (name.into(), edition.into(), source.into());
        let mut cells: BTreeMap<(Iso3, i32), Cell> = BTreeMap::new();
        let mut problems = Vec::new();
        for Observation { country, year, value, row } in observations {
            if !value.is_finite() {
                problems.push(Problem::new(
                    format!("{name} has no finite number for {country} {year} in row {row} of {source}."),
                    "Leave the row out if there is no value.",
                ));
            } else if let Some(first) = cells.get(&(country, year)) {
                problems.push(Problem::new(
                    format!("{name} has {country} {year} twice, in rows {} and {row} of {source}.", first.row),
                    "Keep the row that is right.",
                ));
            } else {
                cells.insert((country, year), Cell { value, row });
            }
        }
        if problems.is_empty() { Ok(Self { name, edition, source, cells }) } else { Err(problems) }
    }

    /// Its name and edition.
    pub fn label(&self) -> String {
        format!("{} ({})", self.name, self.edition)
    }

    /// The value of a country in a year.
    pub fn cell(&self, country: Iso3, year: i32) -> Option<Cell> {
        self.cells.get(&(country, year)).copied()
    }

    /// The values of one country, by year.
    pub fn of(&self, country: Iso3) -> impl Iterator<Item = (i32, Cell)> {
        self.cells.range((country, i32::MIN)..=(country, i32::MAX)).map(|((_, year), cell)| (*year, *cell))
    }

    /// All values, by country and year.
    pub fn cells(&self) -> impl Iterator<Item = ((Iso3, i32), Cell)> {
        self.cells.iter().map(|(key, cell)| (*key, *cell))
    }

    /// The values of one year, by country. Empty if there is none.
    pub fn at(&self, year: i32) -> Column {
        let of_year = self.cells().filter(|((_, of), _)| *of == year);
        Column {
            label: format!("{} {year} ({})", self.name, self.edition),
            source: self.source.clone(),
            cells: of_year.map(|((country, _), cell)| (Key { country, year: None }, cell)).collect(),
        }
    }

    /// The values of some years, by country and year.
    pub fn panel(&self, years: impl Fn(i32) -> bool) -> Column {
        let of_years = self.cells().filter(|((_, year), _)| years(*year));
        Column {
            label: self.label(),
            source: self.source.clone(),
            cells: of_years.map(|((country, year), cell)| (Key { country, year: Some(year) }, cell)).collect(),
        }
    }
}

//! What a value is about.

use std::fmt;

use serde::Serialize;

use super::Iso3;

/// What a value is about: a country, or a country in one year. It is written `KHM` or `KHM 2017`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key {
    /// The country.
    pub country: Iso3,
    /// The year; none where each country has one value only, and series of different years are put side by side.
    pub year: Option<i32>,
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.year {
            Some(year) => write!(f, "{} {year}", self.country),
            None => write!(f, "{}", self.country),
        }
    }
}

impl Serialize for Key {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

//! Codes of countries.

use std::fmt;
use std::str::FromStr;

use serde::Serialize;

use crate::Problem;

/// A country or territory as three capital letters: ISO 3166-1 alpha-3, or a code of the same form (`XKX` for Kosovo).
///
/// Whether a country has the code is not checked.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Iso3([u8; 3]);

impl FromStr for Iso3 {
    type Err = Problem;

    fn from_str(text: &str) -> Result<Self, Problem> {
        match <[u8; 3]>::try_from(text.as_bytes()) {
            Ok(letters) if letters.iter().all(u8::is_ascii_uppercase) => Ok(Self(letters)),
            _ => Err(Problem::new(
                "A country code is not three capital letters.",
                "Use the codes of ISO 3166-1 alpha-3, such as KHM.",
            )),
        }
    }
}

impl fmt::Display for Iso3 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|letter| write!(f, "{}", char::from(*letter)))
    }
}

impl fmt::Debug for Iso3 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Serialize for Iso3 {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

//! Where routes begin and end, and where something happened along them.

use super::RouteWords;
use crate::charts::world::{Point, country_named, world};

/// One end of a route.
#[derive(Debug, Clone, PartialEq)]
pub enum RouteEnd {
    /// A country, by its code in the list of countries.
    Country(String),
    /// A place by its name, in degrees east of Greenwich and north of the equator. Whoever sees the page sees the place, so
    /// it must be no finer than what may be published.
    Place {
        /// Its name.
        name: String,
        /// Degrees east, negative in the west.
        east: f64,
        /// Degrees north, negative in the south.
        north: f64,
    },
    /// Nobody knows, or nobody asked.
    Unknown,
}

impl RouteEnd {
    /// What people call it.
    pub(super) fn name(&self, words: &RouteWords) -> String {
        match self {
            Self::Country(code) => country_named(code, words.map.lang).label,
            Self::Place { name, .. } => name.clone(),
            Self::Unknown => words.unknown.clone(),
        }
    }

    /// Tells it from all others.
    pub(super) fn key(&self) -> String {
        match self {
            Self::Country(code) => format!("country {code}"),
            Self::Place { name, east, north } => format!("place {name} {east} {north}"),
            Self::Unknown => String::new(),
        }
    }

    /// Where it lies on the map; none if it is not there.
    pub(super) fn place(&self) -> Option<Point> {
        match self {
            Self::Country(code) => Some(world().country(code)?.middle),
            Self::Place { east, north, .. } => world().at(*east, *north),
            Self::Unknown => None,
        }
    }
}

/// Where something happened.
#[derive(Debug, Clone, PartialEq)]
pub enum MarkPlace {
    /// In a country or at a place.
    At(RouteEnd),
    /// Where one goes from one country to another, by their codes. Countries without a border have it half way.
    Crossing(String, String),
}

impl MarkPlace {
    /// What people call it.
    pub(super) fn name(&self, words: &RouteWords) -> String {
        match self {
            Self::At(end) => end.name(words),
            Self::Crossing(one, other) => {
                let [one, other] = [one, other].map(|code| country_named(code, words.map.lang).label);
                format!("between {one} and {other}")
            }
        }
    }

    /// Where it lies on the map; none if it is not there.
    pub(super) fn place(&self) -> Option<Point> {
        match self {
            Self::At(end) => end.place(),
            Self::Crossing(one, other) => {
                let (one, other) = (world().country(one)?, world().country(other)?);
                let half_way =
                    (f64::midpoint(one.middle.0, other.middle.0), f64::midpoint(one.middle.1, other.middle.1));
                Some(world().crossing(one, other).unwrap_or(half_way))
            }
        }
    }
}

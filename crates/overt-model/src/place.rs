//! Places as a ladder, so that a map can show what is safe and no more.

use compact_str::CompactString;
use serde::{Deserialize, Serialize};

use crate::Private;

/// A rung of the ladder, from the widest to the finest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Rung {
    /// A code of the list `countries`.
    Country,
    /// State, province or other first subdivision.
    Region,
    /// Second subdivision.
    District,
    /// Town or village.
    Locality,
    /// Street, building, crossing or other named spot.
    Site,
    /// Latitude and longitude.
    Point,
}

impl Rung {
    /// Every rung, widest first.
    pub const ALL: [Self; 6] = [Self::Country, Self::Region, Self::District, Self::Locality, Self::Site, Self::Point];

    /// The name in files and rules.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Country => "country",
            Self::Region => "region",
            Self::District => "district",
            Self::Locality => "locality",
            Self::Site => "site",
            Self::Point => "point",
        }
    }

    /// The rung with this name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|rung| rung.name() == name)
    }
}

/// A place, as far down the ladder as a source knows it. Rungs in between may be missing.
///
/// Everything finer than the country is private: how much of it a property shows is the codebook's `open_to`.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Place {
    /// ISO 3166-1 alpha-3 code, or a former country's.
    pub country: Option<CompactString>,
    /// First subdivision.
    pub region: Option<Private<String>>,
    /// Second subdivision.
    pub district: Option<Private<String>>,
    /// Town or village.
    pub locality: Option<Private<String>>,
    /// Street, building, crossing or other named spot.
    pub site: Option<Private<String>>,
    /// Latitude and longitude in degrees, WGS 84.
    pub point: Option<Private<[f64; 2]>>,
}

impl Place {
    /// A place of which only the country is known.
    pub fn country(code: &str) -> Self {
        Self { country: Some(code.into()), ..Self::default() }
    }

    /// The named rung between country and point, if known.
    pub const fn named(&self, rung: Rung) -> Option<&Private<String>> {
        match rung {
            Rung::Region => self.region.as_ref(),
            Rung::District => self.district.as_ref(),
            Rung::Locality => self.locality.as_ref(),
            Rung::Site => self.site.as_ref(),
            Rung::Country | Rung::Point => None,
        }
    }

    /// The finest rung that is known.
    pub fn finest(&self) -> Option<Rung> {
        Rung::ALL.into_iter().rev().find(|&rung| match rung {
            Rung::Country => self.country.is_some(),
            Rung::Point => self.point.is_some(),
            rung => self.named(rung).is_some(),
        })
    }

    /// The same place seen no finer than `rung`.
    #[must_use]
    pub fn generalised_to(&self, rung: Rung) -> Self {
        let keep = |of: Rung, value: &Option<Private<String>>| if of <= rung { value.clone() } else { None };
        Self {
            country: self.country.clone(),
            region: keep(Rung::Region, &self.region),
            district: keep(Rung::District, &self.district),
            locality: keep(Rung::Locality, &self.locality),
            site: keep(Rung::Site, &self.site),
            point: if rung == Rung::Point { self.point.clone() } else { None },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_generalised_place_holds_nothing_finer_than_its_rung() {
        let text = |text: &str| Some(Private::new(text.to_owned()));
        let place = Place {
            country: Some("NPL".into()),
            region: text("Koshi"),
            district: text("Jhapa"),
            locality: text("Kakarbhitta"),
            site: text("crossing"),
            point: Some(Private::new([26.6, 88.1])),
        };
        for rung in Rung::ALL {
            assert_eq!(place.generalised_to(rung).finest(), Some(rung));
        }
        assert_eq!(place.generalised_to(Rung::Country), Place::country("NPL"));
    }
}

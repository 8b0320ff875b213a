//! The countries in which the invented events happen. Only their codes are real: places in them are invented.

use crate::names::Script;

/// A country as the members write it.
#[derive(Debug)]
pub(crate) struct Country {
    /// ISO 3166-1 alpha-3.
    pub(crate) code: &'static str,
    pub(crate) alpha2: &'static str,
    pub(crate) english: &'static str,
    pub(crate) spanish: &'static str,
    pub(crate) currency: &'static str,
    /// What a small sum is, in that currency.
    pub(crate) unit: u32,
    /// The script of its names, where it is not the Latin one.
    pub(crate) script: Option<Script>,
}

const fn country(
    [code, alpha2, english, spanish, currency]: [&'static str; 5],
    unit: u32,
    script: Option<Script>,
) -> Country {
    Country { code, alpha2, english, spanish, currency, unit, script }
}

/// They are referred to by their place here.
pub(crate) static COUNTRIES: [Country; 12] = [
    country(["NPL", "NP", "Nepal", "Nepal", "NPR"], 1000, Some(Script::Devanagari)),
    country(["QAT", "QA", "Qatar", "Catar", "QAR"], 50, Some(Script::Arabic)),
    country(["VEN", "VE", "Venezuela", "Venezuela", "USD"], 10, None),
    country(["COL", "CO", "Colombia", "Colombia", "COP"], 40_000, None),
    country(["MDA", "MD", "Moldova", "Moldavia", "MDL"], 200, Some(Script::Cyrillic)),
    country(["TUR", "TR", "Türkiye", "Turquía", "TRY"], 300, None),
    country(["BGD", "BD", "Bangladesh", "Bangladés", "BDT"], 1000, None),
    country(["MYS", "MY", "Malaysia", "Malasia", "MYR"], 50, None),
    country(["ETH", "ET", "Ethiopia", "Etiopía", "ETB"], 500, None),
    country(["SAU", "SA", "Saudi Arabia", "Arabia Saudita", "SAR"], 50, Some(Script::Arabic)),
    country(["NGA", "NG", "Nigeria", "Nigeria", "NGN"], 10_000, None),
    country(["ITA", "IT", "Italy", "Italia", "EUR"], 10, None),
];

/// From where to where people are taken, the most used way first.
pub(crate) const CORRIDORS: [(usize, usize); 6] = [(0, 1), (2, 3), (6, 7), (4, 5), (10, 11), (8, 9)];

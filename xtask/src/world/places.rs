//! Which area a ring belongs to. The source puts some territories with a code of their own into the country that governs
//! them, and knows some areas that have no code.

use std::collections::BTreeMap;

use anyhow::{Context, Result, ensure};

use super::topology::{Country, Degrees};

/// Antarctica is left out: no country, and a third of the drawing.
const LEFT_OUT: [&str; 1] = ["Antarctica"];

/// Areas for which the source has no number of ISO 3166 and another name than this map: a code of the codebook, or words.
const RENAMED: [(&str, &str); 2] = [("Kosovo", "XKX"), ("N. Cyprus", "Northern Cyprus")];

/// Parts of a country of the source that are areas of their own: its name, west, south, east, north, the area.
///
/// Crimea: the source gives it to Russia, the General Assembly (resolution 68/262 of 27 March 2014) to Ukraine. It is
/// drawn as nobody's, like the areas without a code of the source.
const PARTS: [(&str, [f64; 4], &str); 12] = [
    ("Russia", [32.0, 44.0, 37.0, 46.5], "Crimea"),
    ("France", [-55.0, 1.0, -51.0, 6.0], "GUF"),
    ("France", [-62.0, 15.8, -61.0, 16.6], "GLP"),
    ("France", [-61.3, 14.3, -60.7, 15.0], "MTQ"),
    ("France", [55.0, -22.0, 56.0, -20.0], "REU"),
    ("France", [44.0, -14.0, 46.0, -12.0], "MYT"),
    ("Norway", [-10.0, 70.0, -7.0, 72.0], "SJM"),
    ("Norway", [10.0, 74.0, 36.0, 82.0], "SJM"),
    ("Netherlands", [-70.0, 10.0, -60.0, 20.0], "BES"),
    ("New Zealand", [186.0, -10.0, 190.0, -8.0], "TKL"),
    ("Indian Ocean Ter.", [105.0, -11.0, 106.0, -10.0], "CXR"),
    ("Indian Ocean Ter.", [96.0, -13.0, 98.0, -12.0], "CCK"),
];

/// What the source leaves out for its scale: code, east, north, as any atlas has them. They become circles.
pub(super) const OWN_POINTS: [(&str, f64, f64); 2] = [("GIB", -5.35, 36.14), ("TUV", 179.2, -8.52)];

/// Codes by the three digits of ISO 3166, which are also those of the United Nations (M49), of countries of today.
pub(super) fn codes(list: &str) -> Result<BTreeMap<String, String>> {
    let mut rows = csv::Reader::from_reader(list.as_bytes());
    let header = rows.headers()?.clone();
    let place =
        |name: &str| header.iter().position(|column| column == name).with_context(|| format!("no column {name}"));
    let (code, digits, until) = (place("code")?, place("m49")?, place("valid_to")?);
    let mut codes = BTreeMap::new();
    for row in rows.records() {
        let row = row?;
        if row[until].is_empty() && !row[digits].is_empty() {
            codes.insert(row[digits].to_owned(), row[code].to_owned());
        }
    }
    Ok(codes)
}

/// The code of the area to which a ring with this middle belongs, or its name; none if it is left out.
pub(super) fn area_of(country: &Country, middle: Degrees, codes: &BTreeMap<String, String>) -> Result<Option<String>> {
    if LEFT_OUT.contains(&country.name.as_str()) {
        return Ok(None);
    }
    let inside =
        |[west, south, east, north]: [f64; 4]| (west..=east).contains(&middle.0) && (south..=north).contains(&middle.1);
    let part = PARTS.iter().find(|(name, area, _)| *name == country.name && inside(*area));
    if let Some((_, _, code)) = part {
        return Ok(Some((*code).to_owned()));
    }
    if let Some(code) = codes.get(&country.number) {
        return Ok(Some(code.clone()));
    }
    ensure!(country.number.is_empty(), "the codebook has no country with the number {}", country.number);
    let renamed = RENAMED.iter().find(|(name, _)| *name == country.name);
    Ok(Some(renamed.map_or(country.name.as_str(), |(_, name)| name).to_owned()))
}

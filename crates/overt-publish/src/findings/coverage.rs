//! From which countries anything was told, and from which nothing.

use super::{Origin, Outline, ROWS_MAX, more};
use crate::charts::{Choropleth, CountryValue, Heading, MapValue, MapWords, number, share};
use crate::report::{Grid, Report, Section};

const LIMITS: &str = "No data is not no cases: a country is silent where no contributor works, or where nobody could report. \
                      A tier is what one government thinks of the efforts of another, and no measure of how much there is. \
                      Where more is told, more was recorded.";

/// What was told of a country.
#[derive(Debug, Clone, PartialEq)]
pub struct CountryTold {
    /// Its code in the list of countries.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Acts of corruption there.
    pub acts: u64,
    /// People who were recruited or exploited there.
    pub people: u64,
    /// Contributors through which any of it came.
    pub contributors: u64,
    /// The first and the last quarter of an act; none where no quarter is known.
    pub quarters: Option<[String; 2]>,
    /// The share of questions about the acts of which the answer is not known; none where there is no act.
    pub unknown: Option<f64>,
    /// What is known of risk there, in words.
    pub risk: Option<String>,
}

/// All countries.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Coverage {
    /// Those of which anything was told.
    pub told: Vec<CountryTold>,
    /// Those of which nothing was told and risk is known, with what is known.
    pub black_spots: Vec<String>,
    /// All others of which nothing was told.
    pub silent: Vec<String>,
    /// Where risk is known from.
    pub risk: String,
}

/// From which countries anything was told.
pub fn coverage(found: &Coverage, origin: &Origin) -> Report<'static> {
    let silent = found.black_spots.len() + found.silent.len();
    let outline = Outline {
        kind: "From where anything was told".to_owned(),
        title: "Countries with and without data".to_owned(),
        sentence: format!(
            "Something was told of {} countries and nothing of {}, among them {} of which risk is known. No data is not no cases.",
            number(found.told.len() as u64),
            number(silent as u64),
            number(found.black_spots.len() as u64)
        ),
        n: format!("{} countries", number((found.told.len() + silent) as u64)),
        limits: LIMITS.to_owned(),
        left_out: Vec::new(),
        method: vec![
            "Acts and people that several contributors tell of are counted once; an act that is told of in several countries is in \
             each."
                .to_owned(),
            "Not known: when, from which position, what and for what advantage, over all acts of the country.".to_owned(),
            format!("Risk: {}.", found.risk.trim_end_matches('.')),
        ],
    };
    outline.report(origin, [told(found), silence(found)])
}

fn told(found: &Coverage) -> Section<'static> {
    let mut section = Section::new("told", "Where something was told");
    section.picture(map(found));
    let mut told: Vec<&CountryTold> = found.told.iter().collect();
    told.sort_by(|one, other| other.acts.cmp(&one.acts).then_with(|| one.name.cmp(&other.name)));
    let all = told.len();
    told.truncate(ROWS_MAX);
    if told.is_empty() {
        section.words("Nothing was told of any country.");
    }
    let row = |country: &&CountryTold| {
        let none = || "not known".to_owned();
        let [first, last] = country.quarters.clone().unwrap_or_else(|| [none(), none()]);
        let cells = [
            number(country.acts),
            number(country.people),
            number(country.contributors),
            first,
            last,
            country.unknown.map_or_else(|| "no act".to_owned(), share),
            country.risk.clone().unwrap_or_else(none),
        ];
        (country.name.clone(), cells)
    };
    let grid = Grid::new("What was told", "Country")
        .figures("Acts", "Acts of corruption there.")
        .figures("People", "Who were recruited or exploited there.")
        .figures("Contributors", "")
        .words("First", "The first quarter in which an act happened.")
        .words("Last", "")
        .figures("Not known", "The share of answers about the acts that are not known.")
        .words("Risk", "")
        .rows(told.iter().map(row));
    section.table(grid);
    more(&mut section, all, "countries");
    section
}

/// Where nothing was told is as visible as where something was.
fn map(found: &Coverage) -> Choropleth {
    let value = |country: &CountryTold| CountryValue {
        country: country.code.clone(),
        value: MapValue::Count(country.acts),
        is_marked: country.contributors == 1,
        note: String::new(),
    };
    Choropleth {
        heading: Heading::new(
            "acts",
            "Acts of corruption that were told, by country",
            "A country with 0 has data about people only.",
            "acts of corruption",
        ),
        values: found.told.iter().map(value).collect(),
        mark: Some("told of by one contributor only".to_owned()),
        words: MapWords::default(),
    }
}

fn silence(found: &Coverage) -> Section<'static> {
    let mut section = Section::new("silence", "Where nothing was told");
    let mut say = |what: &str, countries: &[String]| {
        let names = if countries.is_empty() { "none".to_owned() } else { countries.join(", ") };
        section.words(format!("{what} ({}): {names}.", number(countries.len() as u64)));
    };
    say("Nothing was told, and risk is known", &found.black_spots);
    say("Nothing was told of these others", &found.silent);
    section
}

//! Values by country on a map of the world: the darker, the more. What is not known is as visible as what is.

mod classes;
mod draw;

use std::cmp::Ordering;
use std::collections::BTreeSet;

use super::figures::quantity;
use super::table::{Table, TableCell};
use super::text::{listed, listed_with, number};
use super::world::{MapWords, country_named, world};
use super::{Chart, Heading};

use classes::{Classes, Kind};

const HIGHEST_NAMED: usize = 3;
/// How many names without a place a sentence lists.
const NAMED_MAX: usize = 12;

/// A value for each country of which there is one.
#[derive(Debug, Clone, PartialEq)]
pub struct Choropleth {
    /// What it is about; its unit is what the values are.
    pub heading: Heading,
    /// The countries of which something is known. One that is missing is drawn as "no data", which is not zero.
    /// No two are of one country: otherwise whoever counted has made a mistake, and drawing panics.
    pub values: Vec<CountryValue>,
    /// What a dot in a country says: `told of by fewer than three sources`. Without it no dots are drawn.
    pub mark: Option<String>,
    /// Its words beside those.
    pub words: MapWords,
}

/// What is known of one country.
#[derive(Debug, Clone, PartialEq)]
pub struct CountryValue {
    /// Its code in the list of countries. One that no map has is told in the finding, and is in the table.
    pub country: String,
    /// Its value.
    pub value: MapValue,
    /// Whether it has the dot.
    pub is_marked: bool,
    /// What the value is made of; may be empty.
    pub note: String,
}

/// A value on a map.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum MapValue {
    /// A count. Zero is a value of its own.
    Count(u64),
    /// Any other number. One that is infinite or no number is drawn as "no data".
    Figure(f64),
    /// There is a value, and it is not shown.
    Suppressed,
}

impl MapValue {
    #[expect(clippy::cast_precision_loss, reason = "for the order and the shade of counts beside other numbers")]
    fn figure(self) -> Option<f64> {
        match self {
            Self::Count(count) => Some(count as f64),
            Self::Figure(figure) => figure.is_finite().then_some(figure),
            Self::Suppressed => None,
        }
    }

    /// Counts that are equal as figures still have their order.
    fn order(self, other: Self) -> Ordering {
        let count = |value: Self| if let Self::Count(count) = value { count } else { 0 };
        let by_figure = self.figure().partial_cmp(&other.figure()).unwrap_or(Ordering::Equal);
        by_figure.then(count(self).cmp(&count(other)))
    }
}

impl Choropleth {
    /// A value as it reads.
    fn written(&self, value: MapValue) -> String {
        match value {
            MapValue::Count(count) => number(count),
            MapValue::Figure(figure) if !figure.is_finite() => "not known".to_owned(),
            MapValue::Figure(figure) => quantity(figure),
            MapValue::Suppressed => self.words.suppressed.clone(),
        }
    }

    /// The values, highest first, then those without a number, and equal ones by their codes.
    fn in_order(&self) -> Vec<&CountryValue> {
        let codes: BTreeSet<&str> = self.values.iter().map(|value| value.country.as_str()).collect();
        assert_eq!(codes.len(), self.values.len(), "there is one value for a country");
        let mut values: Vec<&CountryValue> = self.values.iter().collect();
        values.sort_by(|one, other| other.value.order(one.value).then_with(|| one.country.cmp(&other.country)));
        values
    }

    fn classes(&self) -> Classes {
        Classes::of(self.values.iter().map(|value| value.value))
    }

    fn value_of(&self, code: &str) -> Option<&CountryValue> {
        self.values.iter().find(|value| value.country == code)
    }

    /// The countries of the map of which nothing is known.
    fn without_data(&self) -> Vec<String> {
        let classes = self.classes();
        let kind = |code: &str| self.value_of(code).map_or(Kind::NoData, |value| classes.kind(value.value));
        let areas = world().areas().iter().filter(|area| area.has_code && kind(&area.name) == Kind::NoData);
        areas.map(|area| country_named(&area.name, self.words.lang).label).collect()
    }

    /// Who has the highest values. Nobody has a highest count of nothing.
    fn highest(&self) -> Option<String> {
        let is_some = |value: MapValue| value.figure().is_some() && value != MapValue::Count(0);
        let known: Vec<_> = self.in_order().into_iter().filter(|value| is_some(value.value)).collect();
        let named = known.iter().take(HIGHEST_NAMED);
        let named: Vec<_> = named
            .map(|value| {
                format!("{} ({})", country_named(&value.country, self.words.lang).label, self.written(value.value))
            })
            .collect();
        let last = known.get(HIGHEST_NAMED.min(known.len()).checked_sub(1)?)?;
        let more = known.iter().skip(HIGHEST_NAMED).filter(|value| value.value.order(last.value).is_eq()).count();
        let more =
            if more == 0 { String::new() } else { format!(", and {more} more with {}", self.written(last.value)) };
        Some(format!("Highest: {}{more}.", named.join("; ")))
    }

    /// What a dot says, and of how many countries.
    fn about_dots(&self) -> Option<String> {
        let marked = self.values.iter().filter(|value| value.is_marked).count();
        Some(format!("{} ({})", self.mark.as_ref()?, number(marked as u64)))
    }

    /// What has a value and no place.
    fn off_the_map(&self) -> Vec<String> {
        let values = self.in_order().into_iter().filter(|value| world().country(&value.country).is_none());
        values.map(|value| country_named(&value.country, self.words.lang).label).collect()
    }
}

/// Some names as a sentence lists them, and how many more there are.
fn few(names: &[String]) -> String {
    let more = names.len().saturating_sub(NAMED_MAX);
    if more == 0 { listed(names) } else { format!("{} and {more} more", names[..NAMED_MAX].join(", ")) }
}

impl Chart for Choropleth {
    fn heading(&self) -> &Heading {
        &self.heading
    }

    fn finding(&self) -> String {
        let count = |kind: fn(MapValue) -> bool| self.values.iter().filter(|value| kind(value.value)).count();
        let with_number = count(|value| value.figure().is_some());
        let suppressed = count(|value| value == MapValue::Suppressed);
        let mut sentences = vec![format!(
            "Countries and territories with a value: {}; suppressed: {}; no data, which is not zero: {}.",
            number(with_number as u64),
            number(suppressed as u64),
            number(self.without_data().len() as u64)
        )];
        sentences.extend(self.highest());
        sentences.extend(self.about_dots().map(|words| format!("A dot says: {words}.")));
        let absent = self.off_the_map();
        if !absent.is_empty() {
            sentences.push(format!("Not on the map: {}.", few(&absent)));
        }
        sentences.join(" ")
    }

    fn to_svg(&self) -> String {
        self.drawn()
    }

    fn numbers(&self) -> Table<'_> {
        let caption = format!(
            "{}: {}. {} {}. {}",
            self.heading.title,
            self.heading.unit,
            self.words.no_data_in,
            listed_with(&self.without_data(), &self.words.and),
            world().about_borders(&self.words),
        );
        let mark = self.mark.as_deref().map(|words| format!("Dot: {words}"));
        let mut header = vec![self.words.country.as_str(), self.heading.unit.as_str()];
        header.extend(mark.as_deref());
        header.push(&self.words.details);
        let rows = self.in_order().into_iter().map(|value| {
            let written = match value.value {
                MapValue::Count(count) => TableCell::Number(count),
                other => TableCell::Figure(self.written(other)),
            };
            let mut cells = vec![TableCell::Head(country_named(&value.country, self.words.lang).name()), written];
            if mark.is_some() {
                cells.push(TableCell::Words(if value.is_marked { "yes" } else { "no" }));
            }
            cells.push(TableCell::Words(&value.note));
            cells
        });
        Table::new(&caption, &header, rows)
    }
}

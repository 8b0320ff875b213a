//! Dates as people know them: a year, a month, "about 2016", "the 2010s", "from May until now".
//!
//! The written form is EDTF (Library of Congress; ISO 8601-2:2019), level 0 and level 1 without times of day, plus the
//! seasons, quarters and half-years of level 2. Years have four digits.

mod parse;
#[cfg(test)]
mod tests;

use std::fmt;
use std::str::FromStr;

use jiff::civil::{Date, date};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

pub use parse::EdtfError;

/// A date or interval with its precision and its doubt.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Edtf {
    /// One date, as precise as it is known.
    Date(PartialDate),
    /// A period; either end may be open or unknown, not both unknown.
    Interval {
        /// When it began.
        start: Endpoint,
        /// When it ended.
        end: Endpoint,
    },
}

/// One end of an interval.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Endpoint {
    /// A date.
    At(PartialDate),
    /// Still going on, or since always (`..`).
    Open,
    /// It began or ended, but nobody knows when (blank).
    Unknown,
}

/// One date as precise as it is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct PartialDate {
    /// The year; unspecified digits are zero here.
    year: i16,
    /// How many trailing digits of the year are unspecified (`201X` = 1, `20XX` = 2).
    year_unspecified: u8,
    part: Part,
    doubt: Doubt,
}

/// What is known below the year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Part {
    /// Only the year.
    Year,
    /// A season, quarter or half-year: EDTF codes 21 to 36 and 40 to 41.
    Division(u8),
    /// A month that nobody knows (`2017-XX`).
    UnknownMonth,
    /// A month and a day that nobody knows (`2017-XX-XX`).
    UnknownDay,
    /// A month.
    Month(u8),
    /// A month, and a day in it that nobody knows (`2017-05-XX`).
    MonthUnknownDay(u8),
    /// A day.
    Day(u8, u8),
}

/// How far the source itself doubts a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Doubt {
    /// The source states it.
    #[default]
    None,
    /// The source is not sure (`?`).
    Uncertain,
    /// Thereabouts (`~`).
    Approximate,
    /// Both (`%`).
    Both,
}

/// How fine a date is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Precision {
    /// A century, such as `19XX`.
    Century,
    /// A decade, such as `201X`.
    Decade,
    /// A year.
    Year,
    /// A season, quarter or half-year.
    Division,
    /// A month.
    Month,
    /// A day.
    Day,
}

impl Edtf {
    /// One known day.
    pub fn day(day: Date) -> Self {
        Self::Date(PartialDate::day(day))
    }

    /// The first and last day it may be, both included. An open or unknown end reaches to the years 0001 and 9999.
    pub fn bounds(self) -> (Date, Date) {
        match self {
            Self::Date(date) => date.bounds(),
            Self::Interval { start, end } => (
                if let Endpoint::At(date) = start { date.bounds().0 } else { EARLIEST },
                if let Endpoint::At(date) = end { date.bounds().1 } else { LATEST },
            ),
        }
    }

    /// Whether it lies before `other` on every reading of both.
    pub fn is_certainly_before(self, other: Self) -> bool {
        self.bounds().1 < other.bounds().0
    }

    /// The year, when both bounds agree on it.
    pub fn year(self) -> Option<i16> {
        let (first, last) = self.bounds();
        (first.year() == last.year()).then(|| first.year())
    }

    /// The coarser of the precisions of its dates; none when no end is a date.
    pub fn precision(self) -> Option<Precision> {
        match self {
            Self::Date(date) => Some(date.precision()),
            Self::Interval { start, end } => [start, end]
                .into_iter()
                .filter_map(|end| if let Endpoint::At(date) = end { Some(date.precision()) } else { None })
                .min(),
        }
    }
}

/// Where an open beginning reaches to.
pub const EARLIEST: Date = date(1, 1, 1);
/// Where an open end reaches to.
pub const LATEST: Date = date(9999, 12, 31);

impl PartialDate {
    fn day(day: Date) -> Self {
        let part = Part::Day(day.month().unsigned_abs(), day.day().unsigned_abs());
        Self { year: day.year(), year_unspecified: 0, part, doubt: Doubt::None }
    }

    /// How far the source doubts it.
    pub const fn doubt(self) -> Doubt {
        self.doubt
    }

    /// How fine it is. A month or day that is marked as unknown does not count.
    pub fn precision(self) -> Precision {
        match (self.year_unspecified, self.part) {
            (2.., _) => Precision::Century,
            (1, _) => Precision::Decade,
            (0, Part::Year | Part::UnknownMonth | Part::UnknownDay) => Precision::Year,
            (0, Part::Division(_)) => Precision::Division,
            (0, Part::Month(_) | Part::MonthUnknownDay(_)) => Precision::Month,
            (0, Part::Day(..)) => Precision::Day,
        }
    }

    /// The first and last day it may be, both included.
    ///
    /// A season without a hemisphere (21 to 24) may fall anywhere in its year, because it is another half of the year in
    /// the south; a winter of the north reaches into the next year and a summer of the south does too.
    pub fn bounds(self) -> (Date, Date) {
        let year = self.year;
        let (first, last) = match self.part {
            Part::Year | Part::UnknownMonth | Part::UnknownDay | Part::Division(21..=24) => (1, 12),
            Part::Division(code) => return division_bounds(year, code),
            Part::Month(month) | Part::MonthUnknownDay(month) => (month, month),
            Part::Day(month, day) => {
                let day = known_day(year, month, day);
                return (day, day);
            }
        };
        let last_year = year + [0, 9, 99][usize::from(self.year_unspecified)];
        (known_day(year.max(1), first, 1), last_of_month(last_year.max(1), last))
    }
}

/// Seasons north (25 to 28) and south (29 to 32), quarters (33 to 36), half-years (40, 41).
fn division_bounds(year: i16, code: u8) -> (Date, Date) {
    let (first, months) = match code {
        25 | 31 => (3, 3),
        26 | 32 => (6, 3),
        27 | 29 => (9, 3),
        28 | 30 => (12, 3),
        33..=36 => (1 + 3 * (code - 33), 3),
        _ => (1 + 6 * (code - 40), 6),
    };
    let last = first + months - 1;
    let (last_year, last) = if last > 12 { (year.saturating_add(1).min(9999), last - 12) } else { (year, last) };
    (known_day(year, first, 1), last_of_month(last_year, last))
}

fn known_day(year: i16, month: u8, day: u8) -> Date {
    Date::new(year, month.cast_signed(), day.cast_signed()).expect("parsing admits only days that exist")
}

fn last_of_month(year: i16, month: u8) -> Date {
    known_day(year, month, 1).last_of_month()
}

impl fmt::Display for Edtf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Date(date) => date.fmt(f),
            Self::Interval { start, end } => write!(f, "{start}/{end}"),
        }
    }
}

impl fmt::Display for Endpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::At(date) => date.fmt(f),
            Self::Open => f.write_str(".."),
            Self::Unknown => Ok(()),
        }
    }
}

impl fmt::Display for PartialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let digits = format!("{:04}", self.year);
        let known = 4 - usize::from(self.year_unspecified);
        write!(f, "{}{}", &digits[..known], &"XX"[..usize::from(self.year_unspecified)])?;
        match self.part {
            Part::Year => {}
            Part::Division(code) => write!(f, "-{code}")?,
            Part::UnknownMonth => f.write_str("-XX")?,
            Part::UnknownDay => f.write_str("-XX-XX")?,
            Part::Month(month) => write!(f, "-{month:02}")?,
            Part::MonthUnknownDay(month) => write!(f, "-{month:02}-XX")?,
            Part::Day(month, day) => write!(f, "-{month:02}-{day:02}")?,
        }
        f.write_str(match self.doubt {
            Doubt::None => "",
            Doubt::Uncertain => "?",
            Doubt::Approximate => "~",
            Doubt::Both => "%",
        })
    }
}

impl FromStr for Edtf {
    type Err = EdtfError;

    fn from_str(text: &str) -> Result<Self, EdtfError> {
        parse::edtf(text)
    }
}

impl Serialize for Edtf {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Edtf {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        std::borrow::Cow::<'de, str>::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

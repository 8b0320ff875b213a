//! Levels, and whether two values reach them.

use crate::SpecError;
use crate::column::{DateValue, Texts};
use crate::names;
use crate::spec::{ComparisonSpec, Kind};

/// What a level asks for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Level {
    Equal,
    Alike(f32),
    Similar(f32),
    Initial,
    Edits(u8),
    BothYear,
    DayMonthSwapped,
    OnePart,
    Digits(u8),
    Month,
    Year,
    Years(u8),
    Days(u16),
    Words(f32),
    Within(f32),
    Ratio(f32),
}

impl Level {
    pub(super) fn read(text: &str, comparison: &ComparisonSpec, kind: Kind) -> Result<Self, SpecError> {
        let (name, number) = text.split_once(' ').unwrap_or((text, ""));
        let share = || number.parse::<f32>().ok().filter(|number| (0.0..=1.0).contains(number));
        let small = || number.parse::<u8>().ok();
        let level = match (name, kind) {
            ("equal", _) => Some(Self::Equal),
            ("alike", Kind::Name | Kind::Organisation) => share().map(Self::Alike),
            ("similar", Kind::Name | Kind::Organisation | Kind::Code | Kind::Number | Kind::Text) => {
                share().map(Self::Similar)
            }
            ("initial", Kind::Name) => Some(Self::Initial),
            ("edits", Kind::Number | Kind::Name | Kind::Code) => small().map(Self::Edits),
            ("both_year", Kind::Date) => Some(Self::BothYear),
            ("day_month_swapped", Kind::Date) => Some(Self::DayMonthSwapped),
            ("one_part", Kind::Date) => Some(Self::OnePart),
            ("digits", Kind::Date) => small().map(Self::Digits),
            ("month", Kind::Date) => Some(Self::Month),
            ("year", Kind::Date) => Some(Self::Year),
            ("years", Kind::Date) => small().map(Self::Years),
            ("days", Kind::Date) => number.parse().ok().map(Self::Days),
            ("words", Kind::Text | Kind::Set) => share().map(Self::Words),
            ("km", Kind::Point) => number.parse().ok().map(Self::Within),
            ("ratio", Kind::Amount) => share().map(Self::Ratio),
            _ => None,
        };
        level.ok_or_else(|| SpecError::Level {
            column: comparison.column.clone(),
            level: text.into(),
            allowed: allowed(kind),
        })
    }
}

fn allowed(kind: Kind) -> &'static str {
    match kind {
        Kind::Name => "allowed are: equal, alike 0.9, similar 0.9, initial, edits 1",
        Kind::Organisation => "allowed are: equal, alike 0.9, similar 0.9",
        Kind::Number | Kind::Code => "allowed are: equal, edits 1, similar 0.9",
        Kind::Date => {
            "allowed are: equal, both_year, day_month_swapped, one_part, digits 2, month, year, years 2, days 7"
        }
        Kind::Text => "allowed are: equal, words 0.5, similar 0.9",
        Kind::Set => "allowed are: equal, words 0.5",
        Kind::Point => "allowed are: equal, km 25",
        Kind::Amount => "allowed are: equal, ratio 0.9",
    }
}

pub(super) fn first(levels: &[Level], mut reaches: impl FnMut(Level) -> bool) -> Option<u8> {
    levels.iter().position(|level| reaches(*level)).map(|position| position as u8 + 1)
}

pub(super) fn text_level(levels: &[Level], texts: &Texts, a: u32, b: u32) -> Option<u8> {
    let (letters, others) = (texts.letters(a), texts.letters(b));
    // What is looked at first mostly decides, so that the texts need not be fetched.
    let both = || (texts.get(a), texts.get(b));
    let (mut similarity, mut alike) = (None, None);
    first(levels, |level| match level {
        Level::Alike(least) => {
            *alike.get_or_insert_with(|| match (texts.name(a), texts.name(b)) {
                (Some(one), Some(other)) => names::similarity(one, other),
                _ => 0.0,
            }) >= least
        }
        // Texts that share fewer than half the letters of the one with more of them are held to be apart, in whatever order.
        Level::Similar(least) => {
            let shared = (letters & others).count_ones();
            let all = letters.count_ones().max(others.count_ones());
            if shared * 2 < all {
                return false;
            }
            *similarity.get_or_insert_with(|| {
                let (one, other) = both();
                names::jaro_winkler(one, other)
            }) >= least
        }
        Level::Initial => {
            let (one, other) = both();
            (one.len() == 1 || other.len() == 1) && one[0] == other[0] || is_part(one, other)
        }
        // Each letter that only one of the two has needs an edit.
        Level::Edits(most) => {
            let only_one = (letters & !others).count_ones();
            let only_other = (others & !letters).count_ones();
            only_one.max(only_other) <= u32::from(most) && {
                let (one, other) = both();
                names::damerau_levenshtein(one, other, u32::from(most)).is_some()
            }
        }
        _ => false,
    })
}

/// Whether the shorter text is some whole words at one end of the longer one.
fn is_part(a: &[u8], b: &[u8]) -> bool {
    let (short, long) = if a.len() < b.len() { (a, b) } else { (b, a) };
    let rest = long.len() - short.len();
    short.len() > 2
        && (long.starts_with(short) && long[short.len()] == b' ' || long.ends_with(short) && long[rest - 1] == b' ')
}

pub(super) fn date_level(levels: &[Level], a: DateValue, b: DateValue) -> Option<u8> {
    let years = (a.year - b.year).unsigned_abs();
    let is_partial = a.is_year_only() || b.is_year_only();
    first(levels, |level| match level {
        Level::BothYear => years == 0 && a.is_year_only() && b.is_year_only(),
        Level::DayMonthSwapped => years == 0 && a.day > 0 && a.day == b.month && a.month == b.day,
        Level::OnePart => {
            let same = [a.year == b.year, a.month == b.month, a.day == b.day];
            !is_partial && same.iter().filter(|same| **same).count() == 2
        }
        Level::Month => years == 0 && a.month > 0 && a.month == b.month && (a.day == 0 || b.day == 0),
        Level::Digits(most) => !is_partial && a.digits_apart(b) <= most,
        Level::Year => years == 0 && is_partial,
        Level::Years(most) => years <= u16::from(most),
        Level::Days(most) => a.first_day().abs_diff(b.first_day()) <= u32::from(most),
        _ => false,
    })
}

/// Shared members against those of the smaller and the larger set, halfway between the two.
pub(super) fn overlap(a: &[u32], b: &[u32]) -> f32 {
    let shared = a.iter().filter(|member| b.binary_search(member).is_ok()).count() as f32;
    let (small, large) = (a.len().min(b.len()) as f32, a.len().max(b.len()) as f32);
    f32::midpoint(shared / small.max(1.0), shared / large.max(1.0))
}

/// Distance on the sphere (haversine).
pub(super) fn kilometres(a: [f32; 2], b: [f32; 2]) -> f32 {
    let [one, other] = [a, b].map(|point| point.map(f32::to_radians));
    let half = |from: f32, to: f32| ((to - from) / 2.0).sin().powi(2);
    let chord = half(one[0], other[0]) + one[0].cos() * other[0].cos() * half(one[1], other[1]);
    2.0 * 6371.0 * chord.sqrt().min(1.0).asin()
}

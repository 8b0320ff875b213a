//! Dates as people write them, to EDTF.

use compact_str::format_compact;
use jiff::civil::Date;
use overt_model::Edtf;
use overt_model::edtf::EdtfError;
use serde::Deserialize;

use super::Fault;

/// What comes first in a date of numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Order {
    /// `31/12/2017`.
    DayFirst,
    /// `12/31/2017`.
    MonthFirst,
    /// What the dates of the file themselves show.
    #[default]
    Evidence,
    /// The numbers by which spreadsheets count days from the end of 1899.
    Excel,
}

impl Order {
    /// As mappings write it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::DayFirst => "day-first",
            Self::MonthFirst => "month-first",
            Self::Evidence => "evidence",
            Self::Excel => "excel",
        }
    }
}

/// What one date of numbers shows about the order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::mapping) enum Shown {
    /// It can only be read with the day first.
    DayFirst,
    /// It can only be read with the month first.
    MonthFirst,
    /// It can be read both ways, and means two different days.
    Either,
}

/// Days from 1899-12-30, from which spreadsheets count so that their leap day of 1900 does no harm after February 1900.
const SPREADSHEET_EPOCH: Date = jiff::civil::date(1899, 12, 30);

/// The date, and whether a time of day behind it was dropped.
pub(super) fn date(text: &str, order: Order, century: Option<i16>) -> Result<(Edtf, bool), Fault> {
    if let Some(day) = plain_day(text, order) {
        return Ok((day, false));
    }
    match text.parse::<Edtf>() {
        Ok(date) if order != Order::Excel || text.len() < 5 => return Ok((date, false)),
        Err(EdtfError::NoSuchDay) => return Err(Fault::NoSuchDay),
        Err(EdtfError::Reversed) => return Err(Fault::Reversed),
        _ => {}
    }
    let (text, has_time) = without_time(text);
    let dated = |text: &str| {
        let days = text.split_once('.').map_or(text, |(days, _)| days);
        if order == Order::Excel
            && let Ok(days) = days.parse::<i32>()
        {
            let span = jiff::Span::new().try_days(days).map_err(|_| Fault::NoSuchDay)?;
            let day = SPREADSHEET_EPOCH.checked_add(span).ok().filter(|day| day.year() > 0);
            return day.map(Edtf::day).ok_or(Fault::NoSuchDay);
        }
        numbers(text, order, century).or_else(|| words(text)).unwrap_or(Err(Fault::NotADate))
    };
    if has_time && let Ok(date) = text.parse() {
        return Ok((date, true));
    }
    Ok((doubted(text, dated)?, has_time))
}

/// `04/03/2017` with a stated order, which most dates of most files are.
fn plain_day(text: &str, order: Order) -> Option<Edtf> {
    let [a, b, first, c, d, second, year @ ..] = text.as_bytes() else { return None };
    let is_plain = first == second && matches!(first, b'/' | b'.' | b'-') && year.len() == 4;
    let number = |digits: &[u8]| {
        digits.iter().try_fold(0_i16, |sum, digit| digit.is_ascii_digit().then(|| sum * 10 + i16::from(digit - b'0')))
    };
    let (one, other, year) = (number(&[*a, *b])?, number(&[*c, *d])?, number(year)?);
    let (day, month) = match order {
        Order::DayFirst => (one, other),
        Order::MonthFirst => (other, one),
        Order::Evidence | Order::Excel => return None,
    };
    let date = Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()?;
    (is_plain && year > 0).then(|| Edtf::day(date))
}

/// What a date of numbers shows about the order; `None` for every other text.
pub(in crate::mapping) fn shown(text: &str) -> Option<Shown> {
    let (text, _) = without_time(text.trim());
    let [first, second, third] = triple(text)?;
    if first.len() == 4 || third.len() == 3 {
        return None;
    }
    let (first, second) = (first.parse::<u8>().ok()?, second.parse::<u8>().ok()?);
    match (first, second) {
        (13..=31, 1..=12) => Some(Shown::DayFirst),
        (1..=12, 13..=31) => Some(Shown::MonthFirst),
        (1..=12, 1..=12) if first != second => Some(Shown::Either),
        _ => None,
    }
}

/// A date whose source doubts it, or knows one end only.
fn doubted(text: &str, dated: impl Fn(&str) -> Result<Edtf, Fault>) -> Result<Edtf, Fault> {
    const ABOUT: [&str; 12] = [
        "about ", "around ", "approx. ", "approx ", "circa ", "ca. ", "c. ", "~", "vers ", "environ ", "hacia ",
        "aprox. ",
    ];
    const BEFORE: [&str; 4] = ["before ", "avant ", "antes de ", "until "];
    const SINCE: [&str; 3] = ["since ", "depuis ", "desde "];
    let after = |starts: &[&str]| {
        let start = starts
            .iter()
            .find(|start| text.get(..start.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(start)))?;
        Some(text[start.len()..].trim())
    };
    let plain = |text: &str| text.parse().or_else(|_| dated(text));
    let made = |text: &str| text.parse().map_err(|_| Fault::NotADate);
    if let Some(rest) = after(&ABOUT) {
        return made(&format_compact!("{}~", plain(rest)?));
    }
    if let Some(rest) = text.strip_suffix('?') {
        return made(&format_compact!("{}?", plain(rest.trim())?));
    }
    if let Some(rest) = after(&BEFORE) {
        return made(&format_compact!("/{}", plain(rest)?));
    }
    if let Some(rest) = after(&SINCE) {
        return made(&format_compact!("{}/..", plain(rest)?));
    }
    dated(text)
}

/// The text before a time of day, if there is one: `T10:00:00Z`, ` 10:00`, ` 10:00 PM`.
fn without_time(text: &str) -> (&str, bool) {
    let Some(colon) = text.find(':') else { return (text, false) };
    let Some(cut) = text[..colon].rfind(['T', ' ']) else { return (text, false) };
    let (date, time) = (text[..cut].trim_end().trim_end_matches(','), text[cut + 1..].trim());
    let is_time = time.starts_with(|first: char| first.is_ascii_digit())
        && time.chars().all(|letter| letter.is_ascii_digit() || ":.+-ZAPMapm ".contains(letter));
    if is_time { (date, true) } else { (text, false) }
}

/// Three numbers with the same separator between them.
fn triple(text: &str) -> Option<[&str; 3]> {
    let separator = text.find(['/', '.', '-'])?;
    let separator = char::from(text.as_bytes()[separator]);
    let mut pieces = text.split(separator).map(str::trim);
    let triple = [pieces.next()?, pieces.next()?, pieces.next()?];
    let is_number = |piece: &&str| !piece.is_empty() && piece.bytes().all(|byte| byte.is_ascii_digit());
    (pieces.next().is_none() && triple.iter().all(is_number)).then_some(triple)
}

/// A date of two or three numbers.
fn numbers(text: &str, order: Order, century: Option<i16>) -> Option<Result<Edtf, Fault>> {
    let Some([first, second, third]) = triple(text) else { return month_and_year(text) };
    Some(match (first.len(), third.len()) {
        (4, 1 | 2) => day_of(first, second, third),
        (1 | 2, 4) => in_order(first, second, order).and_then(|(day, month)| day_of(third, month, day)),
        (1 | 2, 2) => match (century, third.parse::<i16>()) {
            (Some(from), Ok(short)) => {
                let year = from + (short - from).rem_euclid(100);
                in_order(first, second, order)
                    .and_then(|(day, month)| day_of(&format_compact!("{year:04}"), month, day))
            }
            _ => Err(Fault::TwoDigitYear),
        },
        _ => return None,
    })
}

/// `3/2017`, `2017/3`, `03.2017`.
fn month_and_year(text: &str) -> Option<Result<Edtf, Fault>> {
    let (first, second) = text.split_once(['/', '.', '-'])?;
    let (month, year) = if first.len() == 4 { (second, first) } else { (first, second) };
    let is_number = |piece: &str| piece.bytes().all(|byte| byte.is_ascii_digit());
    if year.len() != 4 || !(1..=2).contains(&month.len()) || !is_number(month) || !is_number(year) {
        return None;
    }
    let month = month.parse::<u8>().ok().filter(|month| (1..=12).contains(month));
    Some(month.ok_or(Fault::NoSuchDay).and_then(|month| made(&format_compact!("{year}-{month:02}"))))
}

/// The day and the month.
fn in_order<'t>(first: &'t str, second: &'t str, order: Order) -> Result<(&'t str, &'t str), Fault> {
    let number = |text: &str| text.parse::<u8>().unwrap_or(u8::MAX);
    match order {
        Order::DayFirst => Ok((first, second)),
        Order::MonthFirst => Ok((second, first)),
        Order::Evidence | Order::Excel if number(first) > 12 || first == second => Ok((first, second)),
        Order::Evidence | Order::Excel if number(second) > 12 => Ok((second, first)),
        Order::Evidence | Order::Excel => Err(Fault::DayOrMonth),
    }
}

fn day_of(year: &str, month: &str, day: &str) -> Result<Edtf, Fault> {
    made(&format_compact!("{year}-{month:0>2}-{day:0>2}"))
}

fn made(text: &str) -> Result<Edtf, Fault> {
    text.parse().map_err(|_| Fault::NoSuchDay)
}

/// `4 March 2017`, `March 4, 2017`, `4 de marzo de 2017`, `mars 2017`.
fn words(text: &str) -> Option<Result<Edtf, Fault>> {
    let (mut day, mut month, mut year) = (None, None, None);
    for word in text.split([' ', ',', '.', '-', '/']).filter(|word| !word.is_empty()) {
        let digits = word.trim_end_matches(|letter: char| letter.is_alphabetic() || letter == 'º');
        match digits.len() {
            0 if ["de", "del", "of", "the", "le", "el"].iter().any(|small| small.eq_ignore_ascii_case(word)) => {}
            0 => {
                let found = month_of(word)?;
                if month.replace(found).is_some() {
                    return None;
                }
            }
            1 | 2 if day.is_none() => {
                let suffix = &word[digits.len()..];
                if !["", "st", "nd", "rd", "th", "er", "re", "º"].contains(&suffix.to_lowercase().as_str()) {
                    return None;
                }
                day = Some(digits.parse::<u8>().ok()?);
            }
            4 if year.is_none() && digits == word => year = Some(digits),
            _ => return None,
        }
    }
    let (month, year) = (month?, year?);
    Some(match day {
        Some(day) => made(&format_compact!("{year}-{month:02}-{day:02}")),
        None => made(&format_compact!("{year}-{month:02}")),
    })
}

/// The month of a name in English, Spanish or French, whole or cut after three letters or more.
fn month_of(word: &str) -> Option<u8> {
    const NAMES: [&[&str]; 12] = [
        &["january", "enero", "janvier"],
        &["february", "febrero", "février", "fevrier"],
        &["march", "marzo", "mars"],
        &["april", "abril", "avril"],
        &["may", "mayo", "mai"],
        &["june", "junio", "juin"],
        &["july", "julio", "juillet"],
        &["august", "agosto", "août", "aout"],
        &["september", "septiembre", "septembre", "setiembre"],
        &["october", "octubre", "octobre"],
        &["november", "noviembre", "novembre"],
        &["december", "diciembre", "décembre", "decembre"],
    ];
    let word = word.to_lowercase();
    if word.chars().count() < 3 {
        return None;
    }
    let begins = |names: &&[&str]| names.iter().any(|name| name.starts_with(&word));
    let mut found = (1..).zip(&NAMES).filter(|(_, names)| begins(names));
    // "jui" is June or July, and means neither.
    let (month, None) = (found.next()?.0, found.next()) else { return None };
    Some(month)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn read(text: &str) -> Result<String, Fault> {
        date(text, Order::DayFirst, Some(1930)).map(|(date, _)| date.to_string())
    }

    #[test]
    fn dates_are_read_as_people_of_three_languages_write_them() {
        for (text, expected) in [
            ("2017-03-04", "2017-03-04"),
            ("4/3/2017", "2017-03-04"),
            ("04.03.2017", "2017-03-04"),
            ("2017/3/4", "2017-03-04"),
            ("4/3/17", "2017-03-04"),
            ("4/3/30", "1930-03-04"),
            ("4 March 2017", "2017-03-04"),
            ("March 4th, 2017", "2017-03-04"),
            ("4 de marzo de 2017", "2017-03-04"),
            ("1er août 2017", "2017-08-01"),
            ("Sept. 2017", "2017-09"),
            ("03/2017", "2017-03"),
            ("2017", "2017"),
            ("2016/2018", "2016/2018"),
            ("about 2017", "2017~"),
            ("hacia marzo de 2017", "2017-03~"),
            ("2017 ?", "2017?"),
            ("before 4/3/2017", "/2017-03-04"),
            ("desde 2015", "2015/.."),
            ("2017-03-04T10:22:01Z", "2017-03-04"),
            ("4/3/2017 10:22 PM", "2017-03-04"),
        ] {
            assert_eq!(read(text).as_deref(), Ok(expected), "{text}");
        }
    }

    #[test]
    fn what_is_no_date_or_means_two_is_refused_with_the_reason() {
        assert_eq!(date("4/3/2017", Order::Evidence, None), Err(Fault::DayOrMonth));
        assert_eq!(date("14/3/2017", Order::Evidence, None).unwrap().0.to_string(), "2017-03-14");
        assert_eq!(date("14/3/17", Order::DayFirst, None), Err(Fault::TwoDigitYear));
        for text in [
            "31/2/2017",
            "2017-13-01",
            "32/1/2017",
            "99999-01-01",
            "1/1/99999",
            "45000",
            "soon",
            "jui 2017",
            "",
            "/",
            "??",
        ] {
            assert!(read(text).is_err(), "{text}");
        }
    }

    #[test]
    fn spreadsheet_numbers_are_days_only_where_the_mapping_says_so() {
        assert_eq!(date("43000", Order::Excel, None).unwrap().0.to_string(), "2017-09-22");
        assert!(date("43000", Order::DayFirst, None).is_err());
        assert!(date("999999999", Order::Excel, None).is_err());
    }

    proptest! {
        #[test]
        fn every_day_comes_back_in_both_orders(year in 1000_i16..=9999, month in 1_i8..=12, day in 1_i8..=28, separator in "[./-]") {
            let expected = Edtf::day(Date::new(year, month, day).unwrap());
            let day_first = format!("{day}{separator}{month:02}{separator}{year}");
            prop_assert_eq!(date(&day_first, Order::DayFirst, None), Ok((expected, false)));
            let month_first = format!("{month:02}{separator}{day}{separator}{year}");
            prop_assert_eq!(date(&month_first, Order::MonthFirst, None), Ok((expected, false)));
        }

        #[test]
        fn no_text_makes_it_panic(text in "\\PC{0,40}") {
            let _ = (date(&text, Order::Evidence, Some(1950)), shown(&text));
        }

        #[test]
        fn no_date_like_text_makes_it_panic(text in "[0-9/.~?T: -]{0,20}") {
            let _ = (date(&text, Order::Excel, Some(1950)), shown(&text));
        }
    }
}

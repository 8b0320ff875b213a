//! Reading the written form.

use jiff::civil::Date;

use super::{Doubt, Edtf, Endpoint, Part, PartialDate};

/// Why a text is not a date. The text itself is not repeated: it may identify a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum EdtfError {
    /// The shape is wrong.
    #[error("not a date: write 2017, 2017-05, 2017-05-04, 201X, 2017~ or 2016/2018")]
    Shape,
    /// The shape is right, but there is no such month, season or day.
    #[error("there is no such day")]
    NoSuchDay,
    /// The end lies before the start.
    #[error("the period ends before it begins")]
    Reversed,
    /// Neither end is known.
    #[error("a period needs at least one known end")]
    NoEnd,
    /// A time of day follows the date.
    #[error("write the day without the time")]
    TimeOfDay,
}

pub(super) fn edtf(text: &str) -> Result<Edtf, EdtfError> {
    let Some((start, end)) = text.split_once('/') else { return partial_date(text).map(Edtf::Date) };
    let (start, end) = (endpoint(start)?, endpoint(end)?);
    match (start, end) {
        (Endpoint::At(first), Endpoint::At(last)) if last.bounds().1 < first.bounds().0 => Err(EdtfError::Reversed),
        (Endpoint::At(_), _) | (_, Endpoint::At(_)) => Ok(Edtf::Interval { start, end }),
        _ => Err(EdtfError::NoEnd),
    }
}

fn endpoint(text: &str) -> Result<Endpoint, EdtfError> {
    match text {
        ".." => Ok(Endpoint::Open),
        "" => Ok(Endpoint::Unknown),
        _ => partial_date(text).map(Endpoint::At),
    }
}

fn partial_date(text: &str) -> Result<PartialDate, EdtfError> {
    let (text, doubt) = match text.as_bytes().last() {
        Some(b'?') => (&text[..text.len() - 1], Doubt::Uncertain),
        Some(b'~') => (&text[..text.len() - 1], Doubt::Approximate),
        Some(b'%') => (&text[..text.len() - 1], Doubt::Both),
        _ => (text, Doubt::None),
    };
    if text.len() > 10 && text.as_bytes()[10] == b'T' {
        return Err(EdtfError::TimeOfDay);
    }
    let mut pieces = text.split('-');
    let (year, year_unspecified) = year(pieces.next().unwrap_or_default())?;
    let part = match (pieces.next(), pieces.next(), pieces.next()) {
        (None, None, None) => Part::Year,
        // Below a year that is itself open nothing can be meant.
        (Some(_), _, _) if year_unspecified > 0 => return Err(EdtfError::Shape),
        (Some("XX"), None, None) => Part::UnknownMonth,
        (Some("XX"), Some("XX"), None) => Part::UnknownDay,
        (Some(month), None, None) => match two_digits(month)? {
            month @ 1..=12 => Part::Month(month),
            code @ (21..=36 | 40 | 41) => Part::Division(code),
            _ => return Err(EdtfError::NoSuchDay),
        },
        (Some(month), Some(day), None) => match (two_digits(month)?, day) {
            (month @ 1..=12, "XX") => Part::MonthUnknownDay(month),
            (month @ 1..=12, day) => Part::Day(month, two_digits(day)?),
            _ => return Err(EdtfError::NoSuchDay),
        },
        _ => return Err(EdtfError::Shape),
    };
    if let Part::Day(month, day) = part {
        Date::new(year, month.cast_signed(), day.cast_signed()).map_err(|_| EdtfError::NoSuchDay)?;
    }
    Ok(PartialDate { year, year_unspecified, part, doubt })
}

/// The year with open digits as zero, and how many digits are open.
fn year(text: &str) -> Result<(i16, u8), EdtfError> {
    let bytes = text.as_bytes();
    if bytes.len() != 4 {
        return Err(EdtfError::Shape);
    }
    let unspecified = bytes.iter().rev().take_while(|&&byte| byte == b'X').count();
    let known = &text[..4 - unspecified];
    if unspecified > 2 || !known.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(EdtfError::Shape);
    }
    let (scale, open) = [(1, 0), (10, 1), (100, 2)][unspecified];
    let year = known.parse::<i16>().map_err(|_| EdtfError::Shape)? * scale;
    if year == 0 && open == 0 { Err(EdtfError::NoSuchDay) } else { Ok((year, open)) }
}

fn two_digits(text: &str) -> Result<u8, EdtfError> {
    if text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_digit()) {
        text.parse().map_err(|_| EdtfError::Shape)
    } else {
        Err(EdtfError::Shape)
    }
}

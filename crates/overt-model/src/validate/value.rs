//! One value against its property.

use jiff::civil::Date;
use rust_decimal::Decimal;

use super::{Problem, ProblemCode};
use crate::codebook::{Codebook, Kind, Property};
use crate::{Amount, Edtf, Place, Value};

type Report<'r> = &'r mut dyn FnMut(Problem);

pub(super) fn check(codebook: &Codebook, today: Date, property: &Property, value: &Value, report: Report<'_>) {
    let problem = |code| Problem::on(code, property, None);
    match (&property.kind, value) {
        (Kind::Code { list, under }, Value::Code(code)) => {
            check_code(codebook, property, (list, under.as_deref()), code, report);
        }
        (Kind::Text { max_chars, pattern }, Value::Text(text)) => {
            let text = text.expose();
            // Bytes first: counting characters is only needed where the bytes could be too many.
            if text.len() > *max_chars && text.chars().count() > *max_chars {
                report(problem(ProblemCode::TooLong).with("max", max_chars));
            }
            if text.trim().is_empty() {
                report(problem(ProblemCode::NoValue));
            }
            if pattern.as_ref().is_some_and(|pattern| !pattern.is_match(text)) {
                report(problem(ProblemCode::Pattern));
            }
        }
        (Kind::Integer { min, max, .. }, Value::Integer(number)) => {
            if !(min..=max).contains(&number) {
                report(problem(ProblemCode::OutOfRange).with("min", &min).with("max", &max));
            }
        }
        (Kind::Number { min, max, .. }, Value::Number(number)) => check_range(property, *number, *min, *max, report),
        (Kind::Money { min, max }, Value::Money(amount)) => {
            check_money(codebook, property, amount, (*min, *max), report);
        }
        (Kind::Date { min, max, future }, Value::Date(date)) => {
            check_date(property, *date, (*min, *max), today, *future, report);
        }
        (Kind::Place { .. }, Value::Place(place)) => check_place(codebook, property, place, report),
        (Kind::Reference { .. }, Value::Reference(_)) | (Kind::File, Value::File(_)) => {}
        _ => report(problem(ProblemCode::WrongType)),
    }
}

fn check_code(
    codebook: &Codebook,
    property: &Property,
    (list, under): (&str, Option<&str>),
    code: &str,
    report: Report<'_>,
) {
    let problem = |code| Problem::on(code, property, None).with("list", &list);
    let Some((list, found)) = codebook.list(list).and_then(|list| Some((list, list.get(code)?))) else {
        return report(problem(ProblemCode::UnknownCode));
    };
    if found.valid_to.is_some() {
        report(problem(ProblemCode::RetiredCode));
    }
    if under.is_some_and(|heading| code == heading || !list.is_under(code, heading)) {
        report(problem(ProblemCode::CodeOfOtherField));
    }
}

fn check_range(property: &Property, number: Decimal, min: Decimal, max: Decimal, report: Report<'_>) {
    if number < min || number > max {
        let problem = Problem::on(ProblemCode::OutOfRange, property, None);
        report(problem.with("min", &min).with("max", &max));
    }
}

fn check_money(
    codebook: &Codebook,
    property: &Property,
    amount: &Amount,
    (min, max): (Decimal, Decimal),
    report: Report<'_>,
) {
    if amount.low > amount.high {
        report(Problem::on(ProblemCode::ReversedRange, property, None));
    }
    check_range(property, amount.low, min, max, report);
    if amount.high != amount.low {
        check_range(property, amount.high, min, max, report);
    }
    if !codebook.list("currencies").is_some_and(|list| list.contains(&amount.currency)) {
        report(Problem::on(ProblemCode::UnknownCode, property, None).with("list", &"currencies"));
    }
}

/// A date is refused only where every reading of it lies outside.
fn check_date(
    property: &Property,
    date: Edtf,
    limits: (Edtf, Option<Edtf>),
    today: Date,
    future: bool,
    report: Report<'_>,
) {
    let (min, max) = limits;
    // Of a period the known ends count, so that "since 1850" is found and "until now" is not.
    let (first, last) = match date {
        Edtf::Date(day) => (day.bounds(), day.bounds()),
        Edtf::Interval { start, end } => (known(start), known(end)),
    };
    if first.1 < min.bounds().0 || last.1 < min.bounds().0 {
        report(Problem::on(ProblemCode::TooEarly, property, None).with("min", &min));
    }
    if let Some(max) = max.filter(|max| first.0 > max.bounds().1 || last.0 > max.bounds().1) {
        report(Problem::on(ProblemCode::TooLate, property, None).with("max", &max));
    }
    if !future && (first.0 > today || last.0 > today) {
        report(Problem::on(ProblemCode::InFuture, property, None));
    }
}

/// The bounds of a known end; an open or unknown end violates no limit.
fn known(end: crate::edtf::Endpoint) -> (Date, Date) {
    match end {
        crate::edtf::Endpoint::At(date) => date.bounds(),
        _ => (Date::MIN, Date::MAX),
    }
}

fn check_place(codebook: &Codebook, property: &Property, place: &Place, report: Report<'_>) {
    match &place.country {
        Some(country) if codebook.list("countries").is_some_and(|list| list.contains(country)) => {}
        Some(_) => report(Problem::on(ProblemCode::UnknownCode, property, None).with("list", &"countries")),
        None if place.finest().is_none() => report(Problem::on(ProblemCode::NoValue, property, None)),
        None => {}
    }
    if let Some(point) = &place.point {
        let [latitude, longitude] = *point.expose();
        if !(-90.0..=90.0).contains(&latitude) || !(-180.0..=180.0).contains(&longitude) {
            report(Problem::on(ProblemCode::NotOnEarth, property, None));
        }
    }
}

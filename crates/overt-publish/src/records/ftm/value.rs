//! Values as FollowTheMoney takes them. What it would refuse is left out, what it has only wider is made wider.

use std::collections::BTreeSet;

use overt_model::codebook::{Codebook, Kind};
use overt_model::{Rung, Value};

use crate::records::Why;

/// The languages that it knows.
const LANGUAGES: [&str; 74] = [
    "afr", "amh", "ara", "aze", "bel", "ben", "bos", "bul", "cat", "ces", "cnr", "dan", "deu", "ell", "eng", "est",
    "fas", "fil", "fin", "fra", "gle", "heb", "hin", "hrv", "hun", "hye", "ind", "isl", "ita", "jpn", "kan", "kat",
    "kaz", "khm", "kir", "kor", "lao", "lav", "lit", "ltz", "mkd", "mlt", "mon", "msa", "mul", "mya", "nep", "nld",
    "nor", "pol", "por", "pus", "ron", "rus", "sin", "slk", "slv", "spa", "sqi", "srp", "swa", "swe", "tam", "tel",
    "tgk", "tgl", "tha", "tuk", "tur", "ukr", "urd", "uzb", "vie", "zho",
];

/// What a value becomes: texts, each under a name, and what is lost.
#[derive(Default)]
pub(super) struct Written<'a> {
    pub(super) texts: Vec<(&'a str, String)>,
    pub(super) loss: Option<Why>,
}

pub(super) fn written<'a>(
    codebook: &Codebook,
    (name, kind): (&'a str, &Kind),
    value: &Value,
    properties: &'a BTreeSet<String>,
) -> Written<'a> {
    let one = |text: Option<String>| match text {
        Some(text) => Written { texts: vec![(name, text)], loss: None },
        None => Written { texts: Vec::new(), loss: Some(Why::NoValue) },
    };
    match (kind, value) {
        (Kind::Code { list, .. }, Value::Code(code)) => one(of_code(codebook, list, code)),
        (_, Value::Text(text)) => one(of_text(name, text.expose())),
        (_, Value::Integer(number)) => one(Some(number.to_string())),
        (_, Value::Number(number)) => one(Some(number.to_string())),
        (_, Value::Date(date)) => of_date(name, &date.to_string(), properties),
        (_, Value::Money(amount)) => {
            // A range has no place; of its ends, the lower one claims less.
            let currency = properties.get(&format!("{name}Currency")).map_or("currency", String::as_str);
            let loss = (amount.high != amount.low || amount.on.is_some()).then_some(Why::Coarser);
            Written { texts: vec![(name, amount.low.to_string()), (currency, amount.currency.to_string())], loss }
        }
        (_, Value::Place(place)) => {
            let country = place.country.as_deref().and_then(|code| country(codebook, code));
            let is_finer = place.finest().is_some_and(|rung| rung > Rung::Country);
            let written = one(country);
            let loss = written.loss.or(is_finer.then_some(Why::Coarser));
            Written { loss, ..written }
        }
        _ => one(None),
    }
}

fn of_code(codebook: &Codebook, list: &str, code: &str) -> Option<String> {
    let codes = codebook.list(list)?;
    match list {
        "countries" => country(codebook, code),
        "languages" => LANGUAGES.contains(&code).then(|| code.to_owned()),
        _ if codes.columns.iter().any(|column| column.id == "ftm") => {
            codes.own(codes.get(code)?, "ftm").filter(|value| !value.is_empty()).map(str::to_owned)
        }
        _ => Some(code.to_owned()),
    }
}

/// Two letters in lower case, of a country that there is today.
pub(crate) fn country(codebook: &Codebook, code: &str) -> Option<String> {
    let countries = codebook.list("countries")?;
    let country = countries.get(code).filter(|country| country.valid_to.is_none())?;
    countries.own(country, "alpha2").filter(|alpha2| !alpha2.is_empty()).map(str::to_lowercase)
}

/// The beginning of a date that is certain in its form: year, month, day. A period needs properties for its ends.
fn of_date<'a>(name: &'a str, text: &str, properties: &'a BTreeSet<String>) -> Written<'a> {
    let end = |name: &str| properties.get(name).map(String::as_str);
    let ends = match (text.split_once('/'), name, end("startDate"), end("endDate")) {
        (None, ..) => vec![(name, text)],
        (Some((start, until)), "date", Some(start_name), Some(end_name)) => {
            vec![(start_name, start), (end_name, until)]
        }
        _ => Vec::new(),
    };
    let prefixes: Vec<_> = ends.iter().filter_map(|(name, text)| Some((*name, prefix(text)?))).collect();
    let is_whole =
        prefixes.len() == ends.len() && prefixes.iter().zip(&ends).all(|((_, prefix), (_, text))| prefix == text);
    let loss = if prefixes.is_empty() { Some(Why::NoValue) } else { (!is_whole).then_some(Why::Coarser) };
    Written { texts: prefixes.into_iter().map(|(name, text)| (name, text.to_owned())).collect(), loss }
}

fn prefix(text: &str) -> Option<&str> {
    let is_number = |from: usize, to: usize| text.get(from..to).and_then(|digits| digits.parse::<u16>().ok());
    is_number(0, 4).filter(|year| *year > 0)?;
    let month =
        if text.get(4..5) == Some("-") { is_number(5, 7).filter(|month| (1..=12).contains(month)) } else { None };
    let day = if text.get(7..8) == Some("-") { is_number(8, 10) } else { None };
    text.get(
        ..match (month, day) {
            (Some(_), Some(_)) => 10,
            (Some(_), None) => 7,
            _ => 4,
        },
    )
}

/// Text of the form that the property there demands.
fn of_text(name: &str, text: &str) -> Option<String> {
    let text = text.split(char::is_control).collect::<Vec<_>>().join(" ");
    let text = text.trim();
    let (chars_max, has_form): (usize, fn(&str) -> bool) = match name {
        "phone" => (64, is_phone),
        "email" => (250, is_email),
        "website" | "sourceUrl" => (4096, is_url),
        "name" | "alias" => (384, |text| text.chars().any(char::is_alphanumeric)),
        "registrationNumber" | "idNumber" | "licenseNumber" | "caseNumber" => (64, is_some),
        _ => (1024, is_some),
    };
    (text.chars().count() <= chars_max && has_form(text)).then(|| text.to_owned())
}

fn is_some(text: &str) -> bool {
    !text.is_empty()
}

/// E.164. Whether a country gives out such numbers only the package knows.
fn is_phone(text: &str) -> bool {
    let digits = text.strip_prefix('+').unwrap_or_default();
    (8..=15).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit()) && !digits.starts_with('0')
}

fn is_email(text: &str) -> bool {
    let is_host = |host: &str| host.split('.').count() > 1 && host.split('.').all(|part| is_word(part, "-"));
    text.split_once('@').is_some_and(|(name, host)| is_word(name, ".-_+") && is_host(host))
}

fn is_url(text: &str) -> bool {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://")).unwrap_or_default();
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    !text.contains(char::is_whitespace) && host.contains('.') && is_word(host, ".-:")
}

fn is_word(text: &str, marks: &str) -> bool {
    !text.is_empty() && text.chars().all(|letter| letter.is_ascii_alphanumeric() || marks.contains(letter))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_keeps_the_beginning_that_is_certain() {
        let cases = [
            ("2017", "2017"),
            ("2017-05-04", "2017-05-04"),
            ("2017-05~", "2017-05"),
            ("2017-21", "2017"),
            ("2017-XX", "2017"),
        ];
        assert!(cases.into_iter().all(|(text, kept)| prefix(text) == Some(kept)));
        assert!(["201X", "..", "", "0000"].into_iter().all(|text| prefix(text).is_none()));
    }

    #[test]
    fn contacts_are_written_only_in_the_form_that_is_demanded() {
        assert!(is_phone("+4930901820") && !is_phone("030 901820") && !is_phone("+49"));
        assert!(is_email("office@example.org") && !is_email("office@") && !is_email("a b@example.org"));
        assert!(is_url("https://example.org/a?b") && !is_url("example.org") && !is_url("https://"));
    }
}

//! In which form a program wants an answer.

use axum::http::HeaderMap;
use axum::http::header::ACCEPT;

use super::problem::Problem;

/// A form of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// JSON of our own.
    Json,
    /// Comma-separated text.
    Csv,
    /// Linked data, in the vocabulary for statistics of the W3C.
    JsonLd,
    /// SDMX-JSON 2.0, as offices of statistics exchange data.
    Sdmx,
    /// The file in Parquet that came with the release.
    Parquet,
}

impl Form {
    /// How it is named in an address.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Json => "json",
            Self::Csv => "csv",
            Self::JsonLd => "jsonld",
            Self::Sdmx => "sdmx",
            Self::Parquet => "parquet",
        }
    }

    /// What kind of thing it is.
    pub(super) fn kind(self) -> &'static str {
        match self {
            Self::Json => "application/json",
            Self::Csv => "text/csv; charset=utf-8",
            Self::JsonLd => "application/ld+json",
            Self::Sdmx => "application/vnd.sdmx.data+json; version=2.0.0",
            Self::Parquet => "application/vnd.apache.parquet",
        }
    }

    /// The kind without what follows it.
    fn essence(self) -> &'static str {
        self.kind().split(';').next().unwrap_or_default()
    }
}

/// The form that somebody chose by name, or the one that they like best of those offered; where nothing is said, the first.
pub(super) fn negotiated(chosen: Option<&str>, headers: &HeaderMap, offered: &[Form]) -> Result<Form, Problem> {
    if let Some(chosen) = chosen {
        let names = || offered.iter().map(|form| form.name().to_owned());
        let form = offered.iter().find(|form| form.name() == chosen).copied();
        return form.ok_or_else(|| Problem::parameter("format", "This is not offered in that form.", names()));
    }
    let ranges: Vec<(&str, f32)> = headers
        .get_all(ACCEPT)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .filter_map(range)
        .collect();
    if ranges.is_empty() {
        return Ok(offered[0]);
    }
    let liked = offered.iter().map(|form| (*form, liking(&ranges, form.essence()))).filter(|(_, liking)| *liking > 0.0);
    // Of several that are liked alike, the first.
    let best = liked.fold(None, |best: Option<(Form, f32)>, one| best.filter(|best| best.1 >= one.1).or(Some(one)));
    best.map(|(form, _)| form)
        .ok_or_else(|| Problem::not_acceptable(offered.iter().map(|form| form.essence().to_owned())))
}

/// A kind of thing and how much it is liked.
fn range(one: &str) -> Option<(&str, f32)> {
    let mut parts = one.split(';').map(str::trim);
    let kind = parts.next().filter(|kind| kind.contains('/'))?;
    let weight = parts.find_map(|part| part.strip_prefix("q=")).map_or(Some(1.0), |weight| weight.parse().ok());
    Some((kind, weight.filter(|weight| (0.0..=1.0).contains(weight)).unwrap_or(0.0)))
}

/// How much a kind is liked: as the range says that names it most closely.
fn liking(ranges: &[(&str, f32)], kind: &str) -> f32 {
    let family = kind.split('/').next().unwrap_or_default();
    let of = |wanted: &dyn Fn(&str) -> bool| ranges.iter().find(|(range, _)| wanted(range)).map(|(_, weight)| *weight);
    of(&|range| range.eq_ignore_ascii_case(kind))
        .or_else(|| of(&|range| range.strip_suffix("/*").is_some_and(|range| range.eq_ignore_ascii_case(family))))
        .or_else(|| of(&|range| range == "*/*"))
        .unwrap_or(0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(accept: &'static str) -> Option<Form> {
        let headers = HeaderMap::from_iter([(ACCEPT, accept.parse().expect("it is text"))]);
        negotiated(None, &headers, &[Form::Json, Form::Csv, Form::JsonLd]).ok()
    }

    #[test]
    fn the_form_that_is_liked_most_is_taken() {
        assert_eq!(of("text/csv"), Some(Form::Csv));
        assert_eq!(of("text/csv;q=0.5, application/json;q=0.4"), Some(Form::Csv));
        assert_eq!(of("text/html, */*;q=0.8"), Some(Form::Json));
        assert_eq!(of("application/json;q=0, */*"), Some(Form::Csv), "what is named is meant before what is not");
        assert_eq!(of("application/*;q=0.2, application/ld+json;q=0.3"), Some(Form::JsonLd));
        assert_eq!(of("image/png"), None);
        assert_eq!(of("application/json;q=x"), None);
        assert_eq!(of(";;;,"), Some(Form::Json), "nothing was said");
    }
}

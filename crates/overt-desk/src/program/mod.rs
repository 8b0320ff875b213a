//! What programs ask, with a key: names against what records are openly called. What is sealed has no part in it: a key for programs
//! opens nothing, and cannot ask the blind indexes either, whose answer alone would tell that somebody is known here.

mod base;
pub(crate) mod matching;
pub(crate) mod reconcile;

use axum::http::StatusCode;
use overt_link::screen::Subject;
use overt_model::Private;
use serde_json::{Value as Json, json};

use crate::answer::Answer;

/// Most questions of one request.
const QUERIES_MAX: usize = 100;
/// Most candidates that are told of one question.
const CANDIDATES_MAX: usize = 50;

/// What is wrong, for a program (RFC 9457).
pub(crate) fn problem(status: StatusCode, said: &str) -> Answer {
    let title = status.canonical_reason().unwrap_or_default();
    let body = json!({ "type": "about:blank", "title": title, "status": status.as_u16(), "detail": said });
    Answer::of(status, "application/problem+json", body.to_string().into_bytes())
}

fn answer(json: &Json) -> Answer {
    Answer::of(StatusCode::OK, "application/json", json.to_string().into_bytes())
}

/// Who is asked for: names and countries of a question, each a text or several.
fn subject(of: impl Fn(&str) -> Vec<String>) -> Subject {
    let all = |names: &[&str]| names.iter().flat_map(|name| of(name)).collect::<Vec<_>>();
    Subject {
        names: all(&["name", "alias", "weakAlias", "previousName"]).into_iter().map(Private::new).collect(),
        countries: all(&["country", "jurisdiction", "mainCountry"]),
        ..Subject::default()
    }
}

/// The texts of a value: one, or those of a list.
fn texts(value: &Json) -> Vec<String> {
    let one = |value: &Json| value.as_str().map(str::to_owned);
    value.as_array().map_or_else(|| one(value).into_iter().collect(), |values| values.iter().filter_map(one).collect())
}

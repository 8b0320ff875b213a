//! Why a program gets no answer, as RFC 9457 has it, so that whoever wrote the program can mend it.

use axum::body::Body;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::http::{HeaderValue, Response, StatusCode};
use axum::response::IntoResponse;
use serde::Serialize;
use utoipa::ToSchema;

/// What problems are written as.
pub(super) const KIND: &str = "application/problem+json";
/// No more than this is repeated of a name that somebody sent.
const NAME_LEN_MAX: usize = 60;

/// Why there is no answer, by RFC 9457.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::site) struct Problem {
    /// Always `about:blank`: the status says which kind of problem it is.
    #[serde(rename = "type")]
    kind: &'static str,
    /// The name of the status.
    title: &'static str,
    /// The status.
    #[schema(minimum = 400, maximum = 599)]
    status: u16,
    /// What is wrong and what helps.
    detail: String,
    /// The parameter that is wrong, if it is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    parameter: Option<String>,
    /// What would be right in its place.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    allowed: Vec<String>,
}

impl Problem {
    /// A problem with this status.
    pub(in crate::site) fn new(status: StatusCode, detail: impl Into<String>) -> Self {
        Self {
            kind: "about:blank",
            title: status.canonical_reason().unwrap_or("Error"),
            status: status.as_u16(),
            detail: detail.into(),
            parameter: None,
            allowed: Vec::new(),
        }
    }

    /// There is no such thing.
    pub(super) fn missing() -> Self {
        Self::new(
            StatusCode::NOT_FOUND,
            "There is nothing at this address. /api/v1/releases lists what was released, /api/v1/openapi.json what can be asked.",
        )
    }

    /// A parameter is wrong: what it must be, and which values there are.
    pub(super) fn parameter(name: &str, detail: &str, allowed: impl IntoIterator<Item = String>) -> Self {
        let name = name.chars().take(NAME_LEN_MAX).collect();
        let allowed = allowed.into_iter().collect();
        Self { parameter: Some(name), allowed, ..Self::new(StatusCode::BAD_REQUEST, detail) }
    }

    /// None of the forms that somebody reads is offered.
    pub(super) fn not_acceptable(offered: impl IntoIterator<Item = String>) -> Self {
        let detail = "This is not offered in a form that you accept. Ask for one of those allowed in `Accept`, or name it by `format`.";
        Self { allowed: offered.into_iter().collect(), ..Self::new(StatusCode::NOT_ACCEPTABLE, detail) }
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response<Body> {
        let body = serde_json::to_vec(&self).expect("texts and numbers can be written");
        let status = StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let mut answer = Response::new(Body::from(body));
        *answer.status_mut() = status;
        answer.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(KIND));
        answer.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
        answer
    }
}

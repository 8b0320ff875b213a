//! What holds for every answer and every request, whatever it asks for.

use std::sync::{Arc, LazyLock};

use axum::Router;
use axum::body::Body;
use axum::extract::Request;
use axum::http::header::{ALLOW, HOST, HeaderName};
use axum::http::{HeaderMap, HeaderValue, Method, Response, StatusCode};
use axum::middleware::{Next, from_fn};
use base64ct::{Base64, Encoding as _};
use sha2::{Digest as _, Sha256};

use super::reply::refusal;
use crate::charts::file_style;

/// A longer address is none of ours.
const ADDRESS_LEN_MAX: usize = 2048;

/// Nothing is loaded but the files of this site, nothing is sent anywhere, nobody can frame it, and no address is told to others.
const HEADERS: [(&str, &str); 7] = [
    (
        "content-security-policy",
        "default-src 'none'; style-src 'self'; img-src 'self'; script-src 'self'; connect-src 'self'; form-action 'self'; \
         base-uri 'none'; frame-ancestors 'none'",
    ),
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "no-referrer"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    ("permissions-policy", "camera=(), geolocation=(), microphone=(), payment=()"),
    ("x-frame-options", "DENY"),
];

/// What a drawing may do that is a file of its own: show itself, in the one style that all of them carry.
pub(super) static DRAWING_POLICY: LazyLock<String> = LazyLock::new(|| {
    let style = Base64::encode_string(&Sha256::digest(file_style()));
    format!(
        "default-src 'none'; style-src 'sha256-{style}'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'; sandbox"
    )
});

/// The same routes, behind what holds for all. With a host, requests for others are refused.
pub(super) fn guarded(routes: Router, host: Option<String>) -> Router {
    let host: Option<Arc<str>> = host.map(Into::into);
    routes.layer(from_fn(move |request: Request, next: Next| {
        let host = host.clone();
        async move {
            marked(match refused(&request, host.as_deref()) {
                Some(answer) => answer,
                None => next.run(request).await,
            })
        }
    }))
}

/// An answer with what every answer says, where it says nothing stricter itself.
pub(super) fn marked(mut answer: Response<Body>) -> Response<Body> {
    for (name, value) in HEADERS {
        answer.headers_mut().entry(HeaderName::from_static(name)).or_insert(HeaderValue::from_static(value));
    }
    answer
}

fn refused(request: &Request, host: Option<&str>) -> Option<Response<Body>> {
    let refuse = |status, sentence| Some(refusal(request.uri().path(), status, sentence));
    if ![Method::GET, Method::HEAD].contains(request.method()) {
        let mut answer = refuse(StatusCode::METHOD_NOT_ALLOWED, "Nothing can be sent here, only read.")?;
        answer.headers_mut().insert(ALLOW, HeaderValue::from_static("GET, HEAD"));
        return Some(answer);
    }
    if request.uri().path_and_query().is_none_or(|address| address.as_str().len() > ADDRESS_LEN_MAX) {
        return refuse(StatusCode::URI_TOO_LONG, "This address is too long: 2048 letters at most.");
    }
    if has_body(request.headers()) {
        return refuse(StatusCode::PAYLOAD_TOO_LARGE, "Nothing can be sent here, only read.");
    }
    let is_ours = host.is_none_or(|host| {
        request.headers().get(HOST).is_some_and(|asked| asked.as_bytes().eq_ignore_ascii_case(host.as_bytes()))
    });
    if is_ours { None } else { refuse(StatusCode::MISDIRECTED_REQUEST, "This host is not served here.") }
}

fn has_body(headers: &HeaderMap) -> bool {
    use axum::http::header::{CONTENT_LENGTH, TRANSFER_ENCODING};
    headers.contains_key(TRANSFER_ENCODING) || headers.get(CONTENT_LENGTH).is_some_and(|length| length != "0")
}

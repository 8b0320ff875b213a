//! What was kept becomes an answer.

use std::sync::Arc;

use axum::body::Body;
use axum::http::header::{
    ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_ENCODING, CONTENT_SECURITY_POLICY, CONTENT_TYPE, ETAG,
    IF_NONE_MATCH, VARY,
};
use axum::http::{HeaderMap, HeaderValue, Response, StatusCode};
use axum::response::IntoResponse as _;

use super::api::Problem;
use super::guard::DRAWING_POLICY;
use super::kept::{Coding, Kept, Lasting};

/// Pages and data.
pub(super) const HTML: &str = "text/html; charset=utf-8";
/// Words without form.
pub(super) const TEXT: &str = "text/plain; charset=utf-8";
/// Drawings.
pub(super) const SVG: &str = "image/svg+xml";

/// The answer to somebody who sent these headers.
pub(super) fn reply(kept: &Arc<Kept>, asked: &HeaderMap) -> Response<Body> {
    let lasting = match kept.lasting {
        Lasting::Asked => "public, no-cache",
        Lasting::ForEver => "public, max-age=31536000, immutable",
    };
    // Weak, because the pressed forms have the same one.
    let tag = format!("W/\"{}\"", kept.tag);
    let mut common =
        Response::builder().header(ETAG, &tag).header(CACHE_CONTROL, lasting).header(VARY, "accept-encoding");
    if let Some(file) = &kept.file {
        common = common.header(CONTENT_DISPOSITION, format!("attachment; filename=\"{file}\""));
    }
    if kept.kind == SVG && kept.file.is_some() {
        common = common.header(CONTENT_SECURITY_POLICY, DRAWING_POLICY.as_str());
    }
    if asked.get(IF_NONE_MATCH).is_some_and(|tags| is_among(tags, &tag)) {
        return common.status(StatusCode::NOT_MODIFIED).body(Body::empty()).expect("all headers are fixed");
    }
    let (bytes, coding) = kept.bytes(coding(asked));
    let mut reply = common.header(CONTENT_TYPE, kept.kind).body(Body::from(bytes)).expect("all headers are fixed");
    let name = match coding {
        Coding::Plain => return reply,
        Coding::Brotli => "br",
        Coding::Gzip => "gzip",
    };
    reply.headers_mut().insert(CONTENT_ENCODING, HeaderValue::from_static(name));
    reply
}

/// Why there is no answer: a problem (RFC 9457) for programs, and a line for people.
pub(super) fn refusal(path: &str, status: StatusCode, sentence: &str) -> Response<Body> {
    if path.starts_with("/api/") {
        Problem::new(status, sentence).into_response()
    } else {
        once(status, TEXT, format!("{sentence}\n"))
    }
}

/// An answer that is made for the one who asked, and not kept.
pub(super) fn once(status: StatusCode, kind: &'static str, body: String) -> Response<Body> {
    Response::builder()
        .status(status)
        .header(CONTENT_TYPE, kind)
        .header(CACHE_CONTROL, "no-store")
        .body(Body::from(body))
        .expect("all headers are fixed")
}

fn is_among(tags: &HeaderValue, tag: &str) -> bool {
    let strong = tag.trim_start_matches("W/");
    tags.to_str().is_ok_and(|tags| {
        tags.split(',').map(str::trim).any(|one| one == "*" || one.trim_start_matches("W/") == strong)
    })
}

/// The best coding that a browser says it reads.
fn coding(asked: &HeaderMap) -> Coding {
    let accepted = asked.get(ACCEPT_ENCODING).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let reads = |name: &str| {
        accepted.split(',').any(|one| {
            let mut parts = one.split(';').map(str::trim);
            parts.next() == Some(name) && !parts.any(|weight| weight.trim_start_matches("q=").parse() == Ok(0.0))
        })
    };
    match (reads("br"), reads("gzip")) {
        (true, _) => Coding::Brotli,
        (false, true) => Coding::Gzip,
        (false, false) => Coding::Plain,
    }
}

//! What holds for every request and every answer, whatever is asked for.

use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::extract::Request;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, HOST, HeaderName, ORIGIN};
use axum::http::{HeaderMap, HeaderValue, Response, StatusCode};
use axum::middleware::{Next, from_fn};

use crate::passkey::Site;

/// A longer address is none of ours.
const ADDRESS_LEN_MAX: usize = 2048;

/// Nothing is loaded but the style sheet and the script of the desk itself, nothing that stands in a page runs, nothing is sent elsewhere,
/// nobody can frame it, and no other site is told where somebody was.
const HEADERS: [(&str, &str); 8] = [
    (
        "content-security-policy",
        "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    ),
    ("x-content-type-options", "nosniff"),
    // With less, a browser would not say from where a form comes.
    ("referrer-policy", "same-origin"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    ("permissions-policy", "camera=(), geolocation=(), microphone=(), payment=()"),
    ("x-frame-options", "DENY"),
    ("x-robots-tag", "noindex, nofollow"),
];

/// The same routes, behind what holds for all. Without a host, only those of this machine are served: another site cannot make a browser
/// believe that the desk is its own.
pub(super) fn guarded(routes: Router, host: Option<String>) -> Router {
    let host: Option<Arc<str>> = host.map(Into::into);
    routes.layer(from_fn(move |request: Request, next: Next| {
        let host = host.clone();
        async move {
            let mut answer = match refused(&request, host.as_deref()) {
                Some(answer) => answer,
                None => next.run(request).await,
            };
            for (name, value) in HEADERS {
                answer.headers_mut().insert(HeaderName::from_static(name), HeaderValue::from_static(value));
            }
            answer
        }
    }))
}

fn refused(request: &Request, host: Option<&str>) -> Option<Response<Body>> {
    if request.uri().path_and_query().is_none_or(|address| address.as_str().len() > ADDRESS_LEN_MAX) {
        return Some(line(StatusCode::URI_TOO_LONG, "This address is too long: 2048 letters at most."));
    }
    let asked = text(request.headers(), &HOST).unwrap_or_default();
    let is_ours = host.map_or_else(|| is_of_this_machine(asked), |host| asked.eq_ignore_ascii_case(host));
    if is_ours { None } else { Some(line(StatusCode::MISDIRECTED_REQUEST, "This host is not served here.")) }
}

fn is_of_this_machine(host: &str) -> bool {
    let is_port = |port: &str| port.bytes().all(|digit| digit.is_ascii_digit());
    let name = host.rsplit_once(':').filter(|(_, port)| is_port(port)).map_or(host, |(name, _)| name);
    ["localhost", "127.0.0.1", "[::1]"].contains(&name)
}

/// The site that a browser asks for, where passkeys can be bound to it.
pub(super) fn site(headers: &HeaderMap, is_secure: bool) -> Option<Site> {
    Site::of(text(headers, &HOST)?, is_secure)
}

/// Whether a browser says that what it sends was written on a page of this desk.
pub(super) fn is_from_here(headers: &HeaderMap) -> bool {
    let site = headers.get("sec-fetch-site").map(HeaderValue::as_bytes);
    if site.is_some_and(|site| site != b"same-origin") {
        return false;
    }
    match (text(headers, &ORIGIN), text(headers, &HOST)) {
        (Some(origin), Some(host)) => origin.split_once("://").is_some_and(|(_, of)| of.eq_ignore_ascii_case(host)),
        (Some(_), None) => false,
        (None, _) => site.is_some(),
    }
}

fn text<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Option<&'a str> {
    headers.get(name)?.to_str().ok()
}

/// A line instead of a page.
pub(super) fn line(status: StatusCode, sentence: &str) -> Response<Body> {
    Response::builder()
        .status(status)
        .header(CONTENT_TYPE, "text/plain; charset=utf-8")
        .header(CACHE_CONTROL, "no-store")
        .body(Body::from(format!("{sentence}\n")))
        .expect("all headers are fixed")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(pairs: &[(&'static str, &'static str)]) -> HeaderMap {
        pairs.iter().map(|(name, value)| (HeaderName::from_static(name), HeaderValue::from_static(value))).collect()
    }

    #[test]
    fn only_what_was_written_here_is_taken() {
        let host = ("host", "127.0.0.1:8081");
        for (taken, headers) in [
            (true, vec![host, ("origin", "http://127.0.0.1:8081")]),
            (true, vec![host, ("sec-fetch-site", "same-origin")]),
            (false, vec![host]),
            (false, vec![host, ("origin", "null")]),
            (false, vec![host, ("origin", "http://evil.example")]),
            (false, vec![host, ("origin", "http://127.0.0.1:8080")]),
            (false, vec![host, ("sec-fetch-site", "cross-site")]),
            (false, vec![host, ("sec-fetch-site", "none")]),
            (false, vec![host, ("origin", "http://127.0.0.1:8081"), ("sec-fetch-site", "same-site")]),
        ] {
            assert_eq!(is_from_here(&of(&headers)), taken, "{headers:?}");
        }
    }

    #[test]
    fn without_a_name_only_this_machine_is_served() {
        for (served, host) in [
            (true, "localhost:8081"),
            (true, "127.0.0.1:8081"),
            (true, "[::1]:8081"),
            (true, "localhost"),
            (false, "localhost.evil.example"),
            (false, "evil.example:8081"),
            (false, "127.0.0.1:80@evil.example"),
            (false, ""),
        ] {
            assert_eq!(is_of_this_machine(host), served, "{host}");
        }
    }
}

//! What machines look for at fixed places: what they may visit, and whom to tell about a hole.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::State;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::http::{HeaderMap, Response, Uri};
use jiff::ToSpan as _;

use crate::site::Site;
use crate::site::place::not_found;
use crate::site::reply::TEXT;

/// For how long the file about security holds.
const DAYS_VALID: i64 = 180;

/// Search engines are led to the pages and the catalogue, and not through the parts of every table.
pub(super) async fn robots() -> Response<Body> {
    text("User-agent: *\nDisallow: /api/\n".to_owned())
}

/// Whom to tell about a hole, by RFC 9116, if there is an address.
pub(super) async fn security(State(site): State<Arc<Site>>, uri: Uri, headers: HeaderMap) -> Response<Body> {
    let Some(contact) = contact(&site.about.contact) else { return not_found(&site, &uri, &headers) };
    let end = (site.today)().saturating_add(DAYS_VALID.days());
    let canonical =
        site.about.address.as_ref().map(|address| format!("Canonical: {address}/.well-known/security.txt\n"));
    let canonical = canonical.unwrap_or_default();
    text(format!("Contact: {contact}\nExpires: {end}T00:00:00Z\nPreferred-Languages: en, es, fr\n{canonical}"))
}

/// The address to write to as a machine needs it.
fn contact(written: &str) -> Option<String> {
    let written = written.trim();
    let is_plain = written.chars().all(|letter| letter.is_ascii_graphic());
    let is_mail = written
        .split_once('@')
        .is_some_and(|(name, host)| !name.is_empty() && host.contains('.') && !host.contains('@'));
    match written {
        _ if !is_plain => None,
        page if page.starts_with("https://") || page.starts_with("mailto:") => Some(page.to_owned()),
        mail if is_mail => Some(format!("mailto:{mail}")),
        _ => None,
    }
}

fn text(text: String) -> Response<Body> {
    let answer = Response::builder().header(CONTENT_TYPE, TEXT).header(CACHE_CONTROL, "public, max-age=3600");
    answer.body(Body::from(text)).expect("all headers are fixed")
}

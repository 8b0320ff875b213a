//! The cookie that holds the token of a session, and no other.

use axum::http::HeaderMap;
use axum::http::header::COOKIE;
use overt_store::vault::SessionToken;

/// With this beginning a browser takes the cookie from no other host and sends it over TLS only.
const SECURE: &str = "__Host-overt";
const PLAIN: &str = "overt";

const fn name(is_secure: bool) -> &'static str {
    if is_secure { SECURE } else { PLAIN }
}

/// The token that a browser sent, if it sent one.
pub(super) fn token(headers: &HeaderMap, is_secure: bool) -> Option<SessionToken> {
    let cookies = headers.get_all(COOKIE).iter().filter_map(|value| value.to_str().ok());
    let mut pairs = cookies.flat_map(|cookies| cookies.split(';')).filter_map(|pair| pair.trim().split_once('='));
    pairs.find(|(known, _)| *known == name(is_secure)).and_then(|(_, value)| SessionToken::read(value))
}

/// What the browser is told to keep until it is closed.
pub(super) fn given(token: &str, is_secure: bool) -> String {
    format!("{}={token}; {}", name(is_secure), attributes(is_secure))
}

/// What the browser is told to forget.
pub(super) fn taken(is_secure: bool) -> String {
    format!("{}=; Max-Age=0; {}", name(is_secure), attributes(is_secure))
}

const fn attributes(is_secure: bool) -> &'static str {
    if is_secure { "Path=/; HttpOnly; SameSite=Strict; Secure" } else { "Path=/; HttpOnly; SameSite=Strict" }
}

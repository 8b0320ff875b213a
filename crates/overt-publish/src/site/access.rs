//! Who sees what: everybody sees what is open, and who has the key of an agreement sees its releases as well.

use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::extract::Request;
use axum::http::header::{AUTHORIZATION, CACHE_CONTROL, ETAG, IF_NONE_MATCH, VARY, WWW_AUTHENTICATE};
use axum::http::{HeaderMap, HeaderValue, Response, StatusCode};
use jiff::civil::Date;
use sha2::{Digest as _, Sha256};
use subtle::ConstantTimeEq as _;
use tower::ServiceExt as _;

use super::about::Reader;
use super::reply::refusal;
use super::{Site, SiteError};

/// What a key opens.
#[derive(Clone)]
pub(super) struct Opened {
    digest: [u8; 32],
    until: Date,
    site: Arc<Site>,
}

/// What each key of a site opens.
pub(super) fn opened(whole: &Site) -> Result<Vec<Opened>, SiteError> {
    let open = |reader: &Reader| {
        if let Some(name) = reader.releases.iter().find(|name| !whole.about.restricted.contains(name)) {
            return Err(SiteError::OpenAnyway { agreement: reader.agreement.clone(), name: name.clone() });
        }
        Ok(Opened { digest: reader.digest, until: reader.until, site: Arc::new(whole.seen_by(&reader.releases)) })
    };
    whole.about.readers.iter().map(open).collect()
}

/// The routes of what is open, and in their place those of a key for who sends it.
pub(super) fn by_key(site: Arc<Site>) -> Router {
    let routes = |opened: &Opened| (opened.digest, opened.until, Arc::clone(&opened.site).routes());
    let keys: Arc<[_]> = site.readers.iter().map(routes).collect();
    let (today, open) = (site.today, site.routes());
    // Nothing of a path is read before it is known by whose routes.
    Router::new().fallback(move |request: Request| {
        let (keys, open) = (Arc::clone(&keys), open.clone());
        async move {
            let Some(key) = key(request.headers()) else { return answered(open, request).await };
            let digest: [u8; 32] = Sha256::digest(key).into();
            // All are compared, each in the same time, so that nothing is learned from how long it takes.
            let fits: Vec<bool> = keys.iter().map(|(one, ..)| bool::from(one.ct_eq(&digest))).collect();
            match fits.iter().position(|fits| *fits).map(|place| &keys[place]) {
                Some((_, until, routes)) if today() <= *until => only_for_one(routes.clone(), request).await,
                _ => refused(&request),
            }
        }
    })
}

async fn answered(routes: Router, request: Request) -> Response<Body> {
    let Ok(answer) = routes.oneshot(request).await;
    answer
}

/// The key that was sent. Other ways to say who one is are none of ours.
fn key(headers: &HeaderMap) -> Option<&[u8]> {
    let sent = headers.get(AUTHORIZATION)?.as_bytes();
    let (scheme, key) = sent.split_at_checked("Bearer ".len())?;
    scheme.eq_ignore_ascii_case(b"Bearer ").then_some(key.trim_ascii())
}

/// The answer to who has a key: nobody on the way may keep it, nor compare it with that of others.
async fn only_for_one(routes: Router, mut request: Request) -> Response<Body> {
    request.headers_mut().remove(IF_NONE_MATCH);
    let mut answer = answered(routes, request).await;
    answer.headers_mut().remove(ETAG);
    answer.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("private, no-store"));
    answer.headers_mut().insert(VARY, HeaderValue::from_static("authorization"));
    answer
}

fn refused(request: &Request) -> Response<Body> {
    let sentence = "This key opens nothing, or not any more. Ask whom you have the agreement with, or leave it out to see what is open.";
    let mut answer = refusal(request.uri().path(), StatusCode::UNAUTHORIZED, sentence);
    answer.headers_mut().insert(WWW_AUTHENTICATE, HeaderValue::from_static("Bearer error=\"invalid_token\""));
    answer
}

//! The door for programs: a key instead of a session, no cookie, and answers in JSON. A key that is not known, has ended or is over has
//! one answer, which takes the same way.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Instant;

use axum::body::{Body, to_bytes};
use axum::extract::Request;
use axum::http::header::{AUTHORIZATION, HOST, RETRY_AFTER, WWW_AUTHENTICATE};
use axum::http::{HeaderMap, HeaderValue, Response, StatusCode};
use overt_model::Secret;
use overt_store::StoreError;

use crate::answer::{Answer, Stopped};
use crate::ask::{Ask, Pairs, Program};
use crate::desk::Desk;
use crate::pages::status_of;
use crate::program::problem;
use crate::routes::Route;
use crate::words::asked_for;

/// Most bytes that a program sends.
const BODY_LEN_MAX: usize = 1 << 20;

/// A program asks.
pub(super) async fn come_in(
    desk: Arc<Desk>,
    route: &'static Route,
    places: BTreeMap<String, String>,
    request: Request,
) -> Response<Body> {
    let (head, body) = request.into_parts();
    let query = Pairs::read(head.uri.query().unwrap_or_default().as_bytes());
    let (lang, path) = (asked_for(&head.headers), head.uri.path().to_owned());
    let form = Pairs::default();
    let mut ask = Ask { desk, lang, path, places, query, form, upload: None, who: None, site: None, program: None };
    let stopped = match answered(&mut ask, route, &head.headers, body).await {
        Ok(response) => return response,
        Err(stopped) => stopped,
    };
    let (status, said) = match stopped {
        Stopped::Store(StoreError::SignIn) => (StatusCode::UNAUTHORIZED, ask.say("program-unknown")),
        Stopped::NotThere | Stopped::Unconfirmed => (StatusCode::NOT_FOUND, ask.say("nothing-said")),
        Stopped::Busy => (StatusCode::SERVICE_UNAVAILABLE, ask.say("refused-busy")),
        Stopped::Store(error) => (status_of(&error), format!("{error}.")),
        Stopped::Page(error) => (StatusCode::INTERNAL_SERVER_ERROR, format!("{error}.")),
    };
    let mut response = problem(status, &said).into_response();
    if status == StatusCode::UNAUTHORIZED {
        response.headers_mut().insert(WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
    }
    response
}

async fn answered(ask: &mut Ask, route: &Route, headers: &HeaderMap, body: Body) -> Result<Response<Body>, Stopped> {
    let key = ask.store().program_of(&shown(headers), ask.today()).await?;
    if let Err(wait) = ask.desk.pace.admit(key.id, Instant::now()) {
        let mut response = problem(StatusCode::TOO_MANY_REQUESTS, &ask.say("program-pace")).into_response();
        response.headers_mut().insert(RETRY_AFTER, (wait.as_secs() + 1).into());
        return Ok(response);
    }
    let Ok(body) = to_bytes(body, BODY_LEN_MAX).await else {
        return Ok(problem(StatusCode::PAYLOAD_TOO_LARGE, &ask.say("refused-length")).into_response());
    };
    let scheme = if ask.desk.is_secure() { "https" } else { "http" };
    let host = headers.get(HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    ask.program = Some(Program { key, origin: format!("{scheme}://{host}"), body: Secret::new(body.to_vec()) });
    (route.page)(ask).await.map(Answer::into_response)
}

/// The key that is shown; nothing where none is.
fn shown(headers: &HeaderMap) -> Secret<String> {
    let given = headers.get(AUTHORIZATION).and_then(|given| given.to_str().ok()).unwrap_or_default();
    let (scheme, key) = given.split_once(' ').unwrap_or_default();
    Secret::new(if scheme.eq_ignore_ascii_case("bearer") { key.trim().to_owned() } else { String::new() })
}

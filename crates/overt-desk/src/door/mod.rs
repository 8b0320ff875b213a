//! The door: what every request must bring, and what every answer has.

mod cookie;
mod guard;
mod program;
mod upload;

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Instant;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::{RawPathParams, Request};
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, SET_COOKIE};
use axum::http::{HeaderMap, HeaderValue, Method, Response, StatusCode};
use axum::routing::{MethodFilter, MethodRouter, get, on};
use overt_store::StoreError;
use overt_store::vault::SessionToken;
use subtle::ConstantTimeEq as _;
use tokio::time::timeout;

use crate::answer::{Answer, Kept, Stopped};
use crate::ask::{Ask, Pairs, Upload, Who};
use crate::desk::Desk;
use crate::need::Need;
use crate::pages::drafts::Carried;
use crate::pages::{self, entry};
use crate::routes::{ROUTES, Route};
use crate::words::{asked_for, of_code};

pub(crate) use upload::FILE_LEN_MAX;

/// Most bytes of a form. Texts of records have limits of their own, which are far below.
const FORM_LEN_MAX: usize = 1 << 20;

/// Every route of the table, the style sheet, the script, and the page that says that there is nothing.
pub(crate) fn router(desk: &Arc<Desk>) -> Router {
    let mut router = Router::new();
    let mut paths: Vec<&'static str> = ROUTES.iter().map(|route| route.path).collect();
    paths.dedup();
    for path in paths {
        let of_path = ROUTES.iter().filter(|route| route.path == path);
        let methods = of_path.fold(MethodRouter::new(), |methods, route| {
            let desk = Arc::clone(desk);
            let filter = if route.method == Method::GET { MethodFilter::GET } else { MethodFilter::POST };
            methods.merge(on(filter, move |places: RawPathParams, request: Request| {
                let places = places.iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
                let desk = Arc::clone(&desk);
                async move {
                    if route.need == Need::Program {
                        program::come_in(desk, route, places, request).await
                    } else {
                        come_in(desk, Some(route), places, request).await
                    }
                }
            }))
        });
        router = router.route(path, methods);
    }
    let ((style_path, style), (icon_path, icon)) = (desk.style.clone(), desk.icon.clone());
    let style = get(async move || asset("text/css; charset=utf-8", style));
    let icon = get(async move || asset("image/svg+xml", icon.to_owned()));
    let nobody = Arc::clone(desk);
    let nowhere = move |request: Request| come_in(Arc::clone(&nobody), None, BTreeMap::new(), request);
    let mut router = router.route(&style_path, style).route(&icon_path, icon).fallback(nowhere);
    if let Some((path, script)) = desk.script.clone() {
        router = router.route(&path, get(async move || asset("text/javascript; charset=utf-8", script.to_owned())));
    }
    guard::guarded(router, desk.host.clone())
}

fn asset(kind: &'static str, content: String) -> Response<Body> {
    let mut answer = Response::new(Body::from(content));
    answer.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(kind));
    let lasting = HeaderValue::from_static("private, max-age=31536000, immutable");
    answer.headers_mut().insert(CACHE_CONTROL, lasting);
    answer
}

/// Somebody asks for a page, or for none that there is.
async fn come_in(
    desk: Arc<Desk>,
    route: Option<&'static Route>,
    places: BTreeMap<String, String>,
    request: Request,
) -> Response<Body> {
    let (head, body) = request.into_parts();
    let query = Pairs::read(head.uri.query().unwrap_or_default().as_bytes());
    let (who, spoken) = match who(&desk, &head.headers).await {
        Ok(found) => found,
        Err(error) => return broken(&error),
    };
    let lang = spoken.or_else(|| of_code(query.get("lang")?)).unwrap_or_else(|| asked_for(&head.headers));
    let path = head.uri.path().to_owned();
    let (form, site) = (Pairs::default(), guard::site(&head.headers, desk.is_secure()));
    let mut ask = Ask { desk, lang, path, places, query, form, upload: None, who, site, program: None };
    let answer = match answered(&mut ask, route, &head.headers, body).await {
        Ok(answer) => answer,
        Err(refused) => return refused,
    };
    let mut answer = match answer {
        Ok(answer) => answer,
        Err(stopped) => match told(&ask, stopped).await {
            Ok(answer) => answer,
            Err(error) => return broken(&error),
        },
    };
    let cookie = answer.session.take().map(|kept| match kept {
        Kept::Token(token) => cookie::given(token.expose(), ask.desk.is_secure()),
        Kept::Nothing => cookie::taken(ask.desk.is_secure()),
    });
    let mut response = answer.into_response();
    if let Some(cookie) = cookie.and_then(|cookie| HeaderValue::try_from(cookie).ok()) {
        response.headers_mut().insert(SET_COOKIE, cookie);
    }
    response
}

/// What the page says, if the person may come to it and sent what it needs.
async fn answered(
    ask: &mut Ask,
    route: Option<&'static Route>,
    headers: &HeaderMap,
    body: Body,
) -> Result<Result<Answer, Stopped>, Response<Body>> {
    let Some(route) = route else { return Ok(Err(Stopped::NotThere)) };
    if !route.need.is_met_by(ask.who.as_ref().map(|who| &who.session)) {
        if ask.who.is_some() {
            return Ok(Err(Stopped::NotThere));
        }
        let carried = typed(ask, route, headers, body).await;
        return Ok(carried.map_or_else(|| Ok(Answer::see("/sign-in")), |carried| entry::page_with(ask, carried)));
    }
    if route.takes_file {
        (ask.form, ask.upload) = sent_with_file(ask, headers, body).await?;
    } else if route.method == Method::POST {
        ask.form = sent(ask, headers, body).await?;
    }
    Ok((route.page)(ask).await)
}

/// Who sent the token, and which language they read.
async fn who(desk: &Desk, headers: &HeaderMap) -> Result<(Option<Who>, Option<overt_model::Lang>), Stopped> {
    let Some(token) = cookie::token(headers, desk.is_secure()) else { return Ok((None, None)) };
    let Some(found) = desk.sessions.find(&token, Instant::now()) else { return Ok((None, None)) };
    match desk.store.resume(&found.parked, &token).await {
        Ok(session) => Ok((Some(Who { session, token, is_confirmed: found.is_confirmed }), Some(found.lang))),
        // The account was closed meanwhile.
        Err(StoreError::SignIn) => {
            desk.sessions.leave(&token);
            Ok((None, None))
        }
        Err(error) => Err(error.into()),
    }
}

/// What somebody typed into a form whose session ended meanwhile.
async fn typed(ask: &Ask, route: &Route, headers: &HeaderMap, body: Body) -> Option<Carried> {
    let is_form = route.method == Method::POST && pages::records::is_form(&ask.path);
    let form = if is_form { sent(ask, headers, body).await.ok()? } else { return None };
    Carried::of(&ask.path, &form)
}

/// What was sent, if it was written on a page of this desk for this session.
#[expect(clippy::result_large_err, reason = "the error is the answer")]
async fn sent(ask: &Ask, headers: &HeaderMap, body: Body) -> Result<Pairs, Response<Body>> {
    let refuse = |status, name: &str| Err(guard::line(status, &ask.say(name)));
    if !guard::is_from_here(headers) {
        return refuse(StatusCode::FORBIDDEN, "refused-origin");
    }
    let kind = headers.get(CONTENT_TYPE).map_or(&b""[..], HeaderValue::as_bytes);
    if !kind.starts_with(b"application/x-www-form-urlencoded") {
        return refuse(StatusCode::UNSUPPORTED_MEDIA_TYPE, "refused-kind");
    }
    let Ok(bytes) = to_bytes(body, FORM_LEN_MAX).await else {
        return refuse(StatusCode::PAYLOAD_TOO_LARGE, "refused-length");
    };
    let form = Pairs::read(&bytes);
    if is_proven(ask, &form) { Ok(form) } else { refuse(StatusCode::FORBIDDEN, "refused-proof") }
}

/// The same with a file. They come one after the other, because each is in memory as a whole.
#[expect(clippy::result_large_err, reason = "the error is the answer")]
async fn sent_with_file(ask: &Ask, headers: &HeaderMap, body: Body) -> Result<(Pairs, Option<Upload>), Response<Body>> {
    let refuse = |(status, name): (StatusCode, &str)| Err(guard::line(status, &ask.say(name)));
    if !guard::is_from_here(headers) {
        return refuse((StatusCode::FORBIDDEN, "refused-origin"));
    }
    let body = match upload::of_length(headers, body).await {
        Ok(body) => body,
        Err(refused) => return refuse(refused),
    };
    let Some(place) = ask.desk.uploads.place().await else {
        return refuse((StatusCode::SERVICE_UNAVAILABLE, "refused-busy"));
    };
    let sent = timeout(upload::WHOLE, upload::read(headers, body, place, |form| is_proven(ask, form))).await;
    sent.unwrap_or(Err(upload::SILENT)).or_else(refuse)
}

/// Whether a form brings back the proof of the session.
fn is_proven(ask: &Ask, form: &Pairs) -> bool {
    ask.who.as_ref().is_none_or(|who| {
        let proof = form.get("proof").and_then(SessionToken::read_proof);
        proof.is_some_and(|proof| bool::from(proof.ct_eq(&who.token.proof())))
    })
}

/// What a person is told instead of the page.
async fn told(ask: &Ask, stopped: Stopped) -> Result<Answer, Stopped> {
    match stopped {
        Stopped::NotThere => pages::nothing(ask),
        Stopped::Unconfirmed => entry::to_confirm(ask, false).await,
        Stopped::Busy => pages::busy(ask),
        Stopped::Store(StoreError::SignIn) => Ok(Answer::see("/sign-in").keeping(Kept::Nothing)),
        Stopped::Store(error) => pages::stopped(ask, &error),
        Stopped::Page(error) => Err(Stopped::Page(error)),
    }
}

/// The page that tells of an error cannot be made either.
fn broken(error: &Stopped) -> Response<Body> {
    guard::line(StatusCode::INTERNAL_SERVER_ERROR, &error.to_string())
}

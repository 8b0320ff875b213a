//! Pages by their path, and how one is asked for.

use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::extract::{Path, Query, State};
use axum::http::header::{LOCATION, VARY};
use axum::http::{HeaderMap, Response, StatusCode, Uri};
use axum::routing::get;
use overt_model::Lang;

use super::kept::{Kept, Lasting};
use super::language::{asked_for, of_code};
use super::reply::{HTML, once, reply};
use super::{Choices, Site, pages};

/// A choice is no longer than this; nothing that can be chosen is.
const CHOICE_LEN_MAX: usize = 120;

/// A page.
pub(super) struct Place {
    /// Its path without the language; what is in braces differs.
    pub(super) path: &'static str,
    /// What the head of every page calls it, as a name in the catalogue; nothing where the head does not lead to it.
    pub(super) name: Option<&'static str>,
    /// What a reader can choose on it. Everything else in an address is left out.
    pub(super) choices: &'static [&'static str],
    /// The page.
    pub(super) page: fn(&Ask<'_>) -> Result<String, Missing>,
}

/// What somebody asked for.
pub(super) struct Ask<'a> {
    pub(super) site: &'a Site,
    pub(super) lang: Lang,
    /// The path without the language.
    pub(super) path: &'a str,
    /// What stands for the parts of the path that differ.
    pub(super) parts: Vec<String>,
    pub(super) choices: Choices,
}

/// There is no such page, or it could not be made.
#[derive(Debug)]
pub(super) enum Missing {
    /// There is none.
    Page,
    /// It could not be put together.
    Failed,
}

impl From<askama::Error> for Missing {
    fn from(_: askama::Error) -> Self {
        Self::Failed
    }
}

impl Ask<'_> {
    /// What was chosen, if it was.
    pub(super) fn choice(&self, name: &str) -> Option<&str> {
        self.choices.get(name).map(String::as_str)
    }
}

/// Every page.
pub(super) const PLACES: &[Place] = pages::PLACES;

pub(super) fn routes() -> Router<Arc<Site>> {
    let mut routes = Router::new().route("/", get(begin)).fallback(nothing);
    for place in PLACES {
        // Of the first page, the address ends with a slash, so that what it leads to is below it.
        let path = format!("/{{lang}}{}", place.path);
        routes = routes.route(
            &path,
            get(move |State(site): State<Arc<Site>>, uri: Uri, Path(parts), Query(query), headers: HeaderMap| async move {
                page(place, &site, uri.path(), parts, query, &headers)
            }),
        );
    }
    routes
}

/// To the first page, in the language of the browser.
async fn begin(headers: HeaderMap) -> Response<Body> {
    let path = format!("/{}/", asked_for(&headers).code());
    let answer = Response::builder().status(StatusCode::FOUND).header(LOCATION, path).header(VARY, "accept-language");
    answer.body(Body::empty()).expect("all headers are fixed")
}

async fn nothing(State(site): State<Arc<Site>>, uri: Uri, headers: HeaderMap) -> Response<Body> {
    let first = uri.path().trim_start_matches('/').split('/').next().unwrap_or_default();
    let lang = of_code(first).unwrap_or_else(|| asked_for(&headers));
    not_found(&site, lang)
}

/// The page that says that there is none.
pub(super) fn not_found(site: &Site, lang: Lang) -> Response<Body> {
    let ask = Ask { site, lang, path: "/", parts: Vec::new(), choices: Choices::new() };
    let page = pages::nothing(&ask).unwrap_or_else(|_| "There is no such page.".to_owned());
    once(StatusCode::NOT_FOUND, HTML, page)
}

fn page(
    place: &'static Place,
    site: &Site,
    path: &str,
    parts: Vec<(String, String)>,
    query: Vec<(String, String)>,
    headers: &HeaderMap,
) -> Response<Body> {
    let mut parts = parts.into_iter().map(|(_, part)| part);
    let Some(lang) = parts.next().and_then(|code| of_code(&code)) else {
        return not_found(site, asked_for(headers));
    };
    let is_one = |(name, value): &(String, String)| {
        place.choices.contains(&&**name) && !value.is_empty() && value.len() <= CHOICE_LEN_MAX
    };
    let choices: Choices = query.into_iter().filter(is_one).collect();
    let path = path.strip_prefix(&format!("/{}", lang.code())).unwrap_or("/");
    let ask = Ask { site, lang, path, parts: parts.collect(), choices };
    // Only what can be chosen is in the name, so that nobody can fill the shelf with what differs in nothing.
    let name = format!("{} {path} {:?}", lang.code(), ask.choices);
    let kept = site.shelf.get(&name, || (place.page)(&ask).map(|page| Kept::new(HTML, Lasting::Asked, page)));
    match kept {
        Ok(kept) => reply(&kept, headers),
        Err(Missing::Page) => not_found(site, lang),
        Err(Missing::Failed) => once(
            StatusCode::INTERNAL_SERVER_ERROR,
            "text/plain; charset=utf-8",
            "This page could not be made.".to_owned(),
        ),
    }
}

//! Pages by their path, and how one is asked for.

use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::extract::{Path, Query, State};
use axum::http::header::{LOCATION, VARY};
use axum::http::{HeaderMap, Response, StatusCode, Uri};
use axum::routing::get;
use overt_model::Lang;

use super::analysis::Topic;
use super::kept::{Kept, Lasting};
use super::language::{asked_for, of_code};
use super::pictures::{Drawn, Pictures, picture};
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
    choices: &'static [&'static str],
    /// Of which topic it shows an analysis, which takes long to compute; nothing for most.
    shows: Option<Topic>,
    /// Its figures, each of which is a file as well.
    drawn: Option<Drawn>,
    page: Page,
}

/// What stands in a path for its parts that differ, the language first.
pub(super) type Parts = Vec<(String, String)>;

/// Makes a page.
type Page = fn(&Ask<'_>) -> Result<String, Missing>;

impl Place {
    /// One to which the head of every page leads.
    pub(super) const fn named(name: &'static str, path: &'static str, page: Page) -> Self {
        Self { name: Some(name), ..Self::below(path, page) }
    }

    /// One to which others lead.
    pub(super) const fn below(path: &'static str, page: Page) -> Self {
        Self { path, name: None, choices: &[], shows: None, drawn: None, page }
    }

    /// The same with something to choose.
    pub(super) const fn with_choices(self, choices: &'static [&'static str]) -> Self {
        Self { choices, ..self }
    }

    /// The same with figures.
    pub(super) const fn with_figures(self, drawn: Drawn) -> Self {
        Self { drawn: Some(drawn), ..self }
    }

    /// What of it is a file as well.
    fn pictures(&self) -> Option<Pictures> {
        self.drawn.map(Pictures::Drawn).or(self.shows.map(Pictures::Computed))
    }

    /// The same with the analysis of this topic that the last part of its path names.
    pub(super) const fn that_shows(self, topic: Topic) -> Self {
        Self { shows: Some(topic), ..self }
    }
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
            get(
                move |State(site): State<Arc<Site>>,
                      uri: Uri,
                      Path(parts): Path<Parts>,
                      Query(query),
                      headers: HeaderMap| async move {
                    computed(place, &site, &parts).await;
                    page(place, &site, &uri, parts, query, &headers)
                },
            ),
        );
        if let Some(pictures) = place.pictures() {
            let answer = move |State(site): State<Arc<Site>>,
                               uri: Uri,
                               Path(parts): Path<Parts>,
                               headers: HeaderMap| async move {
                // The last part is the file.
                computed(place, &site, &parts[..parts.len() - 1]).await;
                picture(pictures, &site, &uri, parts, &headers)
            };
            routes = routes.route(&format!("{path}/pictures/{{file}}"), get(answer));
        }
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
    not_found(&site, &uri, &headers)
}

/// The page that says that there is none at this address, in the language of the address or else in that of the browser. Its languages lead to
/// the same address, so that a reader can have the same words in each.
pub(super) fn not_found(site: &Site, uri: &Uri, headers: &HeaderMap) -> Response<Body> {
    let (lang, path) = match in_language(uri.path()) {
        Some((lang, rest)) => (lang, if rest.is_empty() { "/" } else { rest }),
        None => (asked_for(headers), uri.path()),
    };
    let ask = Ask { site, lang, path, parts: Vec::new(), choices: Choices::new() };
    let page = pages::nothing(&ask).unwrap_or_else(|_| "There is no such page.".to_owned());
    once(StatusCode::NOT_FOUND, HTML, page)
}

/// The language with which a path begins, and what follows it.
pub(super) fn in_language(path: &str) -> Option<(Lang, &str)> {
    let path = path.strip_prefix('/')?;
    let (first, rest) = path.split_at(path.find('/').unwrap_or(path.len()));
    Some((of_code(first)?, rest))
}

/// Waits until the analysis that a page shows is there, if it shows one.
async fn computed(place: &Place, site: &Site, parts: &[(String, String)]) {
    let analysis = place.shows.zip(parts.last()).and_then(|(topic, (_, id))| site.analyses.get(topic, id));
    if let Some(analysis) = analysis {
        site.analyses.compute(analysis).await;
    }
}

fn page(
    place: &'static Place,
    site: &Site,
    uri: &Uri,
    parts: Parts,
    query: Vec<(String, String)>,
    headers: &HeaderMap,
) -> Response<Body> {
    // No page has a name that must be escaped: escapes would only be other names of the same pages.
    let Some((lang, path)) = in_language(uri.path()).filter(|(_, path)| !path.contains('%')) else {
        return not_found(site, uri, headers);
    };
    let parts = parts.into_iter().skip(1).map(|(_, part)| part).collect();
    let is_one = |(name, value): &(String, String)| {
        place.choices.contains(&&**name) && !value.is_empty() && value.len() <= CHOICE_LEN_MAX
    };
    let choices: Choices = query.into_iter().filter(is_one).collect();
    let ask = Ask { site, lang, path, parts, choices };
    // Only what can be chosen is in the name, so that nobody can fill the shelf with what differs in nothing.
    let name = format!("{} {path} {:?}", lang.code(), ask.choices);
    let kept = site.shelf.get(&name, || (place.page)(&ask).map(|page| Kept::new(HTML, Lasting::Asked, page)));
    match kept {
        Ok(kept) => reply(&kept, headers),
        Err(Missing::Page) => not_found(site, uri, headers),
        Err(Missing::Failed) => once(
            StatusCode::INTERNAL_SERVER_ERROR,
            "text/plain; charset=utf-8",
            "This page could not be made.".to_owned(),
        ),
    }
}

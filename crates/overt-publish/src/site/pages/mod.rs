//! The pages, a file each, and the files that pages offer.

mod about;
mod analyses;
mod codebook;
mod corrections;
mod countries;
mod data;
mod methods;
mod nexus;
mod overview;
mod release;

pub(super) use data::method;

use std::sync::Arc;

use askama::Template;
use axum::Router;
use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, Response};
use axum::routing::get;

use super::Site;
use super::kept::{Kept, Lasting};
use super::language::asked_for;
use super::place::{Ask, Missing, Place, not_found};
use super::reply::{HTML, reply};
use super::shell::Shell;

/// Every page, in the order in which the head leads to them.
pub(super) const PLACES: &[Place] = &[
    Place { path: "/", name: Some("overview"), choices: &[], page: overview::page },
    Place { path: "/nexus", name: Some("nexus"), choices: nexus::CHOICES, page: nexus::page },
    Place { path: "/countries", name: Some("countries"), choices: &[], page: countries::page },
    Place { path: "/countries/{code}", name: None, choices: &[], page: countries::one },
    Place { path: "/lab", name: Some("lab"), choices: &[], page: analyses::lab },
    Place { path: "/lab/{id}", name: None, choices: &[], page: analyses::one_of_lab },
    Place { path: "/undercount", name: Some("undercount"), choices: &[], page: analyses::undercount },
    Place { path: "/undercount/{id}", name: None, choices: &[], page: analyses::one_undercount },
    Place { path: "/data", name: Some("data"), choices: &[], page: data::page },
    Place { path: "/data/{name}/{version}", name: None, choices: &[], page: release::page },
    Place { path: "/codebook", name: Some("codebook"), choices: &["find"], page: codebook::page },
    Place { path: "/codebook/{list}", name: None, choices: &[], page: codebook::list },
    Place { path: "/methods", name: Some("methods"), choices: &[], page: methods::page },
    Place { path: "/methods/{name}", name: None, choices: &[], page: methods::one },
    Place { path: "/corrections", name: Some("corrections"), choices: &[], page: corrections::page },
    Place { path: "/about", name: Some("about"), choices: &[], page: about::page },
];

#[derive(Template)]
#[template(path = "site/nothing.html", whitespace = "minimize")]
struct Nothing<'a> {
    shell: Shell<'a>,
}

/// The page that says that there is none.
pub(super) fn nothing(ask: &Ask<'_>) -> Result<String, Missing> {
    let title = super::language::say(ask.lang, "nothing", &[]);
    Ok(Nothing { shell: Shell::new(ask, title) }.render()?)
}

/// Files: the style sheet, what was released, and the lists of the codebook.
pub(super) fn files() -> Router<Arc<Site>> {
    Router::new()
        .route("/assets/{name}", get(asset))
        .route("/data/{name}/{version}/{file}", get(released))
        .route("/codebook/{list}", get(list))
        .route("/briefs/{file}", get(brief))
}

async fn asset(State(site): State<Arc<Site>>, Path(name): Path<String>, headers: HeaderMap) -> Response<Body> {
    match site.assets.get(&name) {
        Some(kept) => reply(kept, &headers),
        None => not_found(&site, asked_for(&headers)),
    }
}

async fn released(
    State(site): State<Arc<Site>>,
    Path((name, version, file)): Path<(String, String, String)>,
    headers: HeaderMap,
) -> Response<Body> {
    let make = || {
        let bytes = site.releases.get(&name, version.parse().ok()?)?.file(&file)?;
        Some(Kept::new(kind(&file), Lasting::Asked, bytes.to_vec()))
    };
    match site.shelf.get(&format!("file {name} {version} {file}"), || make().ok_or(())) {
        Ok(kept) => reply(&kept, &headers),
        Err(()) => not_found(&site, asked_for(&headers)),
    }
}

async fn list(State(site): State<Arc<Site>>, Path(name): Path<String>, headers: HeaderMap) -> Response<Body> {
    let make = || {
        let list = site.codebook.list(name.strip_suffix(".csv")?)?;
        Some(Kept::new(kind(&name), Lasting::Asked, crate::codebook::list_csv(list)))
    };
    match site.shelf.get(&format!("list {name}"), || make().ok_or(())) {
        Ok(kept) => reply(&kept, &headers),
        Err(()) => not_found(&site, asked_for(&headers)),
    }
}

/// A page of its own for print, which carries all it needs.
async fn brief(State(site): State<Arc<Site>>, Path(file): Path<String>, headers: HeaderMap) -> Response<Body> {
    let make = || {
        let report = site.country_brief(file.strip_suffix(".html")?)?;
        Some(Kept::new(HTML, Lasting::Asked, report.to_html().ok()?))
    };
    match site.shelf.get(&format!("brief {file}"), || make().ok_or(())) {
        Ok(kept) => reply(&kept, &headers),
        Err(()) => not_found(&site, asked_for(&headers)),
    }
}

/// What kind of thing a file is, by its name.
pub(super) fn kind(file: &str) -> &'static str {
    match file.rsplit_once('.').map_or("", |(_, ending)| ending) {
        "csv" => "text/csv; charset=utf-8",
        "json" => "application/json",
        "jsonld" => "application/ld+json",
        "parquet" => "application/vnd.apache.parquet",
        "md" | "toml" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

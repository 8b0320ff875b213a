//! The pages, a file each, and the files that pages offer.

mod analyses;
mod codebook;
mod countries;
mod cross;
mod data;
mod methods;
mod nexus;
mod overview;
mod plain;
mod prices;
mod release;
mod routes;

pub(super) use data::method;
pub(super) use plain::nothing;
pub(super) use release::citation;

use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, Response, Uri};
use axum::routing::get;

use super::Site;
use super::analysis::Topic;
use super::kept::{Kept, Lasting};
use super::place::{Place, not_found};
use super::reply::{HTML, reply};

/// Every page, in the order in which the head leads to them.
pub(super) const PLACES: &[Place] = &[
    Place::named("overview", "/", overview::page),
    Place::named("nexus", "/nexus", nexus::page).with_choices(cross::CHOICES),
    Place::named("prices", "/prices", prices::page).with_choices(cross::CHOICES),
    Place::named("routes", "/routes", routes::page).with_choices(cross::CHOICES).with_figures(routes::figures),
    Place::named("countries", "/countries", countries::page).with_figures(countries::figures),
    Place::below("/countries/{code}", countries::one),
    Place::named("lab", "/lab", analyses::lab),
    Place::below("/lab/{id}", analyses::one_of_lab).that_shows(Topic::Lab),
    Place::named("undercount", "/undercount", analyses::undercount),
    Place::below("/undercount/{id}", analyses::one_undercount).that_shows(Topic::Undercount),
    Place::named("data", "/data", data::page),
    Place::below("/data/{name}/{version}", release::page),
    Place::named("codebook", "/codebook", codebook::page).with_choices(&["find"]),
    Place::below("/codebook/{list}", codebook::list),
    Place::named("methods", "/methods", methods::page),
    Place::below("/methods/{name}", methods::one),
    Place::named("corrections", "/corrections", plain::corrections),
    Place::named("about", "/about", plain::about),
];

/// Files: the style sheet, what was released, and the lists of the codebook.
pub(super) fn files() -> Router<Arc<Site>> {
    Router::new()
        .route("/assets/{name}", get(asset))
        .route("/data/{name}/{version}/{file}", get(released))
        .route("/codebook/{list}", get(list))
        .route("/briefs/{file}", get(brief))
}

async fn asset(
    State(site): State<Arc<Site>>,
    uri: Uri,
    Path(name): Path<String>,
    headers: HeaderMap,
) -> Response<Body> {
    match site.assets.get(&name) {
        Some(kept) => reply(kept, &headers),
        None => not_found(&site, &uri, &headers),
    }
}

async fn released(
    State(site): State<Arc<Site>>,
    uri: Uri,
    Path((name, version, file)): Path<(String, String, String)>,
    headers: HeaderMap,
) -> Response<Body> {
    kept_file(&site, &format!("file {name} {version} {file}"), &uri, &headers, || {
        let bytes = site.releases.named(&name, &version)?.file(&file)?;
        Some(Kept::new(kind(&file), Lasting::Asked, bytes.to_vec()))
    })
}

async fn list(State(site): State<Arc<Site>>, uri: Uri, Path(name): Path<String>, headers: HeaderMap) -> Response<Body> {
    kept_file(&site, &format!("list {name}"), &uri, &headers, || {
        let list = site.codebook.list(name.strip_suffix(".csv")?)?;
        Some(Kept::new(kind(&name), Lasting::Asked, crate::codebook::list_csv(list)))
    })
}

/// What is known of a country as one file for print, which carries all it needs: a page or a PDF.
async fn brief(
    State(site): State<Arc<Site>>,
    uri: Uri,
    Path(file): Path<String>,
    headers: HeaderMap,
) -> Response<Body> {
    kept_file(&site, &format!("brief {file}"), &uri, &headers, || {
        let (code, ending) = file.rsplit_once('.')?;
        let report = site.country_brief(code)?;
        match ending {
            "html" => Some(Kept::new(HTML, Lasting::Asked, report.to_html().ok()?)),
            "pdf" => Some(Kept::new(kind(&file), Lasting::Asked, report.to_pdf().ok()?)),
            _ => None,
        }
    })
}

/// The file of this name, made if it is not kept.
pub(super) fn kept_file(
    site: &Site,
    name: &str,
    uri: &Uri,
    headers: &HeaderMap,
    make: impl FnOnce() -> Option<Kept>,
) -> Response<Body> {
    match site.shelf.get(name, || make().ok_or(())) {
        Ok(kept) => reply(&kept, headers),
        Err(()) => not_found(site, uri, headers),
    }
}

/// What kind of thing a file is, by its name.
pub(super) fn kind(file: &str) -> &'static str {
    match file.rsplit_once('.').map_or("", |(_, ending)| ending) {
        "csv" => "text/csv; charset=utf-8",
        "json" => "application/json",
        "jsonld" => "application/ld+json",
        "pdf" => "application/pdf",
        "parquet" => "application/vnd.apache.parquet",
        "md" | "toml" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

//! The interface for programs: what the pages show, as data. It can only be read, and everything that can be asked for is in [`openapi`].
//!
//! ```text
//! request ──▶ Asked ──▶ handler ──▶ answer, kept if it is common
//!             strict    values      or Problem (RFC 9457)
//! ```

mod asked;
mod catalogue;
mod cells;
mod codebook;
mod corrections;
mod csv;
mod cube;
mod feed;
mod form;
mod ledger;
mod notices;
mod page;
mod problem;
mod refused;
mod release;
mod releases;
mod sdmx;
mod tables;

use std::sync::{Arc, LazyLock};

use axum::Router;
use axum::routing::get;
use overt_protect::release::Method;
use utoipa::OpenApi;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub(super) use problem::Problem;

use super::Site;
use super::about::About;
use asked::{Answer, Asked};
use refused::{Keys, Refused};

/// Where it begins.
const ROOT: &str = "/api/v1";

/// The document without its paths.
#[derive(OpenApi)]
#[openapi(
    info(
        title = "Observatory",
        version = "1.0.0",
        description = "What was released of an observatory of corruption in human trafficking, for programs. Numbers here are counts of \
                       records, and not of what happened. A hidden number is not zero. A key in `Authorization: Bearer` opens the releases \
                       of an agreement; who has none sees what is open to everybody.",
        license(name = "Apache-2.0", identifier = "Apache-2.0"),
    ),
    components(schemas(Problem)),
    modifiers(&Keys),
)]
struct Document;

fn interface() -> OpenApiRouter<Arc<Site>> {
    OpenApiRouter::with_openapi(Document::openapi())
        .routes(routes!(releases::list))
        .routes(routes!(releases::versions))
        .routes(routes!(release::one))
        .routes(routes!(tables::list))
        .routes(routes!(tables::one))
        .routes(routes!(codebook::lists))
        .routes(routes!(codebook::list))
        .routes(routes!(ledger::ledger))
        .routes(routes!(corrections::corrections))
        .routes(routes!(document))
        .routes(routes!(catalogue::catalogue))
        .routes(routes!(feed::feed))
}

/// What answers programs.
pub(super) fn routes() -> Router<Arc<Site>> {
    let (routes, _) = interface().split_for_parts();
    routes
        .route("/api", get(nothing))
        .route("/api/", get(nothing))
        .route("/api/{*rest}", get(nothing))
        .route("/robots.txt", get(notices::robots))
        .route("/.well-known/security.txt", get(notices::security))
}

/// What can be asked for, and what comes back, as OpenAPI 3.1 in JSON. Made of what answers, so that it cannot tell something else.
///
/// # Panics
/// Never: it can be written.
pub fn openapi() -> String {
    let mut text = interface().into_openapi().to_pretty_json().expect("texts and numbers can be written");
    text.push('\n');
    text
}

/// This document
#[utoipa::path(
    get,
    path = "/api/v1/openapi.json",
    tag = "interface",
    responses((status = 200, description = "The document.", body = serde_json::Value), Refused),
)]
async fn document(asked: Asked) -> Answer {
    static TEXT: LazyLock<String> = LazyLock::new(openapi);
    asked.allow(&[])?;
    Ok(asked.answer("openapi", form::Form::Json.kind(), || TEXT.as_bytes().to_vec()))
}

async fn nothing() -> Problem {
    Problem::missing()
}

/// Addresses: in full where it is known how the site is reached, and otherwise from the root.
struct Addresses<'a>(&'a str);

impl<'a> Addresses<'a> {
    fn of(about: &'a About) -> Self {
        Self(about.address.as_deref().unwrap_or_default())
    }

    /// The address of a path.
    fn to(&self, path: &str) -> String {
        format!("{}{path}", self.0)
    }

    /// The address of something within the interface.
    fn within(&self, path: &str) -> String {
        format!("{}{ROOT}{path}", self.0)
    }
}

/// How people are protected, in one word.
fn kind_of(method: &Method) -> &'static str {
    match method {
        Method::Table(table) if table.shares.is_some() => "shares",
        Method::Table(table) if table.round.is_some() => "rounded",
        Method::Table(_) => "suppressed",
        Method::Counts(_) => "noisy",
        Method::Synth(_) => "synthetic",
        Method::Aggregate(_) => "aggregate",
    }
}

/// A name for something that stays when the address changes.
fn urn(name: &str) -> String {
    // The namespace of names of the observatory, drawn once.
    const NAMESPACE: uuid::Uuid = uuid::Uuid::from_u128(0x5f0a_41d2_8c1e_4b58_9d36_e7b2_0c94_6a1f);
    uuid::Uuid::new_v5(&NAMESPACE, name.as_bytes()).urn().to_string()
}

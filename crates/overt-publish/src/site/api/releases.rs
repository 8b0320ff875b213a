//! What was released.

use overt_model::Lang;
use serde::Serialize;
use utoipa::ToSchema;

use super::asked::{Answer, Asked, Words};
use super::page::Paging;
use super::problem::Problem;
use super::refused::Refused;
use super::{Addresses, kind_of};
use crate::site::Site;
use crate::site::releases::Published;

/// What was released, a part of it.
#[derive(Serialize, ToSchema)]
#[schema(as = Releases)]
struct PartOfReleases {
    /// How many there are.
    total: usize,
    /// The newest version of each, the newest day first.
    releases: Vec<Summary>,
    /// The cursor of the next part; nothing if there is none.
    next: Option<String>,
}

/// All versions of a release.
#[derive(Serialize, ToSchema)]
struct Versions {
    /// Its name.
    name: String,
    /// The newest first.
    versions: Vec<Summary>,
}

/// A release in short.
#[derive(Serialize, ToSchema)]
#[schema(as = ReleaseInShort)]
pub(super) struct Summary {
    /// Its name.
    name: String,
    /// Its version.
    version: u32,
    /// What people call it.
    title: String,
    /// The day it was made.
    #[schema(format = Date)]
    day: String,
    /// The kind of record of which it tells.
    schema: String,
    /// How people are protected: `suppressed`, `rounded`, `shares`, `noisy`, `synthetic` or `aggregate`.
    method: &'static str,
    /// The licence of its files.
    licence: String,
    /// Where more of it is told.
    href: String,
    /// Its page for people.
    page: String,
}

/// What was released
#[utoipa::path(
    get,
    path = "/api/v1/releases",
    operation_id = "releases",
    tag = "releases",
    params(Paging, Words),
    responses((status = 200, description = "The newest version of each release.", body = PartOfReleases), Refused),
)]
pub(super) async fn list(asked: Asked) -> Answer {
    let all = asked.site.releases.current();
    asked.in_parts("releases", all.len(), &["lang"], |part| PartOfReleases {
        total: part.total,
        releases: all[part.range.clone()].iter().map(|one| summary(&asked.site, one, part.lang)).collect(),
        next: part.next.clone(),
    })
}

/// The versions of a release
#[utoipa::path(
    get,
    path = "/api/v1/releases/{name}",
    operation_id = "versions",
    tag = "releases",
    params(("name" = String, Path, description = "The name of a release."), Words),
    responses((status = 200, description = "All versions.", body = Versions), Refused),
)]
pub(super) async fn versions(asked: Asked) -> Answer {
    let versions = asked.site.releases.versions(asked.part(0));
    let Some(first) = versions.first() else { return Err(Problem::missing()) };
    asked.in_words(&format!("releases/{}", first.policy.name), |lang| Versions {
        name: first.policy.name.clone(),
        versions: versions.iter().map(|one| summary(&asked.site, one, lang)).collect(),
    })
}

/// A release in short.
fn summary(site: &Site, one: &Published, lang: Lang) -> Summary {
    let to = Addresses::of(&site.about);
    Summary {
        name: one.policy.name.clone(),
        version: one.policy.version,
        title: one.policy.title.clone(),
        day: one.release.manifest().day.to_string(),
        schema: one.policy.schema.clone(),
        method: kind_of(&one.policy.method),
        licence: one.policy.licence.clone(),
        href: to.within(&path(one)),
        page: to.to(&format!("/{}{}", lang.code(), one.path())),
    }
}

/// The path of a release within the interface.
pub(super) fn path(one: &Published) -> String {
    format!("/releases/{}/{}", one.policy.name, one.policy.version)
}

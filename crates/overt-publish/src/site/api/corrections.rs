//! What was wrong, and what somebody replied.

use overt_model::Lang;
use serde::Serialize;
use utoipa::ToSchema;

use super::Addresses;
use super::asked::{Answer, Asked, Words};
use super::page::Paging;
use super::refused::Refused;
use crate::site::about::Correction;

/// Corrections, a part of them.
#[derive(Serialize, ToSchema)]
#[schema(as = Corrections)]
struct PartOfCorrections {
    /// How many there are.
    total: usize,
    /// The newest first.
    corrections: Vec<Told>,
    /// The cursor of the next part; nothing if there is none.
    next: Option<String>,
}

/// Something that was wrong or is disputed, and what is right.
#[derive(Serialize, ToSchema)]
#[schema(as = Correction)]
pub(super) struct Told {
    /// The day on which it was published.
    #[schema(format = Date)]
    day: String,
    /// The release.
    release: String,
    /// Its version.
    version: u32,
    /// What was wrong, or is disputed.
    what: String,
    /// What is right, and where it stands.
    answer: String,
    /// The release that it is about.
    href: String,
}

/// What was wrong, and what somebody replied
#[utoipa::path(
    get,
    path = "/api/v1/corrections",
    tag = "releases",
    params(Paging, Words),
    responses((status = 200, description = "Corrections.", body = PartOfCorrections), Refused),
)]
pub(super) async fn corrections(asked: Asked) -> Answer {
    let (all, to) = (&asked.site.about.corrections, Addresses::of(&asked.site.about));
    asked.in_parts("corrections", all.len(), &["lang"], |part| PartOfCorrections {
        total: part.total,
        corrections: all[part.range.clone()].iter().map(|one| told(one, part.lang, &to)).collect(),
        next: part.next.clone(),
    })
}

pub(super) fn told(one: &Correction, lang: Lang, to: &Addresses<'_>) -> Told {
    Told {
        day: one.day.to_string(),
        release: one.release.clone(),
        version: one.version,
        what: one.what.get(lang).to_owned(),
        answer: one.answer.get(lang).to_owned(),
        href: to.within(&format!("/releases/{}/{}", one.release, one.version)),
    }
}

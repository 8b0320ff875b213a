//! One version of a release: what was decided, how people are protected, and its files.

use overt_model::Lang;
use overt_protect::release::{Policy, Risk};
use serde::Serialize;
use utoipa::ToSchema;

use super::asked::{Answer, Asked, OneVersion, Words};
use super::corrections::{Told, told};
use super::refused::Refused;
use super::releases::path;
use super::tables::{Table, table};
use super::{Addresses, kind_of};
use crate::site::Site;
use crate::site::language::say;
use crate::site::pages::{kind, method};
use crate::site::releases::Published;

/// A version of a release.
#[derive(Serialize, ToSchema)]
#[schema(as = Release)]
struct Details {
    /// Its name.
    name: String,
    /// Its version.
    version: u32,
    /// The newest version, if this is not it.
    newer: Option<u32>,
    /// What people call it.
    title: String,
    /// The day it was made.
    #[schema(format = Date)]
    day: String,
    /// The kind of record of which it tells.
    schema: String,
    /// The version of the codebook in which its codes are explained.
    codebook: String,
    /// The program that made it.
    program: String,
    /// The licence of its files.
    licence: String,
    /// The fingerprint of what two people approved.
    fingerprint: String,
    /// How many people approved it.
    approvals: usize,
    /// How people are protected.
    method: Protection,
    /// What the numbers cannot tell.
    limits: Vec<String>,
    /// What the tables add up to, as far as that may be told.
    control: Control,
    /// What was decided before the data were read, field by field as in its file `policy.toml`.
    #[schema(value_type = Object)]
    policy: Policy,
    /// How much is hidden, or how large the noise is, as in its file `risk.json`.
    #[schema(value_type = Object)]
    risk: Risk,
    /// Its tables of counts; none where it consists of records.
    tables: Vec<Table>,
    /// All of its files.
    files: Vec<File>,
    /// What was wrong in it, or is disputed.
    corrections: Vec<Told>,
    /// Its page for people.
    page: String,
}

/// How people are protected.
#[derive(Serialize, ToSchema)]
struct Protection {
    /// `suppressed`, `rounded`, `shares`, `noisy`, `synthetic` or `aggregate`.
    kind: &'static str,
    /// The same as a sentence.
    says: String,
}

/// What the tables add up to.
#[derive(Serialize, ToSchema)]
struct Control {
    /// Records that were read, if that may be told.
    rows_in: Option<i64>,
    /// Of these, records that every table counts.
    counted: Option<i64>,
    /// What this means.
    says: String,
}

/// A file of a release.
#[derive(Serialize, ToSchema)]
struct File {
    /// Its name.
    name: String,
    /// What kind of thing it is.
    kind: &'static str,
    /// Its size.
    bytes: usize,
    /// Its fingerprint, as the signed manifest lists it. The manifest and its signature are in no list.
    hash: Option<String>,
    /// Where it is.
    href: String,
}

/// One version of a release
#[utoipa::path(
    get,
    path = "/api/v1/releases/{name}/{version}",
    operation_id = "release",
    tag = "releases",
    params(OneVersion, Words),
    responses(
        (status = 200, description = "What it is, how people are protected, and its files.", body = Details),
        Refused,
    ),
)]
pub(super) async fn one(asked: Asked) -> Answer {
    let one = asked.published()?;
    asked.in_words(&path(one), |lang| details(&asked.site, one, lang))
}

fn details(site: &Site, one: &Published, lang: Lang) -> Details {
    let (manifest, policy, to) = (one.release.manifest(), &one.policy, Addresses::of(&site.about));
    let newest = site.releases.versions(&policy.name).first().map(|newest| newest.policy.version);
    let about_this =
        site.about.corrections.iter().filter(|about| about.release == policy.name && about.version == policy.version);
    Details {
        name: policy.name.clone(),
        version: policy.version,
        newer: newest.filter(|newest| *newest > policy.version),
        title: policy.title.clone(),
        day: manifest.day.to_string(),
        schema: policy.schema.clone(),
        codebook: manifest.codebook.clone(),
        program: manifest.program.clone(),
        licence: policy.licence.clone(),
        fingerprint: manifest.draft_hash(),
        approvals: manifest.approvals.len(),
        method: Protection { kind: kind_of(&policy.method), says: say(lang, method(&policy.method), &[]) },
        limits: limits(lang),
        control: Control {
            rows_in: manifest.control.rows_in,
            counted: manifest.control.counted,
            says: manifest.control.says.clone(),
        },
        policy: policy.clone(),
        risk: one.release.risk(),
        tables: one.tables.iter().map(|shown| table(site, one, shown, lang)).collect(),
        files: one.release.files().iter().map(|(name, bytes)| file(one, name, bytes.len(), &to)).collect(),
        corrections: about_this.map(|about| told(about, lang, &to)).collect(),
        page: to.to(&format!("/{}{}", lang.code(), one.path())),
    }
}

fn file(one: &Published, name: &str, bytes: usize, to: &Addresses<'_>) -> File {
    let listed = one.release.manifest().files.iter().find(|listed| listed.name == name);
    File {
        name: name.to_owned(),
        kind: kind(name),
        bytes,
        hash: listed.map(|listed| listed.hash.clone()),
        href: to.to(&format!("{}/{name}", one.path())),
    }
}

/// What numbers cannot tell, whichever they are.
pub(super) fn limits(lang: Lang) -> Vec<String> {
    ["limit-claims", "limit-recorded", "limit-hidden", "limit-compare"].map(|name| say(lang, name, &[])).into()
}

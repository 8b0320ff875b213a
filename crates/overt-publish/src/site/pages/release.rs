//! One release: what it is, how people are protected, its files with their fingerprints, how to cite it.

use askama::Template;

use super::data::method;
use crate::charts::number;
use crate::site::about::Correction;
use crate::site::place::{Ask, Missing};
use crate::site::releases::Published;
use crate::site::shell::Shell;

#[derive(Template)]
#[template(path = "site/release.html", whitespace = "minimize")]
struct Page<'a> {
    shell: Shell<'a>,
    name: &'a str,
    version: u32,
    corrections: Vec<&'a Correction>,
    newer: Option<String>,
    facts: Vec<(String, String)>,
    method: String,
    risks: Vec<Risk>,
    files: Vec<File>,
    citation: String,
    notes: String,
}

struct Risk {
    file: String,
    cells: String,
    hidden: String,
    smallest: String,
    sigma: String,
}

struct File {
    name: String,
    path: String,
    bytes: String,
    hash: String,
}

pub(super) fn page(ask: &Ask<'_>) -> Result<String, Missing> {
    let [name, version] = &ask.parts[..] else { return Err(Missing::Page) };
    let site = ask.site;
    let one = site.releases.named(name, version).ok_or(Missing::Page)?;
    let shell = Shell::new(ask, one.policy.title.clone());
    let is_about =
        |correction: &&Correction| (&correction.release, correction.version) == (&one.policy.name, one.policy.version);
    let newer = site.releases.current().into_iter().find(|other| other.policy.name == one.policy.name);
    let newer = newer.filter(|other| other.policy.version > one.policy.version).map(|other| shell.to(&other.path()));
    let page = Page {
        name: &one.policy.name,
        version: one.policy.version,
        corrections: site.about.corrections.iter().filter(is_about).collect(),
        newer,
        facts: facts(&shell, one),
        method: shell.say(method(&one.policy.method)),
        risks: risks(one),
        files: files(one),
        citation: citation(&shell, one),
        notes: String::from_utf8_lossy(one.file("notes.md").unwrap_or_default()).into_owned(),
        shell,
    };
    Ok(page.render()?)
}

fn facts(shell: &Shell<'_>, one: &Published) -> Vec<(String, String)> {
    let manifest = one.release.manifest();
    let schema = shell.site.codebook.schema(&one.policy.schema);
    let kind = schema.map_or(one.policy.schema.as_str(), |schema| shell.text(&schema.label));
    let mut facts = vec![
        ("day", manifest.day.to_string()),
        ("version", manifest.version.to_string()),
        ("kind-of-record", kind.to_owned()),
        ("codebook", manifest.codebook.clone()),
        ("licence", one.policy.licence.clone()),
        ("approved-by", manifest.approvals.len().to_string()),
        ("made-by", manifest.program.clone()),
    ];
    if let Some(snapshot) = &manifest.snapshot {
        facts.push(("snapshot", snapshot.clone()));
    }
    if let Some(only) = &one.policy.only {
        facts.push(("only-where", only.clone()));
    }
    facts.into_iter().map(|(name, words)| (shell.say(name), words)).collect()
}

fn risks(one: &Published) -> Vec<Risk> {
    let told = |number: Option<String>| number.unwrap_or_default();
    let tables = one.release.risk().tables.into_iter();
    let risk = |table: overt_protect::release::TableRisk| Risk {
        cells: number(table.cells as u64),
        hidden: number(table.suppressed as u64),
        smallest: told(table.smallest_shown.map(|smallest| smallest.to_string())),
        sigma: told(table.sigma.map(|sigma| format!("{sigma:.2}"))),
        file: table.file,
    };
    tables.map(risk).collect()
}

fn files(one: &Published) -> Vec<File> {
    let listed = &one.release.manifest().files;
    let file = |(name, bytes): &(String, Vec<u8>)| File {
        path: format!("{}/{name}", one.path()),
        bytes: number(bytes.len() as u64),
        hash: listed.iter().find(|listed| listed.name == *name).map(|listed| listed.hash.clone()).unwrap_or_default(),
        name: name.clone(),
    };
    one.release.files().iter().map(file).collect()
}

/// How to cite it, with the fingerprint of what two people approved.
pub(in crate::site) fn citation(shell: &Shell<'_>, one: &Published) -> String {
    let manifest = one.release.manifest();
    let year = manifest.day.year();
    let address = shell.site.about.address.as_deref().unwrap_or_default();
    format!(
        "{} ({year}). {}. {} {}. {address}/{}{}. {}",
        shell.text(&shell.site.about.name),
        one.policy.title,
        shell.say("version"),
        one.policy.version,
        shell.code(),
        one.path(),
        manifest.draft_hash()
    )
}

//! What the interface for programs tells.

use std::collections::BTreeSet;

use jiff::civil::date;
use overt_publish::site::{About, Parts, openapi};
use quick_xml::events::Event;
use serde_json::Value;

use super::house::{ABOUT, Open, parts, tables};

const CORRECTION: &str = "\n[[correction]]\nday = '2026-12-01'\nrelease = 'acts'\nversion = 1\nwhat = { en = 'It <was> wrong.' }\nanswer = { en = 'Now & here.' }\n";

/// Two versions of a release, one of them corrected.
fn corrected() -> Parts {
    let about = About::read(&format!("{ABOUT}{CORRECTION}")).expect("it can be read");
    let mut releases = parts().releases;
    releases.push(tables("acts", 2));
    Parts { about, releases, ..parts() }
}

/// Every path of the document, with names of the tests in the place of what differs.
pub(crate) fn paths() -> Vec<String> {
    let document: Value = serde_json::from_str(&openapi()).expect("it is JSON");
    let names = [("{name}", "acts"), ("{version}", "1"), ("{table}", "01-stage-actor"), ("{id}", "stages")];
    let filled = |path: &String| names.iter().fold(path.clone(), |path, (name, value)| path.replace(name, value));
    document["paths"].as_object().expect("it has paths").keys().map(filled).collect()
}

/// Every address in a value.
fn addresses(value: &Value, found: &mut BTreeSet<String>) {
    match value {
        Value::Object(members) => members.values().for_each(|member| addresses(member, found)),
        Value::Array(members) => members.iter().for_each(|member| addresses(member, found)),
        Value::String(text) if text.starts_with('/') => {
            found.insert(text.clone());
        }
        _ => {}
    }
}

#[test]
fn everything_in_the_document_answers_and_every_address_in_an_answer_leads_somewhere() {
    let site = Open::of(corrected());
    let mut waiting: Vec<String> = paths();
    assert_eq!(waiting.len(), 12, "{waiting:?}");
    let mut seen = BTreeSet::new();
    while let Some(path) = waiting.pop() {
        if !seen.insert(path.clone()) {
            continue;
        }
        let answer = site.get(&path);
        assert_eq!(answer.status, 200, "{path}");
        assert!(answer.header("etag").is_some() && answer.header("content-security-policy").is_some(), "{path}");
        // The document itself names paths with what differs in them.
        let is_json = answer.header("content-type").is_some_and(|kind| kind.contains("json"));
        if is_json && path.starts_with("/api/") && !path.ends_with("openapi.json") || path == "/catalogue.jsonld" {
            let mut found = BTreeSet::new();
            addresses(&answer.json(), &mut found);
            found.remove("/api/v1");
            waiting.extend(found);
        }
    }
    for path in [
        "/api/v1/releases/acts/2",
        "/api/v1/releases/noisy/1/tables/01-stage-act",
        "/data/acts/1/manifest.json",
        "/codebook/stages.csv",
    ] {
        assert!(seen.contains(path), "nothing leads to {path}");
    }
}

#[test]
fn everything_that_can_be_asked_for_has_a_name_of_its_own() {
    let document: Value = serde_json::from_str(&openapi()).expect("it is JSON");
    let paths = document["paths"].as_object().expect("it has paths");
    let names: BTreeSet<&str> = paths.values().filter_map(|path| path["get"]["operationId"].as_str()).collect();
    assert_eq!(names.len(), paths.len(), "{names:?}");
}

#[test]
fn the_document_in_the_repository_is_that_of_the_program() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/openapi.json");
    if std::env::var_os("OVERT_RENEW").is_some() {
        std::fs::write(path, openapi()).expect("it can be written");
    }
    let kept = std::fs::read_to_string(path).unwrap_or_default();
    assert!(
        kept == openapi(),
        "openapi.json is not up to date: run this test with OVERT_RENEW=1 and look at the change"
    );
    assert_eq!(Open::new().get("/api/v1/openapi.json").text(), kept);
}

#[test]
fn releases_are_listed_with_their_newest_version_and_all_versions_by_name() {
    let site = Open::of(corrected());
    let list = site.get("/api/v1/releases").json();
    assert_eq!((&list["total"], &list["next"]), (&2.into(), &Value::Null));
    let names: Vec<(&str, u64)> = list["releases"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|one| (one["name"].as_str().expect("a name"), one["version"].as_u64().expect("a number")))
        .collect();
    assert_eq!(names, [("acts", 2), ("noisy", 1)]);
    let versions = site.get("/api/v1/releases/acts?lang=fr").json();
    let numbers: Vec<u64> =
        versions["versions"].as_array().expect("a list").iter().filter_map(|one| one["version"].as_u64()).collect();
    assert_eq!(numbers, [2, 1]);
    assert_eq!(versions["versions"][0]["page"], "/fr/data/acts/2");
}

#[test]
fn a_release_is_told_with_policy_protection_files_limits_and_corrections() {
    let site = Open::of(corrected());
    let one = site.get("/api/v1/releases/acts/1").json();
    assert_eq!(one["newer"], 2);
    assert_eq!(one["policy"]["method"]["rules"]["threshold"], 11);
    assert_eq!(one["method"]["kind"], "suppressed");
    assert_eq!(one["licence"], "CC-BY-4.0");
    assert_eq!(one["limits"].as_array().map(Vec::len), Some(4));
    assert_eq!(one["corrections"][0]["what"], "It <was> wrong.");
    assert!(one["tables"][0]["hidden"].as_u64().is_some_and(|hidden| hidden > 0));
    let release = tables("acts", 1);
    let (manifest, files) = (release.manifest(), one["files"].as_array().expect("a list"));
    assert_eq!(files.len(), release.files().len());
    for listed in &manifest.files {
        let file = files.iter().find(|file| file["name"] == *listed.name).expect("it is listed");
        assert_eq!(
            (&file["hash"], &file["bytes"]),
            (&listed.hash.clone().into(), &listed.bytes.into()),
            "{}",
            listed.name
        );
    }
    assert_eq!(one["fingerprint"], manifest.draft_hash());
    assert!(site.get("/api/v1/releases/acts/2").json()["newer"].is_null());
    assert_eq!(site.get("/api/v1/releases/noisy/1").json()["policy"]["method"]["promise"]["epsilon"], 1.0);
}

#[test]
fn a_list_of_the_codebook_has_all_its_codes_in_the_language_that_is_asked_for() {
    let site = Open::new();
    let list = site.get("/api/v1/codebook/lists/stages?lang=es").json();
    let stages = overt_model::Codebook::embedded().list("stages").expect("it is there");
    assert_eq!(list["codes"].as_array().map(Vec::len), Some(stages.codes().len()));
    assert_eq!(list["codes"][0]["label"], stages.codes()[0].label.es);
    let lists = site.get("/api/v1/codebook/lists").json();
    assert_eq!(lists["lists"].as_array().map(Vec::len), Some(overt_model::Codebook::embedded().lists().count()));
}

#[test]
fn the_ledger_has_what_was_spent_and_a_chain() {
    let of = |place: usize| Parts { releases: vec![parts().releases[place].clone()], ..parts() };
    let ledger = Open::of(of(0)).get("/api/v1/ledger").json();
    let kept = parts().releases[0].ledger();
    assert_eq!(ledger["total"], kept.entries().len());
    assert_eq!(
        (&ledger["entries"][0]["hash"], &ledger["entries"][0]["spend"]),
        (&kept.entries()[0].hash().into(), &Value::Null)
    );
    let noisy = Open::of(of(1)).get("/api/v1/ledger").json();
    assert_eq!(noisy["sums"][0]["unit"], "record");
    assert_eq!(noisy["entries"][0]["spend"]["cap"]["epsilon"], 4.0);
}

#[test]
fn the_feed_is_well_formed_with_ids_that_do_not_depend_on_the_address() {
    let ids = |text: &str| -> Vec<String> {
        let mut reader = quick_xml::Reader::from_str(text);
        let (mut ids, mut is_id) = (Vec::new(), false);
        loop {
            match reader.read_event().expect("it is well formed") {
                Event::Start(start) => is_id = start.name().as_ref() == "id",
                Event::Text(words) if is_id => ids.push(words.to_string()),
                Event::End(_) => is_id = false,
                Event::Eof => return ids,
                _ => {}
            }
        }
    };
    let feed = Open::of(corrected()).get("/feed.atom");
    assert_eq!(feed.header("content-type"), Some("application/atom+xml"));
    assert!(feed.text().contains("It &lt;was&gt; wrong. Now &amp; here."), "{}", feed.text());
    assert!(
        feed.text().find("It &lt;was").expect("it is there")
            < feed.text().find("/en/data/acts/1").expect("it is there"),
        "the newest is first"
    );
    let of_feed = ids(feed.text());
    assert_eq!(of_feed.len(), 5, "itself, a correction and three releases");
    assert_eq!(of_feed.iter().collect::<BTreeSet<_>>().len(), 5);
    assert!(of_feed.iter().all(|id| id.starts_with("urn:uuid:")));
    let with_address =
        About::read(&format!("address = 'https://observatory.example'\n{ABOUT}{CORRECTION}")).expect("it can be read");
    let site = Open::of(Parts { about: with_address, ..corrected() });
    let ask = |path: &str| {
        site.send(format!("GET {path} HTTP/1.1\r\nHost: observatory.example\r\nConnection: close\r\n\r\n").as_bytes())
    };
    let feed = ask("/feed.atom");
    assert_eq!(ids(feed.text()), of_feed);
    assert!(feed.text().contains("href=\"https://observatory.example/en/data/acts/1\""));
    let catalogue = ask("/catalogue.jsonld").json();
    assert_eq!(catalogue["@id"], "https://observatory.example/catalogue.jsonld");
    assert!(ask("/.well-known/security.txt").text().contains("Canonical: https://observatory.example/"));
}

#[test]
fn the_catalogue_names_every_version_with_the_fingerprints_of_its_data() {
    let catalogue = Open::of(corrected()).get("/catalogue.jsonld").json();
    let sets = catalogue["dcat:dataset"].as_array().expect("a list");
    assert_eq!(sets.len(), 3);
    let newer = sets.iter().find(|set| set["@id"] == "/api/v1/releases/acts/2").expect("it is there");
    assert_eq!(newer["dcat:previousVersion"]["@id"], "/api/v1/releases/acts/1");
    let release = tables("acts", 2);
    let hash =
        &release.manifest().files.iter().find(|file| file.name == "01-stage-actor.csv").expect("it is there").hash;
    let told = &newer["dcat:distribution"][0]["spdx:checksum"]["spdx:checksumValue"]["@value"];
    assert_eq!(format!("sha256:{}", told.as_str().expect("text")), *hash);
}

#[test]
fn machines_find_what_they_may_visit_and_whom_to_tell() {
    let site = Open::new();
    assert!(site.get("/robots.txt").text().contains("Disallow: /api/"));
    let security = site.get("/.well-known/security.txt");
    let end = date(2026, 11, 28).saturating_add(jiff::Span::new().days(180));
    assert_eq!(
        security.text(),
        format!("Contact: mailto:observatory@example.org\nExpires: {end}T00:00:00Z\nPreferred-Languages: en, es, fr\n")
    );
    let about = About::read(&ABOUT.replace("observatory@example.org", "by post")).expect("it can be read");
    assert_eq!(Open::of(Parts { about, ..parts() }).get("/.well-known/security.txt").status, 404);
}

#[test]
fn an_answer_is_told_again_only_when_it_changed() {
    let site = Open::new();
    for path in ["/api/v1/releases", "/api/v1/releases/acts/1/tables/01-stage-actor?limit=3", "/feed.atom"] {
        let tag = site.get(path).header("etag").expect("it has a tag").to_owned();
        let again = site.get_with(path, &format!("If-None-Match: {tag}\r\n"));
        assert_eq!((again.status, again.body.len()), (304, 0), "{path}");
    }
    let pressed = site.get_with("/api/v1/codebook/lists/stages", "Accept-Encoding: br\r\n");
    assert_eq!(pressed.header("content-encoding"), Some("br"));
    assert_eq!(pressed.header("vary"), Some("accept, accept-encoding"));
}

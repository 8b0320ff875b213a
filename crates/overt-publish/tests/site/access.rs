//! What only some may see.

use std::collections::BTreeSet;

use overt_protect::release::Release;
use overt_publish::site::{About, Parts, Site, SiteError};
use sha2::{Digest as _, Sha256};

use super::api::paths;
use super::house::{ABOUT, Answer, NOISY, Open, parts, release, release_after, tables};

const KEY: &str = "0c0ffee0";

/// What is told about keys: of whom the first is, which releases it opens, and until when.
fn access(releases: &str, until: &str) -> String {
    let digits: Vec<String> = Sha256::digest(KEY).iter().map(|byte| format!("{byte:02x}")).collect();
    let digest = digits.concat();
    format!(
        "restricted = ['veiled', 'other']\n[[reader]]\nagreement = 'Ministry'\ndigest = '{digest}'\nreleases = {releases}\nuntil = '{until}'\n"
    )
}

const CORRECTION: &str = "[[correction]]\nday = '2026-12-01'\nrelease = 'veiled'\nversion = 1\nwhat = { en = 'It was secretly wrong.' }\nanswer = { en = 'Now it is right.' }\n";

fn restricted(access: &str) -> Parts {
    let mut releases = parts().releases;
    releases.extend([tables("veiled", 1), tables("other", 1)]);
    // What stands before the first table of the file belongs to the whole.
    let (names, reader) = access.split_once('\n').expect("two lines");
    let about = About::read(&format!("{names}\n{ABOUT}\n{reader}{CORRECTION}")).expect("it can be read");
    Parts { about, releases, ..parts() }
}

fn with_key(site: &Open, path: &str) -> Answer {
    site.get_with(path, &format!("Authorization: Bearer {KEY}\r\n"))
}

/// Everything that could tell of a release, for people and programs.
fn everything(name: &str) -> BTreeSet<String> {
    let mut paths: BTreeSet<String> = paths().into_iter().collect();
    paths.extend(paths.clone().iter().map(|path| path.replace("acts", name)));
    let pages = [
        "/en/",
        "/en/nexus",
        "/en/countries",
        "/en/countries/pictures/acts-by-country.svg",
        "/en/data",
        "/fr/corrections",
        "/en/about",
        "/robots.txt",
        "/.well-known/security.txt",
        "/feed.atom?lang=es",
    ];
    paths.extend(pages.map(str::to_owned));
    paths.extend([
        format!("/en/data/{name}/1"),
        format!("/data/{name}/1/manifest.json"),
        format!("/data/{name}/1/01-stage-actor.csv"),
    ]);
    paths
}

/// The head without the moment.
fn head(answer: &Answer) -> Vec<&str> {
    answer.head.lines().filter(|line| !line.to_lowercase().starts_with("date:")).collect()
}

#[test]
fn what_is_restricted_is_as_if_it_were_not_there() {
    let (with, without) = (Open::of(restricted(&access("['veiled']", "2027-01-01"))), Open::of(parts()));
    // Who has a key looks first, so that nothing of it could have been kept.
    for path in everything("veiled") {
        with_key(&with, &path);
    }
    for path in everything("veiled") {
        for headers in ["", "Accept-Encoding: br\r\n", "If-None-Match: *\r\n", "Authorization: Basic YTpi\r\n"] {
            let (one, other) = (with.get_with(&path, headers), without.get_with(&path, headers));
            assert_eq!((head(&one), &one.body), (head(&other), &other.body), "{path} {headers}");
        }
        // The page that says that there is none leads to the same address in other languages.
        let sent = path.trim_start_matches("/en");
        let shown = String::from_utf8_lossy(&with.get(&path).body).replace(sent, "");
        assert!(!shown.contains("veiled") && !shown.contains("Ministry"), "{path}");
    }
}

#[test]
fn a_key_opens_the_releases_of_its_agreement_and_no_others() {
    let site = Open::of(restricted(&access("['veiled']", "2027-01-01")));
    for path in everything("veiled") {
        let answer = with_key(&site, &path);
        assert_eq!(answer.status, 200, "{path}");
        assert_eq!(answer.header("cache-control"), Some("private, no-store"), "{path}");
        assert_eq!((answer.header("etag"), answer.header("vary")), (None, Some("authorization")), "{path}");
        assert!(!String::from_utf8_lossy(&answer.body).contains("other/1"), "{path} tells of another agreement");
    }
    for path in ["/api/v1/releases", "/catalogue.jsonld", "/feed.atom", "/en/data"] {
        assert!(with_key(&site, path).text().contains("veiled"), "{path}");
    }
    assert!(with_key(&site, "/en/corrections").text().contains("secretly wrong"));
    for path in ["/api/v1/releases/other/1", "/en/data/other/1", "/data/other/1/manifest.json"] {
        assert_eq!(with_key(&site, path).status, 404, "{path}");
    }
}

/// A restricted release, and one for everybody that was planned after it.
fn one_after_the_other() -> [Release; 2] {
    let veiled = release("veiled", 1, NOISY);
    let later = release_after(veiled.ledger(), "later", 1, NOISY);
    [veiled, later]
}

#[test]
fn what_a_restricted_release_spent_is_told_to_everybody_and_what_it_is_called_to_nobody() {
    let veiled = one_after_the_other()[0].ledger();
    let releases = [one_after_the_other().into(), vec![tables("acts", 1), tables("other", 1)]].concat();
    let site = Open::of(Parts { releases, ..restricted(&access("['veiled']", "2027-01-01")) });
    for path in everything("later") {
        let shown = site.get(&path);
        let text = String::from_utf8_lossy(&shown.body).to_lowercase();
        assert!(!text.contains("veiled"), "{path}: {text}");
    }
    let ledger = site.get("/api/v1/ledger").json();
    let (first, second) = (&ledger["entries"][0], &ledger["entries"][1]);
    assert!(first["release"].is_null() && first["version"].is_null() && first["href"].is_null(), "{first}");
    assert_eq!(first["hash"], veiled.entries()[0].hash());
    assert_eq!(first["spend"], serde_json::to_value(&veiled.entries()[0].spend).expect("it can be written"));
    assert_eq!((&second["release"], &second["previous"]), (&"later".into(), &first["hash"]));
    assert_eq!((&ledger["total"], &ledger["sums"][0]["releases"]), (&2.into(), &2.into()));
    assert!(site.get("/en/data").text().contains("<td class=\"number\">2</td>"), "its spending is in the sum");
    assert_eq!(with_key(&site, "/api/v1/ledger").json()["entries"][0]["release"], "veiled");
}

#[test]
fn of_a_restricted_release_the_files_of_a_later_one_have_the_name_in_the_signed_ledger_and_no_title() {
    let [_, later] = one_after_the_other();
    for (name, bytes) in later.files() {
        let text = String::from_utf8_lossy(bytes);
        assert!(!text.contains("VEILED"), "{name} has the title");
        assert_eq!(text.contains("veiled"), name == "ledger.json", "{name}");
    }
}

#[test]
fn a_key_that_ended_or_was_never_given_opens_nothing() {
    let site = Open::of(restricted(&access("['veiled']", "2026-11-28")));
    assert_eq!(with_key(&site, "/api/v1/releases/veiled/1").status, 200, "the last day counts");
    let ended = Open::of(restricted(&access("['veiled']", "2026-11-27")));
    for answer in
        [with_key(&ended, "/api/v1/releases"), site.get_with("/api/v1/releases", "Authorization: bearer 0c0ffee1\r\n")]
    {
        assert_eq!((answer.status, &answer.json()["status"]), (401, &401.into()));
        assert!(answer.header("www-authenticate").is_some_and(|header| header.starts_with("Bearer")));
        assert!(!answer.text().contains("0c0ffee"));
    }
    for key in ["", " ", "\u{e9}", &"0".repeat(5_000)] {
        assert_eq!(
            site.get_with("/en/", &format!("Authorization: Bearer {key}\r\n")).status,
            if key.trim().is_empty() { 200 } else { 401 },
            "{key}"
        );
    }
}

#[test]
fn a_mistyped_name_opens_nothing_in_silence() {
    let of = |access: &str| Site::new(restricted(access)).err();
    assert!(matches!(of(&access("['acts']", "2027-01-01")), Some(SiteError::OpenAnyway { .. })));
    assert!(
        matches!(of(&access("['veiled']", "2027-01-01").replace("'other']", "'othre']")), Some(SiteError::RestrictedNothing(name)) if name == "othre")
    );
    for digest in ["12", &"g".repeat(64), &"é".repeat(32), &"+1".repeat(32)] {
        let text =
            format!("{ABOUT}\n[[reader]]\nagreement = 'A'\ndigest = '{digest}'\nreleases = []\nuntil = '2027-01-01'\n");
        assert!(About::read(&text).expect_err("it is none").to_string().contains("SHA-256"), "{digest}");
    }
}

//! How answers travel: pressed, tagged, and the same for the same question.

use std::io::Read as _;

use super::house::{Open, parts};
use flate2::read::GzDecoder;
use overt_publish::site::Site;

#[test]
fn the_first_page_is_in_the_language_that_the_browser_asks_for() {
    let site = Open::new();
    let answer = site.get_with("/", "Accept-Language: fr-CH, es;q=0.8\r\n");
    assert_eq!((answer.status, answer.header("location")), (302, Some("/fr/")));
    assert_eq!(site.get("/").header("location"), Some("/en/"));
}

#[test]
fn pages_are_pressed_as_the_browser_reads_them_and_say_the_same() {
    let site = Open::new();
    let plain = site.get("/en/codebook");
    let brotli = site.get_with("/en/codebook", "Accept-Encoding: gzip, br\r\n");
    assert_eq!(brotli.header("content-encoding"), Some("br"));
    let mut opened = Vec::new();
    brotli::BrotliDecompress(&mut &*brotli.body, &mut opened).expect("it is brotli");
    assert_eq!(opened, plain.body);
    let gzip = site.get_with("/en/codebook", "Accept-Encoding: br;q=0, gzip\r\n");
    assert_eq!(gzip.header("content-encoding"), Some("gzip"));
    let mut opened = Vec::new();
    GzDecoder::new(&*gzip.body).read_to_end(&mut opened).expect("it is gzip");
    assert_eq!(opened, plain.body);
    assert_eq!(plain.header("vary"), Some("accept-encoding"));
}

#[test]
fn a_browser_that_has_a_page_is_told_that_nothing_changed() {
    let site = Open::new();
    let tag = site.get("/en/data").header("etag").expect("it has a tag").to_owned();
    let again = site.get_with("/en/data", &format!("If-None-Match: {tag}\r\n"));
    assert_eq!((again.status, again.body.len()), (304, 0));
    assert_eq!(site.get_with("/en/data", "If-None-Match: \"other\"\r\n").status, 200);
}

#[test]
fn the_same_parts_give_the_same_bytes() {
    let (one, other) = (Open::of(parts()), Open::of(parts()));
    for path in ["/en/", "/en/nexus", "/fr/data/acts/1", "/en/about"] {
        assert_eq!(one.get(path).body, other.get(path).body, "{path}");
    }
}

#[test]
fn a_file_of_a_release_is_the_one_that_was_signed() {
    let answer = Open::new().get("/data/acts/1/01-stage-actor.csv");
    let release = super::house::tables("acts", 1);
    let (_, bytes) = release.files().iter().find(|(name, _)| name == "01-stage-actor.csv").expect("it is there");
    assert_eq!(&answer.body, bytes);
    assert_eq!(answer.header("content-type"), Some("text/csv; charset=utf-8"));
}

/// What stands between these two on the first page.
fn between(page: &str, before: &str, after: &str) -> Option<String> {
    Some(page.split_once(before)?.1.split_once(after)?.0.to_owned())
}

#[test]
fn the_style_sheet_is_loaded_once() {
    let site = Open::new();
    let path = between(site.get("/en/").text(), "rel=\"stylesheet\" href=\"", "\"").expect("it has one");
    let style = site.get(&path);
    assert_eq!(style.status, 200);
    assert!(style.header("cache-control").is_some_and(|header| header.contains("immutable")));
}

#[test]
fn the_script_is_loaded_once_where_it_was_built_and_has_its_words_from_the_page() {
    let site = Open::new();
    let page = site.get("/fr/");
    let path = between(page.text(), "<script type=\"module\" src=\"", "\"></script>");
    // Without Node there is no script: then pages have neither it nor its words.
    assert_eq!(path.is_some(), Site::new(parts()).expect("the parts fit").has_islands());
    assert_eq!(path.is_some(), page.text().contains("data-filter=\"Montrer seulement ce qui contient\""));
    if let Some(path) = path {
        let script = site.get(&path);
        assert_eq!(script.header("content-type"), Some("text/javascript; charset=utf-8"));
        assert!(script.header("cache-control").is_some_and(|header| header.contains("immutable")));
        assert!(site.get_with(&path, "Accept-Encoding: br\r\n").body.len() <= 40_000);
        assert_eq!(site.get("/assets/0123.js").status, 404);
    }
}

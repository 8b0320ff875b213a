//! What tests find in a page.

use std::collections::BTreeSet;

use regex::Regex;

/// What the first group of a pattern matches, wherever it does.
pub(crate) fn found<'a>(pattern: &str, text: &'a str) -> Vec<&'a str> {
    Regex::new(pattern).unwrap().captures_iter(text).map(|found| found.get(1).unwrap().as_str()).collect()
}

/// Holds a page to what every report promises: it stands alone, leads only to itself, asks nobody for anything, and shows numbers.
pub(crate) fn stands_alone(page: &str) {
    assert!(page.starts_with("<!doctype html>\n<html lang=\"en\">"));
    assert!(page.contains("content=\"default-src 'none'; style-src 'unsafe-inline'; img-src data:\""));
    let ids = found(r#" id="([^"]+)""#, page);
    assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len(), "an id is used once");
    for link in found(r#"(?:href|src)="([^"]*)""#, page) {
        assert!(link.strip_prefix('#').is_some_and(|target| ids.contains(&target)), "{link}");
    }
    for names in found(r#"aria-labelledby="([^"]+)""#, page) {
        assert!(names.split(' ').all(|name| ids.contains(&name)), "{names}");
    }
    for pattern in found(r"url\(#([^)]+)\)", page) {
        assert!(ids.contains(&pattern), "{pattern}");
    }
    let levels: Vec<u8> = found("<h([1-6])", page).iter().map(|level| level.parse().unwrap()).collect();
    assert!(levels.windows(2).all(|pair| pair[1] <= pair[0] + 1), "no level of headings is skipped");
    let page = page.replace("xmlns=\"http://www.w3.org/2000/svg\"", "");
    for forbidden in ["http:", "https:", "<script", "<link", "<img", "<iframe", "@import", "NaN", ">inf"] {
        assert!(!page.contains(forbidden), "{forbidden}");
    }
}

/// Holds what a report says on a screen to this: nothing steers the terminal, and no line is longer than asked.
pub(crate) fn fits_a_screen(text: impl Fn(usize) -> String) {
    for width in [0, 48, 60, 80, 120, usize::MAX] {
        let text = text(width);
        assert!(text.chars().all(|letter| letter == '\n' || !(letter.is_control() || letter == '\u{202e}')));
        let longest = text.lines().max_by_key(|line| line.chars().count()).unwrap();
        assert!(longest.chars().count() <= width.clamp(48, 160), "{width}: {longest}");
    }
}

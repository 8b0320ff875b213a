//! The figures of pages as files.

use std::collections::BTreeSet;

use base64ct::{Base64, Encoding as _};
use overt_publish::site::Parts;
use quick_xml::events::Event;
use regex::Regex;
use sha2::{Digest as _, Sha256};

use super::house::{Answer, Open, parts};
use super::told::routes;

const PAGES: [&str; 2] = ["/routes", "/countries"];

fn open() -> Open {
    let mut releases = parts().releases;
    releases.push(routes());
    Open::of(Parts { releases, ..parts() })
}

/// The files that a page leads to, with this ending.
fn files(page: &Answer, ending: &str) -> Vec<String> {
    let link = Regex::new(&format!("href=\"([^\"]*/pictures/[^\"]*\\.{ending})\" download ")).expect("a pattern");
    link.captures_iter(page.text()).map(|found| found[1].to_owned()).collect()
}

/// All figures of all pages in all languages, with the page of each.
fn figures(site: &Open, ending: &str) -> Vec<(Answer, String)> {
    let langs = ["en", "es", "fr"];
    let pages = langs.into_iter().flat_map(|lang| PAGES.map(|page| format!("/{lang}{page}")));
    let of_page = |page: String| {
        let files = files(&site.get(&page), ending);
        files.into_iter().map(|file| (site.get(&page), file)).collect::<Vec<_>>()
    };
    pages.flat_map(of_page).collect()
}

/// The text of a drawing without what parts its lines, and the names of its attributes.
fn read(svg: &str) -> (String, BTreeSet<String>) {
    let (mut words, mut attributes) = (String::new(), BTreeSet::new());
    let mut reader = quick_xml::Reader::from_str(svg);
    loop {
        match reader.read_event().expect("it is well formed") {
            Event::Eof => return (words, attributes),
            Event::Start(tag) | Event::Empty(tag) => {
                assert!(!["script", "image", "foreignObject", "a", "use"].contains(&tag.name().as_ref()), "{tag:?}");
                for attribute in tag.attributes() {
                    let attribute = attribute.expect("it can be read");
                    attributes.insert(attribute.key.as_ref().to_owned());
                }
            }
            Event::Text(text) => words += &(text.to_string() + " "),
            _ => {}
        }
    }
}

#[test]
fn every_figure_of_every_page_is_offered_as_a_drawing_and_as_numbers() {
    let site = open();
    for page in ["/routes", "/countries"] {
        let page = site.get(&format!("/en{page}"));
        let figures = page.text().matches("<figure").count();
        assert!(figures > 0);
        for ending in ["svg", "csv"] {
            let files = files(&page, ending);
            assert_eq!(files.len(), figures);
            assert!(files.iter().all(|file| site.get(file).status == 200), "{files:?}");
        }
    }
}

#[test]
fn a_saved_drawing_says_in_the_language_of_its_page_what_it_shows_who_says_so_and_on_which_terms() {
    let site = open();
    let pattern = |text| Regex::new(text).expect("a pattern");
    let finding = pattern("<p class=\"finding\">([^<]*)</p><div class=\"scroll\"[^>]*><svg");
    let line = pattern("<text[^>]*>([^<]*)</text>");
    for (page, file) in figures(&site, "svg") {
        let answer = site.get(&file);
        let svg = answer.text();
        let lang = &file[1..3];
        assert!(svg.contains(&format!("xml:lang=\"{lang}\"")));
        let findings: Vec<String> = finding.captures_iter(page.text()).map(|found| found[1].to_owned()).collect();
        assert!(findings.iter().any(|one| svg.contains(&format!("-description\">{one}</desc>"))), "{file}");
        let seen: Vec<&str> = line.captures_iter(svg).map(|line| line.extract::<1>().1[0]).collect();
        let seen = seen.join(" ");
        assert!(findings.iter().any(|one| seen.contains(one)), "{file}: {seen}");
        let (notice, licence, version) = match lang {
            "fr" => ("Tout ici est inventé.", "Licence CC-BY-4.0", "Version 1"),
            "es" => ("Everything here is invented.", "Licencia CC-BY-4.0", "Versión 1"),
            _ => ("Everything here is invented.", "Licence CC-BY-4.0", "Version 1"),
        };
        for words in [notice, licence, version, "Acts by stage &amp; actor: "] {
            assert!(seen.contains(words), "{file} lacks {words}: {seen}");
        }
    }
}

#[test]
fn a_saved_drawing_is_xml_that_runs_and_loads_nothing() {
    let site = open();
    let figures = figures(&site, "svg");
    assert!(figures.len() >= 6);
    for (_, file) in figures {
        let answer = site.get(&file);
        let (words, attributes) = read(answer.text());
        let strange = |name: &&String| name.starts_with("on") || name.contains("href") || *name == "style";
        assert_eq!(attributes.iter().find(strange), None, "{file}");
        assert_eq!(answer.text().matches("url(").count(), answer.text().matches("url(#").count(), "{file}");
        assert!(!words.contains("@import"), "{file}");
        assert!(answer.text().contains("fill:#161e26;fill:#161e26"), "the ink is that of paper: {words}");
    }
}

#[test]
fn a_saved_drawing_comes_as_a_file_that_allows_nothing_but_its_own_style() {
    let site = open();
    for (_, file) in figures(&site, "svg") {
        let answer = site.get(&file);
        assert_eq!(answer.header("content-type"), Some("image/svg+xml"));
        let kept_as = answer.header("content-disposition").expect("it is a file");
        assert!(
            kept_as.starts_with("attachment; filename=\"") && kept_as.ends_with(&format!("-{}.svg\"", &file[1..3]))
        );
        let policy = answer.header("content-security-policy").expect("there is one");
        let style = answer.text().split_once("<style>").and_then(|(_, style)| style.split_once("</style>"));
        let digest = Base64::encode_string(&Sha256::digest(style.expect("it has a style").0));
        assert!(policy.starts_with(&format!("default-src 'none'; style-src 'sha256-{digest}'; ")), "{policy}");
        assert!(policy.ends_with("; sandbox") && !policy.contains("unsafe"), "{policy}");
        assert_eq!(answer.header("x-content-type-options"), Some("nosniff"));

        let tag = answer.header("etag").expect("a tag");
        let again = site.get_with(&file, &format!("If-None-Match: {tag}\r\n"));
        assert_eq!((again.status, again.header("content-security-policy")), (304, Some(policy)));
        let pressed = site.get_with(&file, "Accept-Encoding: br\r\n");
        assert_eq!(pressed.header("content-encoding"), Some("br"));
        assert!(pressed.body.len() < answer.body.len() / 2);
    }
    let page = site.get("/en/routes");
    assert!(page.header("content-security-policy").expect("there is one").contains("style-src 'self'"));
    assert_eq!(page.header("content-disposition"), None);
}

#[test]
fn the_numbers_of_a_figure_are_those_of_its_table_as_a_program_reads_them() {
    let site = open();
    let answer = site.get("/es/routes/pictures/legs-by-route.csv");
    assert_eq!(answer.header("content-type"), Some("text/csv; charset=utf-8"));
    assert_eq!(answer.header("content-disposition"), Some("attachment; filename=\"routes-1-legs-by-route-es.csv\""));
    let mut rows = csv::Reader::from_reader(&answer.body[..]);
    assert_eq!(rows.headers().expect("there are some"), ["Desde", "Hasta", "Qué", "Número", "Detalles"].as_slice());
    let rows: Vec<Vec<String>> = rows.deserialize().map(|row| row.expect("a row")).collect();
    assert!(rows.contains(&["Nepal", "Catar", "etapas", "600", ""].map(str::to_owned).into()), "{rows:?}");
    assert!(rows.iter().all(|row| row[3].parse::<u64>().is_ok_and(|count| count > 10)), "none is hidden: {rows:?}");
    let acts = site.get("/en/countries/pictures/acts-by-country.csv");
    assert!(acts.text().starts_with("Country,"), "{}", acts.text());
}

#[test]
fn no_other_name_of_a_figure_is_answered() {
    let site = open();
    for path in [
        "/en/routes/pictures/nothing.svg",
        "/en/routes/pictures/legs-by-route",
        "/en/routes/pictures/legs-by-route.html",
        "/en/routes/pictures/legs-by-route.svg.svg",
        "/en/routes/pictures/LEGS-BY-ROUTE.SVG",
        "/en/routes/pictures/legs%2Dby-route.svg",
        "/en/routes/pictures/..%2f..%2fnexus.svg",
        "/en/routes/pictures/%22%3E%3Cscript%3E.svg",
        "/en/routes/pictures/acts-by-country.svg",
        "/en/routes/pictures/.svg",
        "/en/nexus/pictures/legs-by-route.svg",
        "/de/routes/pictures/legs-by-route.svg",
        "/routes/pictures/legs-by-route.svg",
    ] {
        let answer = site.get(path);
        assert_eq!(answer.status, 404, "{path}");
        assert!(answer.header("content-type").is_some_and(|kind| kind.starts_with("text/html")), "{path}");
        assert!(!answer.text().contains("<script>") && !answer.text().contains("overt-chart"), "{path}");
    }
    let asked = site.get("/en/routes/pictures/legs-by-route.svg?by=crossing_kind-payment_asked&x=1");
    assert_eq!(asked.body, site.get("/en/routes/pictures/legs-by-route.svg").body, "no choice changes it");
}

#[test]
fn where_nothing_was_released_about_it_there_is_no_figure_to_save() {
    assert_eq!(Open::new().get("/en/routes/pictures/legs-by-route.svg").status, 404);
}

//! What is on the pages.

use std::collections::BTreeSet;

use jiff::civil::date;
use overt_protect::ColumnDomain;
use overt_protect::release::{Ledger, ShownCount};
use quick_xml::events::Event;
use regex::Regex;

use super::house::{ABOUT, NOISY, Open, drawn, facts, parts, tables};
use overt_publish::site::{About, Parts, Site};

/// Every address that a page of the site leads to, from the first page on.
fn crawled(site: &Open) -> BTreeSet<String> {
    let link = Regex::new(r#"(?:href|src|action)="([^"]*)""#).expect("a pattern");
    let (mut seen, mut waiting) = (BTreeSet::new(), vec!["/en/".to_owned()]);
    while let Some(path) = waiting.pop() {
        if !seen.insert(path.clone()) {
            continue;
        }
        let answer = site.get(&path);
        assert_eq!(answer.status, 200, "{path}");
        if answer.header("content-type").is_some_and(|kind| kind.starts_with("text/html")) {
            for found in link.captures_iter(answer.text()) {
                let found = found[1].replace("&amp;", "&").replace("&#38;", "&");
                let found = found.split('#').next().unwrap_or_default();
                assert!(found.is_empty() || found.starts_with('/'), "{path} leads away, to {found}");
                if !found.is_empty() {
                    waiting.push(found.to_owned());
                }
            }
        }
    }
    seen
}

#[test]
fn every_link_leads_somewhere_and_none_leads_away() {
    let seen = crawled(&Open::new());
    for lang in ["en", "es", "fr"] {
        for page in [
            "/",
            "/nexus",
            "/prices",
            "/routes",
            "/countries",
            "/countries/NPL",
            "/lab",
            "/lab/one-other",
            "/undercount",
            "/data",
            "/data/acts/1",
            "/codebook",
            "/codebook/stages",
            "/methods",
            "/methods/undercount",
            "/corrections",
            "/about",
        ] {
            assert!(seen.contains(&format!("/{lang}{page}")), "nothing leads to /{lang}{page}");
        }
    }
    assert!(seen.contains("/data/acts/1/01-stage-actor.csv") && seen.contains("/codebook/stages.csv"));
}

#[test]
fn every_page_is_well_formed_named_in_its_language_and_below_a_hundred_kilobytes() {
    let site = Open::new();
    for path in crawled(&site) {
        let answer = site.get(&path);
        // A brief is a file to keep, which carries its style.
        if path.starts_with("/briefs/")
            || !answer.header("content-type").is_some_and(|kind| kind.starts_with("text/html"))
        {
            continue;
        }
        let page = answer.text();
        // Codes and definitions of countries make one page long, and it is pressed on its way.
        let pressed = site.get_with(&path, "Accept-Encoding: br\r\n").body.len();
        assert!(pressed < 100_000, "{path} takes {pressed} bytes");
        let lang = &path[1..3];
        assert!(page.contains(&format!("<html lang=\"{lang}\"")), "{path}");
        assert_eq!(page.matches("<h1").count(), 1, "{path}");
        assert!(!page.contains(" style=") && !page.contains("<style"), "{path} brings its own style");
        let ours = page.matches("<script type=\"module\" src=\"/assets/").count();
        assert!(ours <= 1 && page.matches("<script").count() == ours, "{path} brings its own script");
        let ids: Vec<&str> =
            page.match_indices(" id=\"").filter_map(|(at, _)| page[at + 5..].split('"').next()).collect();
        assert_eq!(ids.len(), ids.iter().collect::<BTreeSet<_>>().len(), "{path} has an id twice");
        let mut reader = quick_xml::Reader::from_str(page);
        reader.config_mut().check_end_names = false;
        reader.config_mut().allow_dangling_amp = false;
        loop {
            match reader.read_event() {
                Ok(Event::Eof) => break,
                Ok(_) => {}
                Err(error) => panic!("{path}: {error}"),
            }
        }
    }
}

#[test]
fn what_people_wrote_is_shown_as_they_wrote_it_and_never_as_markup() {
    let page = Open::new().get("/en/");
    assert!(page.text().contains("Observatory &#60;of&#62; tests"));
    assert!(!page.text().contains("<of>"));
    assert!(page.text().contains("Everything here is invented."));
}

#[test]
fn each_language_has_its_words_and_falls_back_to_english() {
    let site = Open::new();
    assert!(site.get("/fr/").text().contains("Tout ici est inventé."));
    assert!(site.get("/es/").text().contains("Everything here is invented."), "there is no Spanish notice");
    assert!(site.get("/es/nexus").text().contains("Quién hace qué"));
    assert!(site.get("/fr/data").text().contains("Comment les personnes sont protégées"));
}

#[test]
fn hidden_numbers_are_shown_as_hidden_and_never_as_zero() {
    let site = Open::new();
    let page = site.get("/en/nexus?by=stage-actor");
    assert!(page.text().contains("class=\"hidden\""));
    let cell = site.get("/en/nexus?by=stage-actor&row=R1&column=P01");
    assert!(cell.text().contains("The number is hidden because it is small"), "{}", cell.text());
    assert!(cell.text().contains("Small numbers are hidden, and enough others"), "the method is told");
}

#[test]
fn noisy_counts_come_with_what_is_likely() {
    let page = Open::new().get("/en/nexus?by=stage-act&row=T4&column=A18");
    assert!(page.text().contains("the true number is between"), "{}", page.text());
}

#[test]
fn a_country_of_which_nothing_was_told_is_not_a_country_without_acts() {
    let site = Open::new();
    let all = site.get("/en/countries");
    assert!(all.text().contains("Of all others nothing was told.") && all.text().contains("nothing told"));
    let page = site.get("/en/countries/QAT");
    assert!(page.text().contains("That does not mean that there is none."), "{}", page.text());
    assert!(site.get("/en/countries/NPL").text().contains("TIP tier"));
    assert_eq!(site.get("/en/countries/ZZZ").status, 404);
}

#[test]
fn a_brief_says_what_is_known_what_is_not_and_where_it_is_from() {
    let site = Open::new();
    let brief = site.get("/briefs/NPL.html");
    for words in [
        "Country brief",
        "Nepal",
        "Acts of corruption:",
        "What must not be concluded",
        "TIP tier",
        "Everything here is invented.",
    ] {
        assert!(brief.text().contains(words), "{words}");
    }
    assert!(site.get("/briefs/QAT.html").text().contains("That does not mean that there is none."));
    assert_eq!(site.get("/briefs/ZZZ.html").status, 404);
    assert_eq!(site.get("/briefs/NPL").status, 404);
    let pdf = site.get("/briefs/NPL.pdf");
    assert_eq!(pdf.header("content-type"), Some("application/pdf"));
    assert!(pdf.body.starts_with(b"%PDF-"));
    assert_eq!(site.get("/briefs/ZZZ.pdf").status, 404);
}

#[test]
fn a_report_about_a_time_has_its_releases_and_no_others() {
    let site = Site::new(parts()).expect("the parts fit");
    let all = site.period_report(date(2026, 1, 1), date(2026, 12, 31)).to_text(100);
    assert!(all.contains("2 releases were published") && all.contains("are hidden, or may be only noise"), "{all}");
    assert!(site.period_report(date(2025, 1, 1), date(2025, 12, 31)).to_text(100).contains("Nothing was released"));
}

#[test]
fn a_brief_has_a_section_for_each_release_however_many_each_under_its_own_id() {
    let site = Site::new(Parts { releases: (1..=9).map(|version| tables("acts", version)).collect(), ..parts() });
    let site = site.expect("the parts fit");
    let page = site.period_report(date(2026, 1, 1), date(2026, 12, 31)).to_html().unwrap();
    let brief = site.country_brief("NPL").expect("acts are told of there").to_html().unwrap();
    let ids = Regex::new(r#" id="([^"]+)""#).expect("a pattern");
    for page in [&page, &brief] {
        let all: Vec<&str> = ids.captures_iter(page).map(|id| id.extract::<1>().1[0]).collect();
        assert_eq!(all.iter().collect::<BTreeSet<_>>().len(), all.len(), "{all:?}");
    }
    assert!(brief.contains("<section id=\"acts-1\""));
    for place in 1..=9 {
        assert_eq!(page.matches(&format!("<section id=\"release-{place}\"")).count(), 1);
        assert!(page.contains(&format!("Acts by stage &#38; actor: ACTS, version {place}</h2>")), "{place}");
    }
}

#[test]
fn a_number_that_noise_alone_could_be_is_not_told_in_a_report() {
    let value = |record: usize, (_, domain): (usize, &ColumnDomain)| match domain.name() {
        "stage" if record < 20 => "R1".to_owned(),
        "stage" => "T1".to_owned(),
        _ => domain.values()[record % domain.values().len()].clone(),
    };
    let noisy = drawn(Ledger::default(), "noisy", 1, NOISY, facts(), 1200, value);
    let table = noisy.tables().remove(0);
    let sizes = [0, 1].map(|column: usize| table.columns[column].values.len());
    let cells = (0..sizes[0]).flat_map(|row| (0..sizes[1]).map(move |column| [Some(row), Some(column)]));
    let cells: Vec<ShownCount> = cells.filter_map(|places| table.at(&places)).collect();
    let doubtful = |count: &&ShownCount| count.number().is_some_and(|count| count > 0) && !table.tells(**count);
    assert!(cells.iter().any(|count| doubtful(&count)), "noise lifts a small number: {cells:?}");
    let told = cells.iter().filter(|count| table.tells(**count)).count();
    let site = Site::new(Parts { releases: vec![noisy], ..parts() }).expect("the parts fit");
    let report = site.period_report(date(2026, 1, 1), date(2026, 12, 31)).to_text(160);
    let hidden = cells.len() - told;
    assert!(report.contains(&format!("{hidden} numbers are hidden, or may be only noise.")), "{report}");
}

#[test]
fn a_choice_that_there_is_not_changes_nothing() {
    let site = Open::new();
    let page = site.get("/en/nexus");
    for query in ["?by=nothing", "?row=%22%3E%3Cscript%3E&column=%00", "?x=1", "?by="] {
        assert_eq!(site.get(&format!("/en/nexus{query}")).text(), page.text(), "{query}");
    }
}

#[test]
fn a_code_is_found_by_its_words_in_the_language_of_the_page() {
    let site = Open::new();
    assert!(site.get("/en/codebook?find=border").text().contains("/en/codebook/"));
    assert!(site.get("/en/codebook?find=%3Cb%3Ezzz").text().contains("Nothing was found"));
    assert!(site.get("/fr/codebook?find=zzzz").text().contains("Rien n’a été trouvé"));
}

#[test]
fn an_older_version_leads_to_the_newer_and_a_correction_stands_above_it() {
    let about = format!(
        "{ABOUT}\n[[correction]]\nday = '2026-12-01'\nrelease = 'acts'\nversion = 1\nwhat = {{ en = 'It was wrong.' }}\nanswer = {{ en = 'Now it is right.' }}\n"
    );
    let both = Parts {
        about: About::read(&about).expect("it can be read"),
        releases: vec![tables("acts", 1), tables("acts", 2)],
        ..parts()
    };
    let site = Open::of(both);
    let page = site.get("/en/data/acts/1");
    assert!(page.text().contains("There is a newer version") && page.text().contains("Now it is right."));
    assert!(!site.get("/en/data/acts/2").text().contains("There is a newer version"));
    assert!(site.get("/en/corrections").text().contains("It was wrong."));
}

#[test]
fn parts_that_contradict_each_other_are_refused() {
    let twice = Parts { releases: vec![tables("acts", 1), tables("acts", 1)], ..parts() };
    assert!(Site::new(twice).is_err());
    let about = format!(
        "{ABOUT}\n[[correction]]\nday = '2026-12-01'\nrelease = 'other'\nversion = 1\nwhat = {{ en = 'w' }}\nanswer = {{ en = 'a' }}\n"
    );
    assert!(Site::new(Parts { about: About::read(&about).expect("it can be read"), ..parts() }).is_err());
}

#[test]
fn a_file_about_an_observatory_says_what_is_wrong_with_it() {
    let wrong = |text: &str| About::read(text).expect_err("it is wrong").to_string();
    assert!(wrong("contact = 1").contains("line 1"));
    assert!(wrong(&ABOUT.replace("They review.", " ")).contains("survivors"));
    assert!(wrong(&format!("address = 'javascript:alert(1)'\n{ABOUT}")).contains("address"));
}

//! What every report about a kernel's result promises, whatever was found.

use crate::invented_findings::reports;
use crate::page::{fits_a_screen, found, stands_alone};

const HOSTILE: &str = "</dd></title><script>alert(1)</script>\"'&\u{202e}\u{1b}[31m";

fn unwrapped(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn every_page_stands_alone_and_leads_only_to_itself() {
    for (name, report) in reports("1") {
        let page = report.to_html().unwrap();
        stands_alone(&page);
        assert!(page.contains("<p class=\"internal\" role=\"note\">For the house:"), "{name}");
    }
}

#[test]
fn every_page_is_a_well_formed_tree() {
    for (name, report) in reports(HOSTILE) {
        let page = report.to_html().unwrap();
        let body = page.split_once("<body>").unwrap().1.split_once("</body>").unwrap().0;
        let mut open: Vec<&str> = Vec::new();
        for tag in found(r"<(/?[a-z][a-z0-9]*(?:\s[^>]*)?/?)>", body) {
            let element = tag.trim_start_matches('/').split([' ', '/']).next().unwrap();
            if let Some(closed) = tag.strip_prefix('/') {
                assert_eq!(open.pop(), Some(closed), "{name}");
            } else if !tag.ends_with('/') {
                open.push(element);
            }
        }
        assert!(open.is_empty(), "{name}: {open:?}");
    }
}

#[test]
fn every_report_says_n_what_is_left_out_the_method_and_its_limits() {
    for (name, report) in reports("1") {
        for text in [report.to_html().unwrap(), unwrapped(&report.to_text(100)).to_lowercase()] {
            let text = text.to_lowercase();
            for part in [
                "what must not be concluded",
                "what is left out",
                "method and sources",
                "a reason to look, and no finding",
            ] {
                assert!(text.contains(part), "{name}: {part}");
            }
            assert!(text.contains("<dt>n</dt>") || text.contains("- n: "), "{name}");
            assert!(text.contains("snapshot 1") && text.contains("overt 1"), "{name}");
            assert!(text.contains("of 3 acts it is not known where they belong 1."), "{name}");
        }
    }
}

#[test]
fn every_picture_has_its_numbers_as_a_table() {
    for (name, report) in reports("1") {
        let page = report.to_html().unwrap();
        let figures = found(r"(?s)(<figure.*?</figure>)", &page);
        assert!(!figures.is_empty() || name == "two-lists", "{name}");
        for figure in figures {
            assert_eq!(figure.matches("<table>").count(), 1, "{name}");
        }
    }
}

#[test]
fn a_hostile_name_stays_text_wherever_it_stands() {
    for (name, report) in reports(HOSTILE) {
        let page = report.to_html().unwrap();
        assert!(!page.contains("<script") && page.contains("script&"), "{name}");
        fits_a_screen(|width| report.to_text(width));
    }
}

#[test]
fn the_same_result_gives_the_same_bytes() {
    for ((name, one), (_, other)) in reports("1").into_iter().zip(reports("1")) {
        assert_eq!(one.to_html().unwrap(), other.to_html().unwrap(), "{name}");
        assert_eq!(one.to_text(90), other.to_text(90), "{name}");
    }
}

fn page_of(wanted: &str) -> String {
    let report = reports("1").into_iter().find(|(name, _)| *name == wanted).unwrap().1;
    report.to_html().unwrap()
}

fn text_of(wanted: &str) -> String {
    let report = reports("1").into_iter().find(|(name, _)| *name == wanted).unwrap().1;
    unwrapped(&report.to_text(160))
}

#[test]
fn what_stands_out_is_marked_and_what_does_not_is_not() {
    let (clustered, even) = (page_of("concentration"), page_of("concentration-even"));
    assert!(clustered.contains("Standing out: post 2 1.") && clustered.contains("; stands out</title>"));
    assert!(even.contains("No unit stands out.") && !even.contains("; stands out</title>"));
    assert!(text_of("concentration").contains("post 9 1: "), "a unit without exposure is left out by name");
}

#[test]
fn a_quarter_in_which_nobody_told_is_not_drawn_as_zero() {
    let page = page_of("changes");
    let silent = found(r#"nobody told of anything</title><rect class="panel outline (dashed)""#, &page).len();
    let zero = found(r#": 0</title><(line) class="accent-line" stroke-width="3""#, &page).len();
    assert_eq!((silent, zero), (3, 1), "three are silent, one is zero");
    assert!(page.contains("In 3 nobody told of anything, which is not zero."));
    assert!(page.contains("Another rate begins in 2018 Q1 1 and 2020 Q1 1."));
    assert!(text_of("changes").contains("nobody told"));
}

#[test]
fn legs_are_drawn_from_country_over_crossing_to_country_and_those_that_name_none_are_not_hidden() {
    let page = page_of("routes");
    let ways =
        found("(?s)<caption>Legs across borders by crossing: every way</caption>.*?<tbody>(.*?)</tbody>", &page)[0];
    assert_eq!(
        found(r"<td class=.number.>(\d+)</td>", ways),
        ["5", "3"],
        "five of the eight legs across the border name the bridge, and legs within the country are not among them"
    );
    assert!(ways.contains("NPL Nepal") && ways.contains("Invented Bridge 1") && ways.contains("not known"));
    assert!(text_of("routes").contains("Ways of 8 legs: 2. Most: NPL Nepal → Invented Bridge 1 → IND India (5)"));
}

#[test]
fn the_spread_over_all_models_comes_before_the_chosen_one() {
    for text in [page_of("undercount"), text_of("undercount").to_lowercase()] {
        let text = text.to_lowercase();
        let at = |words: &str| text.find(words).unwrap_or_else(|| panic!("{words}"));
        assert!(at("how far models lie apart") < at("chosen: "));
        assert!(text.contains("records that were not joined count as different people"));
    }
}

#[test]
fn a_group_without_amounts_is_left_out_by_name_and_one_with_few_has_no_interval() {
    let text = text_of("prices");
    assert!(text.contains("crossing 7 1:") && text.contains("too few for one"), "{text}");
}

#[test]
fn all_strata_together_are_told_apart_from_each() {
    let page = page_of("enforcement");
    let (strata, helped) = page.split_once("<section id=\"factors\"").unwrap_or((&page, ""));
    assert_eq!([strata, helped].map(|part| part.matches("; stands out</title>").count()), [2, 1]);
    assert!(page.contains("court 4 1: one group has no case"));
}

#[test]
fn a_variant_without_an_answer_says_why() {
    assert!(text_of("drivers-ordered").contains("Without between 1: no answer. It has no answer 1. Take more rows."));
}

#[test]
#[ignore = "writes the pages where they can be looked at"]
fn pages_to_look_at() {
    let folder = std::env::temp_dir().join("overt-pages");
    std::fs::create_dir_all(&folder).unwrap();
    for (name, report) in reports("1") {
        std::fs::write(folder.join(format!("{name}.html")), report.to_html().unwrap()).unwrap();
        std::fs::write(folder.join(format!("{name}.txt")), report.to_text(100)).unwrap();
        std::fs::write(folder.join(format!("{name}-narrow.txt")), report.to_text(48)).unwrap();
    }
}

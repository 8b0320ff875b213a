//! The page and the text of an evaluation: right, complete, self-contained, and never without saying that they are for the team.

use std::collections::BTreeSet;

use overt_protect::synth::evaluate::{Evaluation, Membership};
use overt_publish::charts::{number, share};
use overt_publish::evaluate::{evaluate_page, evaluate_text};

use crate::invented_evaluation::{bare, hundred, large};
use crate::page::{fits_a_screen, found, stands_alone};

const HOSTILE: &str = "</dd></title><script>alert(1)</script>\"'&\u{202e}\u{1b}[31m";
const FACTS: [(&str, &str); 1] = [("Table", "people who are invented")];

fn small() -> Evaluation {
    hundred(["stage", "act"], "warning")
}

fn hostile() -> Evaluation {
    let [one, two] = [1, 2].map(|place| format!("{HOSTILE}{place}"));
    hundred([&one, &two], HOSTILE)
}

fn page(evaluation: &Evaluation) -> String {
    evaluate_page(evaluation, "Invented people", &FACTS).unwrap()
}

/// The words of a page, without its elements.
fn words(page: &str) -> String {
    regex::Regex::new("<[^>]*>").unwrap().replace_all(page, "").replace('\n', " ")
}

/// The text as one line, because sentences are wrapped.
fn unwrapped(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn the_findings_of_a_hundred_people_are_those_counted_by_hand() {
    let (page, text) = (words(&page(&small())), unwrapped(&evaluate_text(&small(), 100)));
    for finding in [
        "For all counts to be right, this part of the records would have to have other values, on average: 15.0\u{a0}% in single \
         columns and 30.0\u{a0}% in pairs of columns.",
        "100 synthetic records stand for 100 real ones.",
        "Farthest off is act: 30.0\u{a0}% of the records would have to have another value.",
        "Lost are 1 of 5 frequent combinations of one column and 1 of 3 frequent combinations of two columns.",
        "Counts of 3 frequent combinations (at least 10) are off by 51.1\u{a0}% on average. Lost: 1.",
        "2 are supported by the measurement and 1 are noise only. Its intervals hold the real count in 5 of 6 combinations (83.3\u{a0}%).",
        "act: warning",
        "stage: T4; act: bribe",
        "It was not tried whether somebody is recognised, because there are no records of others.",
    ] {
        assert!(page.contains(finding), "{finding}\n{page}");
        assert!(text.contains(&unwrapped(finding)), "{finding}\n{text}");
    }
    for finding in [
        "Records in a wrong place: one column 15.0\u{a0}%; two columns 30.0\u{a0}%.",
        "2 supported; 2 noise only. 0 of 4 lie on the line.",
        "T1 × bribe5060supportedoff by +10; supported (",
        "T4 × warning200noise onlyoff by −20; noise only (0 to ",
    ] {
        assert!(page.contains(finding), "{finding}\n{page}");
    }
}

#[test]
fn that_it_is_for_the_team_only_is_said_first_and_last() {
    for evaluation in [small(), bare(), large()] {
        let (page, text) = (words(&page(&evaluation)), unwrapped(&evaluate_text(&evaluation, 80)));
        assert!(text.starts_with(
            "For the team only. The figures are exact counts of real records without noise: do not publish"
        ));
        assert!(page.contains("For internal use: for the team only; must not be published."));
        assert!(page.contains("How like real records synthetic ones are: for the team only, must not be published"));
        assert!(page.trim_end().ends_with("For the team only: must not be published."));
        for words in [&page, &text] {
            assert!(words.contains("Do not make several releases and choose one by these figures."));
            assert!(words.to_lowercase().contains("what must not be concluded"));
        }
    }
}

#[test]
fn a_page_stands_alone_and_leads_only_to_itself() {
    for page in [small(), hostile(), bare(), large()].map(|evaluation| page(&evaluation)) {
        stands_alone(&page);
    }
}

#[test]
fn every_picture_has_its_table_and_its_finding() {
    for page in [small(), bare(), large()].map(|evaluation| page(&evaluation)) {
        let figures: Vec<&str> = page.split("<figure ").skip(1).collect();
        assert!(figures.len() >= 3 && page.matches("<svg xmlns").count() == figures.len());
        for figure in figures {
            let figure = figure.split("</figure>").next().unwrap();
            assert!(figure.contains("<table>") && figure.contains("<tbody>\n<tr>"), "{figure}");
            assert!(figure.contains("class=\"finding\""));
        }
    }
    let page = page(&large());
    for id in ["errors", "made-up", "columns", "cells-1", "cells-2", "nearest", "rare"] {
        assert!(page.contains(&format!("id=\"{id}-chart-figure\"")), "{id}");
    }
}

#[test]
fn supported_and_noise_only_differ_in_shape_and_in_words() {
    let page = page(&large());
    let figure = page.split("id=\"cells-1-chart-figure\"").nth(1).unwrap().split("</figure>").next().unwrap();
    let marks = |mark: &str, kind: &str| {
        regex::Regex::new(&format!("<title>[^<]*; {kind}</title>(?:<g [^>]*>)?<{mark} "))
            .unwrap()
            .find_iter(figure)
            .count()
    };
    assert!(marks("circle", "supported") > 5 && marks("rect", "noise only") > 5);
    assert_eq!((marks("rect", "supported"), marks("circle", "noise only")), (0, 0));
    assert!(figure.contains("supported (") && figure.contains("noise only ("));
}

#[test]
fn a_hostile_name_stays_text_wherever_it_stands() {
    let page = evaluate_page(&hostile(), HOSTILE, &[(HOSTILE, HOSTILE)]).unwrap();
    assert!(!page.contains("<script"));
    assert!(page.matches("script&").count() >= 30, "it is shown as text");
    fits_a_screen(|width| evaluate_text(&hostile(), width));
}

#[test]
fn lines_of_the_text_are_no_longer_than_asked() {
    for evaluation in [small(), bare(), large()] {
        fits_a_screen(|width| evaluate_text(&evaluation, width));
    }
}

#[test]
fn every_number_is_on_the_page() {
    let evaluation = large();
    let page = page(&evaluation);
    let cells: BTreeSet<_> = found(r">([^<>]+)</(?:td|th|dd|text)>", &page).into_iter().collect();
    let has = |words: String| assert!(cells.contains(words.as_str()), "{words}");
    for length in &evaluation.lengths {
        let compared = &length.comparison;
        [compared.distance_mean, compared.distance_most, compared.frequent_error].map(share).into_iter().for_each(has);
        let counts =
            [compared.combinations, compared.frequent, compared.frequent_lost, compared.lost, compared.fabricated];
        counts.map(|count| number(count as u64)).into_iter().for_each(has);
        for combination in length.lost.iter().chain(&length.fabricated) {
            has(number(combination.count.into()));
        }
    }
    assert!(page.contains("100 of 126 drawn"), "sets that were drawn are told");
    for column in &evaluation.columns {
        has(column.column.clone());
        has(share(column.distance));
    }
    for cell in &evaluation.sets[0].cells {
        [cell.records, cell.synthetic].map(|count| number(count.into())).into_iter().for_each(has);
    }
    let Membership::Tried(tried) = &evaluation.membership else { panic!("it was tried") };
    for found in [tried.nearest, tried.rare] {
        [found.members.part, found.members.of, found.others.of]
            .map(|count| number(count as u64))
            .into_iter()
            .for_each(has);
    }
    let page = words(&page);
    assert!(page.contains("That is not more than guessing, as far as so many tell."));
    assert_eq!(page.matches("Their intervals overlap, so the difference may be chance.").count(), 4);
}

#[test]
fn what_was_not_asked_is_said() {
    let page = page(&bare());
    assert!(page.contains(">none</td>"), "no combination is frequent, so none is off");
    let page = words(&page);
    for sentence in
        ["No set of columns was asked for.", "Every value is there in its share.", "Nothing follows from that"]
    {
        assert!(page.contains(sentence), "{sentence}");
    }
}

#[test]
fn the_same_evaluation_gives_the_same_bytes() {
    assert_eq!(page(&large()), page(&large()));
    assert_eq!(evaluate_text(&large(), 90), evaluate_text(&large(), 90));
}

#[test]
#[ignore = "writes the pages where they can be looked at"]
fn pages_to_look_at() {
    let folder = std::env::temp_dir().join("overt-pages");
    std::fs::create_dir_all(&folder).unwrap();
    for (name, evaluation) in [("evaluate", large()), ("evaluate-small", small()), ("evaluate-bare", bare())] {
        std::fs::write(folder.join(format!("{name}.html")), page(&evaluation)).unwrap();
        std::fs::write(folder.join(format!("{name}.txt")), evaluate_text(&evaluation, 100)).unwrap();
        std::fs::write(folder.join(format!("{name}-narrow.txt")), evaluate_text(&evaluation, 48)).unwrap();
    }
}

//! The page and the text of a risk: right, complete, self-contained, and never without their warnings.

use std::collections::BTreeSet;

use overt_protect::risk::{Question, Risk};
use overt_publish::charts::{number, share};
use overt_publish::risk::{risk_page, risk_text};

use crate::invented_risk::{eight, large, small};
use crate::page::{fits_a_screen, found, stands_alone};

const HOSTILE: &str = "</dd></title><script>alert(1)</script>\"'&\u{202e}\u{1b}[31m";
const FACTS: [(&str, &str); 1] = [("Table", "people who are invented")];

fn hostile() -> Risk {
    let contributors = [1, 1, 1, 1, 2, 2, 2, 2];
    let [one, two, three] = [1, 2, 3].map(|place| format!("{HOSTILE}{place}"));
    let (table, mut question) = eight([&one, &two, &three], HOSTILE, contributors);
    for generalisation in &mut question.generalisations {
        generalisation.name = HOSTILE.into();
    }
    Risk::measure(&table, &question).unwrap()
}

/// Nothing but one column was asked for.
fn bare() -> Risk {
    let (table, question) = eight(["age", "city", "act"], "C", [1; 8]);
    let question = Question { quasi: vec![question.quasi[0]], length: 1, ..Question::about(Vec::new()) };
    Risk::measure(&table, &question).unwrap()
}

fn page(risk: &Risk) -> String {
    risk_page(risk, "Invented people", &FACTS).unwrap()
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
fn the_findings_of_eight_people_are_those_counted_by_hand() {
    let (page, text) = (words(&page(&small())), unwrapped(&risk_text(&small(), 100)));
    for finding in [
        "Of 8 records 2 (25.0\u{a0}%) are alone with their values in the 2 columns that somebody may know: no other record has \
         the same. 2 (25.0\u{a0}%) are in groups smaller than 3.",
        "so much is enough: one column for 1 (12.5\u{a0}%) and two columns for 2 (25.0\u{a0}%).",
        "is right with 100.0\u{a0}% about the record that is found most easily, and with 50.0\u{a0}% on average. For 25.0\u{a0}% \
         of the records he is right more often than 1 in 3.",
        "For 25.0\u{a0}% of the records, who finds the group learns act,",
        "By itself, “regions” helps most: records in groups smaller than 3 go from 25.0\u{a0}% to 12.5\u{a0}%.",
        "Records told by two columns or fewer go from 25.0\u{a0}% to 12.5\u{a0}% with “regions”.",
        "One after the other, “regions” and “no age” leave 0.0\u{a0}% of the records in small groups, and 0.0\u{a0}% alone. The \
         target is reached.",
        "Of 2 organisations none has a file that can be told as a whole from the others.",
    ] {
        assert!(page.contains(finding), "{finding}");
        assert!(text.contains(&unwrapped(finding)), "{finding}\n{text}");
    }
    for finding in [
        "Records: 3 to 5 alike 6; alone (too few) 2; 2 alike (too few) 0.",
        "Records told: one column 12.5\u{a0}%; two columns or fewer 25.0\u{a0}%.",
        "Right: prosecutor (at most) 100.0\u{a0}%; marketer (on average) 50.0\u{a0}%.",
        "Above 1 in 3 (33.3\u{a0}%):",
        "Records in small groups: regions 12.5\u{a0}%; no age 12.5\u{a0}%. None is above the table as it is now (25.0\u{a0}%).",
        "In groups smaller than 3 from 25.0\u{a0}% to 0.0\u{a0}%; alone from 25.0\u{a0}% to 0.0\u{a0}%; told by two",
        "Of its records told: organisation 1 75.0\u{a0}%; organisation 2 0.0\u{a0}%.",
    ] {
        assert!(page.contains(finding), "{finding}\n{page}");
    }
}

#[test]
fn a_file_that_can_be_told_is_named_first() {
    let (table, question) = eight(["age", "city", "act"], "C", [1, 2, 2, 1, 3, 3, 3, 3]);
    let risk = Risk::measure(&table, &question).unwrap();
    let page = words(&page(&risk));
    assert!(page.contains("The whole file of 1 of 3 organisations can be told from the others: organisation 3."));
    assert!(page.contains("age: old"));
    let text = risk_text(&risk, 100);
    assert!(text.find("Organisation 3") < text.find("Organisation 1"));
}

#[test]
fn a_page_stands_alone_and_leads_only_to_itself() {
    for page in [small(), hostile(), bare(), large()].map(|risk| page(&risk)) {
        stands_alone(&page);
        assert!(page.contains("small numbers are not suppressed here; do not publish."));
        assert!(page.contains("as confidential as the table itself") && page.contains("What this does not say"));
    }
}

#[test]
fn a_hostile_name_stays_text_wherever_it_stands() {
    let page = risk_page(&hostile(), HOSTILE, &[(HOSTILE, HOSTILE)]).unwrap();
    assert!(!page.contains("<script"));
    assert!(page.matches("script&").count() >= 40, "it is shown as text");
    fits_a_screen(|width| risk_text(&hostile(), width));
}

#[test]
fn lines_of_the_text_are_no_longer_than_asked() {
    for risk in [small(), bare(), large()] {
        fits_a_screen(|width| risk_text(&risk, width));
        assert!(risk_text(&risk, 80).starts_with("For internal use: small numbers"));
    }
}

#[test]
fn every_number_is_on_the_page() {
    let risk = large();
    let page = page(&risk);
    let cells: BTreeSet<_> = found(r">([^<>]+)</(?:td|th|dd|text)>", &page).into_iter().collect();
    let has = |words: String| assert!(cells.contains(words.as_str()), "{words}");
    for length in &risk.combinations {
        [length.distinct, length.below_k, length.unique, length.minimal].map(number).into_iter().for_each(has);
        [length.sets, length.rows_unique].map(|count| number(count as u64)).into_iter().for_each(has);
    }
    for column in &risk.columns {
        has(column.column.clone());
        has(share(column.share));
    }
    for value in &risk.values {
        has(format!("{}: {}", value.cell.column, value.cell.value));
    }
    let journalist = risk.attackers.population.as_ref().unwrap().journalist;
    for attack in [risk.attackers.prosecutor, journalist] {
        [attack.highest, attack.average, attack.share_above].map(share).into_iter().for_each(has);
    }
    let effects = risk.effects.as_ref().unwrap();
    for effect in effects.each.iter().chain(&effects.path) {
        let figures = &effect.figures;
        [figures.share_below_k, figures.share_unique, figures.average_risk].map(share).into_iter().for_each(has);
        [figures.groups as u64, figures.rare_pairs].map(number).into_iter().for_each(has);
    }
    for contributor in &risk.contributors {
        has(number(contributor.rows as u64));
        [contributor.share_by_pairs, contributor.share_alone].map(share).into_iter().for_each(has);
    }
    assert!(effects.path.len() > 1 && risk.contributors.iter().any(|contributor| contributor.told));
}

#[test]
fn what_one_record_holds_together_is_not_repeated() {
    let risk = large();
    let (page, text) = (page(&risk), risk_text(&risk, 160));
    for standout in &risk.worst {
        for set in standout.unique_by.iter().filter(|set| set.len() > 1) {
            let together: Vec<_> = set.iter().map(|cell| format!("{}: {}", cell.column, cell.value)).collect();
            for separator in [", ", " and "] {
                let together = together.join(separator);
                assert!(!page.contains(&together) && !text.contains(&together), "{together}");
            }
        }
    }
    assert!(page.contains(&format!("Record {}", number(risk.worst[0].row as u64))), "where it is, is told");
}

#[test]
fn what_the_only_record_of_an_organisation_holds_together_is_not_repeated() {
    let (table, question) = eight(["age", "city", "act"], "C", [2, 2, 2, 1, 2, 2, 2, 2]);
    let risk = Risk::measure(&table, &question).unwrap();
    assert_eq!(risk.contributors[0].whole.as_ref().map(Vec::len), Some(2), "two values together tell it");
    let (page, text) = (words(&page(&risk)), unwrapped(&risk_text(&risk, 160)));
    assert!(text.contains("Told by: age and city"));
    assert!(!page.contains("age: young and city: B") && !text.contains("age: young and city: B"));
}

#[test]
fn what_was_not_asked_is_said_to_be_unknown() {
    let page = words(&page(&bare()));
    for sentence in [
        "No column was declared as one that nobody should learn.",
        "No generalisation was asked for.",
        "How many people the table is a sample of was not said.",
        "No record can be told by one column.",
        "All records come from one organisation",
    ] {
        assert!(page.contains(sentence), "{sentence}");
    }
}

#[test]
fn the_same_risk_gives_the_same_bytes() {
    assert_eq!(page(&large()), page(&large()));
    assert_eq!(risk_text(&large(), 90), risk_text(&large(), 90));
}

#[test]
#[ignore = "writes the pages where they can be looked at"]
fn pages_to_look_at() {
    let folder = std::env::temp_dir().join("overt-pages");
    std::fs::create_dir_all(&folder).unwrap();
    for (name, risk) in [("risk", large()), ("risk-small", small()), ("risk-bare", bare())] {
        std::fs::write(folder.join(format!("{name}.html")), page(&risk)).unwrap();
        std::fs::write(folder.join(format!("{name}.txt")), risk_text(&risk, 100)).unwrap();
        std::fs::write(folder.join(format!("{name}-narrow.txt")), risk_text(&risk, 48)).unwrap();
    }
}

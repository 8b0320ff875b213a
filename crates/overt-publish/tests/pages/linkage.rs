//! The pages of a linkage: complete, self-contained, and clear about which numbers nobody has checked.

use std::collections::BTreeSet;

use overt_link::{Interval, Quality, Score, ThresholdPoint};
use overt_publish::charts::{bits, number, probability, share};
use overt_publish::linkage::{explanation_page, quality_page};

use crate::invented_linkage::{explanation, float, nothing, quality};
use crate::page::{found, stands_alone};

const HOSTILE: &str = "</dd></title><script>alert(1)</script>\"'&\u{202e}";

fn hostile() -> Quality {
    let mut quality = quality();
    quality.schema = HOSTILE.into();
    quality.model = HOSTILE.into();
    quality.rules[0].rule = HOSTILE.into();
    quality.comparisons[0].name = HOSTILE.into();
    quality.comparisons[0].levels[0].label = HOSTILE.into();
    let truth = quality.truth.as_mut().unwrap();
    truth.by_script[0].0 = HOSTILE.into();
    truth.by_country[0].0 = HOSTILE.into();
    quality
}

fn untrue() -> Quality {
    Quality { truth: None, ..quality() }
}

fn pages() -> Vec<String> {
    let pages = [quality(), untrue(), nothing(), hostile()].map(|quality| quality_page(&quality, Some("Invented.")));
    pages.into_iter().chain([explanation_page(&explanation())]).collect()
}

#[test]
fn a_page_stands_alone_and_leads_only_to_itself() {
    for page in pages() {
        stands_alone(&page);
        assert!(page.contains("A match is a reason to look, not a finding"));
        assert!(page.contains("do not publish"));
    }
}

#[test]
fn a_hostile_text_stays_text_wherever_it_stands() {
    let page = quality_page(&hostile(), Some(HOSTILE));
    assert!(!page.contains("<script"));
    assert!(page.matches("script&").count() >= 16, "it is shown as text");
    let mut explanation = explanation();
    explanation.pair = [HOSTILE, HOSTILE].map(str::to_owned);
    explanation.model = HOSTILE.into();
    explanation.evidence[0].comparison = HOSTILE.into();
    explanation.evidence[0].level = HOSTILE.into();
    explanation.abstains = Some(HOSTILE.into());
    let page = explanation_page(&explanation);
    assert!(!page.contains("<script"));
    assert!(page.matches("script&").count() >= 14, "it is shown as text");
}

#[test]
fn precision_comes_first_and_says_that_it_was_measured() {
    let page = quality_page(&quality(), None);
    let (precision, recall) = (page.find("<dt>Precision").unwrap(), page.find("<dt>Recall").unwrap());
    assert!(precision < recall);
    let figure = &page[precision..recall];
    assert!(figure.contains("97.4\u{a0}%") && figure.contains("basis-measured") && figure.contains(">115</dd>"));
    assert!(page.contains("It thinks too well of itself."));
}

#[test]
fn without_truth_every_share_is_an_expectation() {
    let page = quality_page(&untrue(), None);
    assert!(page.contains("The truth is not known here."));
    assert_eq!(page.matches("basis-measured\"").count(), 1, "it is only explained");
    assert!(!page.contains("Measured, single pairs"));
    assert!(page.contains("nobody can say whether a probability of 0.9 means nine of ten"));
    assert!(page.contains("Nobody has checked these pairs."));
}

#[test]
fn every_number_is_on_the_page() {
    let quality = quality();
    let page = quality_page(&quality, None);
    let cells: BTreeSet<_> = found(r">([^<>]+)</(?:td|th|dd|text)>", &page).into_iter().collect();
    let has = |words: String| assert!(cells.contains(words.as_str()), "{words}");
    for rule in &quality.rules {
        [rule.pairs, rule.new_pairs, rule.split_blocks, rule.left_out_pairs].map(number).into_iter().for_each(has);
    }
    for level in quality.comparisons.iter().flat_map(|comparison| &comparison.levels) {
        [bits(level.weight_bits), probability(level.m), probability(level.u)].into_iter().for_each(has);
    }
    for bin in &quality.weights {
        [bits(bin.from_bits), number(bin.pairs), share(bin.expected_same / float(bin.pairs))].into_iter().for_each(has);
    }
    let truth = quality.truth.as_ref().unwrap();
    for point in quality.expected.iter().chain(&truth.curve) {
        [probability(point.threshold), share(point.precision), share(point.recall)].into_iter().for_each(has);
        has(format!("{} joined pairs", number(point.pairs)));
    }
    for bin in &truth.calibration {
        [probability(bin.probability), share(bin.share_same), format!("{} pairs", number(bin.pairs))]
            .into_iter()
            .for_each(has);
    }
    for score in [&truth.pairs, &truth.entities] {
        [score.joined, score.same, score.both].map(number).into_iter().for_each(has);
    }
    for (_, score) in truth.by_script.iter().chain(&truth.by_country) {
        has(format!("{} of {} joined pairs are the same", number(score.both), number(score.joined)));
        has(format!("{} of {} pairs that are the same were joined", number(score.both), number(score.same)));
    }
    for (_, entities) in quality.entity_sizes.iter().filter(|(records, _)| *records <= 10) {
        has(number(*entities));
    }
    assert!(page.contains("14 records: 2; 37 records: 1"));
}

#[test]
fn a_linkage_of_nothing_says_so() {
    let page = quality_page(&nothing(), None);
    assert!(page.contains("There were no records to link."));
    assert!(page.contains("No rule was used"));
    assert!(page.contains("There are no values.") && page.contains("There are no pairs."));
    assert!(!page.contains("NaN") && !page.contains("inf"));
}

#[test]
fn numbers_without_measure_stay_readable() {
    let mut quality = quality();
    let edge = Interval { value: f64::NAN, low: f64::NAN, high: f64::NAN };
    quality.records = u64::MAX;
    quality.rules[0].pairs = u64::MAX;
    quality.rules[0].new_pairs = u64::MAX;
    quality.weights[0].pairs = u64::MAX;
    quality.weights[1].from_bits = f64::NEG_INFINITY;
    quality.weights[2].expected_same = f64::INFINITY;
    quality.comparisons[0].levels[0].weight_bits = f64::INFINITY;
    quality.comparisons[0].levels[0].u = 0.0;
    quality.comparisons[0].levels[1].u = 1e-300;
    quality.expected.push(ThresholdPoint { threshold: 1.0, pairs: 0, precision: f64::NAN, recall: 0.0 });
    let nothing = Score { joined: 0, same: 0, both: 0, precision: edge, recall: edge, f1: f64::NAN };
    quality.truth.as_mut().unwrap().by_script[0].1 = nothing;
    quality.truth.as_mut().unwrap().entities = nothing;
    let page = quality_page(&quality, None);
    assert!(!page.contains("NaN") && !page.contains("inf%") && !page.contains(">inf"));
    assert!(page.contains("18,446,744,073,709,551,615") && page.contains("under 1 in 1,000,000,000,000"));
    assert!(page.contains("+∞") && page.contains("nothing to measure") && page.contains("no pair was joined"));
    let digits = found(r"(\d{25,})", &page);
    assert!(digits.is_empty(), "{digits:?}");
}

#[test]
fn the_same_linkage_gives_the_same_bytes() {
    assert_eq!(quality_page(&quality(), None), quality_page(&quality(), None));
    assert_eq!(explanation_page(&explanation()), explanation_page(&explanation()));
}

#[test]
fn the_explanation_gives_the_reason_for_which_the_program_does_not_decide() {
    let mut explanation = explanation();
    let page = explanation_page(&explanation);
    assert!(page.contains("The program does not decide") && page.contains("a document can be used by several people"));
    assert!(page.contains("person-00a41") && !found("<title>(.*)</title>", &page)[0].contains("person"));
    explanation.abstains = None;
    assert!(!explanation_page(&explanation).contains("The program does not decide"));
}

#[test]
#[ignore = "writes the pages where they can be looked at"]
fn pages_to_look_at() {
    let folder = std::env::temp_dir().join("overt-pages");
    std::fs::create_dir_all(&folder).unwrap();
    let notice = Some("Everything on this page is invented. No person, place or case in it is real.");
    for (name, page) in [
        ("quality", quality_page(&quality(), notice)),
        ("untrue", quality_page(&untrue(), notice)),
        ("nothing", quality_page(&nothing(), notice)),
        ("explanation", explanation_page(&explanation())),
    ] {
        std::fs::write(folder.join(format!("{name}.html")), page).unwrap();
    }
    for width in [60, 80, 110] {
        println!("{}", overt_publish::charts::waterfall_text(&explanation(), width));
    }
}

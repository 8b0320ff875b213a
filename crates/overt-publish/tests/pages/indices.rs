//! The page and the text of two indices: the circle first, a flag beside every number, everybody who is left out by name.

use overt_analysis::Problem;
use overt_model::Lang;
use overt_publish::analysis::{Lab, indices};

use crate::invented_indices::{apart, bare, circular, lab};
use crate::page::{fits_a_screen, found, stands_alone};
use crate::published_indices::{prevalence, rights, tiers, witnesses};

const HOSTILE: &str = "</dd></title><script>alert(1)</script>\"'&\u{202e}\u{1b}[31m";
const FACTS: [(&str, &str); 1] = [("Question", "whether two invented indices go together")];

fn page(lab: &Lab) -> String {
    indices(lab, &FACTS, Lang::En).to_html().unwrap()
}

fn screen(lab: &Lab, width: usize) -> String {
    indices(lab, &[], Lang::En).to_text(width)
}

/// The words of a page, without its elements.
fn words(page: &str) -> String {
    let head = regex::Regex::new("(?s)<head>.*?</head>|<style>.*?</style>").unwrap();
    let text = head.replace_all(page, "");
    let text = regex::Regex::new("<[^>]*>").unwrap().replace_all(&text, " ").replace("&#39;", "'");
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn unwrapped(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn labs(text: &str) -> [Lab; 4] {
    let unknown = Problem::new(format!("Nothing is known of {text}."), "Add its inputs.");
    [lab(text, Ok(circular(text))), lab(text, Ok(apart(text))), lab(text, Err(unknown)), bare(text)]
}

#[test]
fn a_circle_is_told_before_any_number_with_its_path() {
    let lab = lab("1", Ok(circular("1")));
    let coefficient = regex::Regex::new(r"[−-]?0\.\d{3}").unwrap();
    for text in [words(&page(&lab)), unwrapped(&screen(&lab, 160))] {
        let at = |words: &str| text.find(words).unwrap_or_else(|| panic!("{words} is not in {text}"));
        let told = at("x 1 and y 1 are bound together through other inputs (one path)");
        let path = at("y 1 ← 1 (model 1) ← 1 (penalty 1), which measures corruption");
        let number = coefficient.find(&text).unwrap().start();
        assert!(told < path && path < number, "{told} {path} {number}");
        assert!(text.contains("part of their association may be there by construction, and it shows no cause"));
        assert!(text.contains("Not that x 1 and y 1 are two witnesses."));
    }
}

#[test]
fn a_pair_without_a_known_circle_is_not_said_to_be_free_of_one() {
    let lab = lab("1", Ok(apart("1")));
    let text = words(&page(&lab));
    assert!(!text.contains("This pair is circular") && !text.contains("by construction"));
    assert!(text.contains("no way by which one is made of the other is known, and this shows no cause"));
    assert!(text.contains("that does not show that there is none."));
}

#[test]
fn a_pair_of_which_nothing_is_known_is_said_to_be_unchecked() {
    let lab = lab("1", Err(Problem::new("Nothing is known of y.", "Add its inputs.")));
    for text in [words(&page(&lab)), unwrapped(&screen(&lab, 100))] {
        assert!(text.contains("Nothing is known of y. Add its inputs.") && text.contains("circle not checked"));
        assert!(text.contains("whether one is made of the other is not known, and this shows no cause"));
    }
}

#[test]
fn the_flag_stands_in_every_row_and_at_every_picture_that_has_a_coefficient() {
    for (lab, flag) in
        [(lab("1", Ok(circular("1"))), "circular, indirectly"), (lab("1", Ok(apart("1"))), "no circle known")]
    {
        let page = page(&lab);
        let mut rows = 0;
        for table in found(r"(?s)(<table>.*?</table>)", &page) {
            if table.contains(r#"class="number">Flag</th>"#) {
                let body = found(r"(?s)<tbody>(.*?)</tbody>", table)[0];
                rows += body.matches("<tr>").count();
                assert_eq!(body.matches("<tr>").count(), body.matches(&format!(">{flag}</td>")).count());
            } else {
                let caption = found("<caption>(.*?)</caption>", table)[0];
                assert!(!table.contains(">p</th>") && !table.contains(">r</th>"), "{caption} has coefficients");
            }
        }
        assert_eq!(rows, 42);
        for figure in found(r"(?s)(<figure.*?</figure>)", &page) {
            assert!(figure.contains(&format!("Flag: {flag}.</figcaption>")), "{figure}");
        }
        let sentences = found(r#"(<p[^>]*><span class="flag">[^<]*</span>)"#, &page);
        assert!(sentences.len() >= 5 && sentences.iter().all(|words| words.contains(flag)));
    }
}

#[test]
fn every_picture_has_a_table() {
    for lab in labs("1") {
        let page = page(&lab);
        let figures = found(r"(?s)(<figure.*?</figure>)", &page);
        for figure in &figures {
            assert_eq!((figure.matches("<svg xmlns").count(), figure.matches("<table>").count()), (1, 1));
        }
        let has_ways = lab.circularity.as_ref().is_ok_and(|circularity| !circularity.paths.is_empty());
        let expected = if lab.joined.is_none() { 0 } else { 3 + usize::from(has_ways) };
        assert_eq!(figures.len(), expected);
    }
}

#[test]
fn everybody_who_is_left_out_is_named() {
    let lab = lab("1", Ok(circular("1")));
    for text in [words(&page(&lab)), unwrapped(&screen(&lab, 160))] {
        assert!(
            text.contains(
                "both side by side, with others held constant, two rows left out, Pearson's r, Spearman's rho, Kendall's tau-b"
            ),
            "{text}"
        );
        assert!(text.contains("QQM, QQN") && text.contains("Left out are 3: not in y 1: QQM and QQN; not drawn"));
        assert!(text.contains("Not among the rows of some of the 4 pairings of series and countries"));
    }
    let none = lab.joined.as_ref().unwrap().keys.iter().zip(&lab.joined.as_ref().unwrap().sides[1].values);
    let none = none.filter(|(_, value)| **value <= 0.0).map(|(key, _)| key.to_string()).collect::<Vec<_>>();
    assert_eq!(none, ["QQK"]);
    assert!(words(&page(&lab)).contains("the axis has no place for its value of y 1: QQK"), "zero has no logarithm");
}

#[test]
fn what_has_no_answer_is_said_in_words() {
    let lab = bare("1");
    for text in [words(&page(&lab)), unwrapped(&screen(&lab, 100))] {
        assert!(text.contains("No association of x 1 and y 1 could be estimated."));
        assert!(!text.contains("Nobody is left out"), "nothing was put side by side");
        assert_eq!(text.matches("There are 3 rows of 1. Look at the exclusions.").count(), 10);
    }
}

#[test]
fn the_odds_of_a_higher_level_are_told_at_each_threshold_with_the_test_whether_they_are_the_same() {
    let mut lab = lab("1", Ok(apart("1")));
    for text in [words(&page(&lab)), unwrapped(&screen(&lab, 160))] {
        assert!(text.contains("level 1 tends to be higher where x 1 is higher (odds ratio"), "{text}");
        assert!(text.contains("that the ratio differs between thresholds cannot be told from chance"), "{text}");
        assert!(
            text.contains("at every threshold") && text.contains("above level 1 1") && text.contains("above level 2 1")
        );
        assert!(text.contains("Odds of a higher level: ordered logit"), "the method is told");
        assert!(text.contains("Only the order of the levels counts."), "and how far it reaches");
    }
    let untested = Problem::new("One level has three rows.", "Take more rows.");
    lab.ordered.as_mut().unwrap().as_mut().unwrap().proportional = Some(Err(untested));
    let text = words(&page(&lab));
    assert!(text.contains("at every threshold") && !text.contains("above level"));
    assert!(text.contains("Whether the ratio is the same at each threshold: no answer. One level has three rows."));
}

#[test]
fn the_finding_says_when_coefficients_do_not_agree() {
    let mut lab = lab("1", Ok(apart("1")));
    let estimate = &mut lab.associations[0].as_mut().unwrap().estimate;
    (estimate.low, estimate.high) = (-0.9, 0.1);
    assert!(words(&page(&lab)).contains("whether y 1 goes together with x 1 depends on the coefficient"));
    for association in &mut lab.associations {
        association.as_mut().unwrap().estimate.high = 0.1;
    }
    assert!(words(&page(&lab)).contains("no association of y 1 with x 1 can be told from chance"));
}

#[test]
fn a_page_stands_alone_and_leads_only_to_itself() {
    for page in labs("1").map(|lab| page(&lab)) {
        stands_alone(&page);
        assert!(page.contains("What must not be concluded") && page.contains("overt 1"));
    }
}

#[test]
fn a_hostile_name_stays_text_wherever_it_stands() {
    for lab in labs(HOSTILE) {
        let page = indices(&lab, &[(HOSTILE, HOSTILE)], Lang::En).to_html().unwrap();
        assert!(!page.contains("<script"));
        assert!(page.matches("script&").count() >= 10, "it is shown as text");
        fits_a_screen(|width| screen(&lab, width));
    }
}

#[test]
fn lines_of_the_text_are_no_longer_than_asked() {
    for lab in labs("1") {
        fits_a_screen(|width| screen(&lab, width));
    }
}

#[test]
fn the_same_lab_gives_the_same_bytes() {
    let [one, other] = [(); 2].map(|()| lab("1", Ok(circular("1"))));
    assert_eq!(page(&one), page(&other));
    assert_eq!(screen(&one, 90), screen(&other, 90));
}

#[test]
fn the_published_pair_is_circular_and_the_rights_index_is_not() {
    let (Some(prevalence), Some(rights)) = (prevalence(), rights()) else { return };
    let (circular, free) = (words(&page(&prevalence)), words(&page(&rights)));
    assert!(
        circular.contains("This pair is circular")
            && circular.contains("GSI_PREV ← GSI_VULN ← GSI_GOVRESP ← GOV_PENALTY")
    );
    assert!(circular.contains(
        "Among 167 countries, prevalence of the GSI 2016 tends to be lower where CPI 2017 is higher (Pearson's r −0.509"
    ));
    assert!(circular.contains("22,329 specifications"));
    assert!(!free.contains("This pair is circular") && free.contains("no circle known"));
    assert!(free.contains("the ten worst for workers (n 10, median 32.5, mean 33.3)"));
}

#[test]
fn two_measures_of_corruption_are_said_to_be_no_two_witnesses_before_their_coefficient() {
    let Some(lab) = witnesses() else { return };
    let page = words(&page(&lab));
    let at = |words: &str| page.find(words).unwrap_or_else(|| panic!("{words} is not there"));
    assert!(at("they are not two witnesses") < at("0.992") && page.contains("circular, both of the same"));
}

#[test]
#[ignore = "writes the pages where they can be looked at"]
fn pages_to_look_at() {
    let folder = std::env::temp_dir().join("overt-pages");
    std::fs::create_dir_all(&folder).unwrap();
    let published =
        [("prevalence", prevalence()), ("rights", rights()), ("tiers", tiers()), ("witnesses", witnesses())];
    let invented = [("invented", Some(lab("1", Ok(circular("1"))))), ("bare", Some(bare("1")))];
    for (name, lab) in published.into_iter().chain(invented).filter_map(|(name, lab)| Some((name, lab?))) {
        std::fs::write(folder.join(format!("indices-{name}.html")), page(&lab)).unwrap();
        std::fs::write(folder.join(format!("indices-{name}.txt")), screen(&lab, 100)).unwrap();
        std::fs::write(folder.join(format!("indices-{name}-narrow.txt")), screen(&lab, 48)).unwrap();
    }
}

//! Analyses in every language: the same numbers, and none of the English words in another.

use std::collections::BTreeMap;

use overt_analysis::undercount::{Choice, Family, Plan, estimate};
use overt_analysis::{Cause, Problem};
use overt_model::Lang;
use overt_publish::analysis::{Lab, indices};
use overt_publish::findings::{self, Origin};
use overt_publish::report::Report;
use regex::Regex;

use crate::invented_findings::histories;
use crate::invented_indices::{apart, bare, circular, lab};

const OTHERS: [(Lang, &str); 2] = [
    (Lang::Es, include_str!("../../locales/analyses/es.ftl")),
    (Lang::Fr, include_str!("../../locales/analyses/fr.ftl")),
];

/// What a page says, in the order in which it is read: elements, styles and numbers of drawings are left out.
fn words(page: &str) -> String {
    let text = Regex::new("(?s)<head>.*?</head>|<style>.*?</style>").unwrap().replace_all(page, "").into_owned();
    let attributes = Regex::new("aria-label=\"([^\"]*)\"").unwrap();
    let said: Vec<String> = attributes.captures_iter(&text).map(|found| found[1].to_owned()).collect();
    let text = Regex::new("<[^>]*>").unwrap().replace_all(&text, " ").replace("&#39;", "'");
    format!("{} {}", text.split_whitespace().collect::<Vec<_>>().join(" "), said.join(" "))
}

/// The messages of a catalogue, each as the pieces between what is put in.
fn pieces(text: &str) -> BTreeMap<&str, Vec<String>> {
    let mut messages: BTreeMap<&str, String> = BTreeMap::new();
    let mut name = "";
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        let words = match line.split_once(" = ") {
            Some((new, words)) if !line.starts_with(' ') => {
                name = new;
                words
            }
            _ => line,
        };
        let message = messages.entry(name).or_default();
        *message += "\n";
        *message += words;
    }
    let put_in = Regex::new(r"\{ \$[a-z]+ (?:->|\})|\*?\[[a-z0]+\]|\}|\n").unwrap();
    let split = |message: &String| put_in.split(message).map(|piece| piece.trim().to_owned()).collect();
    messages.iter().map(|(name, message)| (*name, split(message))).collect()
}

/// Where these words stand as words and not as a part of others, from there on.
fn find<'a>(text: &'a str, words: &str) -> Option<&'a str> {
    let is_letter = |letter: Option<char>| letter.is_some_and(char::is_alphanumeric);
    let mut places = text.match_indices(words).map(|(at, _)| text.split_at(at));
    let found = places.find(|(before, from)| {
        !is_letter(before.chars().next_back()) && !is_letter(from[words.len()..].chars().next())
    });
    found.map(|(_, from)| from)
}

/// The numbers of a text, in their order of size and without what sets thousands apart.
fn numbers(text: &str) -> Vec<String> {
    let mut found: Vec<String> =
        Regex::new(r"\d[\d,.]*").unwrap().find_iter(text).map(|found| found.as_str().replace([',', '.'], "")).collect();
    found.sort();
    found
}

/// With the sign that kernels write for minus.
fn plain(text: &str) -> String {
    text.replace('−', "-")
}

/// Holds a report to what every language promises. The kernel's own words are English ones, too.
fn is_told_in_every_language<'a>(report: impl Fn(Lang) -> Report<'a>, of_kernel: &[String]) {
    let page = |lang| report(lang).to_html().unwrap();
    let english = plain(&words(&page(Lang::En)));
    for sentence in of_kernel {
        assert!(find(&english, sentence).is_some(), "the kernel's words are those of the page: {sentence}");
    }
    let in_english = pieces(include_str!("../../locales/analyses/en.ftl"));
    for (lang, text) in OTHERS {
        let (html, translations) = (page(lang), pieces(text));
        let told = plain(&words(&html));
        assert!(html.contains(&format!("<html lang=\"{}\">", lang.code())));
        assert!(!html.contains("lang=\"en\""));
        for (name, pieces) in &in_english {
            let english_only = pieces.iter().filter(|piece| !piece.is_empty() && !translations[name].contains(piece));
            for piece in english_only.filter(|piece| piece.chars().any(char::is_alphabetic)) {
                assert_eq!(find(&told, piece), None, "{lang:?} has “{piece}” of {name}");
            }
        }
        for sentence in of_kernel {
            assert_eq!(find(&told, sentence), None, "{lang:?} has the kernel's words");
        }
        assert_eq!(numbers(&told), numbers(&english), "{lang:?} has other numbers");
    }
}

#[test]
fn an_undercount_has_the_same_numbers_in_every_language_and_no_english_in_another() {
    let usual = Plan::usual(4, 1, 1);
    let stepwise = Choice::Stepwise { chance_max: 0.02, together_max: 2, compared: Family::Near { together_max: 2 } };
    for plan in [usual.clone(), Plan { choice: stepwise, resampling: None, ..usual }] {
        let found = estimate(&histories("1", 4), &plan).unwrap();
        let of_kernel = [found.in_words.clone(), found.method.to_string(), found.models.family.to_string()];
        let reasons = found.models.refused.iter().map(|refused| refused.reason.to_string());
        let of_kernel: Vec<String> = of_kernel.into_iter().chain(reasons).collect();
        is_told_in_every_language(|lang| findings::undercount(&found, &Origin::default(), lang), &of_kernel);
    }
}

/// The sentences and methods that the kernels give for two indices, and that their page shows.
fn of_kernels(lab: &Lab) -> Vec<String> {
    fn part<T>(part: Option<&Result<T, Problem>>, said: impl Fn(&T) -> [String; 2]) -> Vec<String> {
        part.and_then(|part| part.as_ref().ok()).map(said).into_iter().flatten().collect()
    }
    let said = |sentence: &str, method: &str| [sentence.to_owned(), method.to_owned()];
    let mut all = part(Some(&lab.circularity), |found| said(&found.sentence, found.method));
    all.extend(lab.groups.iter().flat_map(|found| said(&found.comparison.sentence, found.comparison.method)));
    all.extend(part(lab.ordered.as_ref(), |found| said(&found.sentence, found.method)));
    all.extend(part(lab.ordered.as_ref(), |found| said(found.limits, found.method)));
    all.extend(part(lab.partial.as_ref(), |found| said(&found.sentence, found.method)));
    all.extend(part(lab.within_between.as_ref(), |found| said(&found.sentence, found.method)));
    all.extend(lab.ties.iter().flat_map(|ties| part(Some(ties), |found| said(&found.sentence, found.method))));
    all.extend(part(lab.pair_audit.as_ref(), |found| said(&found.sentence, found.method)));
    all.extend(part(lab.jackknife.as_ref(), |found| said(&found.sentence, found.method)));
    all.extend(part(lab.multiverse.as_ref(), |found| {
        let refused = found.refused.first().map_or(found.method, |refused| &refused.problem.sentence);
        said(refused, found.method)
    }));
    let alternatives = lab.circularity.iter().flat_map(|found| &found.alternatives);
    all.extend(alternatives.map(|found| found.sentence.clone()));
    let choices = lab.multiverse.iter().flatten().flat_map(|found| &found.choices[3..6]);
    all.extend(choices.flat_map(|choice| choice.options.iter().map(ToString::to_string)));
    let joined = lab.joined.iter().flat_map(|joined| &joined.exclusions);
    all.extend(joined.map(|gone| gone.why.to_string()));
    all
}

#[test]
fn two_indices_have_the_same_numbers_in_every_language_and_no_english_in_another() {
    let few = || Problem::from(Cause::FewRows { n: 3, least: 4 });
    let refused = Lab {
        associations: vec![Err(few())],
        partial: Some(Err(few())),
        pair_audit: Some(Err(few())),
        ties: vec![Err(few())],
        ..lab("1", Err(few()))
    };
    for lab in [lab("1", Ok(circular("1"))), lab("1", Ok(apart("1"))), refused] {
        is_told_in_every_language(|lang| indices(&lab, &[], lang), &of_kernels(&lab));
    }
}

#[test]
fn a_reason_that_is_known_in_english_only_is_said_to_be_english() {
    let page = indices(&bare("1"), &[], Lang::Es).to_html().unwrap();
    assert!(words(&page).contains("sin respuesta. En inglés: There are 3 rows of 1."), "{}", words(&page));
}

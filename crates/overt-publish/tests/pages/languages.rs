//! Analyses in every language: the same numbers, and none of the English words in another.

use std::collections::BTreeMap;

use overt_analysis::undercount::{Choice, Family, Plan, estimate};
use overt_model::Lang;
use overt_publish::findings::{self, Origin};
use overt_publish::report::Report;
use regex::Regex;

use crate::invented_findings::histories;

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

/// Whether these words stand there as words, and not as a part of others.
fn has(text: &str, words: &str) -> bool {
    let is_letter = |letter: Option<char>| letter.is_some_and(char::is_alphanumeric);
    text.match_indices(words).any(|(at, _)| {
        !is_letter(text[..at].chars().next_back()) && !is_letter(text[at + words.len()..].chars().next())
    })
}

/// The numbers of a text, in their order of size and without what sets thousands apart.
fn numbers(text: &str) -> Vec<String> {
    let mut found: Vec<String> =
        Regex::new(r"\d[\d,.]*").unwrap().find_iter(text).map(|found| found.as_str().replace([',', '.'], "")).collect();
    found.sort();
    found
}

/// Holds a report to what every language promises. The kernel's own words are English ones, too.
fn is_told_in_every_language<'a>(report: impl Fn(Lang) -> Report<'a>, of_kernel: &[String]) {
    let page = |lang| report(lang).to_html().unwrap();
    let english = words(&page(Lang::En));
    for sentence in of_kernel {
        assert!(has(&english, sentence), "the kernel's words are those of the page: {sentence}");
    }
    let in_english = pieces(include_str!("../../locales/analyses/en.ftl"));
    for (lang, text) in OTHERS {
        let (html, translations) = (page(lang), pieces(text));
        let told = words(&html);
        assert!(html.contains(&format!("<html lang=\"{}\">", lang.code())));
        assert!(!html.contains("lang=\"en\""));
        for (name, pieces) in &in_english {
            let english_only = pieces.iter().filter(|piece| !piece.is_empty() && !translations[name].contains(piece));
            for piece in english_only.filter(|piece| piece.chars().any(char::is_alphabetic)) {
                assert!(!has(&told, piece), "{lang:?} has “{piece}” of {name}");
            }
        }
        for sentence in of_kernel {
            assert!(!has(&told, sentence), "{lang:?}: {sentence}");
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

//! The words of the pages, from one catalogue for each language.

use std::sync::LazyLock;

use axum::http::HeaderMap;
use axum::http::header::ACCEPT_LANGUAGE;
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::types::FluentNumber;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use overt_model::Lang;

use crate::charts::number;

const TEXTS: [(Lang, &str); 3] = [
    (Lang::En, include_str!("../../locales/en.ftl")),
    (Lang::Es, include_str!("../../locales/es.ftl")),
    (Lang::Fr, include_str!("../../locales/fr.ftl")),
];

static CATALOGUES: LazyLock<Vec<(Lang, FluentBundle<FluentResource>)>> =
    LazyLock::new(|| TEXTS.iter().map(|(lang, text)| (*lang, catalogue(*lang, text))).collect());

fn catalogue(lang: Lang, text: &str) -> FluentBundle<FluentResource> {
    let language = lang.code().parse().expect("the codes are those of languages");
    let mut bundle = FluentBundle::new_concurrent(vec![language]);
    // Marks around every argument would be copied with it; the languages here run one way.
    bundle.set_use_isolating(false);
    bundle.set_formatter(Some(|value, _| match value {
        FluentValue::Number(FluentNumber { value, .. }) if *value >= 0.0 => {
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "counts are whole and not negative"
            )]
            let count = value.round() as u64;
            Some(number(count))
        }
        _ => None,
    }));
    let resource = FluentResource::try_new(text.to_owned()).unwrap_or_else(|(resource, _)| resource);
    bundle.add_resource(resource).unwrap_or_default();
    bundle
}

/// What stands in a sentence.
pub(super) enum Part<'a> {
    /// A count: it decides between one and many.
    Count(u64),
    /// Words.
    Words(&'a str),
}

/// The words of this name. Where a language lacks them, they are English.
pub(super) fn say(lang: Lang, name: &str, parts: &[(&'static str, Part<'_>)]) -> String {
    let mut arguments = FluentArgs::new();
    for (name, part) in parts {
        match part {
            #[expect(clippy::cast_precision_loss, reason = "counts are below 2^53")]
            Part::Count(count) => arguments.set(*name, FluentValue::from(*count as f64)),
            Part::Words(words) => arguments.set(*name, FluentValue::from(*words)),
        }
    }
    let said = |lang: Lang| {
        let (_, bundle) = CATALOGUES.iter().find(|(other, _)| *other == lang)?;
        let pattern = bundle.get_message(name)?.value()?;
        Some(bundle.format_pattern(pattern, Some(&arguments), &mut Vec::new()).into_owned())
    };
    said(lang).or_else(|| said(Lang::En)).unwrap_or_else(|| name.to_owned())
}

/// In which direction a language is written, as `dir` has it.
pub(super) fn direction(lang: Lang) -> &'static str {
    match lang {
        Lang::En | Lang::Es | Lang::Fr => "ltr",
    }
}

/// The language of this code.
pub(super) fn of_code(code: &str) -> Option<Lang> {
    Lang::ALL.into_iter().find(|lang| lang.code() == code)
}

/// The first language that a browser asks for and that there is; or English.
pub(super) fn asked_for(headers: &HeaderMap) -> Lang {
    let asked = headers.get(ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let mut wanted: Vec<(f32, Lang)> = asked
        .split(',')
        .filter_map(|one| {
            let (tag, weight) = one.split_once(";q=").unwrap_or((one, "1"));
            let lang = of_code(tag.trim().split('-').next()?)?;
            Some((weight.trim().parse().unwrap_or(0.0), lang))
        })
        .collect();
    wanted.sort_by(|one, other| other.0.total_cmp(&one.0));
    wanted.first().map_or(Lang::En, |(_, lang)| *lang)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::fs;
    use std::path::Path;

    use regex::Regex;

    use super::*;
    use crate::charts::areas_without_code;
    use crate::site::figure::area_key;
    use crate::site::shell::SCRIPT_WORDS;

    fn names(text: &str) -> BTreeSet<&str> {
        let lines = text.lines().filter(|line| line.starts_with(|letter: char| letter.is_ascii_lowercase()));
        lines.filter_map(|line| line.split_once(" =").map(|(name, _)| name)).collect()
    }

    #[test]
    fn every_language_has_every_sentence_and_can_be_read() {
        let english = names(TEXTS[0].1);
        for (lang, text) in TEXTS {
            assert!(FluentResource::try_new(text.to_owned()).is_ok(), "{lang:?} cannot be read");
            let these = names(text);
            let differing: Vec<_> = english.symmetric_difference(&these).collect();
            assert!(differing.is_empty(), "{lang:?} differs in {differing:?}");
        }
    }

    /// All that speaks: the files of the site and its templates, without this one.
    fn speakers(folder: &Path, found: &mut String) {
        for entry in fs::read_dir(folder).expect("it can be read") {
            let path = entry.expect("it can be read").path();
            if path.is_dir() {
                speakers(&path, found);
            } else if !path.ends_with("language.rs") {
                *found += &fs::read_to_string(&path).expect("it is text");
            }
        }
    }

    #[test]
    fn every_sentence_is_said_somewhere_and_nothing_else_is() {
        let mut text = String::new();
        for folder in ["src/site", "templates/site"] {
            speakers(&Path::new(env!("CARGO_MANIFEST_DIR")).join(folder), &mut text);
        }
        // These are not written in one piece.
        let scripts = SCRIPT_WORDS.iter().map(|name| format!("script-{name}"));
        let put_together: BTreeSet<String> = areas_without_code().map(area_key).chain(scripts).collect();
        let english = names(TEXTS[0].1);
        let unsaid: Vec<&&str> = english
            .iter()
            .filter(|name| !text.contains(&format!("\"{name}\"")) && !put_together.contains(**name))
            .collect();
        assert!(unsaid.is_empty(), "nobody says {unsaid:?}");
        let said = Regex::new(r#"(?:say|count|with|named)\((?:(?:shell\.|ask\.)?lang, |Lang::En, |ask, )?"([a-z-]+)""#);
        let said = said.expect("a pattern");
        let said = said.captures_iter(&text).filter_map(|found| found.get(1)).map(|name| name.as_str());
        let missing: BTreeSet<&str> =
            said.chain(put_together.iter().map(|name| &**name)).filter(|name| !english.contains(name)).collect();
        assert!(missing.is_empty(), "the catalogue lacks {missing:?}");
    }

    #[test]
    fn the_language_that_is_wanted_most_is_taken() {
        let of = |asked: &'static str| {
            asked_for(&HeaderMap::from_iter([(ACCEPT_LANGUAGE, asked.parse().expect("it is text"))]))
        };
        assert_eq!(of("de, es;q=0.5, fr-CH;q=0.9, en;q=0.4"), Lang::Fr);
        assert_eq!(of("de"), Lang::En);
        assert_eq!(of(";;;q=x,,"), Lang::En);
    }
}

//! Catalogues of words, one text for each language, and the language that somebody wants.

use std::borrow::Cow;

use axum::http::HeaderMap;
use axum::http::header::ACCEPT_LANGUAGE;
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::types::FluentNumber;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use overt_model::Lang;

use crate::charts::number;

/// The words of a program in every language that it speaks.
pub struct Catalogue(Vec<(Lang, FluentBundle<FluentResource>)>);

/// What stands in a sentence.
pub enum Part<'a> {
    /// A count: it decides between one and many.
    Count(u64),
    /// Words.
    Words(Cow<'a, str>),
}

impl From<u64> for Part<'_> {
    fn from(count: u64) -> Self {
        Self::Count(count)
    }
}

impl From<usize> for Part<'_> {
    fn from(count: usize) -> Self {
        Self::Count(count as u64)
    }
}

impl<'a> From<&'a str> for Part<'a> {
    fn from(words: &'a str) -> Self {
        Self::Words(words.into())
    }
}

impl From<String> for Part<'_> {
    fn from(words: String) -> Self {
        Self::Words(words.into())
    }
}

impl<'a> From<&'a String> for Part<'a> {
    fn from(words: &'a String) -> Self {
        Self::Words(words.into())
    }
}

impl Catalogue {
    /// The catalogue of these texts (Fluent). What of a text cannot be read is left out.
    pub fn new(texts: &[(Lang, &str)]) -> Self {
        Self(texts.iter().map(|(lang, text)| (*lang, bundle(*lang, text))).collect())
    }

    /// The words of this name. Where a language lacks them, they are English.
    pub fn say(&self, lang: Lang, name: &str, parts: &[(&'static str, Part<'_>)]) -> String {
        let mut arguments = FluentArgs::new();
        for (name, part) in parts {
            match part {
                #[expect(clippy::cast_precision_loss, reason = "counts are below 2^53")]
                Part::Count(count) => arguments.set(*name, FluentValue::from(*count as f64)),
                Part::Words(words) => arguments.set(*name, FluentValue::from(words.as_ref())),
            }
        }
        let said = |lang: Lang| {
            let (_, bundle) = self.0.iter().find(|(other, _)| *other == lang)?;
            let pattern = bundle.get_message(name)?.value()?;
            Some(bundle.format_pattern(pattern, Some(&arguments), &mut Vec::new()).into_owned())
        };
        said(lang).or_else(|| said(Lang::En)).unwrap_or_else(|| name.to_owned())
    }
}

fn bundle(lang: Lang, text: &str) -> FluentBundle<FluentResource> {
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

/// Those of the words in English, Spanish and French that are in this language.
pub const fn pick(lang: Lang, [en, es, fr]: [&str; 3]) -> &str {
    match lang {
        Lang::En => en,
        Lang::Es => es,
        Lang::Fr => fr,
    }
}

/// In which direction a language is written, as `dir` has it.
pub const fn direction(lang: Lang) -> &'static str {
    match lang {
        Lang::En | Lang::Es | Lang::Fr => "ltr",
    }
}

/// The language of this code.
pub fn of_code(code: &str) -> Option<Lang> {
    Lang::ALL.into_iter().find(|lang| lang.code() == code)
}

/// The first language that a browser asks for and that there is; or English.
pub fn asked_for(headers: &HeaderMap) -> Lang {
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
pub(crate) mod checks {
    //! What is true of every catalogue.

    use std::collections::BTreeSet;
    use std::fs;
    use std::path::Path;

    use super::*;

    /// The names of the sentences of a text.
    pub(crate) fn names(text: &str) -> BTreeSet<&str> {
        let lines = text.lines().filter(|line| line.starts_with(|letter: char| letter.is_ascii_lowercase()));
        lines.filter_map(|line| line.split_once(" =").map(|(name, _)| name)).collect()
    }

    /// Every language can be read and has the sentences of the first.
    pub(crate) fn every_language_has_every_sentence(texts: &[(Lang, &str)]) {
        let first = names(texts[0].1);
        for (lang, text) in texts {
            assert!(FluentResource::try_new((*text).to_owned()).is_ok(), "{lang:?} cannot be read");
            let these = names(text);
            let differing: Vec<_> = first.symmetric_difference(&these).collect();
            assert!(differing.is_empty(), "{lang:?} differs in {differing:?}");
        }
    }

    /// All that is written in these folders, without the files that hold catalogues.
    pub(crate) fn speakers(folders: &[&str]) -> String {
        let mut text = String::new();
        for folder in folders {
            read(&Path::new(env!("CARGO_MANIFEST_DIR")).join(folder), &mut text);
        }
        text
    }

    fn read(folder: &Path, found: &mut String) {
        for entry in fs::read_dir(folder).expect("it can be read") {
            let path = entry.expect("it can be read").path();
            if path.is_dir() {
                read(&path, found);
            } else if !path.ends_with("language.rs") {
                *found += &fs::read_to_string(&path).expect("it is text");
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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

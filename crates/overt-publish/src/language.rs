//! Catalogues of words, one text for each language, and the language that somebody wants.

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
    Words(&'a str),
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
                Part::Words(words) => arguments.set(*name, FluentValue::from(*words)),
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

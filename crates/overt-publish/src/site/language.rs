//! The words of the pages, from one catalogue for each language.

use std::sync::LazyLock;

use overt_model::Lang;

use crate::language::Catalogue;
pub(super) use crate::language::{Part, asked_for, of_code};

const TEXTS: [(Lang, &str); 3] = [
    (Lang::En, include_str!("../../locales/en.ftl")),
    (Lang::Es, include_str!("../../locales/es.ftl")),
    (Lang::Fr, include_str!("../../locales/fr.ftl")),
];

static CATALOGUE: LazyLock<Catalogue> = LazyLock::new(|| Catalogue::new(&TEXTS));

/// The words of this name. Where a language lacks them, they are English.
pub(super) fn say(lang: Lang, name: &str, parts: &[(&'static str, Part<'_>)]) -> String {
    CATALOGUE.say(lang, name, parts)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use fluent_bundle::FluentResource;

    use super::*;

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
}

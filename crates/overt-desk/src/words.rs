//! The words of the desk, from one catalogue for each language.

use std::sync::LazyLock;

use overt_model::Lang;
use overt_publish::language::Catalogue;
pub(crate) use overt_publish::language::{Part, asked_for, of_code};

const TEXTS: [(Lang, &str); 3] = [
    (Lang::En, include_str!("../locales/en.ftl")),
    (Lang::Es, include_str!("../locales/es.ftl")),
    (Lang::Fr, include_str!("../locales/fr.ftl")),
];

static CATALOGUE: LazyLock<Catalogue> = LazyLock::new(|| Catalogue::new(&TEXTS));

/// The words of this name. Where a language lacks them, they are English.
pub(crate) fn say(lang: Lang, name: &str, parts: &[(&'static str, Part<'_>)]) -> String {
    CATALOGUE.say(lang, name, parts)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    fn names(text: &str) -> BTreeSet<&str> {
        let lines = text.lines().filter(|line| line.starts_with(|letter: char| letter.is_ascii_lowercase()));
        lines.filter_map(|line| line.split_once(" =").map(|(name, _)| name)).collect()
    }

    #[test]
    fn every_language_has_every_sentence() {
        let english = names(TEXTS[0].1);
        for (lang, text) in TEXTS {
            let these = names(text);
            let differing: Vec<_> = english.symmetric_difference(&these).collect();
            assert!(differing.is_empty(), "{lang:?} differs in {differing:?}");
            for name in these {
                assert_ne!(say(lang, name, &[]), name, "{lang:?} cannot say {name}");
            }
        }
    }
}

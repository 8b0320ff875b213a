//! The words of reports and of their pictures, from one catalogue for each language.
//!
//! What a kernel says itself is in English. A second catalogue says it in the other languages, from the same numbers.

use std::fmt::Display;
use std::sync::LazyLock;

use overt_model::Lang;

use crate::language::{Catalogue, Part};

const TEXTS: [(Lang, &str); 3] = [
    (Lang::En, include_str!("../../locales/analyses/en.ftl")),
    (Lang::Es, include_str!("../../locales/analyses/es.ftl")),
    (Lang::Fr, include_str!("../../locales/analyses/fr.ftl")),
];

const OF_KERNELS: [(Lang, &str); 2] = [
    (Lang::Es, include_str!("../../locales/kernels/es.ftl")),
    (Lang::Fr, include_str!("../../locales/kernels/fr.ftl")),
];

static CATALOGUE: LazyLock<Catalogue> = LazyLock::new(|| Catalogue::new(&TEXTS));
static CATALOGUE_OF_KERNELS: LazyLock<Catalogue> = LazyLock::new(|| Catalogue::new(&OF_KERNELS));

/// The words of this name.
pub(crate) fn say(lang: Lang, name: &str, parts: &[(&'static str, Part<'_>)]) -> String {
    CATALOGUE.say(lang, name, parts)
}

/// What a kernel says in English, in a language that is not English.
pub(crate) fn translated(lang: Lang, name: &str, parts: &[(&'static str, Part<'_>)]) -> String {
    CATALOGUE_OF_KERNELS.say(lang, name, parts)
}

/// What a kernel says: its own words in English, and those of this name in another language.
pub(crate) fn say_of_kernel(
    kernel: impl Display,
    lang: Lang,
    name: &str,
    parts: &[(&'static str, Part<'_>)],
) -> String {
    if lang == Lang::En { kernel.to_string() } else { translated(lang, name, parts) }
}

#[cfg(test)]
mod tests {
    use regex::Regex;

    use super::*;
    use crate::language::checks;

    #[test]
    fn every_language_has_every_sentence_and_can_be_read() {
        checks::every_language_has_every_sentence(&TEXTS);
        checks::every_language_has_every_sentence(&OF_KERNELS);
    }

    #[test]
    fn every_sentence_is_said_somewhere_and_nothing_else_is() {
        let text = checks::speakers(&["src/analysis", "src/charts", "src/findings", "src/report"])
            + include_str!("../../templates/report.html");
        let mut all = checks::names(TEXTS[0].1);
        let of_kernels = checks::names(OF_KERNELS[0].1);
        assert!(all.is_disjoint(&of_kernels), "what a kernel says is said once");
        all.extend(of_kernels);
        let unsaid: Vec<&&str> = all.iter().filter(|name| !text.contains(&format!("\"{name}\""))).collect();
        assert!(unsaid.is_empty(), "nobody says {unsaid:?}");
        let said =
            Regex::new(r#"(?:say|translated|of_kernel|with|word)\((?:[a-z_.&0]+, )*"([a-z-]+)""#).expect("a pattern");
        let missing: Vec<&str> = said
            .captures_iter(&text)
            .filter_map(|found| found.get(1))
            .map(|name| name.as_str())
            .filter(|name| !all.contains(name))
            .collect();
        assert!(missing.is_empty(), "the catalogue lacks {missing:?}");
    }
}

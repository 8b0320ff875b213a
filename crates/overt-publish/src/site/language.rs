//! The words of the pages, from one catalogue for each language.

use std::sync::LazyLock;

use overt_model::Lang;

use crate::language::Catalogue;
pub(super) use crate::language::{Part, asked_for, direction, of_code};

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

    use regex::Regex;

    use super::*;
    use crate::charts::areas_without_code;
    use crate::language::checks;
    use crate::site::figure::area_key;
    use crate::site::shell::SCRIPT_WORDS;

    #[test]
    fn every_language_has_every_sentence_and_can_be_read() {
        checks::every_language_has_every_sentence(&TEXTS);
    }

    #[test]
    fn every_sentence_is_said_somewhere_and_nothing_else_is() {
        let text = checks::speakers(&["src/site", "templates/site"]);
        // These are not written in one piece.
        let scripts = SCRIPT_WORDS.iter().map(|name| format!("script-{name}"));
        let put_together: BTreeSet<String> = areas_without_code().map(area_key).chain(scripts).collect();
        let english = checks::names(TEXTS[0].1);
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
}

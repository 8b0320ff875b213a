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
    use std::fs;
    use std::path::Path;

    use overt_model::SourceMistake as Mistake;
    use overt_store::log::entry::Action;
    use overt_store::vault::ErasureReason;
    use overt_store::{HANDED_OVER, HoldGround, Reason};
    use regex::Regex;

    use super::*;
    use crate::fields::NAMED;
    use crate::shell::{DONE, SCRIPT_WORDS};

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

    /// All that speaks: the code and the templates, without this file.
    fn speakers(folder: &Path, found: &mut String) {
        for entry in fs::read_dir(folder).expect("it can be read") {
            let path = entry.expect("it can be read").path();
            if path.is_dir() {
                speakers(&path, found);
            } else if !path.ends_with("words.rs") {
                *found += &fs::read_to_string(&path).expect("it is text");
            }
        }
    }

    /// Names that are not written in one piece.
    fn put_together() -> BTreeSet<String> {
        let of = |of: &str, codes: &[&str]| codes.iter().map(|code| format!("{of}-{code}")).collect::<Vec<_>>();
        let mistakes = [
            Mistake::NameMissing,
            Mistake::NameLength,
            Mistake::NameLines,
            Mistake::NameIdentifier,
            Mistake::PurposeMissing,
            Mistake::PurposeLength,
        ];
        let all = [
            of("action", &Action::ALL.iter().map(|action| action.code()).collect::<Vec<_>>()),
            of("reason", &Reason::ALL.map(Reason::code)),
            of("reason", &[HANDED_OVER]),
            of("erasure", &ErasureReason::ALL.map(ErasureReason::code)),
            of("hold", &HoldGround::ALL.map(HoldGround::code)),
            of("source", &mistakes.map(Mistake::code)),
            of("done", DONE),
            of("script", SCRIPT_WORDS),
            of("store", crate::refusals::CODES),
            of(
                "role",
                &[
                    "administrator",
                    "intake-officer",
                    "referral-officer",
                    "caseworker",
                    "supervisor",
                    "custodian",
                    "analyst",
                    "auditor",
                    "member",
                    "nobody",
                ],
            ),
            of("release-state", &["refused", "planned", "drawn", "approved", "published", "given-up"]),
            NAMED.map(|rung| rung.name().to_owned()).to_vec(),
        ];
        all.concat().into_iter().collect()
    }

    #[test]
    fn every_sentence_is_said_somewhere_and_nothing_else_is() {
        let mut text = String::new();
        for folder in ["src", "templates"] {
            speakers(&Path::new(env!("CARGO_MANIFEST_DIR")).join(folder), &mut text);
        }
        let (english, put_together) = (names(TEXTS[0].1), put_together());
        let is_said = |name: &&&str| text.contains(&format!("\"{name}\"")) || put_together.contains(**name);
        let unsaid: Vec<_> = english.iter().filter(|name| !is_said(name)).collect();
        assert!(unsaid.is_empty(), "nobody says {unsaid:?}");
        let said = Regex::new(r#"\b(?:say|count|with)\((?:[a-z.]*lang, )?"([a-z-]+)""#).expect("a pattern");
        let said = said.captures_iter(&text).filter_map(|found| found.get(1)).map(|name| name.as_str());
        let missing: BTreeSet<&str> =
            said.chain(put_together.iter().map(|name| &**name)).filter(|name| !english.contains(name)).collect();
        assert!(missing.is_empty(), "the catalogue lacks {missing:?}");
    }
}

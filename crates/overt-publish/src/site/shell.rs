//! What every page has around its own part: name, ways, languages, who publishes it.

use std::borrow::Borrow;

use overt_model::{Lang, Text};

use super::Site;
use super::language::{Part, direction, say};
use super::place::{Ask, PLACES};

/// The words of the script; in the catalogue they begin with `script-`.
pub(super) const SCRIPT_WORDS: &[&str] =
    &["filter", "shown", "keys", "closer", "farther", "left", "right", "up", "down", "whole", "steering"];

/// A way to another page.
pub(super) struct Way {
    pub(super) name: String,
    pub(super) path: String,
    pub(super) is_here: bool,
}

/// A language in which the page can be read.
pub(super) struct Tongue {
    pub(super) code: &'static str,
    pub(super) name: &'static str,
    pub(super) path: String,
    pub(super) is_here: bool,
}

/// What is around a page.
pub(super) struct Shell<'a> {
    pub(super) site: &'a Site,
    pub(super) lang: Lang,
    pub(super) title: String,
    /// Whether the title has words in English only.
    pub(super) is_title_english: bool,
    /// Whether there is such a page. Where there is none, it is no other page either.
    pub(super) is_there: bool,
    /// The page without its language.
    path: &'a str,
}

impl<'a> Shell<'a> {
    /// What is around the page that was asked for.
    pub(super) fn new(ask: &Ask<'a>, title: String) -> Self {
        Self { site: ask.site, lang: ask.lang, title, is_title_english: false, is_there: true, path: ask.path }
    }

    /// The same for a page whose title is in the catalogue.
    pub(super) fn named(ask: &Ask<'a>, name: &str) -> Self {
        Self::new(ask, say(ask.lang, name, &[]))
    }

    /// The same for a page whose title is in English whatever its language.
    pub(super) fn in_english(ask: &Ask<'a>, title: &str) -> Self {
        Self { is_title_english: true, ..Self::new(ask, title.to_owned()) }
    }

    /// What is around the words that there is no such page.
    pub(super) fn of_nothing(ask: &Ask<'a>) -> Self {
        Self { is_there: false, ..Self::named(ask, "nothing") }
    }

    /// Words of the catalogue.
    pub(super) fn say(&self, name: &str) -> String {
        say(self.lang, name, &[])
    }

    /// A sentence with a count. Templates pass some counts as they are and some by reference.
    pub(super) fn count(&self, name: &str, n: impl Borrow<usize>) -> String {
        say(self.lang, name, &[("n", Part::Count(*n.borrow() as u64))])
    }

    /// A sentence with a name in it.
    pub(super) fn with(&self, name: &str, words: &str) -> String {
        say(self.lang, name, &[("what", words.into())])
    }

    /// Words that somebody wrote in several languages.
    pub(super) fn text<'t>(&self, text: &'t Text) -> &'t str {
        text.get(self.lang)
    }

    /// The path of a page in this language.
    pub(super) fn to(&self, path: &str) -> String {
        format!("/{}{path}", self.lang.code())
    }

    /// The path of what is below this page.
    pub(super) fn below(&self, path: &str) -> String {
        self.to(&format!("{}/{path}", self.path))
    }

    /// The code of the language.
    pub(super) fn code(&self) -> &'static str {
        self.lang.code()
    }

    /// In which direction the language is written.
    pub(super) fn direction(&self) -> &'static str {
        direction(self.lang)
    }

    /// The style sheet.
    pub(super) fn style(&self) -> String {
        self.site.assets.style_path()
    }

    /// The sign of the site in a list of pages.
    pub(super) fn icon(&self) -> String {
        self.site.assets.icon_path()
    }

    /// The script, where one was built.
    pub(super) fn script(&self) -> Option<String> {
        self.site.assets.script_path()
    }

    /// What the script says, by the names under which it looks for it; nothing where there is no script.
    pub(super) fn script_words(&self) -> Vec<(&'static str, String)> {
        let names: &[&str] = if self.script().is_some() { SCRIPT_WORDS } else { &[] };
        names.iter().map(|name| (*name, self.say(&format!("script-{name}")))).collect()
    }

    /// The pages that the head of every page leads to.
    pub(super) fn ways(&self) -> Vec<Way> {
        let named = PLACES.iter().filter_map(|place| place.name.map(|name| (name, place.path)));
        let way = |(name, path): (&str, &str)| {
            let is_here = self.path == path || (path != "/" && self.path.starts_with(&format!("{path}/")));
            let is_here = is_here && self.is_there;
            Way { name: self.say(name), path: self.to(path), is_here }
        };
        named.map(way).collect()
    }

    /// The languages.
    pub(super) fn tongues(&self) -> Vec<Tongue> {
        let tongue = |lang: Lang| Tongue {
            code: lang.code(),
            name: lang.own_name(),
            path: format!("/{}{}", lang.code(), self.path),
            is_here: lang == self.lang,
        };
        Lang::ALL.into_iter().map(tongue).collect()
    }
}

//! What every page has around its own part: who is signed in, where they may go, and the words.

use std::borrow::Borrow;

use overt_model::Lang;

use crate::ask::Ask;
use crate::routes::ROUTES;

/// A way to another page.
pub(crate) struct Way {
    pub(crate) name: String,
    pub(crate) path: &'static str,
    pub(crate) is_here: bool,
}

/// The words of the script; in the catalogue they begin with `script-`.
pub(crate) const SCRIPT_WORDS: &[&str] =
    &["filter", "shown", "closer", "farther", "left", "right", "up", "down", "whole", "steering", "kinds"];

/// What is around a page.
pub(crate) struct Shell<'a> {
    pub(crate) ask: &'a Ask,
    pub(crate) title: String,
    /// What was done a moment ago, or could not be.
    pub(crate) told: Option<String>,
}

impl<'a> Shell<'a> {
    pub(crate) fn new(ask: &'a Ask, title: impl Into<String>) -> Self {
        let told =
            ask.query.get("done").filter(|name| DONE.contains(name)).map(|name| ask.say(&format!("done-{name}")));
        Self { ask, title: title.into(), told }
    }

    /// With a sentence above the page.
    pub(crate) fn telling(self, sentence: impl Into<String>) -> Self {
        Self { told: Some(sentence.into()), ..self }
    }

    /// Words of the catalogue.
    pub(crate) fn say(&self, name: &str) -> String {
        self.ask.say(name)
    }

    /// A sentence with a name in it.
    pub(crate) fn with(&self, name: &str, what: &str) -> String {
        self.ask.with(name, what)
    }

    /// A sentence with a count in it.
    pub(crate) fn count(&self, name: &str, count: impl Borrow<u64>) -> String {
        self.ask.count(name, *count.borrow())
    }

    /// What was typed under a name into a form of which nothing was made.
    pub(crate) fn typed(&self, name: &str) -> &str {
        self.ask.form.get(name).unwrap_or_default()
    }

    pub(crate) fn code(&self) -> &'static str {
        self.ask.lang.code()
    }

    pub(crate) fn style(&self) -> &str {
        &self.ask.desk.style.0
    }

    pub(crate) fn icon(&self) -> &str {
        &self.ask.desk.icon.0
    }

    /// Where the script is, if it was built.
    pub(crate) fn script(&self) -> Option<&str> {
        self.ask.desk.script.as_ref().map(|(path, _)| path.as_str())
    }

    /// What the script says, by the names under which it looks for it; nothing where there is no script.
    pub(crate) fn script_words(&self) -> Vec<(&'static str, String)> {
        let names = if self.script().is_some() { SCRIPT_WORDS } else { &[] };
        names.iter().map(|name| (*name, self.say(&format!("script-{name}")))).collect()
    }

    /// Who is signed in.
    pub(crate) fn person(&self) -> Option<&str> {
        self.ask.who.as_ref().map(|who| who.session.name.as_str())
    }

    /// What every form must bring back.
    pub(crate) fn proof(&self) -> String {
        self.ask.who.as_ref().map(|who| who.token.proof_text()).unwrap_or_default()
    }

    /// The pages that this person may come to.
    pub(crate) fn ways(&self) -> Vec<Way> {
        let session = self.ask.who.as_ref().map(|who| &who.session);
        if session.is_none() {
            return Vec::new();
        }
        let open = ROUTES.iter().filter(|route| route.need.is_met_by(session));
        let way = |(name, path): (&str, &'static str)| {
            let at = self.ask.path.as_str();
            let is_here =
                at == path || (path != "/" && at.strip_prefix(path).is_some_and(|rest| rest.starts_with('/')));
            Way { name: self.say(name), path, is_here }
        };
        open.filter_map(|route| route.name.map(|name| (name, route.path))).map(way).collect()
    }

    /// The languages, and whether the page is in it.
    pub(crate) fn tongues(&self) -> [(Lang, bool); 3] {
        Lang::ALL.map(|lang| (lang, lang == self.ask.lang))
    }
}

/// What can be told after somebody was sent on: `?done=NAME` says `done-NAME`, and nothing else that stands in an address is shown.
pub(crate) const DONE: &[&str] = &[
    "added",
    "changed",
    "handed-over",
    "held",
    "lifted",
    "team-made",
    "unchanged",
    "passphrase",
    "codes",
    "no-codes",
    "passkey",
    "no-passkey",
    "attached",
    "consent-given",
    "consent-withdrawn",
    "erased",
    "account",
    "member",
    "source-added",
    "source-renewed",
    "source-ended",
    "draft",
    "draft-dropped",
    "approved",
    "given-up",
    "decided",
    "file-dropped",
    "mapping",
    "mended",
    "program-ended",
    "search-kept",
    "search-dropped",
    "task-given",
    "task-moved",
];

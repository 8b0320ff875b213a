//! What is asked, by whom and in which language.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::Date;
use overt_model::codebook::Schema;
use overt_model::{Codebook, Edtf, Lang, RecordId};
use overt_store::vault::{SessionToken, TeamId};
use overt_store::{ProgramKey, Right, Session, Store};

use crate::answer::Stopped;
use crate::desk::Desk;
use crate::need::Need;
use crate::passkey::Site;
use crate::words::{Part, say};

/// A request as a page sees it.
pub(crate) struct Ask {
    pub(crate) desk: Arc<Desk>,
    pub(crate) lang: Lang,
    /// The address without what comes after `?`.
    pub(crate) path: String,
    /// What stands in the places of the path that have names.
    pub(crate) places: BTreeMap<String, String>,
    /// What comes after `?`.
    pub(crate) query: Pairs,
    /// What was sent.
    pub(crate) form: Pairs,
    /// The file that was sent with it.
    pub(crate) upload: Option<Upload>,
    pub(crate) who: Option<Who>,
    /// The site of the page, where passkeys can be bound to its address.
    pub(crate) site: Option<Site>,
    /// The program that asks, where it is one.
    pub(crate) program: Option<Program>,
}

/// A file that a browser sent.
pub(crate) struct Upload {
    /// Its name, without what would do harm.
    pub(crate) name: String,
    /// What the browser says that it is.
    pub(crate) media_type: String,
    pub(crate) bytes: overt_model::Secret<Vec<u8>>,
    /// As long as it is in memory, no other one comes.
    pub(crate) _place: tokio::sync::OwnedSemaphorePermit,
}

/// A program that asks with its key.
pub(crate) struct Program {
    pub(crate) key: ProgramKey,
    /// Where the desk is, as the program asked for it.
    pub(crate) origin: String,
    /// What it sent.
    pub(crate) body: overt_model::Secret<Vec<u8>>,
}

/// Who asks.
pub(crate) struct Who {
    pub(crate) session: Session,
    pub(crate) token: SessionToken,
    /// Whether the person proved a moment ago who they are.
    pub(crate) is_confirmed: bool,
}

impl Ask {
    pub(crate) fn store(&self) -> &Store {
        &self.desk.store
    }

    pub(crate) fn codebook(&self) -> &'static Codebook {
        self.desk.codebook
    }

    pub(crate) fn today(&self) -> Date {
        (self.desk.today)()
    }

    /// Who is signed in. Only pages that need nobody have no such person.
    pub(crate) fn session(&self) -> Result<&Session, Stopped> {
        self.who.as_ref().map(|who| &who.session).ok_or(Stopped::NotThere)
    }

    /// Whether somebody who asks may come to pages that need this.
    pub(crate) fn meets(&self, need: Need) -> bool {
        need.is_met_by(self.who.as_ref().map(|who| &who.session))
    }

    /// Whether the person has a right.
    pub(crate) fn may(&self, right: Right) -> bool {
        self.who.as_ref().is_some_and(|who| who.session.may(right))
    }

    /// Whether the person has a right over what this team holds.
    pub(crate) fn may_with(&self, right: Right, held_by: TeamId) -> bool {
        self.who.as_ref().is_some_and(|who| who.session.may_with(right, held_by))
    }

    /// Whether the person may enter, or change, records of this kind, which `right` says.
    pub(crate) fn may_write(&self, right: Right, schema: &str) -> bool {
        self.who.as_ref().is_some_and(|who| who.session.may_write(right, schema))
    }

    /// The program that asks. Only routes of programs have one.
    pub(crate) fn program(&self) -> Result<&Program, Stopped> {
        self.program.as_ref().ok_or(Stopped::NotThere)
    }

    /// Whether the person proved a moment ago who they are; what opens identities needs it.
    pub(crate) fn confirmed(&self) -> Result<(), Stopped> {
        let is_confirmed = self.who.as_ref().is_some_and(|who| who.is_confirmed);
        if is_confirmed { Ok(()) } else { Err(Stopped::Unconfirmed) }
    }

    /// The record that the path names.
    pub(crate) fn record(&self) -> Result<RecordId, Stopped> {
        self.place("id").parse().map_err(|_| Stopped::NotThere)
    }

    /// The kind of record that the path names.
    pub(crate) fn schema(&self) -> Result<&'static Schema, Stopped> {
        let schema = self.codebook().schema(self.place("schema"));
        schema.filter(|schema| !schema.is_abstract).ok_or(Stopped::NotThere)
    }

    /// The day that was typed under a name, or what is wrong with it.
    pub(crate) fn day(&self, name: &str) -> Result<Option<Date>, String> {
        self.form.get(name).map(str::parse).transpose().map_err(|_| self.say("day-wrong"))
    }

    /// The first and the last day of the period that was typed, or what is wrong with it.
    pub(crate) fn period(&self) -> Result<Option<(Date, Date)>, String> {
        let period = self.form.get("period").map(str::parse::<Edtf>).transpose();
        period.map(|period| period.map(Edtf::bounds)).map_err(|_| self.say("period-wrong"))
    }

    pub(crate) fn place(&self, name: &str) -> &str {
        self.places.get(name).map_or("", String::as_str)
    }

    pub(crate) fn say(&self, name: &str) -> String {
        say(self.lang, name, &[])
    }

    pub(crate) fn with(&self, name: &str, what: &str) -> String {
        say(self.lang, name, &[("what", what.into())])
    }

    pub(crate) fn count(&self, name: &str, count: u64) -> String {
        say(self.lang, name, &[("n", Part::Count(count))])
    }
}

/// Names and values as a browser sends them. What was typed is overwritten when it is dropped.
#[derive(Default)]
pub(crate) struct Pairs(Vec<(String, overt_model::Secret<String>)>);

impl Pairs {
    /// From what stands after `?` or in a form.
    pub(crate) fn read(text: &[u8]) -> Self {
        let pairs = form_urlencoded::parse(text);
        Self(pairs.map(|(name, value)| (name.into_owned(), overt_model::Secret::new(value.into_owned()))).collect())
    }

    /// One more.
    pub(crate) fn push(&mut self, name: String, value: String) {
        self.0.push((name, overt_model::Secret::new(value)));
    }

    /// The first value of a name, without the space around it; none where it is empty.
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        let mut values = self.0.iter().filter(|(known, _)| known == name).map(|(_, value)| value.expose().trim());
        values.find(|value| !value.is_empty())
    }

    /// The values of a name that are not empty.
    pub(crate) fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        let values = self.0.iter().filter(move |(known, _)| known == name).map(|(_, value)| value.expose().trim());
        values.filter(|value| !value.is_empty())
    }

    /// All of them, in the order in which they were sent.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value.expose().as_str()))
    }

    /// As a browser sends them, without these names.
    pub(crate) fn written(&self, without: &[&str]) -> overt_model::Secret<String> {
        let kept = self.iter().filter(|(name, _)| !without.contains(name));
        overt_model::Secret::new(form_urlencoded::Serializer::new(String::new()).extend_pairs(kept).finish())
    }

    /// Whether the name was sent, if only with nothing.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.0.iter().any(|(known, _)| known == name)
    }
}

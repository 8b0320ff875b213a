//! How each member tells of what happened: what it knows of it, in its own words and form, with its own mistakes.

pub(crate) mod casework;
pub(crate) mod court;
pub(crate) mod hotline;
pub(crate) mod integrity;
pub(crate) mod money;
pub(crate) mod newsroom;
pub(crate) mod shelter;

mod row;
mod story;

pub(crate) use row::{Fault, Log, Row};

use jiff::civil::Date;

use crate::Error;
use crate::chance::Chance;
use crate::truth::Truth;
use crate::words::{ACTS, ROLES, STAGES, word};
use crate::world::{Act, Person, Region, Who};

/// A member at its desk.
pub(crate) trait Teller {
    /// Writes what the member knows of a region.
    fn tell(&mut self, region: &Region, truth: &mut Truth) -> Result<(), Error>;

    /// Finishes its files.
    fn finish(self: Box<Self>) -> Result<(), Error>;
}

/// What somebody says of an act: each a code, or the value state that stands for it.
pub(crate) struct Heard {
    pub(crate) stage: &'static str,
    pub(crate) role: &'static str,
    pub(crate) act: &'static str,
}

const UNKNOWN: &str = "asked-unknown";
const NOT_ASKED: &str = "not-asked";
const WITHHELD: &str = "withheld";

impl Heard {
    /// As it was, but for what was not asked, not known, not told, or told wrongly: to most people every uniform is the police.
    pub(crate) fn of(act: &Act, chance: &mut Chance) -> Self {
        let state = |chance: &mut Chance, code| match chance.below(100) {
            0..4 => UNKNOWN,
            4..6 => NOT_ASKED,
            6 => WITHHELD,
            _ => code,
        };
        let role = if matches!(act.role, "P03" | "P10") && chance.is(150) { "P01" } else { act.role };
        let act_told = if chance.is(30) { UNKNOWN } else { act.code };
        Self { stage: state(chance, act.stage), role: state(chance, role), act: act_told }
    }

    /// As it was.
    pub(crate) const fn exactly(act: &Act) -> Self {
        Self { stage: act.stage, role: act.role, act: act.code }
    }

    /// The cell it is counted in.
    pub(crate) const fn cell(&self, standing: &'static str) -> [&'static str; 4] {
        [self.stage, self.role, self.act, standing]
    }

    /// Stage, act and office as codes or value states, and blank where nobody asked.
    pub(crate) fn in_codes(&self) -> [&'static str; 3] {
        [self.stage, self.act, self.role].map(|code| if code == NOT_ASKED { "" } else { code })
    }

    /// The same in the words of a language, with its words for not known and not told.
    pub(crate) fn in_words(&self, language: usize, [unknown, withheld]: [&'static str; 2]) -> [&'static str; 3] {
        let [stage, act, role] = self.in_codes();
        [(&STAGES[..], stage), (&ACTS, act), (&ROLES, role)].map(|(words, code)| match code {
            UNKNOWN => unknown,
            WITHHELD => withheld,
            code => word(words, code, language),
        })
    }
}

/// Who did it, and what the person is.
pub(crate) fn who<'r>(region: &'r Region, act: &Act) -> Option<(&'r Person, &'static str)> {
    match act.who {
        Who::Official(place) => Some((&region.officials[place].person, "official")),
        Who::Private(place) => Some((&region.privates[place], "private")),
        Who::Nobody => None,
    }
}

/// Where it was done: the post, or else the venue.
pub(crate) fn site<'r>(region: &'r Region, act: &Act) -> &'r str {
    match (act.post, act.venue) {
        (Some(post), _) => &region.posts[post].title,
        (None, Some(venue)) => &region.venues[venue].name,
        (None, None) => "",
    }
}

/// A day with the day first. Now and then a clerk has changed it with the month, and nobody can tell.
pub(crate) fn day_first(day: Date, chance: &mut Chance) -> String {
    let (day_of_month, month) = (day.day(), day.month());
    if day_of_month <= 12 && chance.is(30) {
        return format!("{month:02}/{day_of_month:02}/{:04}", day.year());
    }
    format!("{day_of_month:02}/{month:02}/{:04}", day.year())
}

/// A cell, or what stands there when it was not asked, not known or not told.
pub(crate) fn asked(chance: &mut Chance, cell: String, [unknown, withheld]: [&str; 2]) -> String {
    match chance.below(100) {
        0..10 => String::new(),
        10..15 => unknown.to_owned(),
        15..17 => withheld.to_owned(),
        _ => cell,
    }
}

//! Two indices and the language in which they are told.

use std::fmt::Display;

use overt_analysis::associate::{Coefficient, Estimate};
use overt_analysis::circular::Grade;
use overt_analysis::{Cause, Problem};
use overt_model::Lang;

use super::Lab;
use crate::charts::{Figures, coefficient_name, listed_with};
use crate::language::Part;
use crate::report::{Section, say, translated};

/// Two indices, and the language in which they are told.
#[derive(Clone, Copy)]
pub(super) struct Told<'a> {
    pub(super) lab: &'a Lab,
    pub(super) lang: Lang,
}

impl Told<'_> {
    pub(super) fn say(self, name: &str, parts: &[(&'static str, Part<'_>)]) -> String {
        say(self.lang, name, parts)
    }

    pub(super) fn word(self, name: &str) -> String {
        self.say(name, &[])
    }

    pub(super) fn figures(self) -> Figures {
        Figures(self.lang)
    }

    pub(super) fn coefficient(self, coefficient: Coefficient) -> String {
        coefficient_name(self.lang, coefficient)
    }

    /// Words one after the other, as a sentence lists them.
    pub(super) fn listed(self, words: &[String]) -> String {
        listed_with(words, &self.word("and"))
    }

    /// Two of something.
    pub(super) fn pair<T: Display>(self, one: &T, other: &T) -> String {
        self.listed(&[one.to_string(), other.to_string()])
    }

    /// What stands beside every number.
    pub(super) fn flag(self) -> String {
        self.word(match self.lab.circularity.as_ref().map(|circularity| circularity.grade) {
            Ok(Grade::Direct) => "flag-direct",
            Ok(Grade::Indirect) => "flag-indirect",
            Ok(Grade::SharedSource) => "flag-shared",
            Ok(Grade::None) => "flag-none",
            Err(_) => "flag-unchecked",
        })
    }

    /// What the rows are: countries, or countries and years.
    pub(super) fn rows_are(self) -> String {
        let joined = self.lab.joined.as_ref();
        let of_years = joined.is_some_and(|joined| joined.keys.iter().any(|key| key.year.is_some()));
        self.word(if of_years { "rows-years" } else { "rows-countries" })
    }

    /// Which way an estimate points, as far as its interval tells.
    pub(super) fn way(self, estimate: &Estimate, x: &str, y: &str) -> String {
        let name = if estimate.low > 0.0 {
            "way-higher"
        } else if estimate.high < 0.0 {
            "way-lower"
        } else {
            "way-none"
        };
        self.say(name, &[("x", x.into()), ("y", y.into())])
    }

    /// Why something has no answer, without the way out: that is one of the command line.
    pub(super) fn why(self, problem: &Problem) -> String {
        match (self.lang, &problem.cause) {
            (Lang::En, _) => problem.sentence.clone(),
            (lang, Some(cause)) => caused(lang, cause),
            (lang, None) => translated(lang, "in-english", &[("words", (&problem.sentence).into())]),
        }
    }

    /// The same with the way out.
    pub(super) fn problem(self, problem: &Problem) -> String {
        if self.lang == Lang::En { problem.to_string() } else { self.why(problem) }
    }

    /// Why a part that was asked for has no answer; nothing where it has one or was not asked for.
    pub(super) fn unanswered<T>(self, section: &mut Section<'_>, of: &str, part: Option<&Result<T, Problem>>) {
        if let Some(Err(problem)) = part {
            let parts = [("part", self.word(of).into()), ("why", self.problem(problem).into())];
            section.words(self.say("no-answer", &parts));
        }
    }
}

fn caused(lang: Lang, cause: &Cause) -> String {
    match cause {
        Cause::FewRows { n, least } => {
            translated(lang, "cause-few-rows", &[("n", (*n).into()), ("least", (*least).into())])
        }
        Cause::Constant { column } => translated(lang, "cause-constant", &[("column", column.into())]),
        Cause::NoPlace => translated(lang, "cause-no-place", &[]),
        Cause::PairRows { n, least, most } => {
            let [least, most] = [least, most].map(ToString::to_string);
            translated(lang, "cause-pair-rows", &[("n", (*n).into()), ("least", least.into()), ("most", most.into())])
        }
        Cause::HalfTheSame => translated(lang, "cause-half-the-same", &[]),
        Cause::NothingBetween => translated(lang, "cause-nothing-between", &[]),
    }
}

//! What a kernel found, as people read it: a file for each kernel turns its result into a [`Report`].
//!
//! Nothing is estimated here. Each report has the sentence of the kernel first, pictures where people would rather look, and at the end
//! what must not be concluded, what is left out by name, and the method.

mod before;
mod bounds;
mod bribes;
mod changes;
mod concentration;
mod corridors;
mod coverage;
mod difference;
mod drivers;
mod enforcement;
mod factors;
mod measure;
mod mediation;
mod money;
mod prices;
mod profile;
mod recurrence;
mod routes;
mod undercount;

use std::collections::BTreeMap;

use overt_analysis::regress::LeftOut;
use overt_analysis::series::Exclusion;
use overt_model::Lang;

pub use before::before;
pub use bounds::bounds;
pub use changes::changes;
pub use concentration::{concentration, two_levels};
pub use corridors::corridors;
pub use coverage::{CountryTold, Coverage, coverage};
pub use difference::difference;
pub use drivers::{Drivers, Either, Fitted, Variant, drivers};
pub use enforcement::enforcement;
pub use factors::factors;
pub use measure::after_measure;
pub use mediation::mediation;
pub use prices::prices;
pub use profile::profile;
pub use recurrence::recurrence;
pub use routes::{Asked, CrossingOnRoute, Route, routes};
pub use undercount::{two_lists, undercount};

use crate::charts::{listed, number};
use crate::report::{FOR_THE_HOUSE, Report, Section};

/// So many rows are listed and drawn of what has no end; the JSON has all.
const ROWS_MAX: usize = 50;

/// So many who are left out for one reason are named; the JSON has all.
const NAMED_MAX: usize = 100;

/// What a result cannot know: where its rows come from, and what fell out before them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Origin {
    /// What was looked at, each a name and its words: the snapshot or the file, the day, the program.
    pub facts: Vec<(String, String)>,
    /// What fell out before anything was computed, in sentences.
    pub left_out: Vec<String>,
    /// Whether it is of the evidence of the house, in which small numbers are not hidden.
    pub for_the_house: bool,
}

/// What every report has, whatever was found.
struct Outline {
    kind: String,
    title: String,
    /// What was found, in one sentence.
    sentence: String,
    /// How much it rests on.
    n: String,
    /// What must not be concluded, as a kernel says it.
    limits: String,
    left_out: Vec<String>,
    /// How it was computed, in parts.
    method: Vec<String>,
}

impl Outline {
    /// The report in English with its own sections before those that all have.
    fn report(self, origin: &Origin, sections: impl IntoIterator<Item = Section<'static>>) -> Report<'static> {
        self.report_in(Lang::En, origin, sections)
    }

    /// The same where all words are in this language.
    fn report_in(
        self,
        lang: Lang,
        origin: &Origin,
        sections: impl IntoIterator<Item = Section<'static>>,
    ) -> Report<'static> {
        let mut report = Report::new(self.kind, self.title);
        report.language(lang);
        if origin.for_the_house {
            report.notice(FOR_THE_HOUSE);
        }
        report.headline(self.sentence).fact("n", self.n);
        for (name, words) in &origin.facts {
            report.fact(name, words);
        }
        sections.into_iter().fold(&mut report, Report::section);
        report
            .section(Section::limits(lang, sentences(&self.limits)))
            .section(Section::left_out(lang, origin.left_out.iter().cloned().chain(self.left_out)))
            .section(Section::method(lang, self.method));
        report
    }
}

/// The sentences of a text, one by one.
fn sentences(text: &str) -> Vec<String> {
    let mut sentences: Vec<String> = Vec::new();
    for part in text.split_inclusive(". ") {
        match sentences.last_mut() {
            Some(last) if !part.starts_with(char::is_uppercase) => last.push_str(part),
            _ => sentences.push(part.to_owned()),
        }
    }
    sentences.iter().map(|sentence| sentence.trim().to_owned()).collect()
}

/// Who is left out, by reason.
fn excluded<'a>(exclusions: impl IntoIterator<Item = &'a Exclusion>) -> Vec<String> {
    let mut reasons: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for Exclusion { who, why } in exclusions {
        reasons.entry(why.to_string()).or_default().push(who.clone());
    }
    let say = |(why, mut who): (String, Vec<String>)| {
        let more = who.len().saturating_sub(NAMED_MAX);
        who.truncate(NAMED_MAX);
        if more > 0 {
            who.push(format!("{} more, named in the JSON", number(more as u64)));
        }
        format!("{}: {why}.", listed(&who))
    };
    reasons.into_iter().map(say).collect()
}

/// Rows that are left out, by what they lack.
fn rows_left_out(rows: &[LeftOut]) -> Vec<String> {
    let lacks =
        |row: &LeftOut| Exclusion { who: row.row.clone(), why: format!("no {}", row.missing.join(", ")).into() };
    excluded(&rows.iter().map(lacks).collect::<Vec<_>>())
}

/// A method as one of a list.
fn method(method: &str) -> String {
    format!("{}.", crate::charts::capitalised(method.trim_end_matches('.')))
}

/// A column that has only two answers.
fn yes(is: bool) -> String {
    if is { "yes" } else { "no" }.to_owned()
}

/// That a list goes on, if it does.
fn more(section: &mut Section, all: usize, what: &str) {
    if all > ROWS_MAX {
        section.words(format!("And {} more {what}; the JSON has them all.", number((all - ROWS_MAX) as u64)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_falls_into_its_sentences() {
        assert_eq!(sentences("One, e.g. this. Two. Three."), ["One, e.g. this.", "Two.", "Three."]);
    }

    #[test]
    fn those_left_out_for_one_reason_stand_together() {
        let of = |who: &str, why: &str| Exclusion { who: who.to_owned(), why: why.into() };
        assert_eq!(excluded(&[of("a", "x"), of("b", "w"), of("c", "x")]), ["b: w.", "a and c: x."]);
        let many = excluded(&vec![of("a", "x"); NAMED_MAX + 3]);
        assert!(many[0].ends_with("a and 3 more, named in the JSON: x."), "{many:?}");
    }
}

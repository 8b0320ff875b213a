//! Two indices side by side, as people read it.
//!
//! Whether one index is made of the other comes before every coefficient, and stands beside every number. Nothing is estimated here: a
//! [`Lab`] gathers what the kernels gave, and what could not be estimated is said in their words.

mod drawings;
mod exclusions;
mod fragility;
mod lab;
mod methods;
mod numbers;
mod sections;
mod sentences;
mod told;
mod words;

use overt_model::Lang;

pub use lab::{GroupsShown, Lab, Marked, Provenance};

use crate::charts::say_circularity;
use crate::report::Report;
use told::Told;

/// What is told of two indices, in this language. A pair that is bound together is told so before any number, and the flag stands beside
/// every number.
///
/// Facts say what was looked at, each a name and its words: who asked, the day, the question.
pub fn indices<'a>(lab: &'a Lab, facts: &[(&str, &str)], lang: Lang) -> Report<'a> {
    let told = Told { lab, lang };
    let mut report = Report::new(told.word("indices-kind"), told.pair(&lab.names[0], &lab.names[1]));
    report.language(lang).flag(told.flag()).headline(words::headline(told)).facts(facts);
    report.fact(told.word("program"), &lab.program);
    match &lab.circularity {
        Err(problem) => {
            report.warning(told.word("circle-unknown"), told.problem(problem), Vec::new());
        }
        Ok(_) => {
            if let Some(circularity) = words::bound(lab) {
                let said = say_circularity(lang, circularity);
                report.warning(told.word("circle-known"), said, words::ways(told, circularity));
            }
        }
    }
    sections::sections(told).into_iter().fold(&mut report, Report::section);
    report
}

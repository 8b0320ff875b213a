//! Two indices side by side, as people read it.
//!
//! Whether one index is made of the other comes before every coefficient, and stands beside every number. Nothing is estimated here: a
//! [`Lab`] gathers what the kernels gave, and what could not be estimated is said in their words.

mod drawings;
mod exclusions;
mod fragility;
mod lab;
mod numbers;
mod sections;
mod words;

pub use lab::{GroupsShown, Lab, Marked, Provenance};

use crate::report::Report;

/// What is told of two indices. A pair that is bound together is told so before any number, and the flag stands beside every number.
///
/// Facts say what was looked at, each a name and its words: who asked, the day, the question.
pub fn indices<'a>(lab: &'a Lab, facts: &[(&str, &str)]) -> Report<'a> {
    let mut report = Report::new("Two indices side by side", format!("{} and {}", lab.names[0], lab.names[1]));
    report.flag(words::flag(lab)).headline(words::headline(lab)).facts(facts).fact("Program", &lab.program);
    match &lab.circularity {
        Err(problem) => {
            report.warning("Whether this pair is circular is not known", problem.to_string(), Vec::new());
        }
        Ok(_) => {
            if let Some(circularity) = words::bound(lab) {
                report.warning("This pair is circular", &circularity.sentence, words::ways(circularity));
            }
        }
    }
    sections::sections(lab).into_iter().fold(&mut report, Report::section);
    report
}

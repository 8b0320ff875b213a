//! Functions of SQL that know what the tables hold: dates that are not days, codes below other codes, why a value is missing, and
//! how alike two names are.
//!
//! There is one list of them, [`FUNCTIONS`]. The catalogue, the reference in the book and the help of the command line come from it.

mod call;
mod codes;
mod dates;
mod linkage;
mod states;

use std::fmt::Write as _;

use datafusion::prelude::SessionContext;
use serde::Serialize;

/// A function and what there is to know about it.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct Function {
    /// What it is called.
    pub name: &'static str,
    /// The names of its arguments. All are texts.
    pub arguments: &'static [&'static str],
    /// How many of the last arguments may be left out.
    pub optional: usize,
    /// What it answers.
    pub returns: Returns,
    /// What it is about.
    pub section: Section,
    /// What it does, in a sentence.
    pub about: &'static str,
    /// A question with it.
    pub example: &'static str,
    /// What that question is answered with.
    pub answer: &'static str,
    /// The function itself: null where an argument that is needed is null or not in its form.
    #[serde(skip)]
    run: Run,
}

/// What a function answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Returns {
    /// A text.
    Text,
    /// A day.
    Date,
    /// A whole number.
    Whole,
    /// Whether it is so.
    Truth,
    /// A number with a fraction.
    Number,
}

/// What functions are about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Section {
    /// Dates in EDTF.
    Dates,
    /// Codes and what is above them.
    Codes,
    /// Value states.
    States,
    /// Comparing names and other values, as linkage does.
    Linkage,
}

/// One answer.
#[derive(Debug, Clone, PartialEq)]
enum Value {
    Text(String),
    Date(jiff::civil::Date),
    Whole(i64),
    Truth(bool),
    Number(f64),
}

/// Arguments that were left out are null.
type Run = fn(&[Option<&str>]) -> Result<Option<Value>, String>;

/// Every function, in the order of the reference.
pub const FUNCTIONS: &[Function] = &[
    dates::FIRST,
    dates::LAST,
    dates::YEAR,
    dates::PRECISION,
    dates::OVERLAPS,
    dates::BEFORE,
    codes::LABEL,
    codes::PARENT,
    codes::IS_UNDER,
    codes::ATTRIBUTE,
    states::IS_ANSWERED,
    states::STATE_LABEL,
    states::VALUE_OR_STATE,
    linkage::LATIN,
    linkage::SCRIPT,
    linkage::NAME_SIMILARITY,
    linkage::ORGANISATION_SIMILARITY,
    linkage::LEVEL,
];

impl Function {
    /// How it is called: `code_label(list, code [, language])`.
    pub fn signature(&self) -> String {
        let needed = self.arguments.len() - self.optional;
        let mut text = format!("{}({}", self.name, self.arguments[..needed].join(", "));
        for argument in &self.arguments[needed..] {
            let _ = write!(text, " [, {argument}]");
        }
        text.push(')');
        text
    }
}

/// Adds all of them to a catalogue.
pub(crate) fn register(context: &SessionContext) {
    for function in FUNCTIONS {
        context.register_udf(call::udf(function));
    }
}

/// The arguments that are there, or nothing.
fn all<'a, const N: usize>(arguments: &[Option<&'a str>]) -> Option<[&'a str; N]> {
    let mut all = [""; N];
    for (place, argument) in all.iter_mut().zip(arguments) {
        *place = (*argument)?;
    }
    Some(all)
}

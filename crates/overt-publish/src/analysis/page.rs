//! The page as a template fills it in.

use askama::Template;

use super::sections::{Block, Section, sections};
use super::{Lab, words};

#[derive(Template)]
#[template(path = "indices.html", whitespace = "minimize")]
struct Page<'a> {
    lab: &'a Lab,
    facts: &'a [(&'a str, &'a str)],
    flag: &'static str,
    sections: Vec<Section<'a>>,
}

/// Two indices as one HTML file for those who compare countries. A pair that is bound together is told so before any number.
///
/// Facts say what was looked at, each a name and its words: who asked, the day, the question.
///
/// # Errors
/// The page cannot be put together.
pub fn indices_page(lab: &Lab, facts: &[(&str, &str)]) -> Result<String, askama::Error> {
    Page { lab, facts, flag: words::flag(lab), sections: sections(lab) }.render()
}

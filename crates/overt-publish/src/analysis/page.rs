//! The page as a template fills it in.

use askama::Template;

use super::sections::{Block, Section, sections};
use super::{Lab, words};
use crate::charts;

#[derive(Template)]
#[template(path = "indices.html", whitespace = "minimize")]
struct Page<'a> {
    lab: &'a Lab,
    facts: &'a [(&'a str, &'a str)],
    notice: Option<&'a str>,
    palette: String,
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
    let (palette, flag, sections) = (charts::page_palette(), words::flag(lab), sections(lab));
    Page { lab, facts, notice: None, palette, flag, sections }.render()
}

impl Page<'_> {
    const STYLE: &'static str = concat!(
        include_str!("../../templates/summary.css"),
        include_str!("../../templates/linkage.css"),
        include_str!("../../templates/report.css"),
        include_str!("../../templates/indices.css")
    );
}

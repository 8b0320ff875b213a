//! The lab of indices, and how many people no list has: analyses of data that may be passed on, each with its limits.

use askama::Template;

use crate::site::analysis::{Analysis, Topic};
use crate::site::place::{Ask, Missing};
use crate::site::shell::Shell;

#[derive(Template)]
#[template(path = "site/analyses.html", whitespace = "minimize")]
struct Page<'a> {
    shell: Shell<'a>,
    lead: String,
    method: String,
    path: &'static str,
    analyses: Vec<&'a Analysis>,
}

#[derive(Template)]
#[template(path = "site/analysis.html", whitespace = "minimize")]
struct One<'a> {
    shell: Shell<'a>,
    path: &'static str,
    /// What was found, in the language of the page or else in English.
    part: &'a str,
    is_part_english: bool,
}

pub(super) fn lab(ask: &Ask<'_>) -> Result<String, Missing> {
    page(ask, Topic::Lab)
}

pub(super) fn undercount(ask: &Ask<'_>) -> Result<String, Missing> {
    page(ask, Topic::Undercount)
}

pub(super) fn one_of_lab(ask: &Ask<'_>) -> Result<String, Missing> {
    one(ask, Topic::Lab)
}

pub(super) fn one_undercount(ask: &Ask<'_>) -> Result<String, Missing> {
    one(ask, Topic::Undercount)
}

/// The path of a topic, its name and what leads to it.
fn names(topic: Topic) -> [&'static str; 4] {
    match topic {
        Topic::Lab => ["/lab", "lab", "lab-lead", "/methods/indices"],
        Topic::Undercount => ["/undercount", "undercount", "undercount-lead", "/methods/undercount"],
    }
}

fn page(ask: &Ask<'_>, topic: Topic) -> Result<String, Missing> {
    let [path, name, lead, method] = names(topic);
    let shell = Shell::named(ask, name);
    let analyses = ask.site.analyses.of(topic).map(|one| &one.analysis).collect();
    Ok(Page { lead: shell.say(lead), method: shell.to(method), path, analyses, shell }.render()?)
}

fn one(ask: &Ask<'_>, topic: Topic) -> Result<String, Missing> {
    let id = ask.parts.first().ok_or(Missing::Page)?;
    let one = ask.site.analyses.get(topic, id).ok_or(Missing::Page)?;
    let part = one.part().ok_or(Missing::Failed)?;
    let is_part_english = part.translation(ask.lang).is_empty();
    let shell = Shell::new(ask, one.analysis.title.clone());
    Ok(One { path: names(topic)[0], part: part.get(ask.lang), is_part_english, shell }.render()?)
}

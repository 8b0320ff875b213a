//! The page as a template fills it in.

use std::borrow::Borrow;

use askama::Template;

use super::{NexusCell, Summary};
use crate::charts::{self, Chart as _};

#[derive(Template)]
#[template(path = "summary.html", whitespace = "minimize")]
struct Page<'a> {
    summary: &'a Summary,
    cells: Vec<&'a NexusCell>,
    nexus: String,
    standings: String,
    states: String,
}

pub(super) fn render(summary: &Summary) -> askama::Result<String> {
    let mut cells: Vec<_> = summary.cells.iter().collect();
    cells.sort_by(|a, b| b.acts.cmp(&a.acts).then_with(|| codes(a).cmp(&codes(b))));
    let page = Page {
        summary,
        cells,
        nexus: summary.nexus.to_figure_html(),
        standings: summary.standings.to_figure_html(),
        states: summary.states.to_figure_html(),
    };
    page.render()
}

fn codes(cell: &NexusCell) -> [&str; 3] {
    [&cell.stage, &cell.actor, &cell.act].map(|category| category.code.as_str())
}

impl Page<'_> {
    fn total(&self) -> u64 {
        self.cells.iter().map(|cell| cell.acts).sum()
    }
}

/// A number with its thousands set apart. Templates pass some numbers as they are and some by reference.
fn number(value: impl Borrow<u64>) -> String {
    charts::number(*value.borrow())
}

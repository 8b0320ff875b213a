//! The page as a template fills it in.

use askama::Template;
use overt_protect::risk::Risk;

use super::{drawings, grids, words};
use crate::charts::{self, Chart as _};
use crate::report::KeyFigure;

#[derive(Template)]
#[template(path = "risk.html", whitespace = "minimize")]
struct Page<'a> {
    risk: &'a Risk,
    title: &'a str,
    facts: &'a [(&'a str, &'a str)],
    figures: Vec<KeyFigure>,
}

/// How easily somebody is found in a table, as one HTML file for those who decide whether it may be shared.
///
/// Facts say what was looked at, each a name and its words: the table, the day, the program. Small numbers are not suppressed,
/// and the page says so.
///
/// # Errors
/// The page cannot be put together.
pub fn risk_page(risk: &Risk, title: &str, facts: &[(&str, &str)]) -> Result<String, askama::Error> {
    let figures = words::key_figures(risk);
    Page { risk, title, facts, figures }.render()
}

impl Page<'_> {
    /// Sets of columns that are listed of each length.
    const SETS_EACH: usize = 5;
    const LISTED_MAX: usize = 20;

    fn few(&self) -> String {
        drawings::few(self.risk).to_figure_html()
    }

    fn group_sizes(&self) -> String {
        drawings::group_sizes(self.risk).to_figure_html()
    }

    fn attackers(&self) -> String {
        drawings::attackers(self.risk).to_figure_html()
    }

    fn columns(&self) -> String {
        drawings::columns(self.risk).to_figure_html()
    }

    fn each_effect(&self) -> Option<String> {
        let effects = self.risk.effects.as_ref()?;
        Some(drawings::each_effect(self.risk, effects).map(|chart| chart.to_figure_html()).concat())
    }

    fn path(&self) -> Option<String> {
        let effects = self.risk.effects.as_ref().filter(|effects| !effects.path.is_empty())?;
        Some(drawings::path(self.risk, effects).to_figure_html())
    }

    fn contributors(&self) -> Option<String> {
        (!self.risk.contributors.is_empty()).then(|| drawings::contributors(self.risk).to_figure_html())
    }
}

//! The page as a template fills it in.

use askama::Template;
use overt_protect::synth::evaluate::{ChosenSet, Evaluation};

use super::{drawings, grids, words};
use crate::charts::Chart;
use crate::report::KeyFigure;

#[derive(Template)]
#[template(path = "evaluate.html", whitespace = "minimize")]
struct Page<'a> {
    evaluation: &'a Evaluation,
    title: &'a str,
    facts: &'a [(&'a str, &'a str)],
    figures: Vec<KeyFigure>,
}

/// How like real records synthetic ones are, as one HTML file for the team that prepares a release.
///
/// Facts say what was looked at, each a name and its words: the table, the day, the program. Everything on the page is exact
/// and for the team only, and the page says so.
///
/// # Errors
/// The page cannot be put together.
pub fn evaluate_page(evaluation: &Evaluation, title: &str, facts: &[(&str, &str)]) -> Result<String, askama::Error> {
    let figures = words::key_figures(evaluation);
    Page { evaluation, title, facts, figures }.render()
}

impl Page<'_> {
    fn errors(&self) -> String {
        drawings::errors(self.evaluation).to_figure_html()
    }

    fn made_up(&self) -> String {
        drawings::made_up(self.evaluation).to_figure_html()
    }

    fn columns(&self) -> String {
        drawings::columns(self.evaluation).to_figure_html()
    }

    /// Each set with its place and its chart.
    fn sets(&self) -> Vec<(&ChosenSet, String)> {
        let sets = self.evaluation.sets.iter().enumerate();
        sets.map(|(place, set)| (set, drawings::cells(set, place + 1).to_figure_html())).collect()
    }

    fn membership(&self) -> String {
        drawings::membership(&self.evaluation.membership).iter().map(Chart::to_figure_html).collect()
    }
}

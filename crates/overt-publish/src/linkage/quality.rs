//! The quality report as a template fills it in.

use std::borrow::Borrow;

use askama::Template;
use overt_link::{Quality, Score};

use super::drawings;
use super::words::{self, Basis, BeliefRow, KeyFigure};
use crate::charts::{self, Chart as _, interval, percentage_points, probability, share};

#[derive(Template)]
#[template(path = "quality.html", whitespace = "minimize")]
struct Page<'a> {
    quality: &'a Quality,
    notice: Option<&'a str>,
    figures: Vec<KeyFigure>,
    belief: String,
    belief_rows: Vec<BeliefRow>,
    all_pairs: Option<u64>,
    made_pairs: u64,
    left_out_pairs: u64,
    not_to_conclude: Vec<&'static str>,
}

/// How good a linkage is, as one HTML file for those who work with it.
///
/// The notice is what a reader must know before anything else: that everything here is invented, say. Small numbers are
/// not suppressed, and the page says so.
///
/// # Panics
/// Never: a page of values can always be put together.
pub fn quality_page(quality: &Quality, notice: Option<&str>) -> String {
    let sum = |of: fn(&overt_link::RulePairs) -> u64| {
        quality.rules.iter().fold(0_u64, |sum, rule| sum.saturating_add(of(rule)))
    };
    let page = Page {
        quality,
        notice,
        figures: words::key_figures(quality),
        belief: words::belief_sentence(quality),
        belief_rows: words::belief_rows(quality),
        all_pairs: pairs_of(quality.records),
        made_pairs: sum(|rule| rule.new_pairs),
        left_out_pairs: sum(|rule| rule.left_out_pairs),
        not_to_conclude: words::not_to_conclude(quality),
    };
    page.render().expect("the template only writes values into a string")
}

/// How many pairs so many records make; none when they are too many to count.
fn pairs_of(records: u64) -> Option<u64> {
    u64::try_from(u128::from(records) * u128::from(records.saturating_sub(1)) / 2).ok()
}

impl Page<'_> {
    fn weights(&self) -> String {
        drawings::weights(self.quality).to_figure_html()
    }

    fn distribution(&self) -> String {
        drawings::distribution(self.quality).to_figure_html()
    }

    fn curves(&self) -> String {
        let curves = [drawings::precision_curve(self.quality), drawings::recall_curve(self.quality)];
        curves.map(|curve| curve.to_figure_html()).concat()
    }

    fn calibration(&self) -> Option<String> {
        Some(drawings::calibration(self.quality.truth.as_ref()?).to_figure_html())
    }

    fn sizes(&self) -> String {
        drawings::sizes(self.quality).to_figure_html()
    }

    fn by_script(&self) -> Option<String> {
        by("script", "Script", &self.quality.truth.as_ref()?.by_script)
    }

    fn by_country(&self) -> Option<String> {
        by("country", "Country", &self.quality.truth.as_ref()?.by_country)
    }
}

fn by(id: &str, row_name: &str, scores: &[(String, Score)]) -> Option<String> {
    let charts = [drawings::precision_by(id, row_name, scores), drawings::recall_by(id, row_name, scores)];
    (!scores.is_empty()).then(|| charts.map(|chart| chart.to_figure_html()).concat())
}

/// A number with its thousands set apart. Templates pass some numbers as they are and some by reference.
fn number(value: impl Borrow<u64>) -> String {
    charts::number(*value.borrow())
}

/// What stands where there is no such number.
fn or_none(words: &str) -> &str {
    if words.is_empty() { "not calculated" } else { words }
}

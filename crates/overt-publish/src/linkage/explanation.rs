//! Why two records are held to be the same, or not, as a template fills it in.

use askama::Template;
use overt_link::Explanation;

use crate::charts::{Chart as _, Waterfall, bits, capitalised, probability};

#[derive(Template)]
#[template(path = "explanation.html", whitespace = "minimize")]
struct Page<'a> {
    explanation: &'a Explanation,
    waterfall: String,
}

/// What was weighed for and against one pair, as one HTML file for those who look at it.
///
/// It names the two records by their ids, and shows no value of theirs.
///
/// # Panics
/// Never: a page of values can always be put together.
pub fn explanation_page(explanation: &Explanation) -> String {
    let page = Page { explanation, waterfall: Waterfall::new("waterfall", explanation).to_figure_html() };
    page.render().expect("the template only writes values into a string")
}

/// A reason as a sentence of its own.
fn sentence(reason: &str) -> String {
    format!("{}.", capitalised(reason.trim_end_matches('.')))
}

//! The page as a template fills it in.

use askama::Template;

use super::Claims;
use crate::charts;

#[derive(Template)]
#[template(path = "claims.html", whitespace = "minimize")]
struct Page<'a> {
    claims: &'a Claims,
    palette: String,
}

/// All claims as one HTML file without scripts, for light and dark screens and for paper.
///
/// # Errors
/// The page cannot be put together.
pub fn claims_page(claims: &Claims) -> Result<String, askama::Error> {
    Page { claims, palette: charts::page_palette() }.render()
}

impl Page<'_> {
    const STYLE: &'static str =
        concat!(include_str!("../../templates/summary.css"), include_str!("../../templates/claims.css"));
}

//! The page as a template fills it in.

use askama::Template;

use super::Claims;

#[derive(Template)]
#[template(path = "claims.html", whitespace = "minimize")]
struct Page<'a> {
    claims: &'a Claims,
}

/// All claims as one HTML file without scripts, for light and dark screens and for paper.
///
/// # Errors
/// The page cannot be put together.
pub fn claims_page(claims: &Claims) -> Result<String, askama::Error> {
    Page { claims }.render()
}

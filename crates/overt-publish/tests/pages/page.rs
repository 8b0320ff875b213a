//! What tests find in a page.

use regex::Regex;

/// What the first group of a pattern matches, wherever it does.
pub(crate) fn found<'a>(pattern: &str, text: &'a str) -> Vec<&'a str> {
    Regex::new(pattern).unwrap().captures_iter(text).map(|found| found.get(1).unwrap().as_str()).collect()
}

//! Who decides, who pays, and what all numbers here cannot tell.

use askama::Template;

use crate::site::language::say;
use crate::site::place::{Ask, Missing};
use crate::site::shell::Shell;

#[derive(Template)]
#[template(path = "site/about.html", whitespace = "minimize")]
struct About<'a> {
    shell: Shell<'a>,
}

pub(super) fn page(ask: &Ask<'_>) -> Result<String, Missing> {
    Ok(About { shell: Shell::new(ask, say(ask.lang, "about", &[])) }.render()?)
}

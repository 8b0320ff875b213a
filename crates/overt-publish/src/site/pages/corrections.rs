//! What was wrong, and what somebody replied.

use askama::Template;

use crate::site::language::say;
use crate::site::place::{Ask, Missing};
use crate::site::shell::Shell;

#[derive(Template)]
#[template(path = "site/corrections.html", whitespace = "minimize")]
struct Corrections<'a> {
    shell: Shell<'a>,
}

pub(super) fn page(ask: &Ask<'_>) -> Result<String, Missing> {
    Ok(Corrections { shell: Shell::new(ask, say(ask.lang, "corrections", &[])) }.render()?)
}

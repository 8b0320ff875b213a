//! Pages that show nothing but words of the catalogue and of the file about the site.

use askama::Template;

use crate::site::place::{Ask, Missing};
use crate::site::shell::Shell;

#[derive(Template)]
enum Plain<'a> {
    #[template(path = "site/about.html", whitespace = "minimize")]
    About { shell: Shell<'a> },
    #[template(path = "site/corrections.html", whitespace = "minimize")]
    Corrections { shell: Shell<'a> },
    #[template(path = "site/nothing.html", whitespace = "minimize")]
    Nothing { shell: Shell<'a> },
}

/// Who decides, who pays, and what all numbers here cannot tell.
pub(super) fn about(ask: &Ask<'_>) -> Result<String, Missing> {
    Ok(Plain::About { shell: Shell::named(ask, "about") }.render()?)
}

/// What was wrong, and what somebody replied.
pub(super) fn corrections(ask: &Ask<'_>) -> Result<String, Missing> {
    Ok(Plain::Corrections { shell: Shell::named(ask, "corrections") }.render()?)
}

/// The page that says that there is none.
pub(in crate::site) fn nothing(ask: &Ask<'_>) -> Result<String, Missing> {
    Ok(Plain::Nothing { shell: Shell::of_nothing(ask) }.render()?)
}

//! Stage × actor × act: every cell opens to how it was counted and what is not known.

use askama::Template;

use super::cross::{Cross, find};
use crate::site::place::{Ask, Missing};
use crate::site::shell::Shell;

/// The pairs that are looked for, rows first.
const PAIRS: [[&str; 2]; 6] = [
    ["stage", "actor"],
    ["stage", "act"],
    ["actor", "act"],
    ["stage", "year"],
    ["stage", "standing"],
    ["stage", "cost_bearer"],
];

#[derive(Template)]
#[template(path = "site/nexus.html", whitespace = "minimize")]
struct Nexus<'a> {
    shell: Shell<'a>,
    cross: Option<Cross>,
}

pub(super) fn page(ask: &Ask<'_>) -> Result<String, Missing> {
    let shell = Shell::named(ask, "nexus");
    let current = ask.site.releases.current();
    let found: Vec<_> = PAIRS.into_iter().filter_map(|pair| find(&current, ("/nexus", "CorruptAct"), pair)).collect();
    let cross = Cross::of(&found, &shell, ask);
    Ok(Nexus { shell, cross }.render()?)
}

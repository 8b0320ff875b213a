//! Stage × actor × act: every cell opens to how it was counted and what is not known.

mod found;
mod map;
mod words;

use askama::Template;

use crate::site::place::{Ask, Missing};
use crate::site::shell::Shell;
use found::{Found, find};
use map::Map;
use words::Opened;

/// What can be chosen: which pair of columns, and a cell of it.
pub(super) const CHOICES: &[&str] = &["by", "row", "column"];

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
    maps: Vec<Choice>,
    map: Option<Map>,
    opened: Option<Opened>,
}

struct Choice {
    path: String,
    name: String,
    is_here: bool,
}

pub(super) fn page(ask: &Ask<'_>) -> Result<String, Missing> {
    let shell = Shell::named(ask, "nexus");
    let current = ask.site.releases.current();
    let found: Vec<Found<'_>> = PAIRS.into_iter().filter_map(|pair| find(&current, pair)).collect();
    let chosen = ask.choice("by").and_then(|by| found.iter().find(|one| one.name == by)).or(found.first());
    let maps = found.iter().map(|one| Choice {
        path: one.path(&shell),
        name: one.title(&shell),
        is_here: chosen.is_some_and(|chosen| chosen.name == one.name),
    });
    let maps = maps.collect();
    let opened = chosen.and_then(|chosen| Opened::of(chosen, &shell, ask));
    let map = chosen.map(|chosen| Map::of(chosen, &shell));
    Ok(Nexus { shell, maps, map, opened }.render()?)
}

//! Tables of two columns, of which a reader chooses one: the more, the darker, and every cell opens to how it was counted.

mod found;
mod map;
mod words;

pub(super) use found::{Found, find, value_name};

use crate::site::place::Ask;
use crate::site::shell::Shell;
use map::Map;
use words::Opened;

/// What can be chosen: which pair of columns, and a cell of it.
pub(super) const CHOICES: &[&str] = &["by", "row", "column"];

/// What is shown of the one that was chosen.
pub(super) struct Cross {
    pub(super) maps: Vec<Choice>,
    pub(super) map: Map,
    pub(super) opened: Option<Opened>,
}

/// One that can be chosen.
pub(super) struct Choice {
    pub(super) path: String,
    pub(super) name: String,
    pub(super) is_here: bool,
}

/// The one that was chosen, or else the first.
pub(super) fn chosen<'f, 'a>(found: &'f [Found<'a>], ask: &Ask<'_>) -> Option<&'f Found<'a>> {
    ask.choice("by").and_then(|by| found.iter().find(|one| one.name == by)).or(found.first())
}

impl Cross {
    /// Nothing where no release has any of them.
    pub(super) fn of(found: &[Found<'_>], shell: &Shell<'_>, ask: &Ask<'_>) -> Option<Self> {
        let chosen = chosen(found, ask)?;
        let choice = |one: &Found<'_>| Choice {
            path: one.path(shell),
            name: one.title(shell),
            is_here: chosen.name == one.name,
        };
        Some(Self {
            maps: found.iter().map(choice).collect(),
            map: Map::of(chosen, shell),
            opened: Opened::of(chosen, shell, ask),
        })
    }
}

//! What a map shows, and what is told of one of its cells.

use overt_protect::release::{ShownColumn, ShownCount};

use super::super::data::method;
use super::found::{Found, value_name};
use crate::site::counts::{in_words, shown};
use crate::site::language::{Part, say};
use crate::site::place::Ask;
use crate::site::shell::Shell;

/// The largest count that tells of anybody, and how many are hidden.
pub(super) fn finding(found: &Found<'_>, shell: &Shell<'_>) -> String {
    let hidden = found.cells().filter(|(.., count)| *count == ShownCount::Suppressed).count();
    let hidden = ("hidden", Part::Count(hidden as u64));
    let meant = found.cells().filter(|(_, column, _)| found.is_meant(*column));
    let told = meant.filter_map(|(row, column, count)| Some((found.told(count)?, (row, column), count)));
    // Of several that are equal, the first.
    let largest = told.reduce(|largest, one| if one.0 > largest.0 { one } else { largest });
    let Some((_, at, count)) = largest else { return say(shell.lang, "nexus-nothing-told", &[hidden]) };
    let (what, count) = (found.cell_name(shell, at), shown(Some(count)));
    say(shell.lang, "nexus-finding", &[("what", (&what).into()), ("n", (&count).into()), hidden])
}

/// What is told of one cell: its count, where it is from, and what it cannot tell.
pub(in super::super) struct Opened {
    pub(in super::super) name: String,
    pub(in super::super) sentence: String,
    pub(in super::super) facts: Vec<(String, String)>,
    pub(in super::super) sentences: Vec<String>,
}

impl Opened {
    /// The cell that was chosen, if there is such a one.
    pub(super) fn of(found: &Found<'_>, shell: &Shell<'_>, ask: &Ask<'_>) -> Option<Self> {
        let place = |axis: &ShownColumn, choice: &str| {
            let code = ask.choice(choice)?;
            axis.values.iter().position(|(other, _)| other == code)
        };
        let (row, column) = (place(found.rows(), "row")?, place(found.columns(), "column")?);
        let (policy, manifest) = (&found.published.policy, found.published.release.manifest());
        let of = |row, column| in_words(shell.lang, found.count(row, column));
        let facts = [
            (value_name(shell, found.rows(), row), of(Some(row), None)),
            (value_name(shell, found.columns(), column), of(None, Some(column))),
            (shell.say("release"), format!("{} {}", policy.title, policy.version)),
            (shell.say("day"), manifest.day.to_string()),
            (shell.say("codebook"), manifest.codebook.clone()),
        ];
        let sentences = [method(&policy.method), "limit-claims", "limit-recorded", "limit-hidden"];
        Some(Self {
            name: found.cell_name(shell, (row, column)),
            sentence: of(Some(row), Some(column)),
            facts: facts.into(),
            sentences: sentences.map(|name| shell.say(name)).into(),
        })
    }
}

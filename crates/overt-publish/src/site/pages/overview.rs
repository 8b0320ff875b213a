//! What is known, how sure it is, and what is not known.

use askama::Template;

use crate::charts::number;
use crate::site::place::{Ask, Missing};
use crate::site::releases::Published;
use crate::site::shell::Shell;

/// Pages that show what is known; what the catalogue calls them is their path.
const WAYS: [&str; 4] = ["nexus", "prices", "routes", "countries"];

#[derive(Template)]
#[template(path = "site/overview.html", whitespace = "minimize")]
struct Overview<'a> {
    shell: Shell<'a>,
    known: Vec<Figure>,
    /// The pages that show more of it.
    ways: Vec<(String, String)>,
    sure: Vec<String>,
    unknown: Vec<String>,
}

/// A number with where it comes from.
struct Figure {
    value: String,
    label: String,
    note: String,
    path: String,
}

pub(super) fn page(ask: &Ask<'_>) -> Result<String, Missing> {
    let shell = Shell::named(ask, "overview");
    let current = ask.site.releases.current();
    let known = current.iter().filter_map(|one| figure(&shell, one)).collect();
    let noisy = current.iter().filter(|one| one.policy.method.promise().is_some()).count();
    let sure = vec![
        shell.count("overview-releases", current.len()),
        shell.count("overview-noisy", noisy),
        shell.say("limit-claims"),
    ];
    let (hidden, cells) = current.iter().fold((0, 0), |(hidden, cells), one| {
        let risk = one.release.risk();
        let of = |count: fn(&overt_protect::release::TableRisk) -> usize| risk.tables.iter().map(count).sum::<usize>();
        (hidden + of(|table| table.suppressed), cells + of(|table| table.cells))
    });
    let hidden = crate::site::language::say(
        ask.lang,
        "overview-hidden",
        &[
            ("n", crate::site::language::Part::Count(hidden as u64)),
            ("cells", crate::site::language::Part::Count(cells as u64)),
        ],
    );
    let unknown = vec![shell.say("limit-recorded"), hidden, shell.say("limit-compare")];
    let ways = WAYS.map(|name| (shell.say(name), shell.to(&format!("/{name}")))).into();
    Ok(Overview { shell, known, ways, sure, unknown }.render()?)
}

/// How many there are of what a release counts, if any of its tables tells.
fn figure(shell: &Shell<'_>, one: &Published) -> Option<Figure> {
    let total = one.tables.iter().find_map(|table| table.at(&vec![None; table.columns.len()])?.number())?;
    let schema = shell.site.codebook.schema(&one.policy.schema);
    let label = match &*one.policy.schema {
        "CorruptAct" => shell.say("acts-of-corruption"),
        other => schema.map_or(other, |schema| shell.text(&schema.label)).to_owned(),
    };
    Some(Figure { value: number(total), label, note: one.policy.title.clone(), path: shell.to(&one.path()) })
}

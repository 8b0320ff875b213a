//! Stage × actor × act: every cell opens to how it was counted and what is not known.

use askama::Template;
use overt_protect::release::{ShownColumn, ShownCount, ShownTable};

use super::data::method;
use crate::site::counts::{in_words, named, shown};
use crate::site::language::{Part, say};
use crate::site::place::{Ask, Missing};
use crate::site::releases::Published;
use crate::site::shell::Shell;

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

/// From how much of the largest count on each shade begins, in percent.
const SHADES: [i64; 5] = [5, 15, 30, 50, 75];

#[derive(Template)]
#[template(path = "site/nexus.html", whitespace = "minimize")]
struct Nexus<'a> {
    shell: Shell<'a>,
    maps: Vec<Choice>,
    map: Option<Map>,
}

struct Choice {
    path: String,
    name: String,
    is_here: bool,
}

struct Map {
    path: String,
    title: String,
    caption: String,
    finding: String,
    corner: String,
    columns: Vec<String>,
    rows: Vec<Row>,
    opened: Option<Opened>,
    left_out: usize,
    csv: String,
    release: String,
}

struct Row {
    name: String,
    cells: Vec<Cell>,
}

struct Cell {
    class: &'static str,
    path: Option<String>,
    shown: String,
    words: String,
}

struct Opened {
    name: String,
    sentence: String,
    facts: Vec<(String, String)>,
    sentences: Vec<String>,
}

/// A table of two columns that a release has, and where they are in it.
struct Found<'a> {
    name: String,
    published: &'a Published,
    table: &'a ShownTable,
    places: [usize; 2],
}

pub(super) fn page(ask: &Ask<'_>) -> Result<String, Missing> {
    let shell = Shell::new(ask, say(ask.lang, "nexus", &[]));
    let current = ask.site.releases.current();
    let found: Vec<Found<'_>> = PAIRS.into_iter().filter_map(|pair| find(&current, pair)).collect();
    let chosen = ask.choice("by").and_then(|by| found.iter().find(|one| one.name == by)).or(found.first());
    let maps = found.iter().map(|one| Choice {
        path: shell.to(&format!("/nexus?by={}", one.name)),
        name: one.title(&shell),
        is_here: chosen.is_some_and(|chosen| chosen.name == one.name),
    });
    let maps = maps.collect();
    let map = chosen.map(|chosen| chosen.map(&shell, ask));
    Ok(Nexus { shell, maps, map }.render()?)
}

/// The newest release that counts acts by these two columns.
fn find<'a>(current: &[&'a Published], pair: [&str; 2]) -> Option<Found<'a>> {
    let of_acts = current.iter().filter(|one| one.policy.schema == "CorruptAct");
    let found = of_acts.filter_map(|one| one.table(pair).map(|(table, places)| (*one, table, places)));
    // Only a table with totals, or of just these two, can be shown by two of its columns.
    let whole = |table: &ShownTable| table.columns.len() == 2 || table.at(&vec![None; table.columns.len()]).is_some();
    let (published, table, places) = found.into_iter().find(|(_, table, _)| whole(table))?;
    Some(Found { name: pair.join("-"), published, table, places })
}

impl Found<'_> {
    fn axis(&self, which: usize) -> &ShownColumn {
        &self.table.columns[self.places[which]]
    }

    fn title(&self, shell: &Shell<'_>) -> String {
        format!("{} × {}", shell.text(&self.axis(0).label), shell.text(&self.axis(1).label))
    }

    /// The count of a row and a column; of all rows or columns where there is none.
    fn count(&self, row: Option<usize>, column: Option<usize>) -> Option<ShownCount> {
        let mut at = vec![None; self.table.columns.len()];
        (at[self.places[0]], at[self.places[1]]) = (row, column);
        self.table.at(&at)
    }

    fn map(&self, shell: &Shell<'_>, ask: &Ask<'_>) -> Map {
        let path = shell.to(&format!("/nexus?by={}", self.name));
        let (rows, columns) = (self.axis(0), self.axis(1));
        let most = (0..rows.values.len())
            .flat_map(|row| (0..columns.values.len()).filter_map(move |column| self.count(Some(row), Some(column))))
            .filter_map(value)
            .max()
            .unwrap_or(0);
        let places =
            |axis: &ShownColumn| -> Vec<Option<usize>> { (0..axis.values.len()).map(Some).chain([None]).collect() };
        let names = |axis: &ShownColumn, place: &Option<usize>| {
            place.map_or_else(|| shell.say("total"), |place| value_name(shell, axis, place))
        };
        let has_totals = self.count(None, None).is_some();
        let (mut row_places, mut column_places) = (places(rows), places(columns));
        let is_told = |row, column| self.count(row, column).is_some_and(|count| self.table.tells(count));
        let (all_rows, all_columns) = (row_places.clone(), column_places.clone());
        row_places
            .retain(|row| row.is_none() || all_columns.iter().any(|column| column.is_some() && is_told(*row, *column)));
        column_places
            .retain(|column| column.is_none() || all_rows.iter().any(|row| row.is_some() && is_told(*row, *column)));
        let left_out = all_rows.len() + all_columns.len() - row_places.len() - column_places.len();
        if !has_totals {
            row_places.pop();
            column_places.pop();
        }
        let cell = |row: Option<usize>, column: Option<usize>| {
            let count = self.count(row, column);
            let words = format!("{} × {}: {}", names(rows, &row), names(columns, &column), in_words(shell.lang, count));
            let link = |row: usize, column: usize| {
                format!("{path}&row={}&column={}#cell", rows.values[row].0, columns.values[column].0)
            };
            let is_sum = row.is_none() || column.is_none();
            Cell {
                class: if is_sum { "sum number" } else { self.class(count, most) },
                path: row
                    .zip(column)
                    .map(|(row, column)| link(row, column))
                    .filter(|_| !matches!(count, None | Some(ShownCount::Impossible))),
                shown: shown(count),
                words,
            }
        };
        let body = row_places.iter().map(|row| Row {
            name: names(rows, row),
            cells: column_places.iter().map(|column| cell(*row, *column)).collect(),
        });
        let place = |axis: &ShownColumn, choice: &str| {
            let code = ask.choice(choice)?;
            axis.values.iter().position(|(other, _)| other == code)
        };
        let opened = place(rows, "row").zip(place(columns, "column")).map(|at| self.opened(shell, at));
        Map {
            title: self.title(shell),
            caption: shell.with("nexus-caption", &self.published.policy.title),
            finding: self.finding(shell),
            corner: shell.text(&rows.label).to_owned(),
            columns: column_places.iter().map(|column| names(columns, column)).collect(),
            rows: body.collect(),
            left_out,
            opened,
            csv: format!("{}/{}", self.published.path(), self.table.file),
            release: shell.to(&self.published.path()),
            path,
        }
    }

    /// Only what tells of anybody is shaded.
    fn class(&self, count: Option<ShownCount>, most: i64) -> &'static str {
        let told = count.filter(|count| self.table.tells(*count));
        match (told, told.and_then(value)) {
            (Some(ShownCount::Suppressed), _) => "hidden",
            (_, Some(value)) => {
                ["s0", "s1", "s2", "s3", "s4", "s5"][SHADES.iter().filter(|from| value * 100 >= most * **from).count()]
            }
            _ => "none",
        }
    }

    /// The largest counts, and how many are hidden.
    fn finding(&self, shell: &Shell<'_>) -> String {
        let (rows, columns) = (self.axis(0), self.axis(1));
        let cells = (0..rows.values.len()).flat_map(|row| (0..columns.values.len()).map(move |column| (row, column)));
        let mut hidden = 0;
        let mut largest: Option<(i64, usize, usize)> = None;
        for (row, column) in cells {
            match self.count(Some(row), Some(column)) {
                Some(ShownCount::Suppressed) => hidden += 1,
                Some(count) => {
                    if let Some(value) = value(count).filter(|value| largest.is_none_or(|(most, ..)| *value > most)) {
                        largest = Some((value, row, column));
                    }
                }
                None => {}
            }
        }
        let Some((value, row, column)) = largest.filter(|(value, ..)| *value > 0) else {
            return say(shell.lang, "nexus-all-hidden", &[("hidden", Part::Count(hidden))]);
        };
        let place = format!("{} × {}", value_name(shell, rows, row), value_name(shell, columns, column));
        let parts =
            [("what", Part::Words(&place)), ("n", Part::Count(value.unsigned_abs())), ("hidden", Part::Count(hidden))];
        say(shell.lang, "nexus-finding", &parts)
    }

    fn opened(&self, shell: &Shell<'_>, (row, column): (usize, usize)) -> Opened {
        let (rows, columns) = (self.axis(0), self.axis(1));
        let count = self.count(Some(row), Some(column));
        let manifest = self.published.release.manifest();
        let of = |row, column| in_words(shell.lang, self.count(row, column));
        let facts = [
            (value_name(shell, rows, row), of(Some(row), None)),
            (value_name(shell, columns, column), of(None, Some(column))),
            (shell.say("release"), format!("{} {}", self.published.policy.title, self.published.policy.version)),
            (shell.say("day"), manifest.day.to_string()),
            (shell.say("codebook"), manifest.codebook.clone()),
        ];
        let sentences = [
            shell.say(method(&self.published.policy.method)),
            shell.say("limit-claims"),
            shell.say("limit-recorded"),
            shell.say("limit-hidden"),
        ];
        Opened {
            name: format!("{} × {}", value_name(shell, rows, row), value_name(shell, columns, column)),
            sentence: in_words(shell.lang, count),
            facts: facts.into(),
            sentences: sentences.into(),
        }
    }
}

fn value_name(shell: &Shell<'_>, axis: &ShownColumn, place: usize) -> String {
    let (code, label) = &axis.values[place];
    named(shell.lang, code, label)
}

/// The number by which a count is shaded.
fn value(count: ShownCount) -> Option<i64> {
    match count {
        ShownCount::Exact(count) | ShownCount::Rounded(count) => Some(count),
        ShownCount::Noisy { count, supported, .. } => supported.then_some(count),
        ShownCount::Share { per_mille, .. } => Some(per_mille),
        ShownCount::Suppressed | ShownCount::Impossible => None,
    }
}

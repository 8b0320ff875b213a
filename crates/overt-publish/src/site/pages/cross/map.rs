//! The map: rows and columns of which anything is told, the more the darker.

use overt_protect::release::{ShownColumn, ShownCount};

use super::found::{Found, value_name};
use super::words::finding;
use crate::site::counts::{in_words, shown};
use crate::site::shell::Shell;

/// From how much of the largest count on each shade begins, in percent.
const SHADES: [i64; 5] = [5, 15, 30, 50, 75];

pub(in super::super) struct Map {
    pub(in super::super) path: String,
    pub(in super::super) title: String,
    pub(in super::super) caption: String,
    pub(in super::super) finding: String,
    pub(in super::super) corner: String,
    pub(in super::super) columns: Vec<String>,
    pub(in super::super) rows: Vec<Row>,
    /// How many rows and columns are not in it, because nothing was told in them.
    pub(in super::super) left_out: usize,
    pub(in super::super) csv: String,
    pub(in super::super) release: String,
}

pub(in super::super) struct Row {
    pub(in super::super) name: String,
    pub(in super::super) cells: Vec<Cell>,
}

pub(in super::super) struct Cell {
    pub(in super::super) class: &'static str,
    /// The page on which it is opened; nothing where there is nothing to tell.
    pub(in super::super) path: Option<String>,
    pub(in super::super) shown: String,
    pub(in super::super) words: String,
}

impl Map {
    pub(super) fn of(found: &Found<'_>, shell: &Shell<'_>) -> Self {
        let (rows, columns, left_out) = kept(found);
        let most = found.cells().filter_map(|(.., count)| found.told(count)).max().unwrap_or(0);
        let row = |row: &Option<usize>| Row {
            name: axis_name(shell, found.rows(), *row),
            cells: columns.iter().map(|column| cell(found, shell, most, (*row, *column))).collect(),
        };
        Self {
            path: found.path(shell),
            title: found.title(shell),
            caption: shell.with("nexus-caption", &found.published.policy.title),
            finding: finding(found, shell),
            corner: shell.text(&found.rows().label).to_owned(),
            columns: columns.iter().map(|column| axis_name(shell, found.columns(), *column)).collect(),
            rows: rows.iter().map(row).collect(),
            left_out,
            csv: format!("{}/{}", found.published.path(), found.table.file),
            release: shell.to(&found.published.path()),
        }
    }
}

type Places = Vec<Option<usize>>;

/// The rows and columns in which anything is told, then the totals if there are some; and how many are left out.
fn kept(found: &Found<'_>) -> (Places, Places, usize) {
    let (mut rows, mut columns) = (vec![false; found.rows().values.len()], vec![false; found.columns().values.len()]);
    let is_told = |count| count == ShownCount::Suppressed || found.told(count).is_some();
    for (row, column, _) in found.cells().filter(|(.., count)| is_told(*count)) {
        (rows[row], columns[column]) = (true, true);
    }
    let left_out = rows.iter().chain(&columns).filter(|is_told| !**is_told).count();
    let total = found.count(None, None).map(|_| None);
    let places = |told: Vec<bool>| {
        let told = told.into_iter().enumerate().filter(|(_, is_told)| *is_told).map(|(place, _)| Some(place));
        told.chain(total).collect()
    };
    (places(rows), places(columns), left_out)
}

fn axis_name(shell: &Shell<'_>, axis: &ShownColumn, place: Option<usize>) -> String {
    place.map_or_else(|| shell.say("total"), |place| value_name(shell, axis, place))
}

fn cell(found: &Found<'_>, shell: &Shell<'_>, most: i64, (row, column): (Option<usize>, Option<usize>)) -> Cell {
    let count = found.count(row, column);
    let (rows, columns) = (found.rows(), found.columns());
    let link = |(row, column): (usize, usize)| {
        format!("{}&row={}&column={}#cell", found.path(shell), rows.values[row].0, columns.values[column].0)
    };
    let names = [axis_name(shell, rows, row), axis_name(shell, columns, column)];
    Cell {
        class: if row.is_none() || column.is_none() { "sum number" } else { class(found, count, most) },
        path: row.zip(column).map(link).filter(|_| !matches!(count, None | Some(ShownCount::Impossible))),
        shown: shown(count),
        words: format!("{}: {}", names.join(" × "), in_words(shell.lang, count)),
    }
}

/// Only what tells of anybody is shaded.
fn class(found: &Found<'_>, count: Option<ShownCount>, most: i64) -> &'static str {
    match (count, count.and_then(|count| found.told(count))) {
        (Some(ShownCount::Suppressed), _) => "hidden",
        (_, Some(value)) => {
            ["s0", "s1", "s2", "s3", "s4", "s5"][SHADES.iter().filter(|from| value * 100 >= most * **from).count()]
        }
        _ => "none",
    }
}

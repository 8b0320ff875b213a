//! What was found about a file, in words and for programs.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use overt_intake::mapping::{Order, OrderFound};
use overt_intake::rows::Unit;
use serde::Serialize;
use serde_json::{Value as Json, json};

use super::choose::Chosen;
use crate::output::table;

/// Kinds of rejects that are listed.
const KINDS_MAX: usize = 20;

/// Rejects by column and reason: how many, and where the first is.
#[derive(Debug, Default)]
pub(crate) struct Rejected {
    kinds: BTreeMap<(String, String), (u64, u64)>,
    pub(crate) rows: u64,
}

impl Rejected {
    /// A row with what is wrong with it, column and reason each.
    pub(crate) fn add<'w>(&mut self, line: u64, wrong: impl Iterator<Item = (&'w str, &'w str)>) {
        self.rows += 1;
        for (column, reason) in wrong {
            let kind = self.kinds.entry((column.to_owned(), reason.to_owned())).or_insert((0, line));
            kind.0 += 1;
        }
    }

    /// The commonest first.
    fn sorted(&self) -> Vec<Kind<'_>> {
        let kinds = self.kinds.iter().map(|((column, reason), (cells, first))| Kind {
            column,
            reason,
            cells: *cells,
            first: *first,
        });
        let mut kinds: Vec<Kind<'_>> = kinds.collect();
        kinds.sort_by_key(|kind| (std::cmp::Reverse(kind.cells), kind.first));
        kinds
    }

    pub(crate) fn text(&self, unit: Unit) -> String {
        if self.rows == 0 {
            return String::new();
        }
        let kinds = self.sorted();
        let rows: Vec<[String; 4]> = kinds
            .iter()
            .take(KINDS_MAX)
            .map(|kind| {
                let first = format!("{} {}", unit.name(), kind.first);
                [kind.cells.to_string(), kind.column.to_owned(), kind.reason.to_owned(), first]
            })
            .collect();
        let mut text = table(["Cells", "Column", "What is wrong", "First in"], &rows);
        if kinds.len() > KINDS_MAX {
            let _ = writeln!(text, "and {} other kinds", kinds.len() - KINDS_MAX);
        }
        text
    }

    pub(crate) fn json(&self) -> Json {
        json!(self.sorted())
    }
}

/// Rejects with one reason.
#[derive(Serialize)]
struct Kind<'r> {
    column: &'r str,
    reason: &'r str,
    cells: u64,
    first: u64,
}

/// What the file decides by itself, and what of it is left over.
pub(super) fn about(chosen: &Chosen) -> String {
    let mut text = format!("File     {} rows, {}\nMapping  {}\n", chosen.rows, chosen.about, chosen.title);
    for found in &chosen.orders {
        if let Some(words) = order(found) {
            let _ = writeln!(text, "Dates    {}: {words}", found.property);
        }
    }
    for (what, names) in left(chosen) {
        if !names.is_empty() {
            let _ = writeln!(text, "{what} {}", names.join(", "));
        }
    }
    text
}

fn left(chosen: &Chosen) -> [(&'static str, Vec<String>); 4] {
    [
        ("Not there: the mapping names these columns, and the file does not have them:", chosen.fit.missing.clone()),
        ("Not used: nothing in the mapping takes these columns:", chosen.fit.unused.clone()),
        ("No key: without these columns the content of the row tells records apart:", chosen.fit.keys_missing.clone()),
        (
            "No key: the mapping names none for these records, so a row that changes will be a new one:",
            chosen.without_key.clone(),
        ),
    ]
}

pub(super) fn about_json(chosen: &Chosen) -> Json {
    let orders: Vec<Json> = chosen
        .orders
        .iter()
        .map(|found| {
            json!({
                "record": found.record, "property": found.property, "order": found.order.map(Order::name),
                "day_first": found.day_first, "month_first": found.month_first, "either": found.either,
            })
        })
        .collect();
    let [(_, missing), (_, unused), (_, keys), (_, keyless)] = left(chosen);
    json!({
        "rows": chosen.rows, "about": chosen.about, "mapping": chosen.title, "dates": orders,
        "missing_columns": missing, "unused_columns": unused, "missing_keys": keys, "without_key": keyless,
    })
}

fn order(found: &OrderFound) -> Option<String> {
    let shown = found.day_first + found.month_first;
    match found.order {
        Some(order) if shown > 0 => Some(format!("{}, as {shown} of them show", order.name())),
        Some(order) if found.either > 0 => Some(format!("{}, as the other dates of the file show", order.name())),
        Some(_) => None,
        None if found.either == 0 => None,
        None if shown > 0 => Some(format!(
            "{} have the day first and {} the month, so {} could be either",
            found.day_first, found.month_first, found.either
        )),
        None => Some(format!("{} could have the day or the month first, and none shows it", found.either)),
    }
}

//! What was found about a file, in words and for programs.

use std::fmt::Write as _;

use overt_intake::look::Look;
use overt_intake::mapping::{Order, OrderFound};
use overt_intake::rejected::Rejected;
use overt_intake::rows::Unit;
use serde_json::{Value as Json, json};

use crate::output::table;

/// Kinds of rejects that are listed.
const KINDS_MAX: usize = 20;

/// Rejects by reason, the commonest first.
pub(crate) fn rejected(rejected: &Rejected, unit: Unit) -> String {
    if rejected.rows == 0 {
        return String::new();
    }
    let kinds = rejected.kinds();
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

/// What the file decides by itself, and what of it is left over.
pub(super) fn about(look: &Look) -> String {
    let mut text = format!("File     {} rows, {}\nMapping  {}\n", look.rows, look.about, look.title);
    for found in &look.orders {
        if let Some(words) = order(found) {
            let _ = writeln!(text, "Dates    {}: {words}", found.property);
        }
    }
    for (what, names) in left(look) {
        if !names.is_empty() {
            let _ = writeln!(text, "{what} {}", names.join(", "));
        }
    }
    text
}

fn left(look: &Look) -> [(&'static str, Vec<String>); 4] {
    [
        ("Not there: the mapping names these columns, and the file does not have them:", look.fit.missing.clone()),
        ("Not used: nothing in the mapping takes these columns:", look.fit.unused.clone()),
        ("No key: without these columns the content of the row tells records apart:", look.fit.keys_missing.clone()),
        (
            "No key: the mapping names none for these records, so a row that changes will be a new one:",
            look.without_key.clone(),
        ),
    ]
}

pub(super) fn about_json(look: &Look) -> Json {
    let orders: Vec<Json> = look
        .orders
        .iter()
        .map(|found| {
            json!({
                "record": found.record, "property": found.property, "order": found.order.map(Order::name),
                "day_first": found.day_first, "month_first": found.month_first, "either": found.either,
            })
        })
        .collect();
    let [(_, missing), (_, unused), (_, keys), (_, keyless)] = left(look);
    json!({
        "rows": look.rows, "about": look.about, "mapping": look.title, "dates": orders,
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

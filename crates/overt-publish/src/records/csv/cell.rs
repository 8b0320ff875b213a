//! What a cell says, and how it says it so that nothing is lost.

use std::borrow::Cow;

use overt_model::{Column, Value};

const SEPARATOR: char = ';';
/// What a spreadsheet may take for the beginning of a formula, and our own mark.
const DANGEROUS: [char; 7] = ['=', '+', '-', '@', '\t', '\r', APOSTROPHE];
const APOSTROPHE: char = '\'';

/// The cell of a column for these values.
pub(super) fn write(column: Column<'_>, values: &[Value]) -> String {
    let Column { property, part } = column;
    let mut cell = String::new();
    let taken = if property.many { values } else { &values[..values.len().min(1)] };
    for (position, value) in taken.iter().enumerate() {
        if position > 0 {
            cell.push(SEPARATOR);
        }
        let text = part.text(value).unwrap_or_default();
        let is_escaped = property.many && part.is_free_text(&property.kind);
        cell.push_str(&if is_escaped { escaped(&text) } else { text });
    }
    let is_harmless = part.is_number(&property.kind) || part.is_date(&property.kind);
    if is_harmless { cell } else { guarded(cell) }
}

/// A text that no spreadsheet takes for a formula.
pub(crate) fn guarded(mut text: String) -> String {
    if text.starts_with(DANGEROUS) {
        text.insert(0, APOSTROPHE);
    }
    text
}

/// The texts of a cell, one for each value.
pub(super) fn read<'a>(column: Column<'_>, cell: &'a str) -> Vec<Cow<'a, str>> {
    let Column { property, part } = column;
    let is_harmless = part.is_number(&property.kind) || part.is_date(&property.kind);
    let cell = if is_harmless { cell } else { cell.strip_prefix(APOSTROPHE).unwrap_or(cell) };
    if !property.many {
        return vec![Cow::Borrowed(cell)];
    }
    let is_escaped = part.is_free_text(&property.kind);
    cell.split(SEPARATOR).map(|text| if is_escaped { unescaped(text) } else { Cow::Borrowed(text) }).collect()
}

fn escaped(text: &str) -> Cow<'_, str> {
    if text.contains(['%', SEPARATOR]) {
        text.replace('%', "%25").replace(SEPARATOR, "%3B").into()
    } else {
        text.into()
    }
}

fn unescaped(text: &str) -> Cow<'_, str> {
    if text.contains('%') { text.replace("%3B", ";").replace("%25", "%").into() } else { text.into() }
}

//! What shades and patterns mean.

use super::mark::{Rectangle, line};
use super::text::{capitalised, width};

/// A swatch and its words.
pub(super) struct Entry {
    /// Attributes that say how the swatch is painted.
    pub(super) paint: String,
    /// What it means.
    pub(super) words: String,
}

pub(super) const ENTRY_HEIGHT: usize = 19;
const WORDS_AT: usize = 30;
const GUTTER: usize = 28;
const COLUMNS_MAX: usize = 4;

/// How wide entries one below the other are.
pub(super) fn column_width(entries: &[Entry]) -> usize {
    WORDS_AT + entries.iter().map(|entry| width(&entry.words, 12)).max().unwrap_or(0)
}

/// Entries one below the other, under their title.
pub(super) fn column(title: &str, entries: &[Entry]) -> String {
    let mut parts = vec![line("0", 11, "code", &capitalised(title))];
    for (place, entry) in entries.iter().enumerate() {
        let y = (place + 1) * ENTRY_HEIGHT;
        parts.push(swatch("0", y).painted(&entry.paint));
        parts.push(line(&WORDS_AT.to_string(), y + 11, "", &entry.words));
    }
    parts.concat() + "\n"
}

/// Entries in two columns that share the width of the chart.
pub(super) fn two_columns(entries: &[Entry]) -> String {
    let mut parts = Vec::new();
    for (place, entry) in entries.iter().enumerate() {
        let y = place / 2 * ENTRY_HEIGHT;
        // A nested `<svg>` is the only way to add pixels to a percentage.
        let x = if place % 2 == 0 { "0" } else { "50%" };
        let swatch = swatch("1", y).painted(&entry.paint);
        parts.push(format!("<svg x=\"{x}\">{swatch}{}</svg>\n", line(&WORDS_AT.to_string(), y + 11, "", &entry.words)));
    }
    parts.concat()
}

/// Entries in as many columns as the width has room for, read downwards, under their title. Returns their height, too.
pub(super) fn columns(title: &str, entries: &[Entry], room: usize) -> (String, usize) {
    let pitch = column_width(entries) + GUTTER;
    let count = (room / pitch).clamp(1, COLUMNS_MAX);
    let rows = entries.len().div_ceil(count);
    let mut parts = vec![line("0", 11, "code", &capitalised(title))];
    for (place, entry) in entries.iter().enumerate() {
        let (x, y) = (place / rows * pitch, (place % rows + 1) * ENTRY_HEIGHT);
        parts.push(swatch(&x.to_string(), y).painted(&entry.paint));
        parts.push(line(&(x + WORDS_AT).to_string(), y + 11, "", &entry.words));
    }
    (parts.concat() + "\n", (rows + 1) * ENTRY_HEIGHT)
}

/// Marks, each drawn around the origin, and their words, one below the other.
pub(super) fn of_marks(entries: impl IntoIterator<Item = (String, String)>) -> String {
    let entry = |(place, (mark, words)): (usize, (String, String))| {
        let y = place * ENTRY_HEIGHT;
        format!("<svg y=\"{y}\"><g transform=\"translate(8 8)\">{mark}</g>{}</svg>\n", line("24", 12, "", &words))
    };
    entries.into_iter().enumerate().map(entry).collect()
}

fn swatch(x: &str, y: usize) -> Rectangle {
    Rectangle { x: x.into(), y: y + 1, width: "22".into(), height: 13 }
}

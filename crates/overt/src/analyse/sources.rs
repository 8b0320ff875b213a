//! `overt analyse data`: which figures are known, and which are found.

use std::borrow::Cow;

use super::library::{Library, entries, others};
use crate::output::{Output, table};
use serde_json::json;

pub(super) fn run(library: &Library, json: bool) -> anyhow::Result<Output> {
    let (mut rows, mut missing, mut answer) = (Vec::new(), Vec::new(), Vec::new());
    for entry in entries() {
        let (found, span) = if let Some(text) = library.text(&entry.file)? {
            let series = library.series(&entry.id)?;
            let years = || series.cells().map(|((_, year), _)| year);
            let span = years().min().zip(years().max()).map_or_else(String::new, |(first, last)| {
                if first == last { first.to_string() } else { format!("{first} to {last}") }
            });
            let values = series.cells().count();
            (
                if matches!(text, Cow::Borrowed(_)) { "with the program" } else { "found" },
                format!("{values} values, {span}"),
            )
        } else {
            missing.push(format!("  {}: {}\n    {}. {}\n", entry.file, entry.get, entry.publisher, entry.licence));
            ("missing", String::new())
        };
        rows.push([entry.id.clone(), format!("{} ({})", entry.name, entry.edition), found.to_owned(), span]);
        answer.push(json!({ "series": entry, "found": found != "missing" }));
    }
    let mut files = Vec::new();
    for origin in others() {
        let found = library.missing(&origin.file).is_none();
        if !found {
            let more = format!("{}; {}. {}", origin.name, origin.publisher, origin.licence);
            missing.push(format!("  {}: {}\n    {more}\n", origin.file, origin.get));
        }
        files.push(json!({ "file": origin, "found": found }));
    }
    missing.dedup();
    let mut text = table(["Series", "What it is", "", "Values"], &rows);
    if !missing.is_empty() {
        text.push_str("\nThese do not come with the program. Get them, and name their folder with --figures:\n");
        text.extend(missing);
    }
    Output::answer(json, &json!({ "series": answer, "files": files }), text)
}

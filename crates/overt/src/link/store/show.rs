//! Two records side by side, for somebody who is to decide about them.

use std::fmt::Write as _;

use overt_model::{Class, Column, Lang, Record, RecordId, Rung};

use super::Desk;
use crate::output::{printable, table};

/// What a cell shows of a long value.
const CELL_MAX: usize = 60;

/// The two, with what identifies them as far as the person may open it. That it was opened is in the log before.
pub(super) fn pair(desk: &Desk<'_>, ids: [RecordId; 2]) -> anyhow::Result<[Record; 2]> {
    let classes: &[Class] = if desk.session.opens(Class::Direct) { &[Class::Direct] } else { &[] };
    let how = (classes, desk.purpose.as_ref());
    let store = &desk.workspace.store;
    let shown = desk.workspace.wait(store.show_many(desk.session, &ids, how, desk.workspace.today))?;
    let mut records: Vec<Record> = shown.into_iter().map(|shown| shown.record).collect();
    records.sort_by_key(|record| ids.iter().position(|id| *id == record.id));
    Ok(records.try_into().expect("two records were asked for, and both are there"))
}

/// Their values by property, and what is the same in both.
pub(super) fn side_by_side(desk: &Desk<'_>, records: &[Record; 2]) -> String {
    let schemas = records.each_ref().map(|record| desk.codebook.schema(&record.schema));
    let Some(schema) = schemas[0].or(schemas[1]) else { return String::new() };
    let mut rows = Vec::new();
    for property in &schema.properties {
        for column in Column::of(property, Rung::Point) {
            let texts = records.each_ref().map(|record| text(&column, record));
            if texts.iter().all(String::is_empty) {
                continue;
            }
            let mark = if texts[0] == texts[1] { "=" } else { "" };
            let label = match column.part.name() {
                Some(part) => format!("{} ({part})", property.label.get(Lang::En)),
                None => property.label.get(Lang::En).to_owned(),
            };
            let [a, b] = texts;
            rows.push([label, mark.to_owned(), a, b]);
        }
    }
    let mut text = String::new();
    for (name, record) in ["A", "B"].into_iter().zip(records) {
        let _ = writeln!(text, "{name}  {} ({})", record.id, record.schema);
    }
    let _ = write!(text, "\n{}", table(["", "", "A", "B"], &rows));
    text
}

fn text(column: &Column<'_>, record: &Record) -> String {
    let values = record.values(&column.property.id).iter().filter_map(|value| column.part.text(value));
    let text = printable(&values.collect::<Vec<_>>().join("; ")).replace('\n', " ");
    if text.chars().count() <= CELL_MAX {
        return text;
    }
    let begin: String = text.chars().take(CELL_MAX).collect();
    format!("{begin}…")
}

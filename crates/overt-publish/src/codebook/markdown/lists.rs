//! The page of one list.

use overt_model::codebook::{Code, Kind, List, snake_case};

use super::Pages;
use super::table::{Table, code, escaped};
use crate::codebook::own_properties;

const UP: &str = "../";

pub(super) fn page(pages: &Pages<'_>, list: &List) -> String {
    format!(
        "\n# {}\n\n{}\n\n{}\n{}",
        escaped(list.title.get(pages.lang)),
        escaped(&list.about),
        facts(pages, list),
        codes(pages, list).markdown()
    )
}

fn facts(pages: &Pages<'_>, list: &List) -> String {
    let mut facts = vec![format!("List {}, {} codes.", code(&list.id), list.codes().len())];
    if list.ordered {
        facts.push("A later code is more than an earlier one.".to_owned());
    }
    if let Some(predicate) = &list.misp {
        facts.push(format!("In MISP: {}.", code(&format!("tip-ci:{predicate}"))));
    }
    let users = users(pages, list);
    if !users.is_empty() {
        facts.push(format!("Used by {}.", users.join(", ")));
    }
    facts.join(" ") + "\n"
}

fn users(pages: &Pages<'_>, list: &List) -> Vec<String> {
    let mut users = Vec::new();
    for schema in pages.codebook.schemas() {
        let is_of_list = |kind: &Kind| matches!(kind, Kind::Code { list: used, .. } if *used == list.id);
        let properties = own_properties(pages.codebook, schema).filter(|property| is_of_list(&property.kind));
        let link = |id: &str| format!("[{}.{id}](../schemas/{}.md)", schema.id, snake_case(&schema.id));
        users.extend(properties.map(|property| link(&property.id)));
    }
    users
}

fn codes(pages: &Pages<'_>, list: &List) -> Table {
    let own = list.columns.iter().map(|column| column.id.as_str());
    let fixed = ["code", "label", "parent", "definition", "valid", "source"];
    let mut table = Table::new(fixed.into_iter().chain(own));
    for entry in list.codes() {
        table.row(row(pages, list, entry));
    }
    table
}

fn row(pages: &Pages<'_>, list: &List, entry: &Code) -> Vec<String> {
    let definition = if list.defined { escaped(&entry.definition) } else { String::new() };
    let mut row = vec![
        format!("<a id=\"code-{0}\"></a>`{0}`", entry.code),
        escaped(entry.label.get(pages.lang)),
        entry.parent.as_deref().map(|parent| format!("[`{parent}`](#code-{parent})")).unwrap_or_default(),
        definition,
        validity(entry),
        pages.citations(&entry.source, UP),
    ];
    let linked = list.columns.iter().zip(&entry.own).map(|(column, values)| own_cell(&column.codes_of, values));
    row.extend(linked);
    row
}

fn validity(entry: &Code) -> String {
    match (entry.valid_from, entry.valid_to) {
        (None, None) => String::new(),
        (Some(from), None) => format!("from {from}"),
        (None, Some(to)) => format!("until {to}"),
        (Some(from), Some(to)) => format!("{from} to {to}"),
    }
}

/// Codes of another list lead to it; where several lists could be meant, the reader is not sent astray.
fn own_cell(codes_of: &[impl AsRef<str>], values: &str) -> String {
    let [list] = codes_of else { return escaped(values) };
    let values = values.split(';').map(str::trim).filter(|value| !value.is_empty());
    let link = |value| format!("[`{value}`]({}.md#code-{value})", list.as_ref());
    values.map(link).collect::<Vec<_>>().join(" ")
}

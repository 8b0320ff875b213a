//! One JSON document with everything the codebook says.

use std::collections::BTreeMap;

use overt_model::codebook::{Code, CodeChange, Column, List, Schema};
use overt_model::{Codebook, Lang, Text};
use serde::Serialize;

use super::ExportFile;

#[derive(Serialize)]
struct Document<'a> {
    title: &'a Text,
    version: &'a str,
    date: String,
    languages: &'a [Lang],
    licence: &'a str,
    lists: Vec<ListDocument<'a>>,
    schemas: Vec<&'a Schema>,
    changes: &'a [CodeChange],
}

#[derive(Serialize)]
struct ListDocument<'a> {
    id: &'a str,
    title: &'a Text,
    about: &'a str,
    ordered: bool,
    definitions: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    misp: Option<&'a str>,
    columns: &'a [Column],
    codes: Vec<CodeDocument<'a>>,
}

#[derive(Serialize)]
struct CodeDocument<'a> {
    code: &'a str,
    label: &'a Text,
    definition: &'a str,
    parent: Option<&'a str>,
    order: u32,
    valid_from: Option<String>,
    valid_to: Option<String>,
    source: &'a str,
    aliases: &'a [String],
    columns: BTreeMap<&'a str, &'a str>,
}

pub(super) fn files(codebook: &Codebook) -> Vec<ExportFile> {
    let document = Document {
        title: &codebook.title,
        version: &codebook.version,
        date: codebook.date.to_string(),
        languages: &codebook.languages,
        licence: &codebook.licence,
        lists: codebook.lists().map(list_document).collect(),
        schemas: codebook.schemas().collect(),
        changes: codebook.changes(),
    };
    vec![ExportFile::text("codebook.json", pretty(&document))]
}

fn list_document(list: &List) -> ListDocument<'_> {
    ListDocument {
        id: &list.id,
        title: &list.title,
        about: &list.about,
        ordered: list.ordered,
        definitions: list.defined,
        misp: list.misp.as_deref(),
        columns: &list.columns,
        codes: list.codes().iter().map(|code| code_document(list, code)).collect(),
    }
}

fn code_document<'a>(list: &'a List, code: &'a Code) -> CodeDocument<'a> {
    let columns = list.columns.iter().map(|column| column.id.as_str());
    CodeDocument {
        code: &code.code,
        label: &code.label,
        definition: &code.definition,
        parent: code.parent.as_deref(),
        order: code.order,
        valid_from: code.valid_from.map(|day| day.to_string()),
        valid_to: code.valid_to.map(|day| day.to_string()),
        source: &code.source,
        aliases: &code.aliases,
        columns: columns.zip(code.own.iter().map(String::as_str)).collect(),
    }
}

/// Readable JSON with a line feed at its end.
pub(super) fn pretty(value: &impl Serialize) -> String {
    let mut text = serde_json::to_string_pretty(value).expect("the codebook is plain data");
    text.push('\n');
    text
}

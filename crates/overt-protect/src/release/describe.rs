//! What a machine needs to read the tables of a release: CSVW beside each table, a DCAT record, and the codes that are used.

use overt_model::Text;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::facts::ColumnFact;
use super::plan::Planned;
use super::policy::Method;
use super::sheet::{Cells, Sheet};
use super::{EMPTY, canonical};

/// The part of the codebook that a release uses.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CodesUsed {
    /// The version of the codebook.
    pub(super) version: String,
    /// The kind of record.
    pub(super) schema: String,
    /// The columns.
    pub(super) columns: Vec<ColumnUsed>,
}

/// A column that a release uses.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ColumnUsed {
    /// Its name.
    pub(super) name: String,
    /// The property it is of.
    pub(super) property: String,
    /// What people call it.
    pub(super) label: Text,
    /// Its values in their order.
    pub(super) values: Vec<ValueUsed>,
}

/// A value of a column.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ValueUsed {
    /// The code.
    pub(super) code: String,
    /// What people call it.
    pub(super) label: Text,
}

/// `codebook.json`.
pub(super) fn codes(planned: &Planned) -> Vec<u8> {
    let used = |column: &&ColumnFact| planned.policy.uses(&column.name);
    let value = |code: &str, label: &Text| ValueUsed { code: code.to_owned(), label: label.clone() };
    // A cell that is not told has a code of its own.
    let empty = matches!(planned.policy.method, Method::Aggregate(_)).then(|| value(EMPTY, &not_told()));
    let column = |column: &ColumnFact| ColumnUsed {
        name: column.name.clone(),
        property: column.property.clone(),
        label: column.label.clone(),
        values: column.values.iter().map(|at| value(&at.code, &at.label)).chain(empty.clone()).collect(),
    };
    canonical(&CodesUsed {
        version: planned.policy.codebook.clone(),
        schema: planned.policy.schema.clone(),
        columns: planned.columns.iter().filter(used).map(column).collect(),
    })
}

/// What the W3C's "CSV on the Web" says of a table.
pub(super) fn csvw(planned: &Planned, sheet: &Sheet) -> Vec<u8> {
    let column = |at: &super::sheet::SheetColumn| {
        let (kind, nothing) = match at.cells {
            // An empty code is a value: that nothing was recorded.
            Cells::Text(_) | Cells::Coded { .. } => ("string", json!([])),
            Cells::Number(_) => ("integer", json!("")),
            Cells::Flag(_) => ("boolean", json!("")),
        };
        json!({"name": at.name, "titles": in_languages(&at.title), "datatype": kind, "null": nothing})
    };
    let mut columns = json!({"columns": sheet.columns.iter().map(column).collect::<Vec<_>>()});
    if !sheet.keys.is_empty() {
        columns["primaryKey"] = json!(sheet.keys);
    }
    canonical(&json!({
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
        "url": format!("{}.csv", sheet.name),
        "dc:title": sheet.title,
        "dc:license": planned.policy.licence,
        "dialect": {"header": true, "encoding": "utf-8"},
        "tableSchema": columns,
    }))
}

fn not_told() -> Text {
    Text { en: "Not told".to_owned(), es: "No se informa".to_owned(), fr: "Non communiqué".to_owned() }
}

fn in_languages(text: &Text) -> Value {
    let texts = [("en", &text.en), ("es", &text.es), ("fr", &text.fr)];
    texts.into_iter().filter(|(_, text)| !text.is_empty()).map(|(code, text)| (code.to_owned(), json!(text))).collect()
}

/// The record for catalogues of data, by the W3C's DCAT.
pub(super) fn dcat(planned: &Planned, sheets: &[Sheet]) -> Vec<u8> {
    let policy = &planned.policy;
    let distribution = |sheet: &Sheet| {
        json!({
            "@type": "dcat:Distribution",
            "dct:title": sheet.title,
            "dcat:downloadURL": {"@id": format!("{}.csv", sheet.name)},
            "dcat:mediaType": "text/csv",
            "dct:conformsTo": {"@id": format!("{}.csv-metadata.json", sheet.name)},
        })
    };
    canonical(&json!({
        "@context": {
            "dcat": "http://www.w3.org/ns/dcat#",
            "dct": "http://purl.org/dc/terms/",
            "xsd": "http://www.w3.org/2001/XMLSchema#",
        },
        "@type": "dcat:Dataset",
        "dct:identifier": format!("{}-{}", policy.name, policy.version),
        "dct:title": policy.title,
        "dct:description": format!("{}. Read notes.md before use.", policy.title),
        "dct:license": policy.licence,
        "dct:issued": {"@type": "xsd:date", "@value": planned.facts.day.to_string()},
        "dcat:version": policy.version.to_string(),
        "dcat:distribution": sheets.iter().map(distribution).collect::<Vec<_>>(),
    }))
}

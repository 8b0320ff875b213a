//! What the fields of other standards are called here.

use overt_model::codebook::{Names, Schema};

use super::table::{Table, chapter, code, escaped};
use super::{Pages, schema_path};
use crate::codebook::{own_properties, spellings};

const INTRODUCTION: &str = "\n# Names elsewhere\n\n\
Every field of another standard that has a counterpart here, by its name there. A name that several properties share is \
split between them on import.\n";

/// What a record or property is called in one standard.
type NameIn = fn(&Names) -> Option<&String>;

const STANDARDS: [(&str, NameIn); 3] = [
    ("Human Trafficking Case Data Standard (HTCDS)", |names| names.htcds.as_ref()),
    ("Counter-Trafficking Data Collaborative (CTDC)", |names| names.ctdc.as_ref()),
    ("FollowTheMoney (FtM)", |names| names.ftm.as_ref()),
];

pub(super) fn page(pages: &Pages<'_>) -> String {
    let chapters = STANDARDS.map(|(title, name)| chapter(title, &table(pages, name).markdown()));
    format!("{INTRODUCTION}{}", chapters.concat())
}

fn table(pages: &Pages<'_>, name: NameIn) -> Table {
    let schemas = || pages.codebook.schemas();
    let mut rows: Vec<_> = schemas().flat_map(|schema| record_rows(pages, schema, name)).collect();
    rows.extend(schemas().flat_map(|schema| property_rows(pages, schema, name)));
    rows.sort_by(|a, b| a[0].trim_matches('`').cmp(b[0].trim_matches('`')).then_with(|| a.cmp(b)));
    let mut table = Table::new(["name", "here", "label"]);
    for row in rows {
        table.row(row);
    }
    table
}

fn record_rows(pages: &Pages<'_>, schema: &Schema, name: NameIn) -> Vec<Vec<String>> {
    let here = format!("[{}]({})", code(&schema.id), schema_path(schema));
    let label = escaped(schema.label.get(pages.lang));
    spellings(name(&schema.names)).map(|there| vec![code(there), here.clone(), label.clone()]).collect()
}

fn property_rows(pages: &Pages<'_>, schema: &Schema, name: NameIn) -> Vec<Vec<String>> {
    let mut rows = Vec::new();
    for property in own_properties(pages.codebook, schema) {
        let here = format!("[{}]({})", code(&format!("{}.{}", schema.id, property.id)), schema_path(schema));
        let label = escaped(property.label.get(pages.lang));
        rows.extend(spellings(name(&property.names)).map(|there| vec![code(there), here.clone(), label.clone()]));
    }
    rows
}

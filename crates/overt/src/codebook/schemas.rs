//! `overt codebook schema`.

use std::fmt::Write as _;

use anyhow::anyhow;
use overt_model::codebook::{IndexedText, Kind, Property, Schema};
use overt_model::{Codebook, Lang};
use serde_json::json;

use super::lists::nearest;
use crate::output::{Output, table};

pub(super) fn run(codebook: &Codebook, name: Option<&str>, lang: Lang, json: bool) -> anyhow::Result<Output> {
    let Some(name) = name else { return all(codebook, lang, json) };
    let schema = codebook.schema(name).ok_or_else(|| {
        let names = codebook.schemas().map(|schema| schema.id.as_str());
        anyhow!("there is no schema `{name}`{}; `overt codebook schema` names them all", nearest(name, names))
    })?;
    if json { Output::json(schema) } else { Ok(Output::text(one(schema, lang))) }
}

fn all(codebook: &Codebook, lang: Lang, json: bool) -> anyhow::Result<Output> {
    let concrete = || codebook.schemas().filter(|schema| !schema.is_abstract);
    if json {
        let schemas: Vec<_> = concrete()
            .map(|schema| json!({ "schema": schema.id, "label": schema.label, "about": schema.about, "properties": schema.properties.len() }))
            .collect();
        return Output::json(&schemas);
    }
    let row = |schema: &Schema| {
        [
            schema.id.to_string(),
            schema.properties.len().to_string(),
            schema.rules.len().to_string(),
            schema.label.get(lang).to_owned(),
        ]
    };
    let rows: Vec<_> = concrete().map(row).collect();
    let mut text = table(["SCHEMA", "PROPERTIES", "RULES", "LABEL"], &rows);
    text.push_str("\n`overt codebook schema NAME` opens one.\n");
    Ok(Output::text(text))
}

fn one(schema: &Schema, lang: Lang) -> String {
    let mut text = format!("{}  {}\n{}\n", schema.id, schema.label.get(lang), schema.about);
    for section in &schema.sections {
        let row = |property: &Property| {
            let many = if property.many { "*" } else { "" };
            let required = if property.required { "!" } else { "" };
            let label = property.label.get(lang).to_owned();
            [format!("{}{required}{many}", property.id), kind(&property.kind), property.class.code().to_owned(), label]
        };
        let rows: Vec<_> = schema
            .properties
            .iter()
            .filter(|property| property.section == section.id)
            .map(|property| row(property))
            .collect();
        if !rows.is_empty() {
            let _ =
                write!(text, "\n{}\n{}", section.label.get(lang), table(["PROPERTY", "TYPE", "CLASS", "LABEL"], &rows));
        }
    }
    let row = |index: &IndexedText| [index.field.code().to_owned(), index.of.join(" + ")];
    let rows: Vec<_> = schema.blind_indexes.iter().map(|index| row(index)).collect();
    if !rows.is_empty() {
        let _ = write!(text, "\nFound without opening the record\n{}", table(["AS", "BY"], &rows));
    }
    if !schema.rules.is_empty() {
        text.push_str("\nRules\n");
        for rule in &schema.rules {
            let _ = writeln!(text, "  {}: {}\n    {}", rule.id, rule.say.get(lang), rule.when.text());
        }
    }
    text.push_str("\n! must be answered, if only by “not known”   * takes several values\n");
    text
}

fn kind(kind: &Kind) -> String {
    match kind {
        Kind::Code { list, under: None } => format!("code of {list}"),
        Kind::Code { list, under: Some(heading) } => format!("code of {list} below {heading}"),
        Kind::Reference { to } => format!("reference to {}", to.join(", ")),
        Kind::Integer { min, max, unit } => {
            format!("integer {min} to {max} {}", unit.as_deref().unwrap_or_default()).trim_end().to_owned()
        }
        Kind::Place { open_to } => format!("place, open to {}", open_to.name()),
        other => other.name().to_owned(),
    }
}

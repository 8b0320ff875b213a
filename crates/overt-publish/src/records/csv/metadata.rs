//! `csv-metadata.json`: what the columns are, for programs (CSV on the Web, W3C 2015).

use std::collections::BTreeMap;

use overt_model::codebook::{Codebook, Kind, Property, Schema};
use overt_model::{Column, Lang, Part, Record, RecordId, Text, Value};
use rustc_hash::FxHashSet;
use serde_json::{Value as Json, json};

use super::{Layout, claim, file_name};

/// Which records a table has, and to which ones a column refers that may be a key of another table.
#[derive(Default)]
pub(super) struct Keys {
    ids: FxHashSet<RecordId>,
    targets: BTreeMap<String, FxHashSet<RecordId>>,
}

impl Keys {
    pub(super) fn note(&mut self, layout: &Layout<'_>, record: &Record) {
        self.ids.insert(record.id);
        for (property, _) in layout.fields().filter(|(property, _)| sole_target(property).is_some()) {
            for value in record.values(&property.id) {
                if let Value::Reference(id) = value {
                    self.targets.entry(property.id.to_string()).or_default().insert(*id);
                }
            }
        }
    }
}

/// The one kind of record to which a property refers with one value.
fn sole_target(property: &Property) -> Option<&str> {
    match &property.kind {
        Kind::Reference { to } if !property.many => to.first().filter(|_| to.len() == 1).map(|id| &**id),
        _ => None,
    }
}

pub(super) fn text(codebook: &Codebook, tables: &[(&Layout<'_>, &Keys)]) -> Result<String, serde_json::Error> {
    let described: Vec<_> = tables.iter().map(|(layout, keys)| table(layout, keys, tables)).collect();
    let mut text = serde_json::to_string_pretty(&json!({
        "@context": ["http://www.w3.org/ns/csvw", { "@language": "en" }],
        "dc:title": codebook.title.en,
        "dc:conformsTo": format!("codebook {}", codebook.version),
        "tables": described,
    }))?;
    text.push('\n');
    Ok(text)
}

fn table(layout: &Layout<'_>, keys: &Keys, tables: &[(&Layout<'_>, &Keys)]) -> Json {
    let mut columns: Vec<Json> = claim::COLUMNS.iter().map(|(name, title)| claim_column(name, title)).collect();
    for (property, parts) in layout.fields() {
        columns.push(state_column(property));
        columns.extend(parts.iter().map(|column| value_column(*column)));
    }
    let mut schema = json!({ "columns": columns, "primaryKey": "id" });
    let foreign: Vec<_> = layout.fields().filter_map(|(property, _)| foreign_key(property, keys, tables)).collect();
    if !foreign.is_empty() {
        schema["foreignKeys"] = json!(foreign);
    }
    json!({
        "url": file_name(layout.schema),
        "dc:title": in_languages(&layout.schema.label),
        "dc:description": layout.schema.about,
        "dialect": { "lineTerminators": ["\n"] },
        "tableSchema": schema,
    })
}

/// A key into another table, if every record that is named stands in it.
fn foreign_key(property: &Property, keys: &Keys, tables: &[(&Layout<'_>, &Keys)]) -> Option<Json> {
    let target = sole_target(property)?;
    let named = keys.targets.get(property.id.as_str())?;
    let is_target = |schema: &Schema| schema.id == target;
    let (layout, theirs) = tables.iter().find(|(layout, _)| is_target(layout.schema))?;
    named.is_subset(&theirs.ids).then(|| {
        json!({
            "columnReference": property.id,
            "reference": { "resource": file_name(layout.schema), "columnReference": "id" },
        })
    })
}

fn claim_column(name: &str, title: &str) -> Json {
    let datatype = match name {
        "claim.recorded" => json!("dateTimeStamp"),
        "claim.differences" => json!("json"),
        _ => json!("string"),
    };
    let is_required = !["claim.asserter", "claim.asserted", "claim.decision", "claim.differences"].contains(&name);
    json!({ "name": name, "titles": { "und": name, "en": title }, "datatype": datatype, "required": is_required })
}

fn state_column(property: &Property) -> Json {
    let states: Vec<_> = property.states.iter().map(overt_model::State::code).collect();
    let name = format!("{}.state", property.id);
    json!({ "name": name, "titles": { "und": name }, "datatype": { "base": "string", "format": states.join("|") } })
}

fn value_column(column: Column<'_>) -> Json {
    let Column { property, part } = column;
    let name = column.name();
    let mut titles = in_languages(&property.label);
    if let (Some(part), Json::Object(titles)) = (part.name(), &mut titles) {
        for title in titles.values_mut() {
            *title = json!(format!("{} ({part})", title.as_str().unwrap_or_default()));
        }
    }
    titles["und"] = json!(name);
    let mut json = json!({
        "name": name,
        "titles": titles,
        "dc:description": property.help.en,
        "datatype": datatype(part, &property.kind),
    });
    if property.many {
        json["separator"] = json!(";");
    }
    if let Kind::Code { list, .. } = &property.kind {
        json["dc:conformsTo"] = json!(format!("list {list} of the codebook"));
    } else if part.is_date(&property.kind) {
        json["dc:conformsTo"] =
            json!("Extended Date/Time Format (ISO 8601-2:2019), levels 0 and 1, and seasons of level 2");
    }
    json
}

fn datatype(part: Part, kind: &Kind) -> Json {
    match (part, kind) {
        (Part::Whole, Kind::Integer { min, max, .. }) => json!({ "base": "integer", "minimum": min, "maximum": max }),
        (Part::Latitude | Part::Longitude, _) => json!("double"),
        _ if part.is_number(kind) => json!("decimal"),
        _ => json!("string"),
    }
}

fn in_languages(text: &Text) -> Json {
    Lang::ALL
        .into_iter()
        .map(|lang| (lang.code().to_owned(), json!(text.get(lang))))
        .collect::<serde_json::Map<_, _>>()
        .into()
}

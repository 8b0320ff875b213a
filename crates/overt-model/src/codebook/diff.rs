//! What changed between two codebooks.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::json;

use super::Codebook;

/// One fact of a codebook that was added, removed or changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Change {
    /// Where: `stages.T4.label.es`, `Victim.age.class` …
    pub path: String,
    /// What it said before; none when it was added.
    pub before: Option<String>,
    /// What it says after; none when it was removed.
    pub after: Option<String>,
}

/// Every fact that differs, in the order of its path.
pub fn diff(before: &Codebook, after: &Codebook) -> Vec<Change> {
    let (mut before, after) = (facts(before), facts(after));
    let mut changes: Vec<_> = after
        .into_iter()
        .filter_map(|(path, after)| {
            let before = before.remove(&path);
            (before.as_ref() != Some(&after)).then_some(Change { path, before, after: Some(after) })
        })
        .collect();
    changes.extend(before.into_iter().map(|(path, before)| Change { path, before: Some(before), after: None }));
    changes.sort_by(|a, b| a.path.cmp(&b.path));
    changes
}

/// Everything a codebook says, one line each.
fn facts(codebook: &Codebook) -> BTreeMap<String, String> {
    let mut facts = BTreeMap::new();
    let head = json!({ "version": codebook.version, "date": codebook.date, "title": codebook.title, "licence": codebook.licence });
    flatten("codebook", &head, &mut facts);
    flatten("messages", &json!(codebook.messages), &mut facts);
    flatten("migrations", &json!({ "changes": codebook.changes }), &mut facts);
    for list in codebook.lists() {
        let about = json!({
            "title": list.title, "about": list.about, "ordered": list.ordered, "definitions": list.defined, "misp": list.misp,
            "columns": list.columns,
        });
        flatten(&list.id, &about, &mut facts);
        for code in list.codes() {
            flatten(&format!("{}.{}", list.id, code.code), &json!(code), &mut facts);
        }
    }
    for schema in codebook.schemas() {
        let mut whole = json!(schema);
        for (parts, prefix) in [("properties", ""), ("rules", "rule."), ("derived", "derived.")] {
            for part in whole[parts].take().as_array().into_iter().flatten() {
                let id = part["id"].as_str().unwrap_or_default();
                flatten(&format!("{}.{prefix}{id}", schema.id), part, &mut facts);
            }
        }
        whole["blind_indexes"].take();
        for index in &schema.blind_indexes {
            facts.insert(format!("{}.blind_index.{}", schema.id, index.of.join("+")), index.field.code().to_owned());
        }
        flatten(&schema.id, &whole, &mut facts);
    }
    facts
}

fn flatten(path: &str, value: &serde_json::Value, facts: &mut BTreeMap<String, String>) {
    use serde_json::Value;
    match value {
        Value::Object(object) => object.iter().for_each(|(key, value)| flatten(&format!("{path}.{key}"), value, facts)),
        Value::Null => {}
        Value::String(text) if text.is_empty() => {}
        Value::String(text) => {
            facts.insert(path.to_owned(), text.clone());
        }
        other => {
            facts.insert(path.to_owned(), other.to_string());
        }
    }
}

//! What a record refers to, and what refers to it.

use overt_model::codebook::{Kind, Schema};
use overt_model::{Record, RecordId, Value};
use overt_store::Query;

use super::title::{Line, line};
use crate::answer::Stopped;
use crate::ask::Ask;

/// Records of one kind are named up to this many.
const LENGTH: usize = 100;

/// Records of one kind that refer to this one.
pub(super) struct Related {
    pub(super) label: String,
    pub(super) lines: Vec<Line>,
    /// Where another one is entered.
    pub(super) add: String,
}

/// What refers to a record, by kind and property, with those kinds of which there is none yet.
pub(super) async fn related(ask: &Ask, schema: &Schema, id: RecordId) -> Result<Vec<Related>, Stopped> {
    let mut all = Vec::new();
    for other in ask.codebook().schemas().filter(|other| !other.is_abstract) {
        for property in &other.properties {
            let Kind::Reference { to } = &property.kind else { continue };
            let is_meant = to.iter().any(|name| *name == schema.id || schema.ancestors.contains(name));
            // What every record has, such as its decision, is no relation of a case.
            if !is_meant || to.iter().any(|name| name == "Record") {
                continue;
            }
            let query = Query {
                schema: Some(other.id.to_string()),
                references: vec![(property.id.to_string(), id)],
                ..Query::default()
            };
            let page = ask.store().find(&query, None, LENGTH).await?;
            let (kind, role) = (other.label.get(ask.lang), property.label.get(ask.lang));
            all.push(Related {
                label: if kind == role { kind.to_owned() } else { format!("{kind} ({role})") },
                lines: page.found.iter().map(|found| line((ask.codebook(), ask.lang), &found.record)).collect(),
                add: format!("/new/{}?{}={id}", other.id, property.id),
            });
        }
    }
    all.sort_by_key(|related| related.lines.is_empty());
    Ok(all)
}

/// The records that this one refers to, by what is open of it.
pub(super) fn referred(record: &Record) -> Vec<RecordId> {
    let values = record.fields.iter().flat_map(|(_, field)| &field.values);
    let ids = values.filter_map(|value| match value {
        Value::Reference(id) => Some(*id),
        _ => None,
    });
    ids.collect()
}

//! What a record refers to, and what refers to it.

use overt_model::codebook::{Kind, Schema};
use overt_model::{Record, RecordId, Value};
use overt_store::{Right, StoreError};

use super::title::{Line, line};
use crate::answer::Stopped;
use crate::ask::Ask;

/// Records that refer to one are named up to this many.
const LENGTH: usize = 500;

/// Records of one kind that refer to this one.
pub(super) struct Related {
    pub(super) schema: String,
    pub(super) label: String,
    pub(super) records: Vec<Record>,
    pub(super) lines: Vec<Line>,
    /// Whether there are more records that refer to it than are named.
    pub(super) is_cut: bool,
    /// Where another one is entered, by who may.
    pub(super) add: Option<String>,
}

/// What refers to a record, by kind and property, with those kinds of which there is none yet.
pub(super) async fn related(ask: &Ask, schema: &Schema, id: RecordId) -> Result<Vec<Related>, Stopped> {
    let (found, is_cut) = ask.store().referring(id, LENGTH).await?;
    let mut all = Vec::new();
    for other in ask.codebook().schemas().filter(|other| !other.is_abstract) {
        let may_enter = ask.may_write(Right::Enter, &other.id);
        for property in &other.properties {
            let Kind::Reference { to } = &property.kind else { continue };
            let is_meant = to.iter().any(|name| *name == schema.id || schema.ancestors.contains(name));
            // What every record has, such as its decision, is no relation of a case.
            if !is_meant || to.iter().any(|name| name == "Record") {
                continue;
            }
            let names = |record: &&Record| {
                record.schema == other.id && record.values(&property.id).contains(&Value::Reference(id))
            };
            let records: Vec<Record> = found.iter().map(|found| &found.record).filter(names).cloned().collect();
            let (kind, role) = (other.label.get(ask.lang), property.label.get(ask.lang));
            all.push(Related {
                schema: other.id.to_string(),
                is_cut,
                label: if kind == role { kind.to_owned() } else { format!("{kind} ({role})") },
                lines: records.iter().map(|record| line((ask.codebook(), ask.lang), record)).collect(),
                records,
                add: may_enter.then(|| format!("/new/{}?{}={id}", other.id, property.id)),
            });
        }
    }
    all.sort_by_key(|related| related.lines.is_empty());
    Ok(all)
}

/// The records that this one refers to, by what is open of it.
pub(super) async fn referred(ask: &Ask, record: &Record) -> Result<Vec<Record>, Stopped> {
    let values = record.fields.iter().flat_map(|(_, field)| &field.values);
    let ids = values.filter_map(|value| match value {
        Value::Reference(id) => Some(*id),
        _ => None,
    });
    shown_of(ask, ids).await
}

/// Those of some records that are there, with nothing sealed opened.
pub(super) async fn shown_of(ask: &Ask, ids: impl Iterator<Item = RecordId>) -> Result<Vec<Record>, Stopped> {
    let mut records = Vec::new();
    for id in ids {
        match ask.store().show(ask.session()?, id, (&[], None), ask.today()).await {
            Ok(shown) => records.push(shown.record),
            Err(StoreError::NotThere(_)) => {}
            Err(error) => return Err(error.into()),
        }
    }
    Ok(records)
}

//! Which records are held to be about the same: a row for each record that was joined with another.

use std::path::Path;
use std::sync::Arc;

use datafusion::arrow::datatypes::{DataType, Field, Schema, SchemaRef};
use overt_model::{EntityId, RecordId};

use super::part::PartWriter;
use super::rows::Rows;
use super::shape;
use crate::WarehouseError;

/// What linkage has joined, as of one moment.
#[derive(Debug, Default)]
pub struct Joins {
    /// The last step of linkage that is in it.
    pub step: Option<u64>,
    /// The kinds of record that were linked, also where nothing was joined, and to which entity each joined record belongs.
    pub kinds: Vec<(String, Vec<(RecordId, EntityId)>)>,
}

/// Writes them.
pub(super) fn write(folder: &Path, joins: &Joins) -> Result<Option<PartWriter>, WarehouseError> {
    let mut rows = Rows::new(schema());
    for (kind, joined) in &joins.kinds {
        for (record, entity) in joined {
            rows.add(folder, &[record.to_string(), kind.clone(), entity.to_string()].map(Some), None)?;
        }
    }
    rows.finish(folder)
}

/// The table of joins.
pub(crate) fn schema() -> SchemaRef {
    Arc::new(Schema::new(vec![
        Field::new("record", DataType::Utf8, false),
        Field::new("linked_as", shape::code(), false),
        Field::new("entity", DataType::Utf8, false),
    ]))
}

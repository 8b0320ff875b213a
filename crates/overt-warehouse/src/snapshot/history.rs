//! What somebody's standing was, and since when: one row for each revision.

use std::path::Path;
use std::sync::Arc;

use datafusion::arrow::datatypes::{DataType, Field, Schema, SchemaRef};

use super::rows::Rows;
use super::{Current, days, shape};
use crate::WarehouseError;

/// Adds what a revision says.
pub(super) fn add(rows: &mut Rows, folder: &Path, current: &Current) -> Result<(), WarehouseError> {
    let claim = &current.record.claim;
    let texts = [
        Some(current.record.id.to_string()),
        Some(current.record.schema.to_string()),
        Some(claim.standing.code().to_owned()),
        claim.decision.map(|id| id.to_string()),
        Some(current.reason.clone()),
    ];
    rows.add(folder, &texts, Some((current.revision, days(current.day))))
}

/// The table of the history.
pub(crate) fn schema() -> SchemaRef {
    Arc::new(Schema::new(vec![
        Field::new("id", DataType::Utf8, false),
        Field::new("schema", shape::code(), false),
        Field::new("claim_standing", shape::code(), false),
        Field::new("claim_decision", DataType::Utf8, true),
        Field::new("reason", shape::code(), false),
        Field::new("revision", DataType::Int64, false),
        Field::new("written_on", DataType::Date32, false),
    ]))
}

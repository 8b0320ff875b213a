//! Which records are in no table, and why: without them nobody could tell whether a number is all there is.

use std::collections::BTreeMap;
use std::fs::File;
use std::path::Path;
use std::sync::Arc;

use datafusion::arrow::array::{Array as _, StringArray};
use datafusion::arrow::compute::cast;
use datafusion::arrow::datatypes::{DataType, Field, Schema, SchemaRef};
use datafusion::parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;

use super::rows::Rows;
use super::{Current, Table, Why, shape};
use crate::WarehouseError;

/// Adds a record that is left out.
pub(super) fn add(rows: &mut Rows, folder: &Path, current: &Current, why: Why) -> Result<(), WarehouseError> {
    let record = &current.record;
    let texts = [record.id.to_string(), record.schema.to_string(), why.code().to_owned()].map(Some);
    rows.add(folder, &texts, None)
}

/// The table of what was left out.
pub(crate) fn schema() -> SchemaRef {
    Arc::new(Schema::new(vec![
        Field::new("id", DataType::Utf8, false),
        Field::new("schema", shape::code(), false),
        Field::new("reason", shape::code(), false),
    ]))
}

/// How many there are for each reason.
pub(super) fn reasons(folder: &Path, table: Option<&Table>) -> Result<BTreeMap<String, u64>, WarehouseError> {
    let mut reasons = BTreeMap::new();
    for part in table.into_iter().flat_map(|table| &table.parts) {
        let path = folder.join(&part.file);
        let file = File::open(&path).map_err(WarehouseError::file("read", &path))?;
        for batch in ParquetRecordBatchReaderBuilder::try_new(file)?.build()? {
            let column = cast(batch?.column(2), &DataType::Utf8)?;
            let column = column.as_any().downcast_ref::<StringArray>().expect("it was cast to texts");
            for row in 0..column.len() {
                *reasons.entry(column.value(row).to_owned()).or_default() += 1;
            }
        }
    }
    Ok(reasons)
}

//! Rows leave parts that are there already: what was changed or erased since, or all of them for a part with others.

use std::fs::File;
use std::path::Path;

use datafusion::arrow::array::{Array as _, BooleanArray, RecordBatch, StringArray};
use datafusion::arrow::compute::filter_record_batch;
use datafusion::parquet::arrow::ProjectionMask;
use datafusion::parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use rustc_hash::FxHashSet;

use super::manifest::{Part, Table};
use super::part::{GROUP_ROWS, PartWriter};
use crate::WarehouseError;

/// A table with more parts becomes one of one part: each is opened for every question.
const PARTS_MAX: usize = 16;

/// The table without the rows whose `id` is among `gone`. Parts without such rows stay as they are.
pub(super) fn without(
    folder: &Path,
    name: &str,
    table: Table,
    gone: &FxHashSet<String>,
) -> Result<Table, WarehouseError> {
    let mut parts = Vec::with_capacity(table.parts.len());
    for part in table.parts {
        if gone.is_empty() || !holds_any(folder, &part, gone)? {
            parts.push(part);
            continue;
        }
        parts.extend(written(folder, name, std::slice::from_ref(&part), gone)?);
    }
    Ok(of(parts))
}

/// The table with all of its parts in one, if they have become many.
pub(super) fn merged(folder: &Path, name: &str, table: Table) -> Result<Table, WarehouseError> {
    if table.parts.len() <= PARTS_MAX {
        return Ok(table);
    }
    Ok(of(written(folder, name, &table.parts, &FxHashSet::default())?.into_iter().collect()))
}

pub(super) fn of(parts: Vec<Part>) -> Table {
    Table { rows: parts.iter().map(|part| part.rows).sum(), parts }
}

/// Parts as one, without some rows; none if nothing is left.
fn written(
    folder: &Path,
    name: &str,
    parts: &[Part],
    gone: &FxHashSet<String>,
) -> Result<Option<Part>, WarehouseError> {
    let mut writer: Option<PartWriter> = None;
    let mut rows = 0;
    for part in parts {
        let reader = open(folder, part)?.with_batch_size(GROUP_ROWS).build()?;
        for batch in reader {
            let batch = batch?;
            let batch = if gone.is_empty() { batch } else { filter_record_batch(&batch, &stays(&batch, gone))? };
            if batch.num_rows() == 0 {
                continue;
            }
            let writer = match &mut writer {
                Some(writer) => writer,
                None => writer.insert(PartWriter::new(folder, batch.schema())?),
            };
            writer.write(&batch)?;
            rows += batch.num_rows();
        }
    }
    match writer {
        Some(writer) if rows > 0 => Ok(Some(writer.finish(folder, name)?)),
        _ => Ok(None),
    }
}

fn holds_any(folder: &Path, part: &Part, gone: &FxHashSet<String>) -> Result<bool, WarehouseError> {
    let builder = open(folder, part)?.with_batch_size(GROUP_ROWS);
    let mask = ProjectionMask::columns(builder.parquet_schema(), ["id"]);
    for batch in builder.with_projection(mask).build()? {
        if stays(&batch?, gone).false_count() > 0 {
            return Ok(true);
        }
    }
    Ok(false)
}

fn open(folder: &Path, part: &Part) -> Result<ParquetRecordBatchReaderBuilder<File>, WarehouseError> {
    let path = folder.join(&part.file);
    let file = File::open(&path).map_err(WarehouseError::file("read", &path))?;
    Ok(ParquetRecordBatchReaderBuilder::try_new(file)?)
}

fn stays(batch: &RecordBatch, gone: &FxHashSet<String>) -> BooleanArray {
    let ids = batch.column_by_name("id").and_then(|column| column.as_any().downcast_ref::<StringArray>());
    let ids = ids.expect("every table has the column of identifiers");
    (0..ids.len()).map(|row| Some(!gone.contains(ids.value(row)))).collect()
}

//! Answers as tables for people, JSON, CSV and Parquet.

use std::io::Write;

use datafusion::arrow::array::RecordBatch;
use datafusion::arrow::csv::WriterBuilder;
use datafusion::arrow::error::ArrowError;
use datafusion::arrow::json::WriterBuilder as JsonWriterBuilder;
use datafusion::arrow::json::writer::JsonArray;
use datafusion::arrow::util::display::FormatOptions;
use datafusion::arrow::util::pretty::pretty_format_batches_with_options;
use datafusion::parquet::arrow::ArrowWriter;
use futures_util::TryStreamExt as _;

use super::Answer;
use crate::WarehouseError;

/// How an answer is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// A table for people, of so many rows at most.
    Table {
        /// The most rows that are shown.
        rows_max: usize,
    },
    /// A list of objects.
    Json,
    /// Separated values with a line of names.
    Csv,
    /// Columns.
    Parquet,
}

/// How much was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Written {
    /// Rows of the answer.
    pub rows: usize,
    /// Of these, rows that were written.
    pub shown: usize,
}

/// Writes an answer as it comes. Only a table for people is kept until it is whole.
///
/// # Errors
/// When the answer ends in an error, or cannot be written.
pub async fn write(answer: Answer, format: Format, output: &mut (dyn Write + Send)) -> Result<Written, WarehouseError> {
    match format {
        Format::Table { rows_max } => table(answer, rows_max, output).await,
        Format::Json => {
            // What is null is said, or the rows would not have the same names.
            let mut writer = JsonWriterBuilder::new().with_explicit_nulls(true).build::<_, JsonArray>(output);
            let rows = each(answer, |batch| writer.write(batch)).await?;
            writer.finish()?;
            writeln!(writer.into_inner()).map_err(ArrowError::from)?;
            Ok(Written { rows, shown: rows })
        }
        Format::Csv => {
            let header = answer.columns.clone();
            let mut writer = WriterBuilder::new().with_header(true).build(output);
            // The names come also when no rows do.
            writer.write(&RecordBatch::new_empty(header))?;
            let rows = each(answer, |batch| writer.write(batch)).await?;
            Ok(Written { rows, shown: rows })
        }
        Format::Parquet => {
            let mut writer = ArrowWriter::try_new(output, answer.columns.clone(), None)?;
            let rows = each(answer, |batch| writer.write(batch).map_err(ArrowError::from)).await?;
            writer.close()?;
            Ok(Written { rows, shown: rows })
        }
    }
}

async fn each(
    mut answer: Answer,
    mut write: impl FnMut(&RecordBatch) -> Result<(), ArrowError>,
) -> Result<usize, WarehouseError> {
    let mut rows = 0;
    while let Some(batch) = answer.stream.try_next().await? {
        rows += batch.num_rows();
        write(&batch)?;
    }
    Ok(rows)
}

async fn table(
    mut answer: Answer,
    rows_max: usize,
    output: &mut (dyn Write + Send),
) -> Result<Written, WarehouseError> {
    let (mut batches, mut rows, mut shown) = (vec![RecordBatch::new_empty(answer.columns.clone())], 0, 0);
    while let Some(batch) = answer.stream.try_next().await? {
        rows += batch.num_rows();
        let wanted = batch.num_rows().min(rows_max - shown);
        shown += wanted;
        if wanted > 0 {
            batches.push(batch.slice(0, wanted));
        }
    }
    let options = FormatOptions::default().with_null("");
    let text = pretty_format_batches_with_options(&batches, &options)?;
    writeln!(output, "{text}").map_err(ArrowError::from)?;
    Ok(Written { rows, shown })
}

//! Columns of a release as Parquet.

use std::sync::Arc;

use datafusion::arrow::array::{ArrayRef, BooleanArray, Int64Array, RecordBatch, StringArray};
use datafusion::arrow::datatypes::{Field, Schema};
use datafusion::parquet::arrow::ArrowWriter;

use crate::WarehouseError;

/// The cells of a column.
#[derive(Debug, Clone, Copy)]
pub enum Cells<'a> {
    /// Words.
    Texts(&'a [String]),
    /// Words, each written as its number among some.
    Coded(&'a [String], &'a [u16]),
    /// Numbers; what is suppressed has none.
    Numbers(&'a [Option<i64>]),
    /// Yes or no.
    Flags(&'a [bool]),
}

/// Writes columns of one length. The same cells give the same bytes.
///
/// # Errors
/// When the columns are not of one length.
pub fn write(columns: Vec<(&str, Cells<'_>)>) -> Result<Vec<u8>, WarehouseError> {
    let array = |cells: Cells<'_>| -> ArrayRef {
        match cells {
            Cells::Texts(texts) => Arc::new(texts.iter().map(Some).collect::<StringArray>()),
            Cells::Coded(values, numbers) => {
                Arc::new(numbers.iter().map(|&number| Some(&values[usize::from(number)])).collect::<StringArray>())
            }
            Cells::Numbers(numbers) => Arc::new(numbers.iter().copied().collect::<Int64Array>()),
            Cells::Flags(flags) => Arc::new(flags.iter().copied().map(Some).collect::<BooleanArray>()),
        }
    };
    let (names, arrays): (Vec<&str>, Vec<ArrayRef>) =
        columns.into_iter().map(|(name, cells)| (name, array(cells))).unzip();
    let fields: Vec<Field> =
        names.iter().zip(&arrays).map(|(name, array)| Field::new(*name, array.data_type().clone(), true)).collect();
    let batch = RecordBatch::try_new(Arc::new(Schema::new(fields)), arrays)?;
    let mut bytes = Vec::new();
    let mut writer = ArrowWriter::try_new(&mut bytes, batch.schema(), None)?;
    writer.write(&batch)?;
    writer.close()?;
    Ok(bytes)
}

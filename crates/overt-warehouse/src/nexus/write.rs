//! Cubes as tables for other programs: one line for each cell.

use std::io::Write;
use std::sync::Arc;

use datafusion::arrow::array::{ArrayRef, Int64Array, RecordBatch, StringArray};
use datafusion::arrow::csv::WriterBuilder;
use datafusion::arrow::datatypes::{DataType, Field, Schema};
use datafusion::parquet::arrow::ArrowWriter;
use overt_model::{Codebook, Lang, Standing};

use super::{Cell, Cube, Request, label};
use crate::WarehouseError;

/// Writes a cube as separated values with a line of names.
///
/// # Errors
/// When it cannot be written.
pub fn to_csv(cube: &Cube, request: &Request, codebook: &Codebook, output: impl Write) -> Result<(), WarehouseError> {
    let mut writer = WriterBuilder::new().with_header(true).build(output);
    Ok(writer.write(&batch(cube, request, codebook)?)?)
}

/// Writes a cube as columns.
///
/// # Errors
/// When it cannot be written.
pub fn to_parquet(
    cube: &Cube,
    request: &Request,
    codebook: &Codebook,
    output: impl Write + Send,
) -> Result<(), WarehouseError> {
    let batch = batch(cube, request, codebook)?;
    let mut writer = ArrowWriter::try_new(output, batch.schema(), None)?;
    writer.write(&batch)?;
    writer.close()?;
    Ok(())
}

fn batch(cube: &Cube, request: &Request, codebook: &Codebook) -> Result<RecordBatch, WarehouseError> {
    let text = |cell: &dyn Fn(&Cell) -> String| -> ArrayRef {
        Arc::new(cube.cells.iter().map(|found| Some(cell(found))).collect::<StringArray>())
    };
    let number = |cell: &dyn Fn(&Cell) -> u64| -> ArrayRef {
        let signed = |number: u64| i64::try_from(number).unwrap_or(i64::MAX);
        Arc::new(cube.cells.iter().map(|found| signed(cell(found))).collect::<Int64Array>())
    };
    let mut columns = vec![("cell".to_owned(), text(&|cell| cell.cell.to_string()))];
    for (place, dimension) in request.by.iter().enumerate() {
        columns.push((dimension.name.clone(), text(&|cell| cell.members[place].code.clone())));
        let called = |cell: &Cell| label(codebook, dimension, &cell.members[place], Lang::En);
        columns.push((format!("{}_label", dimension.name), text(&called)));
    }
    columns.push(("n".to_owned(), number(&|cell| cell.n)));
    columns.push(("records".to_owned(), number(&|cell| cell.records)));
    columns.push(("sources".to_owned(), number(&|cell| cell.sources)));
    columns.push(("contributors".to_owned(), number(&|cell| cell.contributors)));
    for standing in Standing::ALL {
        let code = standing.code();
        columns.push((code.to_owned(), number(&|cell| cell.standing.get(code).copied().unwrap_or_default())));
    }
    for name in cube.unknown().into_keys() {
        let unknown = |cell: &Cell| cell.unknown.get(name).copied().unwrap_or_default();
        columns.push((format!("{name}_unknown"), number(&unknown)));
    }
    let fields: Vec<Field> = columns
        .iter()
        .map(|(name, column)| {
            let is_text = *column.data_type() == DataType::Utf8;
            Field::new(name, if is_text { DataType::Utf8 } else { DataType::Int64 }, false)
        })
        .collect();
    let columns = columns.into_iter().map(|(_, column)| column).collect();
    Ok(RecordBatch::try_new(Arc::new(Schema::new(fields)), columns)?)
}

//! Pairs and entities as Parquet, for engines that read columns.

use std::io::Write;
use std::sync::Arc;

use ::parquet::basic::{Compression, LogicalType, Repetition, Type as Physical};
use ::parquet::data_type::{BoolType, ByteArray, ByteArrayType, DataType, DoubleType, FloatType};
use ::parquet::errors::ParquetError;
use ::parquet::file::metadata::KeyValue;
use ::parquet::file::properties::WriterProperties;
use ::parquet::file::writer::{SerializedFileWriter, SerializedRowGroupWriter};
use ::parquet::schema::types::Type;
use overt_link::PairRow;
use serde_json::Value as Json;

/// Rows of a group: memory does not grow with the file.
const GROUP_ROWS: usize = 100_000;

type File<W> = SerializedFileWriter<W>;

pub(super) fn pairs<'r, W: Write + Send>(
    out: W,
    pairs: impl Iterator<Item = PairRow<'r>>,
    model: &Json,
) -> Result<(), ParquetError> {
    let text = |name| (name, Physical::BYTE_ARRAY);
    let columns = [
        text("a"),
        text("b"),
        ("probability", Physical::DOUBLE),
        ("weight", Physical::FLOAT),
        ("joined", Physical::BOOLEAN),
    ];
    let mut file = file(out, "pair", &columns, model)?;
    each_group(pairs, |rows| {
        let mut group = file.next_row_group()?;
        texts(&mut group, rows.iter().map(|row| row.a))?;
        texts(&mut group, rows.iter().map(|row| row.b))?;
        column::<DoubleType, _>(&mut group, &rows.iter().map(|row| row.probability).collect::<Vec<_>>())?;
        column::<FloatType, _>(&mut group, &rows.iter().map(|row| row.weight).collect::<Vec<_>>())?;
        column::<BoolType, _>(&mut group, &rows.iter().map(|row| row.joined).collect::<Vec<_>>())?;
        group.close().map(drop)
    })?;
    finish(file)
}

pub(super) fn entities<'r, W: Write + Send>(
    out: W,
    entities: impl Iterator<Item = [&'r str; 2]>,
    model: &Json,
) -> Result<(), ParquetError> {
    let columns = ["id", "entity"].map(|name| (name, Physical::BYTE_ARRAY));
    let mut file = file(out, "entity", &columns, model)?;
    each_group(entities, |rows| {
        let mut group = file.next_row_group()?;
        for place in [0, 1] {
            texts(&mut group, rows.iter().map(|row| row[place]))?;
        }
        group.close().map(drop)
    })?;
    finish(file)
}

fn file<W: Write + Send>(
    out: W,
    name: &str,
    columns: &[(&str, Physical)],
    model: &Json,
) -> Result<File<W>, ParquetError> {
    let field = |(name, physical): &(&str, Physical)| {
        let field = Type::primitive_type_builder(name, *physical).with_repetition(Repetition::REQUIRED);
        let logical = (*physical == Physical::BYTE_ARRAY).then_some(LogicalType::String);
        field.with_logical_type(logical).build().map(Arc::new)
    };
    let fields = columns.iter().map(field).collect::<Result<_, _>>()?;
    let message = Type::group_type_builder(name).with_fields(fields).build()?;
    let version = KeyValue::new("model".to_owned(), model.as_str().map(str::to_owned));
    let properties = WriterProperties::builder()
        .set_compression(Compression::SNAPPY)
        .set_key_value_metadata(Some(vec![version]))
        .build();
    SerializedFileWriter::new(out, Arc::new(message), Arc::new(properties))
}

fn finish<W: Write + Send>(file: File<W>) -> Result<(), ParquetError> {
    Ok(file.into_inner()?.flush()?)
}

fn each_group<T>(
    rows: impl Iterator<Item = T>,
    mut write: impl FnMut(&[T]) -> Result<(), ParquetError>,
) -> Result<(), ParquetError> {
    let mut group = Vec::new();
    for row in rows {
        group.push(row);
        if group.len() == GROUP_ROWS {
            write(&group)?;
            group.clear();
        }
    }
    if group.is_empty() { Ok(()) } else { write(&group) }
}

fn texts<'r, W: Write + Send>(
    group: &mut SerializedRowGroupWriter<'_, W>,
    texts: impl Iterator<Item = &'r str>,
) -> Result<(), ParquetError> {
    column::<ByteArrayType, _>(group, &texts.map(ByteArray::from).collect::<Vec<_>>())
}

fn column<D: DataType, W: Write + Send>(
    group: &mut SerializedRowGroupWriter<'_, W>,
    values: &[D::T],
) -> Result<(), ParquetError> {
    let mut column = group.next_column()?.expect("the file has one column for each");
    column.typed::<D>().write_batch(values, None, None)?;
    column.close()
}

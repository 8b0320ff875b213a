//! What somebody's standing was, and since when: one row for each revision that said something else than the one before.

use std::path::Path;
use std::sync::Arc;

use datafusion::arrow::array::{
    ArrayRef, Date32Builder, Int64Builder, RecordBatch, StringBuilder, StringDictionaryBuilder,
};
use datafusion::arrow::datatypes::{DataType, Field, Int32Type, Schema, SchemaRef};

use super::part::{GROUP_ROWS, PartWriter};
use super::{Current, days, shape};
use crate::WarehouseError;

/// The rows that were not written yet, and the part they go into.
pub(super) struct History {
    rows: Rows,
}

impl History {
    pub(super) fn new() -> Self {
        Self { rows: Rows::new(schema()) }
    }

    pub(super) fn add(&mut self, folder: &Path, current: &Current) -> Result<(), WarehouseError> {
        let claim = &current.record.claim;
        let texts = [
            Some(current.record.id.to_string()),
            Some(current.record.schema.to_string()),
            Some(claim.standing.code().to_owned()),
            claim.decision.map(|id| id.to_string()),
            Some(current.reason.clone()),
        ];
        self.rows.add(folder, &texts, Some((current.revision, days(current.day))))
    }

    pub(super) fn finish(self, folder: &Path) -> Result<Option<PartWriter>, WarehouseError> {
        self.rows.finish(folder)
    }
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

/// Rows of texts, perhaps with a number and a day behind them.
pub(super) struct Rows {
    schema: SchemaRef,
    texts: Vec<Text>,
    numbers: Int64Builder,
    days: Date32Builder,
    waiting: usize,
    part: Option<PartWriter>,
}

enum Text {
    Free(StringBuilder),
    Code(StringDictionaryBuilder<Int32Type>),
}

impl Rows {
    pub(super) fn new(schema: SchemaRef) -> Self {
        let texts = schema.fields().iter().filter_map(|field| match field.data_type() {
            DataType::Utf8 => Some(Text::Free(StringBuilder::new())),
            DataType::Dictionary(..) => Some(Text::Code(StringDictionaryBuilder::new())),
            _ => None,
        });
        let texts = texts.collect();
        Self { schema, texts, numbers: Int64Builder::new(), days: Date32Builder::new(), waiting: 0, part: None }
    }

    pub(super) fn add(
        &mut self,
        folder: &Path,
        texts: &[Option<String>],
        number_and_day: Option<(u64, i32)>,
    ) -> Result<(), WarehouseError> {
        for (column, text) in self.texts.iter_mut().zip(texts) {
            match column {
                Text::Free(column) => column.append_option(text.as_deref()),
                Text::Code(column) => column.append_option(text.as_deref()),
            }
        }
        if let Some((number, day)) = number_and_day {
            self.numbers.append_value(i64::try_from(number).unwrap_or(i64::MAX));
            self.days.append_value(day);
        }
        self.waiting += 1;
        if self.waiting >= GROUP_ROWS { self.write(folder) } else { Ok(()) }
    }

    fn write(&mut self, folder: &Path) -> Result<(), WarehouseError> {
        if std::mem::take(&mut self.waiting) == 0 {
            return Ok(());
        }
        let texts = self.texts.iter_mut().map(|column| match column {
            Text::Free(column) => Arc::new(column.finish()) as ArrayRef,
            Text::Code(column) => Arc::new(column.finish()) as ArrayRef,
        });
        let numbers: [ArrayRef; 2] = [Arc::new(self.numbers.finish()), Arc::new(self.days.finish())];
        let columns: Vec<ArrayRef> = texts.chain(numbers).take(self.schema.fields().len()).collect();
        let batch = RecordBatch::try_new(Arc::clone(&self.schema), columns)?;
        let part = match &mut self.part {
            Some(part) => part,
            None => self.part.insert(PartWriter::new(folder, Arc::clone(&self.schema))?),
        };
        part.write(&batch)
    }

    pub(super) fn finish(mut self, folder: &Path) -> Result<Option<PartWriter>, WarehouseError> {
        self.write(folder)?;
        Ok(self.part)
    }
}

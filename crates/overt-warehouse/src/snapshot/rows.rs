//! Tables that are not of a kind of record: rows of texts.

use std::path::Path;
use std::sync::Arc;

use datafusion::arrow::array::{
    ArrayRef, Date32Builder, Int64Builder, RecordBatch, StringBuilder, StringDictionaryBuilder,
};
use datafusion::arrow::datatypes::{DataType, Int32Type, SchemaRef};

use super::part::{GROUP_ROWS, PartWriter};
use crate::WarehouseError;

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

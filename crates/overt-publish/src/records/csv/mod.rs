//! One table for each kind of record, and the CSV on the Web metadata (W3C 2015) that says what their columns are.
//!
//! | column | holds |
//! |---|---|
//! | `id`, `codebook`, `claim.…` | which record it is, the version it was written under, and whose facts these are |
//! | `claim.differences` | in what the claim behind single properties differs, as JSON |
//! | `stage.state` | the value state; empty when the record does not mention the property |
//! | `stage` | the value, or several with `;` between them |
//! | `amount.low`, `place.country` … | the parts of money and places |
//!
//! The tables are lossless: [`read`] gives back the records that were written. Two rules make them so. Where a property may
//! hold several free texts, `%` and `;` in them stand as `%25` and `%3B`. And a cell that is neither number nor date and begins
//! with `=`, `+`, `-`, `@`, a tab, a carriage return or an apostrophe gets one apostrophe in front, so that no spreadsheet takes
//! it for a formula; whoever reads takes one leading apostrophe away.

mod cell;
pub(super) mod claim;
mod metadata;
mod read;

use std::collections::BTreeMap;
use std::io::{self, Write};

use compact_str::CompactString;
use overt_model::codebook::{Property, Schema, snake_case};
use overt_model::{Column, Record};

use super::values;
use super::{CreateFile, Losses, Output, RecordWriter, Scope, Why, WriteError};

pub(crate) use cell::guarded;
pub use read::{ReadError, Records, read};

/// Writes a table for each kind of record, and at the end `csv-metadata.json`.
pub struct Writer<'a, F> {
    scope: Scope<'a>,
    create: F,
    tables: BTreeMap<CompactString, Table<'a>>,
    losses: Losses,
}

struct Table<'a> {
    layout: Layout<'a>,
    rows: ::csv::Writer<Output>,
    keys: metadata::Keys,
}

impl<'a, F: CreateFile> Writer<'a, F> {
    /// A writer whose files are made by `create`.
    pub fn new(scope: Scope<'a>, create: F) -> Self {
        Self { scope, create, tables: BTreeMap::new(), losses: Losses::default() }
    }
}

impl<F: CreateFile> RecordWriter for Writer<'_, F> {
    fn write(&mut self, record: &Record) -> Result<(), WriteError> {
        let schema = self.scope.schema(record)?;
        if !self.tables.contains_key(&schema.id) {
            let layout = Layout::new(schema, &self.scope);
            let mut rows = ::csv::Writer::from_writer((self.create)(&file_name(schema))?);
            rows.write_record(layout.names())?;
            self.losses.add_sealed(schema, &self.scope);
            self.tables.insert(schema.id.clone(), Table { layout, rows, keys: metadata::Keys::default() });
        }
        let table = self.tables.get_mut(&schema.id).expect("the table was made above");
        table.keys.note(&table.layout, record);
        for property in &table.layout.properties {
            let values = record.values(&property.id).len();
            if !property.many && values > 1 {
                self.losses.add(schema, property, Why::OneValue, values - 1);
            }
        }
        Ok(table.rows.write_record(table.layout.row(record))?)
    }

    fn finish(mut self: Box<Self>) -> Result<Losses, WriteError> {
        for table in self.tables.values_mut() {
            table.rows.flush()?;
        }
        let described = self.tables.values().map(|table| (&table.layout, &table.keys)).collect::<Vec<_>>();
        let metadata = metadata::text(self.scope.codebook, &described).map_err(io::Error::from)?;
        let mut file = (self.create)("csv-metadata.json")?;
        file.write_all(metadata.as_bytes())?;
        file.flush()?;
        Ok(self.losses)
    }
}

fn file_name(schema: &Schema) -> String {
    format!("{}.csv", snake_case(&schema.id))
}

/// The columns of a table.
struct Layout<'a> {
    schema: &'a Schema,
    properties: Vec<&'a Property>,
    columns: Vec<Vec<Column<'a>>>,
}

impl<'a> Layout<'a> {
    fn new(schema: &'a Schema, scope: &Scope<'_>) -> Self {
        let properties: Vec<_> = values::seen(schema, scope).collect();
        let columns = properties.iter().map(|property| values::columns(property, scope).collect()).collect();
        Self { schema, properties, columns }
    }

    fn fields(&self) -> impl Iterator<Item = (&'a Property, &[Column<'a>])> {
        self.properties.iter().copied().zip(self.columns.iter().map(Vec::as_slice))
    }

    fn names(&self) -> Vec<String> {
        let mut names: Vec<_> = claim::COLUMNS.map(|(name, _)| name.to_owned()).into();
        for (property, columns) in self.fields() {
            names.push(format!("{}.state", property.id));
            names.extend(columns.iter().map(Column::name));
        }
        names
    }

    fn row(&self, record: &Record) -> Vec<String> {
        let mut cells: Vec<_> =
            claim::cells(record, self.schema, |id| self.properties.iter().any(|property| property.id == id));
        for (property, columns) in self.fields() {
            let field = record.fields.get(&property.id);
            cells.push(field.map_or_else(String::new, |field| field.state.code().to_owned()));
            let values = field.map_or(&[][..], |field| &field.values);
            cells.extend(columns.iter().map(|column| cell::write(*column, values)));
        }
        cells
    }
}

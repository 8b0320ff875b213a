//! The Human Trafficking Case Data Standard 2.0: one sheet or table for each of its entities, columns by its field names.
//!
//! - A record of a victim has a row among the persons and one in their victim context, under one identifier.
//! - Codes stand in the spelling of the standard. A code that it does not have becomes the next broader one that it has.
//! - Several values stand in one cell with `;` between them, countries are ISO 3166-1 alpha-3, dates are as they were recorded, even
//!   where only the year is known, and a check box is `TRUE` or `FALSE`.
//! - What begins with `overt_` is not of the standard: the identifier, kind and standing of each record, and the records that
//!   it refers to.
//!
//! The standard has no field for corruption and none for who says so: see the report of losses.

mod entity;

use std::io::Write;

use overt_model::Record;
use overt_model::codebook::Schema;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, Worksheet};

use self::entity::{Entity, entities};
use super::csv::guarded;
use super::{CreateFile, Losses, Output, RecordWriter, Scope, Why, WriteError};

/// A workbook is kept in memory until it is whole, since its parts would otherwise lie unsealed on the disk.
const CELLS_MAX: usize = 1_000_000;
/// A text of this length counts as one more cell.
const CELL_BYTES: usize = 128;
const SHEET_ROWS_MAX: u32 = 1_048_575;

/// The rows of an entity, below each other.
struct Sheet<'a> {
    entity: Entity<'a>,
    cells: Worksheet,
    rows: u32,
}

impl Sheet<'_> {
    /// Writes a row, and answers how many cells it counts for.
    fn add(&mut self, row: &[String]) -> Result<usize, WriteError> {
        let mut count = 0;
        for (column, cell) in (0..).zip(row).filter(|(_, cell)| !cell.is_empty()) {
            self.cells.write_string(self.rows, column, cell)?;
            count += 1 + cell.len() / CELL_BYTES;
        }
        self.rows += 1;
        Ok(count)
    }
}

/// Writes one workbook.
pub struct WorkbookWriter<'a, W> {
    scope: Scope<'a>,
    sheets: Vec<Sheet<'a>>,
    cells: usize,
    losses: Losses,
    out: W,
}

impl<'a, W: Write> WorkbookWriter<'a, W> {
    /// A writer of a workbook that goes to `out` when it is whole.
    ///
    /// # Errors
    /// When an entity has a name that no sheet can have.
    pub fn new(scope: Scope<'a>, out: W) -> Result<Self, WriteError> {
        let mut sheets = Vec::new();
        for entity in entities(&scope) {
            let mut sheet = Sheet { entity, cells: Worksheet::new(), rows: 0 };
            sheet.cells.set_name(sheet.entity.sheet_name())?.set_freeze_panes(1, 0)?;
            sheet.cells.set_row_format(0, &Format::new().set_bold())?;
            sheet.add(&sheet.entity.header())?;
            sheets.push(sheet);
        }
        Ok(Self { scope, sheets, cells: 0, losses: Losses::default(), out })
    }
}

impl<W: Write> RecordWriter for WorkbookWriter<'_, W> {
    fn takes(&self, record: &Record) -> bool {
        has_rows(&self.scope, record)
    }

    fn write(&mut self, record: &Record) -> Result<(), WriteError> {
        let schema = self.scope.schema(record)?;
        note_losses(&mut self.losses, &self.scope, schema, record);
        for sheet in self.sheets.iter_mut().filter(|sheet| schema.is_a(&sheet.entity.schema.id)) {
            let row = sheet.entity.row(&self.scope, schema, record, &mut self.losses);
            self.cells += sheet.add(&row)?;
            if self.cells > CELLS_MAX || sheet.rows > SHEET_ROWS_MAX {
                return Err(WriteError::TooMuch(CELLS_MAX));
            }
        }
        Ok(())
    }

    fn finish(mut self: Box<Self>) -> Result<Losses, WriteError> {
        let mut workbook = Workbook::new();
        // Without it the workbook would carry the time at which it was made.
        let date = self.scope.codebook.date;
        let (month, day) = (date.month().unsigned_abs(), date.day().unsigned_abs());
        let made = ExcelDateTime::from_ymd(date.year().unsigned_abs(), month, day)?;
        workbook.set_properties(&DocProperties::new().set_creation_datetime(&made));
        for sheet in self.sheets {
            workbook.push_worksheet(sheet.cells);
        }
        self.out.write_all(&workbook.save_to_buffer()?)?;
        self.out.flush()?;
        Ok(self.losses)
    }
}

/// Writes one table for each entity.
pub struct TableWriter<'a, F> {
    scope: Scope<'a>,
    create: F,
    tables: Vec<(Entity<'a>, Option<::csv::Writer<Output>>)>,
    losses: Losses,
}

impl<'a, F: CreateFile> TableWriter<'a, F> {
    /// A writer whose files are made by `create`.
    pub fn new(scope: Scope<'a>, create: F) -> Self {
        let tables = entities(&scope).into_iter().map(|entity| (entity, None)).collect();
        Self { scope, create, tables, losses: Losses::default() }
    }
}

impl<F: CreateFile> RecordWriter for TableWriter<'_, F> {
    fn takes(&self, record: &Record) -> bool {
        has_rows(&self.scope, record)
    }

    fn write(&mut self, record: &Record) -> Result<(), WriteError> {
        let schema = self.scope.schema(record)?;
        note_losses(&mut self.losses, &self.scope, schema, record);
        for (entity, table) in self.tables.iter_mut().filter(|(entity, _)| schema.is_a(&entity.schema.id)) {
            if table.is_none() {
                let mut new = ::csv::Writer::from_writer((self.create)(&entity.file_name())?);
                new.write_record(entity.header())?;
                *table = Some(new);
            }
            let row = entity.row(&self.scope, schema, record, &mut self.losses);
            if let Some(table) = table {
                table.write_record(row.into_iter().map(guarded))?;
            }
        }
        Ok(())
    }

    fn finish(mut self: Box<Self>) -> Result<Losses, WriteError> {
        for table in self.tables.iter_mut().filter_map(|(_, table)| table.as_mut()) {
            table.flush()?;
        }
        Ok(self.losses)
    }
}

/// Whether the schema of the record, or one that it descends from, is an entity of the standard.
fn has_rows(scope: &Scope<'_>, record: &Record) -> bool {
    let is_entity = |id: &str| scope.codebook.schema(id).is_some_and(|schema| schema.names.htcds.is_some());
    let schema = scope.codebook.schema(&record.schema);
    schema.is_some_and(|schema| is_entity(&schema.id) || schema.ancestors.iter().any(|id| is_entity(id)))
}

/// What no sheet has room for: whole kinds of record, and properties without a field.
fn note_losses(losses: &mut Losses, scope: &Scope<'_>, schema: &Schema, record: &Record) {
    if !has_rows(scope, record) {
        return losses.add_record(schema, Why::NoRecord);
    }
    losses.add_record(schema, Why::NoClaim);
    losses.add_sealed(schema, scope);
    for (id, field) in &record.fields {
        let Some(property) = schema.property(id) else { continue };
        if !scope.shows(property.class) {
            losses.add(schema, property, Why::Sealed, 1);
        } else if !entity::is_held(scope.codebook, property) {
            losses.add_unheld(schema, property, field);
        }
    }
}

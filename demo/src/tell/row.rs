//! A row with its cells and what it becomes, and the file that it goes into.

use std::borrow::Cow;

use crate::Error;
use crate::chance::Chance;
use crate::file::{Sheet, Table};
use crate::truth::{Made, Place, Truth};

/// A row that is being filled.
pub(crate) struct Row {
    columns: &'static [&'static str],
    cells: Vec<String>,
    pub(crate) made: Vec<Made>,
    /// Whether other files refer to what it becomes, or a plant would be none without it, so that it must be readable.
    pub(crate) is_needed: bool,
}

impl Row {
    pub(crate) fn new(columns: &'static [&'static str]) -> Self {
        Self { columns, cells: vec![String::new(); columns.len()], made: Vec::new(), is_needed: false }
    }

    fn place(&self, column: &str) -> usize {
        self.columns.iter().position(|name| *name == column).expect("only columns of the file are filled")
    }

    pub(crate) fn put<'c>(&mut self, column: &str, cell: impl Into<Cow<'c, str>>) {
        let place = self.place(column);
        self.cells[place] = cell.into().into_owned();
    }

    pub(crate) fn has(&self, column: &str) -> bool {
        !self.cells[self.place(column)].is_empty()
    }
}

/// What cannot be read: a column that has a cell, and what stands there instead.
pub(crate) type Fault = (&'static str, &'static str);

/// In a thousand rows, how many cannot be read, and how many come twice.
const FAULTS_PER_MILLE: usize = 12;
const TWICE_PER_MILLE: usize = 10;

enum Output {
    Table(Table),
    Sheet(Box<Sheet>),
}

/// A file of rows, with the mistakes of whoever keeps it.
pub(crate) struct Log {
    place: Place,
    output: Output,
    faults: &'static [Fault],
    /// A text that is another one where a row comes twice; none where both are the same.
    remark: Option<Fault>,
    rows: u64,
}

impl Log {
    pub(crate) fn table(place: Place, table: Table, faults: &'static [Fault], remark: Option<Fault>) -> Self {
        Self { place, output: Output::Table(table), faults, remark, rows: 0 }
    }

    pub(crate) fn sheet(place: Place, sheet: Sheet, faults: &'static [Fault], remark: Option<Fault>) -> Self {
        Self { place, output: Output::Sheet(Box::new(sheet)), faults, remark, rows: 0 }
    }

    /// Writes a row: mostly once, sometimes twice, and sometimes so that it cannot be read.
    pub(crate) fn add(
        &mut self,
        mut row: Row,
        region: u32,
        chance: &mut Chance,
        truth: &mut Truth,
    ) -> Result<(), Error> {
        let possible: Vec<Fault> = self.faults.iter().copied().filter(|(column, _)| row.has(column)).collect();
        if !possible.is_empty() && !row.is_needed && chance.is(FAULTS_PER_MILLE) {
            let (column, cell) = chance.pick(&possible);
            row.put(column, cell);
            let line = self.write(&row.cells)?;
            return truth.reject(&self.place, line, column);
        }
        self.write(&row.cells)?;
        truth.row(&self.place, region, std::mem::take(&mut row.made))?;
        if chance.is(TWICE_PER_MILLE) {
            if let Some((column, cell)) = self.remark {
                row.put(column, cell);
            }
            self.write(&row.cells)?;
            truth.repeated(&self.place);
        }
        Ok(())
    }

    /// The number of the row, as a reader counts it.
    fn write(&mut self, cells: &[String]) -> Result<u64, Error> {
        self.rows += 1;
        match &mut self.output {
            Output::Table(table) => table.row(cells).map(|()| self.rows + 1),
            Output::Sheet(sheet) => sheet.row(cells),
        }
    }

    pub(crate) fn finish(self) -> Result<(), Error> {
        match self.output {
            Output::Table(table) => table.finish(),
            Output::Sheet(sheet) => sheet.finish(),
        }
    }
}

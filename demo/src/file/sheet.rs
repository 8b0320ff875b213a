//! A workbook with one sheet, as somebody keeps it by hand: a banner, an empty row, names, rows.

use std::path::Path;

use jiff::civil::Date;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, Worksheet, XlsxError};

use super::Draft;
use crate::Error;

/// The row of the names, counted from 0.
const NAMES: u32 = 2;

/// What the cells of a column are, where they can be that.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Holds {
    Text,
    Number,
    Day,
}

/// A sheet that is written row by row; rows that are written do not stay in memory.
pub(crate) struct Sheet {
    draft: Draft,
    workbook: Workbook,
    holds: Vec<Holds>,
    day: Format,
    row: u32,
}

impl Sheet {
    pub(crate) fn begin(
        path: &Path,
        (title, banner): (&str, &str),
        columns: impl Iterator<Item = (&'static str, Holds)>,
    ) -> Result<Self, Error> {
        let (names, holds): (Vec<_>, Vec<_>) = columns.unzip();
        let mut sheet = Self {
            draft: Draft::named(path)?,
            workbook: Workbook::new(),
            holds,
            day: Format::new().set_num_format("dd/mm/yyyy"),
            row: NAMES,
        };
        sheet.header(title, banner, &names).map_err(|source| sheet.failed(source))?;
        Ok(sheet)
    }

    fn header(&mut self, title: &str, banner: &str, names: &[&str]) -> Result<(), XlsxError> {
        // The same plan gives the same bytes.
        let created = ExcelDateTime::from_ymd(2025, 9, 1)?;
        self.workbook.set_properties(&DocProperties::new().set_comment(banner).set_creation_datetime(&created));
        let sheet = self.workbook.add_worksheet_with_constant_memory()?;
        sheet.set_name(title)?;
        sheet.write(0, 0, banner)?;
        for (column, name) in (0..).zip(names) {
            sheet.write(NAMES, column, *name)?;
        }
        Ok(())
    }

    /// Writes a row, and returns its number as the program shows it.
    pub(crate) fn row(&mut self, cells: &[String]) -> Result<u64, Error> {
        self.row += 1;
        let written = self.workbook.worksheet_from_index(0).and_then(|sheet| {
            for ((column, cell), holds) in (0..).zip(cells).zip(&self.holds) {
                write(sheet, (self.row, column), cell, *holds, &self.day)?;
            }
            Ok(())
        });
        written.map_err(|source| self.failed(source))?;
        Ok(u64::from(self.row) + 1)
    }

    fn failed(&self, source: XlsxError) -> Error {
        Error::Workbook { path: self.draft.path.clone(), source }
    }

    pub(crate) fn finish(mut self) -> Result<(), Error> {
        self.workbook.save(self.draft.temporary()).map_err(|source| self.failed(source))?;
        self.draft.finish()
    }
}

/// Writes a cell as what its column holds, or as the text it is.
fn write(
    sheet: &mut Worksheet,
    (row, column): (u32, u16),
    cell: &str,
    holds: Holds,
    day: &Format,
) -> Result<(), XlsxError> {
    if cell.is_empty() {
        return Ok(());
    }
    if holds == Holds::Number
        && let Ok(number) = cell.parse::<f64>()
    {
        sheet.write_number(row, column, number)?;
    } else if holds == Holds::Day
        && let Ok(date) = cell.parse::<Date>()
    {
        let date = ExcelDateTime::parse_from_str(&date.to_string())?;
        sheet.write_datetime_with_format(row, column, &date, day)?;
    } else {
        sheet.write_string(row, column, cell)?;
    }
    Ok(())
}

//! The rows of one sheet below the names of its columns.

use std::collections::{HashSet, VecDeque};
use std::io::{self, Read, Seek};

use overt_model::Private;

use super::cells::Cells;
use super::{Archive, ods, xlsx};
use crate::rows::{Item, OpenError, ROW_LEN_MAX, ReadError, Reason, Reject, Row, Rows, Unit};
use crate::table::named;

/// Rows, and bytes of them, that are looked at to find the names.
const ROWS_MAX: usize = 100;
const SAMPLE: usize = 1 << 20;

/// A sheet of a workbook.
pub(crate) struct Reader {
    cells: Box<dyn Cells>,
    columns: Vec<String>,
    /// Rows that were read to find the names.
    waiting: VecDeque<(u64, Row, Result<(), Reason>)>,
    number: u64,
    about: String,
}

/// What a workbook is written in.
#[derive(Clone, Copy)]
pub(crate) enum Form {
    Xlsx,
    Ods,
}

/// The names of the sheets.
pub(crate) fn sheets<R: Read + Seek>(archive: Archive<R>, form: Form) -> Result<Vec<String>, OpenError> {
    match form {
        Form::Xlsx => Ok(xlsx::Book::open(archive)?.sheets().map(str::to_owned).collect()),
        Form::Ods => ods::sheets(archive),
    }
}

impl Reader {
    /// The sheet that is asked for, or the first one that has rows. `archive` opens the workbook.
    pub(crate) fn open<R: Read + Seek + Send + 'static>(
        archive: impl Fn() -> Result<Archive<R>, OpenError>,
        form: Form,
        sheet: Option<&str>,
    ) -> Result<Self, OpenError> {
        let there = sheets(archive()?, form)?;
        if let Some(name) = sheet.filter(|sheet| !there.iter().any(|name| name == sheet)) {
            return Err(OpenError::NoTable { name: name.to_owned(), there });
        }
        let wanted = there.iter().filter(|name| sheet.is_none_or(|sheet| sheet == *name));
        for name in wanted {
            let (cells, kind): (Box<dyn Cells>, _) = match form {
                Form::Xlsx => (Box::new(xlsx::Book::open(archive()?)?.cells(name)?), "XLSX"),
                Form::Ods => (Box::new(ods::Sheet::open(archive()?, name)?), "ODS"),
            };
            if let Some(reader) = Self::below_names(cells, &format!("{kind}, the sheet {name}"))? {
                return Ok(reader);
            }
        }
        Err(OpenError::Empty)
    }

    /// `None` if there is no row.
    fn below_names(mut cells: Box<dyn Cells>, about: &str) -> io::Result<Option<Self>> {
        let (mut waiting, mut length) = (VecDeque::new(), 0);
        while waiting.len() < ROWS_MAX && length < SAMPLE {
            let mut row = Row::default();
            let Some((number, outcome)) = cells.next(&mut row)? else { break };
            length += row.text.len();
            waiting.push_back((number, row, outcome));
        }
        let scores: Vec<usize> =
            waiting.iter().map(|(_, row, outcome)| if outcome.is_ok() { score(row) } else { 0 }).collect();
        let Some(best) = scores.iter().max() else { return Ok(None) };
        let above = scores.iter().position(|score| score * 5 >= best * 4).unwrap_or(0);
        waiting.drain(..above);
        let width =
            waiting.iter().filter(|(_, _, outcome)| outcome.is_ok()).map(|(_, row, _)| row.len()).max().unwrap_or(0);
        let Some((number, mut names, _)) = waiting.pop_front() else { return Ok(None) };
        while names.len() < width {
            names.push("");
        }
        let about = format!("{about}, names in row {number}");
        Ok(Some(Self { cells, columns: named(&names), waiting, number, about }))
    }

    fn item(&mut self, row: &mut Row) -> io::Result<Option<Item>> {
        let outcome = if let Some((number, waiting, outcome)) = self.waiting.pop_front() {
            *row = waiting;
            self.number = number;
            outcome
        } else {
            let Some((number, outcome)) = self.cells.next(row)? else { return Ok(None) };
            self.number = number;
            outcome
        };
        let (found, expected) = (row.len(), self.columns.len());
        let outcome = outcome.and(if found > expected { Err(Reason::CellCount { found, expected }) } else { Ok(()) });
        let lines = self.number..=self.number;
        Ok(Some(match outcome {
            Ok(()) => Item::Row(lines),
            Err(reason) => Item::Reject(Reject { lines, reason, text: shown(row) }),
        }))
    }
}

/// How many cells have a text of their own that is no number, date or answer, as names have.
fn score(row: &Row) -> usize {
    let is_name = |cell: &&str| {
        let first = cell.trim_start_matches(['-', '+', '.']).chars().next();
        first.is_some_and(|first| !first.is_ascii_digit()) && !matches!(*cell, "true" | "false")
    };
    row.cells().filter(is_name).collect::<HashSet<_>>().len()
}

fn shown(row: &Row) -> Private<String> {
    let mut text = row.cells().collect::<Vec<_>>().join("\t");
    text.truncate(text.floor_char_boundary(ROW_LEN_MAX));
    Private::new(text)
}

impl Rows for Reader {
    fn columns(&self) -> &[String] {
        &self.columns
    }

    fn next(&mut self, row: &mut Row) -> Result<Option<Item>, ReadError> {
        let line = self.number;
        self.item(row).map_err(|error| ReadError { unit: Unit::Row, line, error })
    }

    fn bytes_read(&self) -> u64 {
        self.cells.bytes_read()
    }

    fn unit(&self) -> Unit {
        Unit::Row
    }

    fn about(&self) -> String {
        self.about.clone()
    }
}

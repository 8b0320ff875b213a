//! Separated values.

use std::path::Path;

use encoding_rs::WINDOWS_1252;

use super::Draft;
use crate::Error;

/// How a program writes its tables.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    /// Commas, in UTF-8.
    Plain,
    /// The same with a byte order mark, as spreadsheet programs save it.
    Marked,
    /// Semicolons, in the encoding of Windows for Western Europe.
    Western,
}

/// A table that is written row by row.
pub(crate) struct Table {
    draft: Draft,
    form: Form,
}

impl Table {
    pub(crate) fn begin(path: &Path, form: Form, columns: &[&str]) -> Result<Self, Error> {
        let mut draft = Draft::begin(path)?;
        if form == Form::Marked {
            draft.write("\u{feff}".as_bytes())?;
        }
        let mut table = Self { draft, form };
        table.row(columns)?;
        Ok(table)
    }

    /// Writes a row. Each is made by itself, because the encoding is that of whole texts.
    pub(crate) fn row<T: AsRef<str>>(&mut self, cells: &[T]) -> Result<(), Error> {
        let separator = if self.form == Form::Western { b';' } else { b',' };
        let mut row = csv::WriterBuilder::new().delimiter(separator).from_writer(Vec::new());
        row.write_record(cells.iter().map(AsRef::as_ref)).expect("memory takes every row");
        let bytes = row.into_inner().expect("memory takes every row");
        if self.form == Form::Western {
            let text = str::from_utf8(&bytes).expect("the cells are texts");
            return self.draft.write(&WINDOWS_1252.encode(text).0);
        }
        self.draft.write(&bytes)
    }

    pub(crate) fn finish(self) -> Result<(), Error> {
        self.draft.finish()
    }
}

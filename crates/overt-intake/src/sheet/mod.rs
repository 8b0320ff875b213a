//! Workbooks: XLSX and ODS, a row at a time.
//!
//! Both are read with a parser of XML and not with a library for workbooks, because those keep a whole sheet, or all strings,
//! in memory before the first row, whatever their size. The tests hold every cell against what such a library reads.

mod archive;
mod cells;
mod ods;
mod reader;
#[cfg(test)]
mod tests;
#[cfg(any(test, fuzzing))]
pub(crate) mod written;
mod xlsx;
mod xml;

use std::io;

pub(crate) use archive::Archive;
pub(crate) use reader::{Form, Reader, sheets};

use crate::rows::OpenError;

/// Most bytes of a sheet. It is never in memory.
const SHEET_LEN_MAX: u32 = 3 << 30;

/// Most bytes of any other part.
const PART_LEN_MAX: u32 = 8 << 20;

/// A workbook that only opens with a password.
pub(crate) const PROTECTED: OpenError = OpenError::Unreadable {
    what: "a workbook that is protected with a password",
    remedy: "open it, save it without a password, and import that",
};

fn damaged() -> io::Error {
    io::Error::new(
        io::ErrorKind::InvalidData,
        "the workbook is cut, damaged or larger than it says; open it in a spreadsheet program and save it",
    )
}

//! What kind of file somebody has, found by looking into it.

use std::io::{self, Read};

use crate::rows::{OpenError, Rows};
use crate::sheet::{self, Archive, Form};
use crate::{json, page, parquet, table};

mod compressed;
mod given;
mod kind;
#[cfg(test)]
mod tests;

pub use self::given::Given;
pub(crate) use self::given::Opened;

use self::compressed::Text;
use self::kind::Kind;

/// What is looked at to find the kind: more than the longest row.
const HEAD: u64 = (crate::rows::ROW_LEN_MAX + (64 << 10)) as u64;

/// Opens a file as rows. The kind is found by what is in it, and the ending of its name only decides where that says nothing.
///
/// `table` names the sheet of a workbook, or the path to the list of objects in a file of JSON, such as `data.cases`.
pub fn open<'g>(given: impl Into<Given<'g>>, table: Option<&str>) -> Result<Box<dyn Rows + Send>, OpenError> {
    let given = given.into();
    let kind = kind(given)?;
    if let (Kind::Table | Kind::JsonLines | Kind::Page | Kind::Story | Kind::Parquet, Some(name)) = (kind, table) {
        return Err(OpenError::NoTable { name: name.to_owned(), there: Vec::new() });
    }
    let archive = || Archive::open(given.open()?);
    Ok(match kind {
        Kind::Table => Box::new(readable(table::Reader::open(Text::of(given.open()?)?)?)?),
        Kind::Json => Box::new(json::Reader::open(Text::of(given.open()?)?, table)?),
        Kind::JsonLines => Box::new(json::Lines::open(Text::of(given.open()?)?)?),
        Kind::Xlsx => Box::new(sheet::Reader::open(archive, Form::Xlsx, table)?),
        Kind::Ods => Box::new(sheet::Reader::open(archive, Form::Ods, table)?),
        Kind::Parquet => Box::new(parquet::Reader::open(|| given.open())?),
        Kind::Page => Box::new(page::Reader::page(Text::of(given.open()?)?)?),
        Kind::Story => Box::new(page::Reader::story(Text::of(given.open()?)?)?),
    })
}

/// The sheets of a workbook, or the paths to the lists in a file of JSON; nothing if a file is one table without a name.
pub fn tables<'g>(given: impl Into<Given<'g>>) -> Result<Vec<String>, OpenError> {
    let given = given.into();
    match kind(given)? {
        Kind::Xlsx => sheet::sheets(Archive::open(given.open()?)?, Form::Xlsx),
        Kind::Ods => sheet::sheets(Archive::open(given.open()?)?, Form::Ods),
        Kind::Json => Ok(json::lists(Text::of(given.open()?)?)?),
        Kind::Table | Kind::JsonLines | Kind::Parquet | Kind::Page | Kind::Story => Ok(Vec::new()),
    }
}

/// A table whose names of columns steer printers is none: every other kind of file that nobody knows ends here.
fn readable<R: Read>(rows: table::Reader<R>) -> Result<table::Reader<R>, OpenError> {
    if rows.columns().iter().any(|name| name.chars().any(char::is_control)) {
        return Err(OpenError::Unreadable {
            what: "no text, and no kind of file that is known here",
            remedy: "open it with the program it comes from, and save it as CSV or XLSX",
        });
    }
    Ok(rows)
}

fn kind(given: Given<'_>) -> Result<Kind, OpenError> {
    let name = given.name();
    let head = head(given.open()?)?;
    if !head.starts_with(compressed::MARK) {
        return Kind::of(&head, &name, given);
    }
    let inner = self::head(Text::of(given.open()?)?)?;
    if kind::is_binary(&inner) {
        return Err(OpenError::Unreadable {
            what: "a compressed workbook, archive or Parquet file",
            remedy: "unpack it and import what is in it",
        });
    }
    Kind::of(&inner, name.strip_suffix(".gz").unwrap_or(&name), given)
}

fn head(input: impl Read) -> io::Result<Vec<u8>> {
    let mut head = Vec::new();
    input.take(HEAD).read_to_end(&mut head)?;
    Ok(head)
}

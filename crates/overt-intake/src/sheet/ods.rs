//! Workbooks of `LibreOffice` and others, in the form that ISO 26300 describes.

use std::io::{self, Read, Seek};

use quick_xml::events::BytesStart;

use super::archive::{Archive, Content};
use super::cells::{self, Cells};
use super::xml::{Piece, Xml, attribute};
use super::{PART_LEN_MAX, PROTECTED, SHEET_LEN_MAX, damaged};
use crate::rows::{COLUMNS_MAX, OpenError, ROW_LEN_MAX, Reason, Row};

const CONTENT: &str = "content.xml";
const MANIFEST: &str = "META-INF/manifest.xml";

/// The names of the sheets.
pub(super) fn sheets<R: Read + Seek>(mut archive: Archive<R>) -> Result<Vec<String>, OpenError> {
    if archive.has(MANIFEST) {
        let mut xml = Xml::new(archive.part(MANIFEST, PART_LEN_MAX)?);
        loop {
            let piece = xml.next()?;
            if piece.starts("encryption-data") {
                return Err(PROTECTED);
            }
            if matches!(piece, Piece::Over) {
                break;
            }
        }
    }
    let (mut names, mut xml) = (Vec::new(), Xml::new(archive.part(CONTENT, SHEET_LEN_MAX)?));
    loop {
        match xml.next()? {
            Piece::Over => return Ok(names),
            Piece::Start(element) if element.local_name().as_ref() == "table" => {
                names.push(attribute(&element, "name").unwrap_or_default().into_owned());
                if names.len() > SHEETS_MAX {
                    return Err(damaged().into());
                }
                xml.skip()?;
            }
            _ => {}
        }
    }
}

/// Most sheets.
const SHEETS_MAX: usize = 10_000;

/// The cells of a sheet.
pub(super) struct Sheet<R> {
    xml: Xml<Content<R>>,
    number: u64,
    /// A row that is there several times, and how often it still comes.
    repeated: (Row, Result<(), Reason>, u64),
    is_over: bool,
}

impl<R: Read + Seek> Sheet<R> {
    pub(super) fn open(archive: Archive<R>, name: &str) -> Result<Self, OpenError> {
        let mut xml = Xml::new(archive.into_part(CONTENT, SHEET_LEN_MAX)?);
        loop {
            match xml.next()? {
                Piece::Over => return Err(damaged().into()),
                Piece::Start(element) if element.local_name().as_ref() == "table" => {
                    if attribute(&element, "name").unwrap_or_default() == name {
                        break;
                    }
                    xml.skip()?;
                }
                _ => {}
            }
        }
        Ok(Self { xml, number: 0, repeated: (Row::default(), Ok(()), 0), is_over: false })
    }
}

impl<R: Read + Send> Cells for Sheet<R> {
    fn next(&mut self, row: &mut Row) -> io::Result<Option<(u64, Result<(), Reason>)>> {
        loop {
            if self.repeated.2 > 0 {
                self.repeated.2 -= 1;
                self.number += 1;
                row.clear();
                self.repeated.0.cells().for_each(|cell| row.push(cell));
                return Ok(Some((self.number, self.repeated.1.clone())));
            }
            if self.is_over {
                return Ok(None);
            }
            let piece = self.xml.next()?;
            match piece {
                Piece::Start(element) if element.local_name().as_ref() == "table-row" => {
                    let count = repeated(&element, "number-rows-repeated")?;
                    let mut row = std::mem::take(&mut self.repeated.0);
                    let outcome = self.row(&mut row)?;
                    if outcome.is_ok() && row.is_empty() {
                        self.number += count;
                        self.repeated.0 = row;
                    } else {
                        self.repeated = (row, outcome, count);
                    }
                }
                // What floats above the sheet may have tables of its own.
                Piece::Start(element) if element.local_name().as_ref() == "shapes" => self.xml.skip()?,
                Piece::End(element) if element.local_name().as_ref() == "table" => {
                    // To the end, as only there it shows whether the part is whole.
                    while !matches!(self.xml.next()?, Piece::Over) {}
                    self.is_over = true;
                }
                _ => {}
            }
        }
    }

    fn bytes_read(&self) -> u64 {
        self.xml.get_ref().read_len()
    }
}

impl<R: Read> Sheet<R> {
    /// Reads to the end of the row. Blank cells at its end are left out.
    fn row(&mut self, row: &mut Row) -> io::Result<Result<(), Reason>> {
        row.clear();
        let (mut outcome, mut column, depth) = (Ok(()), 0_u64, self.xml.depth());
        while self.xml.depth() >= depth {
            let Piece::Start(element) = self.xml.next()? else { continue };
            if !matches!(element.local_name().as_ref(), "table-cell" | "covered-table-cell") {
                self.xml.skip()?;
                continue;
            }
            let count = repeated(&element, "number-columns-repeated")?;
            let given = given(&element);
            let mut text = String::new();
            self.paragraphs(&mut text)?;
            let cell = given.unwrap_or(text);
            let before = column;
            column += count;
            if cell.is_empty() || outcome.is_err() {
                continue;
            }
            if cell.contains('\0') {
                outcome = Err(Reason::Nul);
            } else if column > COLUMNS_MAX as u64
                || row.text.len() as u64 + count * cell.len() as u64 > ROW_LEN_MAX as u64
            {
                outcome = Err(Reason::TooLong);
            } else {
                while (row.len() as u64) < before {
                    row.push("");
                }
                (0..count).for_each(|_| row.push(&cell));
            }
        }
        Ok(outcome)
    }

    /// The paragraphs of the cell that began last, each in a line, without what is noted beside them.
    fn paragraphs(&mut self, text: &mut String) -> io::Result<()> {
        let (depth, mut is_first) = (self.xml.depth(), true);
        while self.xml.depth() >= depth {
            let piece = self.xml.next()?;
            if piece.starts("p") {
                if !std::mem::take(&mut is_first) {
                    text.push('\n');
                }
                self.paragraph(text)?;
            } else if let Piece::Start(_) = piece {
                self.xml.skip()?;
            }
            if text.len() > ROW_LEN_MAX {
                return Err(damaged());
            }
        }
        Ok(())
    }

    /// Several blanks, which XML would make one, are elements of their own.
    fn paragraph(&mut self, text: &mut String) -> io::Result<()> {
        let depth = self.xml.depth();
        while self.xml.depth() >= depth {
            match self.xml.next()? {
                Piece::Text(part) => text.push_str(&part),
                Piece::Start(element) => match element.local_name().as_ref() {
                    "s" => {
                        let count = attribute(&element, "c").map_or(Ok(1), |count| count.parse::<u16>());
                        let count = count.map_err(|_| damaged())?;
                        text.extend((0..count).map(|_| ' '));
                    }
                    "tab" => text.push('\t'),
                    "line-break" => text.push('\n'),
                    "annotation" | "ruby-text" => self.xml.skip()?,
                    _ => {}
                },
                _ => {}
            }
            if text.len() > ROW_LEN_MAX {
                return Err(damaged());
            }
        }
        Ok(())
    }
}

/// How often a row or a cell is there.
fn repeated(element: &BytesStart<'_>, name: &str) -> io::Result<u64> {
    let count = attribute(element, name).map_or(Ok(1), |count| count.parse::<u32>());
    Ok(count.map_err(|_| damaged())?.into())
}

/// The value of a cell, where it is given beside the text that shows it.
fn given(element: &BytesStart<'_>) -> Option<String> {
    let value = |name| attribute(element, name);
    match &*value("value-type")? {
        "float" | "percentage" | "currency" => Some(cells::number(&value("value")?)),
        "boolean" => Some(value("boolean-value")?.into_owned()),
        "date" => {
            let day = value("date-value")?;
            Some(day.strip_suffix("T00:00:00").unwrap_or(&day).to_owned())
        }
        "time" => {
            let duration: jiff::SignedDuration = value("time-value")?.parse().ok()?;
            #[expect(clippy::cast_precision_loss, reason = "hours of a clock")]
            cells::elapsed(duration.as_secs() as f64 / 86_400.0)
        }
        "string" => value("string-value").map(Into::into),
        _ => None,
    }
}

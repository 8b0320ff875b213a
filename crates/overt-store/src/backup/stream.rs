//! What is inside a backup: sections of length-prefixed rows.
//!
//! ```text
//! overt backup contents 1⏎
//! section: kind (1: `T` table, `F` file) | length of name (1) | name | rows | 0 (4)
//! row:     length (4, little endian, not 0) | bytes
//! end:     `Z`
//! ```
//! A row of a table is its columns in order: `i` and eight bytes, `t` or `b` with a length of four bytes, or `n` for nothing.
//! A row of a file is a piece of its sealed bytes.

use std::io::{Read, Write};
use std::path::Path;

use overt_model::Id;
use sqlx::any::{AnyArguments, AnyRow};
use sqlx::{Arguments, Row};

use super::Digests;
use crate::sql::{TABLES, Table};
use crate::vault::ContainerError;
use crate::{FileId, StoreError};

const MAGIC: &[u8] = b"overt backup contents 1\n";
const TABLE: u8 = b'T';
const FILE: u8 = b'F';
const END: u8 = b'Z';
/// Longest row: an envelope of 16 MiB with its neighbours.
const ROW_LEN_MAX: usize = 64 << 20;
const PIECE_LEN: usize = 1 << 20;

/// What a section holds.
#[derive(Clone, Copy)]
pub(super) enum Section {
    Table(Table),
    File(FileId),
}

/// Counts what goes by, and makes a digest of each table.
#[derive(Default)]
pub(super) struct Tally {
    hasher: blake3::Hasher,
    pub(super) rows: u64,
    pub(super) files: u64,
    pub(super) digests: Digests,
}

impl Tally {
    fn row(&mut self, row: &[u8]) {
        self.hasher.update(row);
        self.rows += 1;
    }

    fn end(&mut self, section: Section) {
        match section {
            Section::Table(table) => {
                let digest = std::mem::take(&mut self.hasher).finalize().to_hex().to_string();
                self.digests.insert(table.rows.table.to_owned(), digest);
            }
            Section::File(_) => self.files += 1,
        }
    }
}

/// Writes sections.
pub(super) struct Encoder<W> {
    writer: W,
    tally: Tally,
}

impl<W: Write> Encoder<W> {
    pub(super) fn new(mut writer: W) -> Result<Self, StoreError> {
        writer.write_all(MAGIC).map_err(of_io)?;
        Ok(Self { writer, tally: Tally::default() })
    }

    fn write(&mut self, bytes: &[u8]) -> Result<(), StoreError> {
        self.writer.write_all(bytes).map_err(of_io)
    }

    pub(super) fn begin(&mut self, section: Section) -> Result<(), StoreError> {
        let (kind, name) = match section {
            Section::Table(table) => (TABLE, table.rows.table.to_owned()),
            Section::File(id) => (FILE, format!("{:032x}", id.bits())),
        };
        let length = u8::try_from(name.len()).expect("names of tables and files are short");
        self.write(&[kind, length])?;
        self.write(name.as_bytes())
    }

    pub(super) fn row(&mut self, row: &[u8]) -> Result<(), StoreError> {
        self.tally.row(row);
        self.piece(row)
    }

    fn piece(&mut self, piece: &[u8]) -> Result<(), StoreError> {
        let length = u32::try_from(piece.len()).expect("rows are limited to far less than 4 GiB");
        self.write(&length.to_le_bytes())?;
        self.write(piece)
    }

    pub(super) fn copy(&mut self, source: &mut impl Read, path: &Path) -> Result<(), StoreError> {
        let mut piece = vec![0; PIECE_LEN];
        loop {
            let length = source.read(&mut piece).map_err(StoreError::file("read", path))?;
            if length == 0 {
                return Ok(());
            }
            self.piece(&piece[..length])?;
        }
    }

    pub(super) fn end(&mut self, section: Section) -> Result<(), StoreError> {
        self.tally.end(section);
        self.write(&[0; 4])
    }

    pub(super) fn finish(mut self) -> Result<(W, Tally), StoreError> {
        self.write(&[END])?;
        Ok((self.writer, self.tally))
    }
}

/// What is read next.
pub(super) enum Part {
    /// A row of a table, as arguments of a statement.
    Row(Table, AnyArguments),
    FileBegins(FileId),
    Piece(Vec<u8>),
    FileEnds,
}

/// Reads sections.
pub(super) struct Decoder<R> {
    reader: R,
    section: Option<Section>,
    tally: Tally,
}

impl<R: Read> Decoder<R> {
    pub(super) fn new(reader: R) -> Result<Self, StoreError> {
        let mut decoder = Self { reader, section: None, tally: Tally::default() };
        let mut magic = [0; MAGIC.len()];
        decoder.fill(&mut magic)?;
        if magic == MAGIC {
            Ok(decoder)
        } else {
            Err(StoreError::Backup("its contents are of a version that this program does not know"))
        }
    }

    /// The next part. `None` only when all of it was there.
    pub(super) fn next(&mut self) -> Result<Option<Part>, StoreError> {
        loop {
            let Some(section) = self.section else {
                self.section = self.begin()?;
                match self.section {
                    Some(Section::Table(_)) => continue,
                    Some(Section::File(id)) => return Ok(Some(Part::FileBegins(id))),
                    None => return self.expect_end().map(|()| None),
                }
            };
            let piece = self.piece()?;
            if piece.is_none() {
                self.tally.end(section);
                self.section = None;
            }
            match (section, piece) {
                (Section::Table(table), Some(row)) => {
                    self.tally.row(&row);
                    return Ok(Some(Part::Row(table, decode_row(table, &row)?)));
                }
                (Section::File(_), Some(piece)) => return Ok(Some(Part::Piece(piece))),
                (Section::File(_), None) => return Ok(Some(Part::FileEnds)),
                (Section::Table(_), None) => {}
            }
        }
    }

    /// What was counted, when all was read.
    pub(super) fn finish(self) -> Tally {
        self.tally
    }

    /// The section that begins; `None` at the end.
    fn begin(&mut self) -> Result<Option<Section>, StoreError> {
        let [mut kind, mut length] = [[0]; 2];
        self.fill(&mut kind)?;
        if kind == [END] {
            return Ok(None);
        }
        self.fill(&mut length)?;
        let mut name = vec![0; usize::from(length[0])];
        self.fill(&mut name)?;
        let name = str::from_utf8(&name).map_err(|_| StoreError::Backup("a name in it is none"))?;
        match kind[0] {
            TABLE => {
                let table = TABLES.iter().find(|table| table.rows.table == name);
                table.map(|table| Some(Section::Table(*table))).ok_or(StoreError::Backup("it holds an unknown table"))
            }
            FILE => {
                let bits = u128::from_str_radix(name, 16).map_err(|_| StoreError::Backup("a name in it is none"))?;
                Ok(Some(Section::File(Id::from_bits(bits))))
            }
            _ => Err(StoreError::Backup("it holds an unknown section")),
        }
    }

    /// The next row, or piece of a file; `None` at the end of a section.
    fn piece(&mut self) -> Result<Option<Vec<u8>>, StoreError> {
        let mut length = [0; 4];
        self.fill(&mut length)?;
        let length = u32::from_le_bytes(length) as usize;
        if length == 0 {
            return Ok(None);
        }
        if length > ROW_LEN_MAX {
            return Err(StoreError::Backup("a row is longer than any row can be"));
        }
        let mut piece = vec![0; length];
        self.fill(&mut piece)?;
        Ok(Some(piece))
    }

    /// Only the end of the container says that all of it was there.
    fn expect_end(&mut self) -> Result<(), StoreError> {
        if self.reader.read(&mut [0]).map_err(of_io)? != 0 {
            return Err(StoreError::Backup("there is more in it than there should be"));
        }
        if self.tally.digests.len() != TABLES.len() {
            return Err(StoreError::Backup("tables are missing"));
        }
        Ok(())
    }

    fn fill(&mut self, buffer: &mut [u8]) -> Result<(), StoreError> {
        self.reader.read_exact(buffer).map_err(of_io)
    }
}

/// What went wrong within a container travels as an input or output error.
fn of_io(error: std::io::Error) -> StoreError {
    let kind = error.kind();
    match error.downcast::<ContainerError>() {
        Ok(ContainerError::Write(error)) if error.kind() == std::io::ErrorKind::StorageFull => StoreError::Full,
        Ok(error) => StoreError::Container(error),
        Err(_) if kind == std::io::ErrorKind::StorageFull => StoreError::Full,
        Err(_) => StoreError::Backup("it ends too early"),
    }
}

/// A row of a table as bytes, the same from every database.
pub(crate) fn encode_row(table: Table, row: &AnyRow) -> Result<Vec<u8>, StoreError> {
    let mut bytes = Vec::with_capacity(256);
    for (place, kind) in table.types.bytes().enumerate() {
        match kind {
            b'i' => {
                bytes.push(b'i');
                bytes.extend_from_slice(&row.try_get::<i64, _>(place)?.to_le_bytes());
            }
            b't' => push(&mut bytes, b't', row.try_get::<String, _>(place)?.as_bytes()),
            _ => match row.try_get::<Option<Vec<u8>>, _>(place)? {
                Some(value) => push(&mut bytes, b'b', &value),
                None => bytes.push(b'n'),
            },
        }
    }
    Ok(bytes)
}

fn push(bytes: &mut Vec<u8>, kind: u8, value: &[u8]) {
    let length = u32::try_from(value.len()).expect("values are limited to far less than 4 GiB");
    bytes.push(kind);
    bytes.extend_from_slice(&length.to_le_bytes());
    bytes.extend_from_slice(value);
}

/// The columns of a row, as arguments of a statement.
fn decode_row(table: Table, mut row: &[u8]) -> Result<AnyArguments, StoreError> {
    let mut arguments = AnyArguments::default();
    decode_onto(&mut arguments, table, &mut row).ok_or(StoreError::Backup("a row is not in its form"))?;
    if row.is_empty() { Ok(arguments) } else { Err(StoreError::Backup("a row is not in its form")) }
}

fn decode_onto(arguments: &mut AnyArguments, table: Table, row: &mut &[u8]) -> Option<()> {
    for expected in table.types.bytes() {
        let (kind, rest) = row.split_first()?;
        *row = rest;
        match (kind, expected) {
            (b'i', b'i') => {
                let (number, rest) = row.split_first_chunk()?;
                *row = rest;
                arguments.add(i64::from_le_bytes(*number)).ok()?;
            }
            (b't', b't') => {
                let text = str::from_utf8(value(row)?).ok()?.to_owned();
                arguments.add(text).ok()?;
            }
            (b'b', b'b') => arguments.add(value(row)?.to_vec()).ok()?,
            (b'n', b'b') => arguments.add(Option::<Vec<u8>>::None).ok()?,
            _ => return None,
        }
    }
    Some(())
}

fn value<'a>(row: &mut &'a [u8]) -> Option<&'a [u8]> {
    let (length, rest) = row.split_first_chunk()?;
    let (value, rest) = rest.split_at_checked(usize::try_from(u32::from_le_bytes(*length)).ok()?)?;
    *row = rest;
    Some(value)
}

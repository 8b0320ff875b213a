//! One function for each reader, which reads whatever it is given to the end. Only `cargo fuzz` sees them.

use std::io::Cursor;

use crate::file::Opened;
use crate::mapping::Mapping;
use crate::rows::{Item, OpenError, ROW_LEN_MAX, Row, Rows};
use crate::sheet::{self, Archive, Form, written};
use crate::{json, page, parquet, ready, table};

/// Separated values.
pub fn table(bytes: &[u8]) {
    read(table::Reader::open(Cursor::new(bytes)));
}

/// A file of JSON: the list that is found, and the file as one row.
pub fn json(bytes: &[u8]) {
    read(json::Reader::open(Cursor::new(bytes), None));
    read(json::Reader::open(Cursor::new(bytes), Some(".")));
}

/// JSON lines.
pub fn json_lines(bytes: &[u8]) {
    read(json::Lines::open(Cursor::new(bytes)));
}

/// A workbook of Excel, or the XML of a sheet in one.
pub fn sheet_xlsx(bytes: &[u8]) {
    let is_archive = bytes.starts_with(b"PK");
    workbook(if is_archive { bytes.to_vec() } else { written::xlsx_of(&[bytes], None, "<sst/>") }, Form::Xlsx);
}

/// An open workbook, or the XML of the rows in one.
pub fn sheet_ods(bytes: &[u8]) {
    let is_archive = bytes.starts_with(b"PK");
    workbook(if is_archive { bytes.to_vec() } else { written::ods_of(&[bytes]) }, Form::Ods);
}

fn workbook(bytes: Vec<u8>, form: Form) {
    let bytes: std::sync::Arc<[u8]> = bytes.into();
    read(sheet::Reader::open(|| Archive::open(Cursor::new(bytes.clone())), form, None));
}

/// A Parquet file.
pub fn parquet(bytes: &[u8]) {
    let bytes = bytes::Bytes::copy_from_slice(bytes);
    read(parquet::Reader::open(|| Ok(Opened::Bytes(Cursor::new(bytes.clone())))));
}

/// A page, and the same bytes as a story.
pub fn page(bytes: &[u8]) {
    read(page::Reader::page(Cursor::new(bytes)));
    read(page::Reader::story(Cursor::new(bytes)));
}

/// A mapping, and after a byte of zero a table that it maps, if it is one. Without zero, a mapping that is one maps the table.
pub fn mapping(bytes: &[u8]) {
    const ROWS: &[u8] = include_bytes!("../tests/data/guess/shelter-english.csv");
    let cut = bytes.iter().position(|byte| *byte == 0).unwrap_or(bytes.len());
    let Ok(text) = str::from_utf8(&bytes[..cut]) else { return };
    let codebook = overt_model::Codebook::embedded();
    let mapping =
        Mapping::read(text, codebook).or_else(|_| Mapping::read(ready::ALL[cut % ready::ALL.len()].text, codebook));
    let (Ok(mapping), table) = (mapping, bytes.get(cut + 1..).unwrap_or(ROWS)) else { return };
    let Ok(mut rows) = table::Reader::open(Cursor::new(table)) else { return };
    let claim = overt_model::Claim::alleged(overt_model::SourceId::from_bits(1), jiff::Timestamp::UNIX_EPOCH);
    let mut mapper = mapping.mapper(claim, overt_model::Secret::new([1; 32]));
    mapper.bind(rows.columns());
    let mut row = Row::default();
    while let Ok(Some(item)) = rows.next(&mut row) {
        if matches!(item, Item::Row(_)) {
            let _ = mapper.row(&row).map(Iterator::count);
        }
    }
}

/// Reads all items, of which the places go up and no reject is longer than it may be.
fn read(reader: Result<impl Rows, OpenError>) {
    let Ok(mut reader) = reader else { return };
    let (mut row, mut last) = (Row::default(), 0);
    // A row of a workbook may be repeated as often as a few bytes say.
    for _ in 0..10_000 {
        let Ok(Some(item)) = reader.next(&mut row) else { return };
        assert!(*item.lines().start() > last && item.lines().end() >= item.lines().start());
        last = *item.lines().end();
        if let crate::rows::Item::Reject(reject) = item {
            assert!(reject.text.expose().len() <= 3 * ROW_LEN_MAX);
        }
    }
}

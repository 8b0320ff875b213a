//! What a Parquet file may take. The library takes what the file says, so that is looked at first.

use std::io::{Read, Seek, SeekFrom};

use parquet::file::metadata::ParquetMetaData;

use super::DAMAGED;
use super::thrift::Thrift;
use crate::rows::{COLUMNS_MAX, OpenError};

/// Most bytes of the description at the end.
const FOOTER_MAX: u64 = 8 << 20;

/// Most bytes of the description of a page.
const HEAD_MAX: u64 = 64 << 10;

/// Most bytes of the largest pages of all columns of a row group, which are in memory together.
const PAGES_MAX: i64 = 96 << 20;

/// Most values of columns in which a row may have several, as all of them may be of one row.
const REPEATED_MAX: i64 = 1_000_000;

/// The kind of page that others refer to.
const DICTIONARY: i64 = 2;

const TOO_LARGE: OpenError = OpenError::Unreadable {
    what: "a Parquet file in larger parts than are read",
    remedy: "write it again with smaller pages and row groups, or export it as CSV and import that",
};

/// Whether the description of the file is what it says.
pub(super) fn check_footer(file: &mut (impl Read + Seek), length: u64) -> Result<(), OpenError> {
    let mut tail = [0; 8];
    if length < 12 {
        return Err(DAMAGED);
    }
    file.seek(SeekFrom::End(-8))?;
    file.read_exact(&mut tail)?;
    let [a, b, c, d, mark @ ..] = tail;
    let footer = u64::from(u32::from_le_bytes([a, b, c, d]));
    if mark != *b"PAR1" || footer > length - 12 {
        return Err(DAMAGED);
    }
    if footer > FOOTER_MAX {
        return Err(TOO_LARGE);
    }
    file.seek(SeekFrom::Start(length - 8 - footer))?;
    let mut bytes = Vec::new();
    file.by_ref().take(footer).read_to_end(&mut bytes)?;
    Thrift::new(&bytes).check().ok_or(DAMAGED)
}

/// Whether the pages fit into memory, and into the file.
pub(super) fn check_pages(
    file: &mut (impl Read + Seek),
    length: u64,
    metadata: &ParquetMetaData,
) -> Result<(), OpenError> {
    let columns = metadata.file_metadata().schema_descr().columns();
    if columns.len() > COLUMNS_MAX {
        return Err(TOO_LARGE);
    }
    // A number with more digits than it can have would be written out with as many zeros.
    let is_sound =
        |precision: i32, scale: i32| (0..=76).contains(&precision) && (0..=precision.max(0)).contains(&scale);
    if columns
        .iter()
        .any(|column| column.type_precision() >= 0 && !is_sound(column.type_precision(), column.type_scale()))
    {
        return Err(DAMAGED);
    }
    for group in metadata.row_groups() {
        if group.num_columns() != columns.len() || group.num_rows() < 0 {
            return Err(DAMAGED);
        }
        let (mut largest, mut repeated) = (0_i64, 0_i64);
        for (chunk, column) in group.columns().iter().zip(columns) {
            let start = chunk.dictionary_page_offset().filter(|start| *start > 0).unwrap_or(chunk.data_page_offset());
            let range = (u64::try_from(start), u64::try_from(chunk.compressed_size()));
            let (Ok(start), Ok(size)) = range else { return Err(DAMAGED) };
            let end = start.checked_add(size).filter(|end| *end <= length).ok_or(DAMAGED)?;
            let (pages, values) = pages(file, start, end)?;
            largest = largest.saturating_add(pages);
            if column.max_rep_level() > 0 {
                repeated = repeated.saturating_add(values);
            }
        }
        if largest > PAGES_MAX || repeated > REPEATED_MAX {
            return Err(TOO_LARGE);
        }
    }
    Ok(())
}

/// The bytes of the dictionary and of the largest page of a column, and its values.
fn pages(file: &mut (impl Read + Seek), mut start: u64, end: u64) -> Result<(i64, i64), OpenError> {
    let (mut dictionary, mut largest, mut values, mut head) = (0, 0, 0_i64, Vec::new());
    while start < end {
        head.clear();
        file.seek(SeekFrom::Start(start))?;
        file.by_ref().take(HEAD_MAX.min(end - start)).read_to_end(&mut head)?;
        let mut thrift = Thrift::new(&head);
        thrift.check().ok_or(DAMAGED)?;
        let [kind, length, packed] = [1, 2, 3].map(|field| thrift.number([field, 0]).unwrap_or(-1));
        let packed_len = u64::try_from(packed).map_err(|_| DAMAGED)?;
        if length < 0 {
            return Err(DAMAGED);
        }
        let taken = length.saturating_add(packed);
        if kind == DICTIONARY {
            dictionary = taken;
        } else {
            largest = taken.max(largest);
        }
        // The first number of a page of data, in either of its forms.
        let count = thrift.number([5, 1]).or_else(|| thrift.number([8, 1])).unwrap_or(0);
        values = values.saturating_add(count);
        start = start.saturating_add(thrift.read_len() as u64).saturating_add(packed_len);
    }
    Ok((dictionary.saturating_add(largest), values))
}

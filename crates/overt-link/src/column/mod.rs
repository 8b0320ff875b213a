//! Columns, made comparable once: every distinct value has a number, and a record is a row of such numbers.

mod date;
mod encode;
mod parse;
mod texts;

pub(crate) use date::DateValue;
pub(crate) use encode::{Column, Dictionary, Encoder, Values};
pub(crate) use texts::{Texts, hash, mix};

/// The number of a value that is not there.
pub(crate) const MISSING: u32 = 0;

/// Rows of `width` numbers, column after column, so that many can be looked at in one go.
pub(crate) fn column_by_column<'r>(
    rows: impl ExactSizeIterator<Item = &'r [u32]>,
    width: usize,
    columns: &mut Vec<u32>,
) {
    let count = rows.len();
    columns.clear();
    columns.resize(width * count, 0);
    for (position, row) in rows.enumerate() {
        for (column, number) in row[..width].iter().enumerate() {
            columns[column * count + position] = *number;
        }
    }
}

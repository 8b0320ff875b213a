//! What stands between cells, found by trying.

use csv_core::{ReadRecordResult, Reader, ReaderBuilder};

/// What is tried, the commonest first.
const CANDIDATES: [u8; 4] = [b',', b';', b'\t', b'|'];

/// Rows that are looked at.
const ROWS_MAX: usize = 100;

/// Text that is looked at to tell a table from sentences.
const SAMPLE: usize = 64 << 10;

/// A separator, and what it makes of the first rows.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Found {
    pub(super) separator: u8,
    /// Cells that most rows have.
    pub(super) columns: usize,
    /// Which share of the rows has so many.
    pub(super) agreement: f64,
    /// Rows before the first one that has so many.
    pub(super) above: usize,
}

/// The separator with which most rows have equally many cells; of equals, the one with more cells. A file in which nothing
/// separates has one column.
pub(super) fn find(text: &[u8], is_whole: bool) -> Found {
    let tried = CANDIDATES.map(|separator| tried(text, is_whole, separator));
    let rank = |found: &Found| (found.columns > 1, found.agreement, found.columns);
    let better = |best: Found, found: Found| if rank(&found) > rank(&best) { found } else { best };
    tried.into_iter().reduce(better).expect("there are candidates")
}

/// Whether a text is rather a table than sentences, in which commas stand where they like.
pub(crate) fn is_likely(text: &[u8]) -> bool {
    let text = &text[..text.len().min(SAMPLE)];
    let found = find(text, text.len() < SAMPLE);
    found.columns > 1 && found.agreement >= 0.9 && counts(text, true, found.separator).len() > 1
}

fn tried(text: &[u8], is_whole: bool, separator: u8) -> Found {
    let counts = counts(text, is_whole, separator);
    let rows_with = |count: usize| counts.iter().filter(|(found, _)| *found == count).count();
    // Of numbers of cells that are as common, the one that comes first; a title is one cell.
    let cells = counts.iter().rev().map(|(count, _)| *count);
    let columns = cells.max_by_key(|count| (rows_with(*count), *count > 1)).unwrap_or(1);
    #[expect(clippy::cast_precision_loss, reason = "a hundred rows at most")]
    let agreement = rows_with(columns) as f64 / counts.len().max(1) as f64;
    // Spreadsheets write a title with as many separators as the rows below it have, and nothing between them.
    let names_columns = |&(count, filled): &(usize, usize)| count == columns && filled * 4 > columns;
    let has_columns = |&(count, _): &(usize, usize)| count == columns;
    let above = counts.iter().position(names_columns).or_else(|| counts.iter().position(has_columns)).unwrap_or(0);
    Found { separator, columns, agreement, above }
}

/// How many cells the first rows have, and how many of them are not empty.
fn counts(text: &[u8], is_whole: bool, separator: u8) -> Vec<(usize, usize)> {
    let mut reader = reader(separator);
    let (mut cells, mut ends) = (vec![0; text.len()], vec![0; text.len() + 1]);
    let (mut counts, mut rest, mut count, mut filled) = (Vec::new(), text, 0, 0);
    while counts.len() < ROWS_MAX {
        let (result, read, _, ended) = reader.read_record(rest, &mut cells, &mut ends);
        rest = &rest[read..];
        count += ended;
        let starts = std::iter::once(0).chain(ends.iter().copied());
        filled += starts.zip(&ends[..ended]).filter(|(start, end)| start < end).count();
        match result {
            ReadRecordResult::Record => counts.push((std::mem::take(&mut count), std::mem::take(&mut filled))),
            // What is left belongs to a row that goes on after the sample.
            ReadRecordResult::InputEmpty if !is_whole => break,
            ReadRecordResult::InputEmpty => {}
            ReadRecordResult::End | ReadRecordResult::OutputFull | ReadRecordResult::OutputEndsFull => break,
        }
    }
    counts
}

pub(super) fn reader(separator: u8) -> Reader {
    ReaderBuilder::new().delimiter(separator).build()
}

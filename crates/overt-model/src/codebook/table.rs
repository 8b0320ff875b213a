//! Reading a comma-separated table that is already in memory.
//!
//! `csv-core` rather than `csv`: building the state machine costs more than reading a list, so all lists share one.

use csv_core::{ReadRecordResult, Reader};

/// The rows of a table, header first, each with the line it begins on.
pub(super) struct Rows<'a> {
    reader: &'a mut Reader,
    rest: &'a [u8],
    line: usize,
}

/// One row.
pub(super) struct Row {
    /// Where it begins, from 1.
    pub(super) line: usize,
    text: Vec<u8>,
    ends: Vec<usize>,
}

impl<'a> Rows<'a> {
    pub(super) fn new(text: &'a str, reader: &'a mut Reader) -> Self {
        reader.reset();
        Self { reader, rest: text.as_bytes(), line: 1 }
    }

    fn consume(&mut self, bytes: usize) {
        let (consumed, rest) = self.rest.split_at(bytes);
        self.line += consumed.iter().filter(|&&byte| byte == b'\n').count();
        self.rest = rest;
    }
}

impl Iterator for Rows<'_> {
    type Item = Row;

    fn next(&mut self) -> Option<Row> {
        // The second half of a CRLF and blank lines belong to no row, but the reader would count them to the next one.
        let between = self.rest.iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
        self.consume(between);
        let line = self.line;
        let (mut text, mut ends) = (vec![0; 256], vec![0; 24]);
        let (mut written, mut ended) = (0, 0);
        loop {
            let (result, read, more_text, more_ends) =
                self.reader.read_record(self.rest, &mut text[written..], &mut ends[ended..]);
            self.consume(read);
            (written, ended) = (written + more_text, ended + more_ends);
            match result {
                ReadRecordResult::OutputFull => text.resize(text.len() * 2, 0),
                ReadRecordResult::OutputEndsFull => ends.resize(ends.len() * 2, 0),
                // The whole table is in memory: empty input means that nothing follows.
                ReadRecordResult::InputEmpty => {}
                ReadRecordResult::Record => {
                    text.truncate(written);
                    ends.truncate(ended);
                    return Some(Row { line, text, ends });
                }
                ReadRecordResult::End => return None,
            }
        }
    }
}

impl Row {
    /// How many cells there are.
    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    /// One cell; empty when there is no such column.
    pub(super) fn cell(&self, column: usize) -> &str {
        let start = if column == 0 { 0 } else { self.ends.get(column - 1).copied().unwrap_or(self.text.len()) };
        let end = self.ends.get(column).copied().unwrap_or(start);
        // Cut at commas, UTF-8 stays UTF-8.
        std::str::from_utf8(&self.text[start..end]).unwrap_or_default()
    }

    /// Every cell.
    pub(super) fn cells(&self) -> impl Iterator<Item = &str> {
        (0..self.len()).map(|column| self.cell(column))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_line_breaks_and_long_cells_are_read_with_the_line_they_begin_on() {
        let long = "é".repeat(400);
        let table = format!("a,b\n\"x, \"\"y\"\"\nz\",{long}\r\n1,2");
        let mut reader = Reader::new();
        let rows: Vec<_> = Rows::new(&table, &mut reader)
            .map(|row| (row.line, row.cells().map(str::to_owned).collect::<Vec<_>>()))
            .collect();
        let row = |line, cells: [&str; 2]| (line, cells.map(str::to_owned).to_vec());
        assert_eq!(rows, [row(1, ["a", "b"]), row(2, ["x, \"y\"\nz", &long]), row(4, ["1", "2"])]);
    }
}

//! Reading row by row.

use std::io::{Read, Seek, SeekFrom};
use std::ops::{Range, RangeInclusive};

use csv_core::{ReadRecordResult, Reader as Parser};
use overt_model::Private;

use super::Dialect;
use super::encoding::{Encoded, NO_CHARACTER, Text};
use super::separator::{self, Found};
use crate::rows::{COLUMNS_MAX, Item, OpenError, ROW_LEN_MAX, ReadError, Reason, Reject, Row, Rows, Unit};

/// Text that is looked at to find the separator.
const SAMPLE: usize = 256 << 10;

/// Text that is kept although it was taken.
const DROPPED_MIN: usize = 512 << 10;

/// A file of separated values.
pub struct Reader<R> {
    pub(super) source: Source<R>,
    dialect: Dialect,
    columns: Vec<String>,
}

impl<R: Read + Seek> Reader<R> {
    /// Finds out how `input` is written, and reads the names of its columns. All of it is read once for that.
    pub fn open(mut input: R) -> Result<Self, OpenError> {
        let encoding = Encoded::of(&mut input)?;
        input.seek(SeekFrom::Start(0))?;
        let mut text = Text::new(input, encoding);
        let mut waiting = Vec::new();
        while waiting.len() < SAMPLE && !text.is_over() {
            text.read_onto(&mut waiting)?;
        }
        if waiting.is_empty() {
            return Err(OpenError::Empty);
        }
        let Found { separator, agreement, above, .. } = separator::find(&waiting, text.is_over());
        let mut source = Source::new(text, waiting, separator);
        let mut names = Row::default();
        let mut line = 1;
        for _ in 0..=above {
            let found = source.next(&mut names).map_err(|ReadError { error, .. }| error)?;
            match found {
                None => return Err(OpenError::Empty),
                Some((lines, Ok(()))) => line = *lines.start(),
                Some((lines, Err(reason))) => return Err(OpenError::Names { line: *lines.start(), reason }),
            }
        }
        let dialect = Dialect { encoding, separator: separator.into(), agreement, names_line: line };
        Ok(Self { source, dialect, columns: named(&names) })
    }
}

/// The names of columns. One without a name gets its number, and one whose name is taken a number too.
pub(crate) fn named(row: &Row) -> Vec<String> {
    let mut names: Vec<String> = Vec::with_capacity(row.len());
    for (number, cell) in (1..).zip(row.cells()) {
        let name = cell.trim();
        let name = if name.is_empty() { format!("column {number}") } else { name.to_owned() };
        let is_taken = names.contains(&name);
        names.push(if is_taken { format!("{name} (column {number})") } else { name });
    }
    names
}

impl<R: Read> Reader<R> {
    /// How the file is written.
    pub const fn dialect(&self) -> &Dialect {
        &self.dialect
    }
}

impl<R: Read> Rows for Reader<R> {
    fn columns(&self) -> &[String] {
        &self.columns
    }

    /// Blank lines are passed over.
    fn next(&mut self, row: &mut Row) -> Result<Option<Item>, ReadError> {
        let Some((lines, outcome)) = self.source.next(row)? else { return Ok(None) };
        let expected = self.columns.len();
        // Programs that fill a grid end rows with empty cells.
        while row.len() > expected && row.cell(row.len() - 1) == Some("") {
            row.ends.pop();
        }
        let outcome = outcome.and_then(|()| match row.len() {
            found if found == expected => Ok(()),
            found => Err(Reason::CellCount { found, expected }),
        });
        Ok(Some(match outcome {
            Ok(()) => Item::Row(lines),
            Err(reason) => Item::Reject(Reject { lines, reason, text: self.source.last() }),
        }))
    }

    fn bytes_read(&self) -> u64 {
        self.source.text.bytes_read()
    }

    fn unit(&self) -> Unit {
        Unit::Line
    }

    fn about(&self) -> String {
        let separator = match self.dialect.separator {
            '\t' => "tabs".to_owned(),
            separator => separator.to_string(),
        };
        format!("{}, separated by {separator}", self.dialect.encoding.encoding().name())
    }
}

/// The text of the file, from which rows are taken.
pub(super) struct Source<R> {
    text: Text<R>,
    /// Text that was decoded. Before `start` it was taken.
    pub(super) waiting: Vec<u8>,
    start: usize,
    /// Where the text lies that was taken last.
    last: Range<usize>,
    /// The line that begins at `start`.
    line: u64,
    separator: u8,
    parser: Parser,
    cells: Vec<u8>,
    ends: Vec<usize>,
}

/// What was taken: its lines, and why it is no row.
pub(super) type Taken = (RangeInclusive<u64>, Result<(), Reason>);

/// How far the parser came.
enum Parsed {
    /// The row ends after so many bytes, and has so many bytes of cells, and so many cells.
    Row {
        read: usize,
        written: usize,
        count: usize,
    },
    Fault(Reason),
    End,
}

impl<R: Read> Source<R> {
    pub(super) fn new(text: Text<R>, waiting: Vec<u8>, separator: u8) -> Self {
        let (parser, cells, ends) = (separator::reader(separator), vec![0; 4096], vec![0; 64]);
        Self { text, waiting, start: 0, last: 0..0, line: 1, separator, parser, cells, ends }
    }

    pub(super) fn next(&mut self, row: &mut Row) -> Result<Option<Taken>, ReadError> {
        // What was taken is dropped now and then only, as what is waiting moves with that.
        if self.start > DROPPED_MIN {
            self.waiting.drain(..self.start);
            (self.start, self.last) = (0, 0..0);
        }
        self.pass_blank_lines()?;
        row.clear();
        if let Some(lines) = self.take_plain(row) {
            let outcome = if row.text.contains(NO_CHARACTER) { Err(Reason::NotText) } else { Ok(()) };
            return Ok(Some((lines, outcome)));
        }
        let (lines, outcome) = match self.parse()? {
            Parsed::End => return Ok(None),
            Parsed::Fault(reason) => (self.take_line()?, Err(reason)),
            Parsed::Row { read, written, count } => {
                let cells = str::from_utf8(&self.cells[..written]).expect("what was decoded is UTF-8");
                row.text.push_str(cells);
                row.ends.extend_from_slice(&self.ends[..count]);
                let outcome = match () {
                    () if cells.contains(NO_CHARACTER) => Err(Reason::NotText),
                    () if cells.contains('\0') => Err(Reason::Nul),
                    () => Ok(()),
                };
                (self.take(read)?, outcome)
            }
        };
        Ok(Some((lines, outcome)))
    }

    /// Takes the row that begins at `start`, if it is one line in which at most whole cells are quoted, as most are. Everything
    /// else is left to the parser.
    fn take_plain(&mut self, row: &mut Row) -> Option<RangeInclusive<u64>> {
        let waiting = &self.waiting[self.start..];
        let length = memchr::memchr(b'\n', waiting).filter(|length| *length < ROW_LEN_MAX)?;
        let line = waiting[..length].strip_suffix(b"\r").unwrap_or(&waiting[..length]);
        let text = str::from_utf8(line).expect("what was decoded is UTF-8");
        let is_plain = match memchr::memchr3(b'"', b'\r', 0, line) {
            None => {
                row.text.push_str(text);
                row.ends.extend(memchr::memchr_iter(self.separator, line));
                row.ends.push(line.len());
                row.gap = 1;
                row.len() <= COLUMNS_MAX
            }
            Some(first) => {
                memchr::memchr2(b'\r', 0, &line[first..]).is_none() && quoted(text, self.separator, row).is_some()
            }
        };
        if !is_plain {
            row.clear();
            return None;
        }
        let end = self.start + length + 1;
        self.last = self.start..end;
        let line = self.line;
        (self.start, self.line) = (end, line + 1);
        Some(line..=line)
    }

    /// Parses the row that begins at `start`, without taking it.
    fn parse(&mut self) -> Result<Parsed, ReadError> {
        self.parser.reset();
        let (mut read, mut written, mut count) = (0, 0, 0);
        // A line end after the file ends its last row, unless it is inside of a quote.
        let mut is_ended = false;
        loop {
            let input = if is_ended { b"\n" } else { &self.waiting[self.start + read..] };
            let (result, taken, put, ended) =
                self.parser.read_record(input, &mut self.cells[written..], &mut self.ends[count..]);
            (written, count) = (written + put, count + ended);
            read += if is_ended { 0 } else { taken };
            if read > ROW_LEN_MAX {
                // Within one line it is too long; over several lines, only an open quote goes on.
                let is_one_line = self.line_end(self.start + ROW_LEN_MAX).is_none();
                return Ok(Parsed::Fault(if is_one_line { Reason::TooLong } else { Reason::UnclosedQuote }));
            }
            match result {
                ReadRecordResult::Record => return Ok(Parsed::Row { read, written, count }),
                ReadRecordResult::End => return Ok(Parsed::End),
                ReadRecordResult::OutputFull => self.cells.resize(self.cells.len() * 2, 0),
                ReadRecordResult::OutputEndsFull if count < COLUMNS_MAX => self.ends.resize(self.ends.len() * 2, 0),
                ReadRecordResult::OutputEndsFull => return Ok(Parsed::Fault(Reason::TooLong)),
                ReadRecordResult::InputEmpty if !self.text.is_over() => self.read_more()?,
                ReadRecordResult::InputEmpty if read == 0 => return Ok(Parsed::End),
                ReadRecordResult::InputEmpty if is_ended => return Ok(Parsed::Fault(Reason::UnclosedQuote)),
                ReadRecordResult::InputEmpty => is_ended = true,
            }
        }
    }

    /// Takes `read` bytes, and the second half of a line end that was cut.
    fn take(&mut self, read: usize) -> Result<RangeInclusive<u64>, ReadError> {
        let mut end = self.start + read;
        if read > 0 && self.waiting[end - 1] == b'\r' {
            if end == self.waiting.len() {
                self.read_more()?;
            }
            end += usize::from(self.waiting.get(end) == Some(&b'\n'));
        }
        self.last = self.start..end;
        let raw = &self.waiting[self.last.clone()];
        let lines = line_ends(raw) + u64::from(!raw.ends_with(b"\n") && !raw.ends_with(b"\r"));
        let first = self.line;
        (self.start, self.line) = (end, first + lines);
        Ok(first..=first + lines.max(1) - 1)
    }

    /// Takes one line, however long, of which no more than the longest row is kept.
    fn take_line(&mut self) -> Result<RangeInclusive<u64>, ReadError> {
        loop {
            let kept = self.start + ROW_LEN_MAX;
            if let Some(end) = self.line_end(self.waiting.len()) {
                let kept = kept.min(end);
                self.waiting.drain(kept..end);
                return self.take(kept + 1 - self.start);
            }
            self.waiting.truncate(kept);
            if self.text.is_over() {
                return self.take(self.waiting.len() - self.start);
            }
            self.read_more()?;
        }
    }

    /// Where the line end of the line that begins at `start` is, if it lies before `limit`.
    fn line_end(&self, limit: usize) -> Option<usize> {
        let place = self.waiting[self.start..limit].iter().position(|byte| matches!(byte, b'\n' | b'\r'))?;
        Some(self.start + place)
    }

    fn pass_blank_lines(&mut self) -> Result<(), ReadError> {
        loop {
            if self.start == self.waiting.len() && !self.text.is_over() {
                self.read_more()?;
            }
            if !matches!(self.waiting.get(self.start), Some(b'\n' | b'\r')) {
                return Ok(());
            }
            self.take(1)?;
        }
    }

    fn read_more(&mut self) -> Result<(), ReadError> {
        self.text.read_onto(&mut self.waiting).map_err(|error| ReadError {
            unit: Unit::Line,
            line: self.line.saturating_sub(1),
            error,
        })
    }

    /// What was taken last, for people.
    fn last(&self) -> Private<String> {
        let text = String::from_utf8_lossy(&self.waiting[self.last.clone()]);
        Private::new(text.trim_end_matches(['\n', '\r']).replace(NO_CHARACTER, "\u{fffd}"))
    }
}

/// The cells of a line, if what is quoted in it are whole cells without quotation marks inside.
fn quoted(text: &str, separator: u8, row: &mut Row) -> Option<()> {
    let (line, mut start) = (text.as_bytes(), 0);
    while row.len() < COLUMNS_MAX {
        let rest = &line[start..];
        let is_quoted = rest.first() == Some(&b'"');
        let (first, end) = if is_quoted {
            (start + 1, start + 1 + memchr::memchr(b'"', &rest[1..])?)
        } else {
            (start, start + memchr::memchr2(separator, b'"', rest).unwrap_or(rest.len()))
        };
        row.push(&text[first..end]);
        let after = end + usize::from(is_quoted);
        match line.get(after) {
            None => return Some(()),
            Some(byte) if *byte == separator => start = after + 1,
            Some(_) => return None,
        }
    }
    None
}

/// Line ends: `\n`, `\r\n` and `\r`.
fn line_ends(raw: &[u8]) -> u64 {
    // Most rows are one line.
    if memchr::memchr2(b'\n', b'\r', raw).is_some_and(|place| place + 1 == raw.len()) {
        return 1;
    }
    let feeds = raw.iter().filter(|byte| **byte == b'\n').count();
    let returns = raw.iter().filter(|byte| **byte == b'\r').count();
    let pairs = if returns == 0 { 0 } else { raw.windows(2).filter(|pair| pair == b"\r\n").count() };
    (feeds + returns - pairs) as u64
}

//! The text of a file of JSON, from which values and lines are taken without reading what is in them.

use std::io::{self, Read, Seek, SeekFrom};

use crate::rows::ROW_LEN_MAX;
use crate::table::encoding::{Encoded, Text};

/// Brackets that may be open at a time. What is nested deeper is not followed.
const BRACKETS_MAX: usize = 100_000;

/// The text, taken from the start on.
pub(super) struct Source<R> {
    text: Text<R>,
    encoding: Encoded,
    waiting: Vec<u8>,
    start: usize,
}

/// How a value ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Extent {
    /// It is whole.
    Whole,
    /// It is whole, and longer than [`ROW_LEN_MAX`], so that not all of it was kept.
    Long,
    /// The brackets do not match, or are too many. Where it would end is unknown.
    Tangled,
    /// The file ended first.
    Cut,
}

impl<R: Read + Seek> Source<R> {
    /// JSON is in UTF-8, or in UTF-16 with a mark.
    pub(super) fn open(mut input: R) -> io::Result<Self> {
        let mut head = Vec::new();
        input.seek(SeekFrom::Start(0))?;
        input.by_ref().take(4).read_to_end(&mut head)?;
        input.seek(SeekFrom::Start(0))?;
        let encoding = Encoded::marked_or_utf8(&head);
        Ok(Self { text: Text::new(input, encoding), encoding, waiting: Vec::new(), start: 0 })
    }
}

impl<R: Read> Source<R> {
    /// The file, to be read again from its start.
    pub(super) fn into_input(self) -> R {
        self.text.into_input()
    }

    pub(super) const fn bytes_read(&self) -> u64 {
        self.text.bytes_read()
    }

    pub(super) const fn encoding(&self) -> Encoded {
        self.encoding
    }

    /// What was decoded and not taken, which is nothing only at the end of the file.
    fn rest(&mut self) -> io::Result<&[u8]> {
        while self.start == self.waiting.len() && !self.text.is_over() {
            self.waiting.clear();
            self.start = 0;
            self.text.read_onto(&mut self.waiting)?;
        }
        Ok(&self.waiting[self.start..])
    }

    /// The byte that comes next.
    pub(super) fn peek(&mut self) -> io::Result<Option<u8>> {
        Ok(self.rest()?.first().copied())
    }

    /// The first byte after white space.
    pub(super) fn peek_solid(&mut self) -> io::Result<Option<u8>> {
        loop {
            let rest = self.rest()?;
            let blank = rest.iter().take_while(|byte| is_blank(**byte)).count();
            let found = rest.get(blank).copied();
            let is_over = rest.is_empty();
            self.start += blank;
            if found.is_some() || is_over {
                return Ok(found);
            }
        }
    }

    /// Takes the byte that [`Self::peek`] showed.
    pub(super) fn take_byte(&mut self) {
        self.start += 1;
    }

    /// Takes the value that begins here. With `open`, takes the rest of the brackets that were opened before.
    pub(super) fn take_value(&mut self, open: &[u8], kept: &mut Vec<u8>) -> io::Result<Extent> {
        let mut scan = Scan { open: open.to_vec(), is_in_string: false, is_escaped: false, is_scalar: open.is_empty() };
        kept.clear();
        let mut length = 0;
        loop {
            let rest = self.rest()?;
            if rest.is_empty() {
                let is_whole = scan.is_scalar && length > 0;
                return Ok(if is_whole { whole(length) } else { Extent::Cut });
            }
            let (read, extent) = scan.advance(rest);
            keep(kept, &rest[..read]);
            (self.start, length) = (self.start + read, length + read);
            match extent {
                Some(Extent::Whole) => return Ok(whole(length)),
                Some(extent) => return Ok(extent),
                None => {}
            }
        }
    }

    /// Takes a line without its end; `None` after the last. Says whether it is longer than what was kept.
    pub(super) fn take_line(&mut self, kept: &mut Vec<u8>) -> io::Result<Option<Extent>> {
        kept.clear();
        if self.rest()?.is_empty() {
            return Ok(None);
        }
        let mut length = 0;
        loop {
            let rest = self.rest()?;
            let end = rest.iter().position(|byte| *byte == b'\n');
            let read = end.unwrap_or(rest.len());
            let is_over = rest.is_empty();
            keep(kept, &rest[..read]);
            (self.start, length) = (self.start + read + usize::from(end.is_some()), length + read);
            if is_over || end.is_some() {
                return Ok(Some(whole(length)));
            }
        }
    }

    /// Takes all that is left, of which the first part is kept.
    pub(super) fn take_rest(&mut self, kept: &mut Vec<u8>) -> io::Result<()> {
        loop {
            let rest = self.rest()?;
            if rest.is_empty() {
                return Ok(());
            }
            keep(kept, rest);
            self.start = self.waiting.len();
        }
    }
}

const fn whole(length: usize) -> Extent {
    if length > ROW_LEN_MAX { Extent::Long } else { Extent::Whole }
}

fn keep(kept: &mut Vec<u8>, bytes: &[u8]) {
    let room = ROW_LEN_MAX.saturating_sub(kept.len());
    kept.extend_from_slice(&bytes[..bytes.len().min(room)]);
}

pub(super) const fn is_blank(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r')
}

/// Finds the end of a value by its brackets and quotation marks.
struct Scan {
    open: Vec<u8>,
    is_in_string: bool,
    is_escaped: bool,
    /// Neither a bracket nor a quotation mark was met.
    is_scalar: bool,
}

impl Scan {
    /// How many of the bytes belong to the value, and how it ended if it did.
    fn advance(&mut self, bytes: &[u8]) -> (usize, Option<Extent>) {
        for (place, byte) in bytes.iter().copied().enumerate() {
            if self.is_in_string {
                match byte {
                    _ if self.is_escaped => self.is_escaped = false,
                    b'\\' => self.is_escaped = true,
                    b'"' => {
                        self.is_in_string = false;
                        if self.open.is_empty() {
                            return (place + 1, Some(Extent::Whole));
                        }
                    }
                    _ => {}
                }
                continue;
            }
            match byte {
                b',' | b']' | b'}' if self.open.is_empty() => return (place, Some(Extent::Whole)),
                _ if is_blank(byte) && self.open.is_empty() => return (place, Some(Extent::Whole)),
                b'"' => (self.is_in_string, self.is_scalar) = (true, false),
                b'{' | b'[' if self.open.len() == BRACKETS_MAX => return (place, Some(Extent::Tangled)),
                b'{' | b'[' => {
                    self.open.push(byte);
                    self.is_scalar = false;
                }
                b']' | b'}' => {
                    let opening = if byte == b']' { b'[' } else { b'{' };
                    if self.open.pop() != Some(opening) {
                        return (place, Some(Extent::Tangled));
                    }
                    if self.open.is_empty() {
                        return (place + 1, Some(Extent::Whole));
                    }
                }
                _ => {}
            }
        }
        (bytes.len(), None)
    }
}

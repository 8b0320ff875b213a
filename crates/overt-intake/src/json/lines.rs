//! An object in each line.

use std::io::{self, Read, Seek};

use overt_model::Private;

use super::object;
use super::source::{Extent, Source, is_blank};
use crate::flat::Flat;
use crate::rows::{Item, OpenError, ReadError, Reason, Reject, Row, Rows, Unit};

/// A file of JSON lines.
pub(crate) struct Lines<R> {
    source: Source<R>,
    line: u64,
    flat: Flat,
    kept: Vec<u8>,
}

impl<R: Read + Seek> Lines<R> {
    pub(crate) fn open(input: R) -> Result<Self, OpenError> {
        let mut source = Source::open(input)?;
        source.peek()?.ok_or(OpenError::Empty)?;
        Ok(Self { source, line: 0, flat: Flat::default(), kept: Vec::new() })
    }
}

impl<R: Read> Lines<R> {
    /// The next line that is not blank.
    fn item(&mut self, row: &mut Row) -> io::Result<Option<Item>> {
        while let Some(extent) = self.source.take_line(&mut self.kept)? {
            self.line += 1;
            let outcome = match extent {
                Extent::Whole if self.kept.iter().all(|byte| is_blank(*byte)) => continue,
                Extent::Whole => object::read(&self.kept, &mut self.flat, row),
                _ => Err(Reason::TooLong),
            };
            let lines = self.line..=self.line;
            return Ok(Some(match outcome {
                Ok(()) => Item::Row(lines),
                Err(reason) => Item::Reject(Reject { lines, reason, text: Private::new(super::shown(&self.kept)) }),
            }));
        }
        Ok(None)
    }
}

impl<R: Read> Rows for Lines<R> {
    fn columns(&self) -> &[String] {
        self.flat.names()
    }

    fn may_find_columns(&self) -> bool {
        true
    }

    fn next(&mut self, row: &mut Row) -> Result<Option<Item>, ReadError> {
        let line = self.line;
        self.item(row).map_err(|error| ReadError { unit: Unit::Line, line, error })
    }

    fn bytes_read(&self) -> u64 {
        self.source.bytes_read()
    }

    fn unit(&self) -> Unit {
        Unit::Line
    }

    fn about(&self) -> String {
        format!("JSON lines, {}", self.source.encoding().encoding().name())
    }
}

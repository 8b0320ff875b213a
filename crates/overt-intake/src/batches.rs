//! The rows of a file as batches of records, with a file of the rows of which nothing is made.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::io::{self, Write};

use overt_model::Record;

use crate::mapping::Mapper;
use crate::rejected::{Rejected, told};
use crate::rejects::{Writer, Wrong};
use crate::rows::{Item, ReadError, Row, Rows};

/// Records of a batch, about.
const RECORDS: usize = 1000;
/// Rows that a batch may have, whatever they hold.
const ROWS: u64 = 10_000;

/// Rows that are written together.
#[derive(Debug, Default)]
pub struct Batch {
    /// Where each row stands, and its records with the numbers of their rules.
    pub rows: Vec<(u64, Vec<(usize, Record)>)>,
    /// Rows before and among them of which nothing is made, because they are rejects.
    pub rejected: u64,
    /// Rows before and among them that hold nothing for the mapping.
    pub idle: u64,
}

/// Why there is no further batch.
#[derive(Debug, thiserror::Error)]
pub enum BatchError {
    /// Reading cannot go on.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// Somebody stopped it.
    #[error("it was stopped")]
    Stopped,
    /// Rejects would be lost.
    #[error("its rejects cannot be written")]
    Rejects,
}

/// The rejects of a file that is being read.
pub struct Rejecting<W: Write> {
    writer: Writer<W>,
    rejected: Rejected,
    /// Rows that whoever takes the batches may still refuse, with their places.
    waiting: VecDeque<(u64, Row)>,
    failure: Option<io::Error>,
}

impl<W: Write> Rejecting<W> {
    /// Begins the file.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn new(output: W, columns: &[String]) -> io::Result<Self> {
        let (rejected, waiting) = (Rejected::default(), VecDeque::new());
        Ok(Self { writer: Writer::new(output, columns)?, rejected, waiting, failure: None })
    }

    /// A row of an earlier batch was refused.
    pub fn refuse(&mut self, line: u64, reasons: &[String]) {
        let wrong: Vec<Wrong<'_>> = reasons.iter().map(|reason| Wrong { column: "", value: "", reason }).collect();
        let (none, waiting) = (Row::default(), std::mem::take(&mut self.waiting));
        let row = waiting.iter().find(|(waiting, _)| *waiting == line).map_or(&none, |(_, row)| row);
        self.row(line, &wrong, row);
        self.waiting = waiting;
    }

    /// Forgets the rows of batches that are on disk: all but the last two batches.
    pub fn forget(&mut self) {
        while self.waiting.len() > 2 * RECORDS {
            self.waiting.pop_front();
        }
    }

    /// Ends the file. What was rejected, by reason.
    ///
    /// # Errors
    /// When any of it could not be written.
    pub fn finish(self) -> io::Result<Rejected> {
        match self.failure {
            Some(failure) => Err(failure),
            None => self.writer.finish().map(|()| self.rejected),
        }
    }

    fn row(&mut self, line: u64, wrong: &[Wrong<'_>], row: &Row) {
        self.rejected.add(line, wrong.iter().map(|wrong| (wrong.column, wrong.reason)));
        let written = self.writer.row(line, wrong, row);
        self.note(written);
    }

    fn note(&mut self, written: io::Result<()>) {
        if let Err(error) = written {
            self.failure.get_or_insert(error);
        }
    }
}

/// The batches of a file.
pub struct Batches<'a, W: Write> {
    /// The rows from the beginning.
    pub rows: Box<dyn Rows + Send>,
    /// What makes records of them, bound to the columns.
    pub mapper: Mapper,
    /// The columns.
    pub columns: &'a [String],
    /// Where rejects go.
    pub rejecting: &'a RefCell<Rejecting<W>>,
    /// Whether somebody wants to stop.
    pub is_stopped: &'a dyn Fn() -> bool,
    /// Whether there are no more.
    pub is_over: bool,
}

impl<W: Write> Iterator for Batches<'_, W> {
    type Item = Result<Batch, BatchError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.is_over {
            return None;
        }
        let (mut batch, mut row) = (Batch::default(), Row::default());
        let (mut records, mut rows) = (0, 0);
        while records < RECORDS && rows < ROWS {
            match self.rows.next(&mut row) {
                Ok(Some(item)) => {
                    rows += 1;
                    records += self.take(&item, &row, &mut batch);
                }
                Ok(None) => {
                    self.is_over = true;
                    break;
                }
                Err(error) => return Some(Err(self.end(error.into()))),
            }
        }
        if (self.is_stopped)() {
            return Some(Err(self.end(BatchError::Stopped)));
        }
        if self.rejecting.borrow().failure.is_some() {
            return Some(Err(self.end(BatchError::Rejects)));
        }
        (rows > 0).then_some(Ok(batch))
    }
}

impl<W: Write> Batches<'_, W> {
    fn end(&mut self, error: BatchError) -> BatchError {
        self.is_over = true;
        error
    }

    /// Adds what stands in one place of the file, and returns how many records that are.
    fn take(&mut self, item: &Item, row: &Row, batch: &mut Batch) -> usize {
        let line = *item.lines().start();
        let mut rejecting = self.rejecting.borrow_mut();
        if let Item::Reject(reject) = item {
            batch.rejected += 1;
            rejecting.rejected.add(line, [("", &*reject.reason.to_string())]);
            let written = rejecting.writer.reject(reject);
            rejecting.note(written);
            return 0;
        }
        match self.mapper.row(row) {
            Ok(made) => {
                let records: Vec<_> = made.map(|made| (made.rule, made.record)).collect();
                let count = records.len();
                if count == 0 {
                    batch.idle += 1;
                } else {
                    rejecting.waiting.push_back((line, row.clone()));
                    batch.rows.push((line, records));
                }
                count
            }
            Err(refusals) => {
                batch.rejected += 1;
                let values = refusals.iter().map(|refusal| refusal.column.and_then(|column| row.cell(column)));
                let told = told(refusals, self.columns);
                let wrong = told.iter().zip(values).map(|((column, reason), value)| Wrong {
                    column,
                    value: value.unwrap_or_default(),
                    reason,
                });
                rejecting.row(line, &wrong.collect::<Vec<_>>(), row);
                0
            }
        }
    }
}

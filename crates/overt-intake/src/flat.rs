//! Rows that bring their own columns.

use std::collections::HashMap;
use std::ops::Range;

use crate::rows::{COLUMNS_MAX, NAME_LEN_MAX, Reason, Row};

/// The columns that were met so far, and the row that is being filled.
#[derive(Default)]
pub(crate) struct Flat {
    names: Vec<String>,
    numbers: HashMap<String, usize>,
    /// How many columns there were before this row.
    before: usize,
    text: String,
    cells: Vec<(usize, Range<usize>)>,
}

impl Flat {
    pub(crate) fn names(&self) -> &[String] {
        &self.names
    }

    /// Begins another row.
    pub(crate) fn begin(&mut self) {
        self.before = self.names.len();
        self.text.clear();
        self.cells.clear();
    }

    /// Puts a cell into the column `name`.
    pub(crate) fn add(&mut self, name: &str, cell: &str) -> Result<(), Reason> {
        let column = self.column(name)?;
        if self.cells.len() == COLUMNS_MAX {
            return Err(Reason::TooLong);
        }
        if cell.contains('\0') {
            return Err(Reason::Nul);
        }
        let start = self.text.len();
        self.text.push_str(cell);
        self.cells.push((column, start..self.text.len()));
        Ok(())
    }

    fn column(&mut self, name: &str) -> Result<usize, Reason> {
        if let Some(column) = self.numbers.get(name) {
            return Ok(*column);
        }
        match () {
            () if name.len() > NAME_LEN_MAX => Err(Reason::LongName),
            () if name.contains('\0') => Err(Reason::Nul),
            () if self.names.len() == COLUMNS_MAX => Err(Reason::TooLong),
            () => {
                self.numbers.insert(name.to_owned(), self.names.len());
                self.names.push(name.to_owned());
                Ok(self.names.len() - 1)
            }
        }
    }

    /// Puts the cells into `row`, those of other columns blank. If `outcome` or the row is bad, the columns are as before.
    pub(crate) fn end(&mut self, row: &mut Row, outcome: Result<(), Reason>) -> Result<(), Reason> {
        row.clear();
        self.cells.sort_unstable_by_key(|(column, _)| *column);
        let has_twins = self.cells.windows(2).any(|pair| pair[0].0 == pair[1].0);
        let outcome = outcome.and(if has_twins { Err(Reason::TwoValues) } else { Ok(()) });
        if outcome.is_err() {
            for name in self.names.drain(self.before..) {
                self.numbers.remove(&name);
            }
            return outcome;
        }
        for (column, range) in self.cells.drain(..) {
            while row.len() < column {
                row.push("");
            }
            row.push(&self.text[range]);
        }
        Ok(())
    }
}

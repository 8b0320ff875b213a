//! Everything in a file, for tests of readers.

use std::ops::RangeInclusive;

use crate::rows::{Item, ReadError, Reason, Row, Rows};

#[derive(Debug, Default, PartialEq)]
pub(crate) struct Everything {
    pub(crate) columns: Vec<String>,
    /// Without the blank cells at their ends.
    pub(crate) rows: Vec<Vec<String>>,
    pub(crate) rejects: Vec<(u64, Reason)>,
    /// Where each item is.
    pub(crate) places: Vec<RangeInclusive<u64>>,
}

impl Everything {
    /// Reads to the end, and holds every item against what all readers promise.
    pub(crate) fn of(reader: &mut (impl Rows + ?Sized)) -> Result<Self, ReadError> {
        let (mut found, mut row, mut last) = (Self::default(), Row::default(), 0);
        let known = reader.columns().len();
        while let Some(item) = reader.next(&mut row)? {
            assert!(*item.lines().start() > last, "{:?} after {last}", item.lines());
            last = *item.lines().end();
            found.places.push(item.lines());
            match item {
                Item::Row(_) => {
                    assert!(row.len() <= reader.columns().len());
                    let mut cells: Vec<String> = row.cells().map(str::to_owned).collect();
                    while cells.last().is_some_and(String::is_empty) {
                        cells.pop();
                    }
                    found.rows.push(cells);
                }
                Item::Reject(reject) => {
                    assert!(reject.text.expose().len() <= 3 * crate::rows::ROW_LEN_MAX);
                    found.rejects.push((*reject.lines.start(), reject.reason));
                }
            }
        }
        assert!(reader.next(&mut row)?.is_none(), "what is over stays over");
        assert!(reader.may_find_columns() || reader.columns().len() == known, "columns came unannounced");
        found.columns = reader.columns().to_vec();
        Ok(found)
    }

    /// The cells with the names of their columns, in the order of the names, without those that are blank.
    pub(crate) fn named(&self) -> Vec<Vec<(&str, &str)>> {
        self.rows
            .iter()
            .map(|row| {
                let cells = self.columns.iter().zip(row).filter(|(_, cell)| !cell.is_empty());
                let mut cells: Vec<_> = cells.map(|(name, cell)| (&**name, &**cell)).collect();
                cells.sort_unstable();
                cells
            })
            .collect()
    }
}

//! Rejects by what is wrong with them.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::mapping::Refusal;

/// Rejects by column and reason: how many, and where the first is.
#[derive(Debug, Default)]
pub struct Rejected {
    kinds: BTreeMap<(String, String), (u64, u64)>,
    /// How many rows.
    pub rows: u64,
}

/// Rejects with one reason.
#[derive(Debug, Serialize)]
pub struct Kind<'r> {
    /// The column; blank where it is about the whole row.
    pub column: &'r str,
    /// What is wrong.
    pub reason: &'r str,
    /// How many cells.
    pub cells: u64,
    /// Where the first is.
    pub first: u64,
}

impl Rejected {
    /// A row with what is wrong with it, column and reason each.
    pub fn add<'w>(&mut self, line: u64, wrong: impl IntoIterator<Item = (&'w str, &'w str)>) {
        self.rows += 1;
        for (column, reason) in wrong {
            let kind = self.kinds.entry((column.to_owned(), reason.to_owned())).or_insert((0, line));
            kind.0 += 1;
        }
    }

    /// The commonest first.
    pub fn kinds(&self) -> Vec<Kind<'_>> {
        let kinds = self.kinds.iter().map(|((column, reason), (cells, first))| Kind {
            column,
            reason,
            cells: *cells,
            first: *first,
        });
        let mut kinds: Vec<Kind<'_>> = kinds.collect();
        kinds.sort_by_key(|kind| (std::cmp::Reverse(kind.cells), kind.first));
        kinds
    }
}

/// The column of each refusal, blank where it is about the whole row, and why.
pub(crate) fn told<'c>(refusals: &[Refusal], columns: &'c [String]) -> Vec<(&'c str, String)> {
    let one = |refusal: &Refusal| {
        let column = refusal.column.map_or("", |column| columns[column].as_str());
        (column, refusal.fault.to_string())
    };
    refusals.iter().map(one).collect()
}

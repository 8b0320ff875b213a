//! The cells of a table as items: one number for each value of each column. Records that are alike are one.

use rustc_hash::FxHashMap;

use super::{AggregateError, VALUES_MAX};
use crate::Table;

/// The items of a table and which records hold them.
pub(super) struct Items {
    /// Column and code of each item.
    cells: Vec<(usize, u16)>,
    /// The different records, each as its items.
    records: Vec<Vec<u16>>,
    /// How many rows of the table each of them is.
    weights: Vec<u32>,
    /// The record that each row of the table is.
    rows: Vec<u32>,
    /// For each item, a bit for each record that holds it.
    holders: Vec<Vec<u64>>,
}

impl Items {
    pub(super) fn new(table: &Table, empty: &[u16]) -> Result<Self, AggregateError> {
        let mut cells = Vec::new();
        let mut numbers: Vec<Vec<u16>> = Vec::new();
        for (column, empty) in empty.iter().enumerate() {
            let mut occurs = vec![false; table.domain().columns()[column].values().len()];
            for &code in table.column(column) {
                occurs[usize::from(code)] = code != *empty;
            }
            let number = (0..=u16::MAX).zip(&occurs).map(|(code, &occurs)| {
                if occurs {
                    cells.push((column, code));
                }
                (cells.len() as u16).wrapping_sub(1)
            });
            numbers.push(number.collect());
        }
        if cells.len() > VALUES_MAX {
            return Err(AggregateError::Values { values: cells.len() });
        }
        let mut known: FxHashMap<Vec<u16>, u32> = FxHashMap::default();
        let mut items = Self { cells, records: Vec::new(), weights: Vec::new(), rows: Vec::new(), holders: Vec::new() };
        for row in 0..table.rows() {
            let codes = empty.iter().enumerate().map(|(column, empty)| (column, table.column(column)[row], *empty));
            let held = codes.filter(|(_, code, empty)| code != empty);
            let record: Vec<u16> = held.map(|(column, code, _)| numbers[column][usize::from(code)]).collect();
            let new = items.records.len() as u32;
            let number = *known.entry(record).or_insert_with_key(|record| {
                items.records.push(record.clone());
                items.weights.push(0);
                new
            });
            items.weights[number as usize] += 1;
            items.rows.push(number);
        }
        items.holders = vec![vec![0; items.records.len().div_ceil(64)]; items.cells.len()];
        for (number, record) in items.records.iter().enumerate() {
            for &item in record {
                items.holders[usize::from(item)][number / 64] |= 1 << (number % 64);
            }
        }
        Ok(items)
    }

    /// How many items there are.
    pub(super) fn len(&self) -> usize {
        self.cells.len()
    }

    /// The record that each row of the table is.
    pub(super) fn rows(&self) -> &[u32] {
        &self.rows
    }

    /// The different records: items, and how many rows each of them is.
    pub(super) fn records(&self) -> impl Iterator<Item = (&[u16], u32)> {
        self.records.iter().map(Vec::as_slice).zip(self.weights.iter().copied())
    }

    /// Column and code of an item.
    pub(super) fn cell(&self, item: u16) -> (usize, u16) {
        self.cells[usize::from(item)]
    }

    /// The items of a record.
    pub(super) fn record(&self, record: u32) -> &[u16] {
        &self.records[record as usize]
    }

    /// How many rows a record is.
    pub(super) fn weight(&self, record: u32) -> u32 {
        self.weights[record as usize]
    }

    /// Whether a record holds an item.
    pub(super) fn holds(&self, record: u32, item: u16) -> bool {
        self.holders[usize::from(item)][record as usize / 64] >> (record % 64) & 1 == 1
    }

    /// The records that hold all of some items.
    pub(super) fn holders(&self, items: &[u16]) -> Vec<u32> {
        let [first, others @ ..] = items else { return (0..self.records.len() as u32).collect() };
        let mut all = self.holders[usize::from(*first)].clone();
        for &item in others {
            all.iter_mut().zip(&self.holders[usize::from(item)]).for_each(|(all, holders)| *all &= holders);
        }
        let mut records = Vec::new();
        for (word, mut bits) in (0_u32..).zip(all) {
            while bits > 0 {
                records.push(word * 64 + bits.trailing_zeros());
                bits &= bits - 1;
            }
        }
        records
    }
}

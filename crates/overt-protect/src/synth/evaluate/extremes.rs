//! The combinations that most records have on one side and none on the other.

use std::cmp::Reverse;

use serde::Serialize;

use super::sets::{codes_of, named};
use crate::Table;
use crate::risk::Cell;

/// So many times as many are remembered as are listed, because some have a shorter one in them and are not listed.
const REMEMBERED: usize = 8;

/// Values together, and how many records have them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Combination {
    /// The values, in the order of their columns.
    pub cells: Vec<Cell>,
    /// How many records: synthetic ones if it is fabricated, real ones if it is lost.
    pub count: u32,
}

/// A cell of a set. The largest count comes first, and then the first of its set.
type Found = (Reverse<u32>, Vec<usize>, usize);

/// The largest that were found so far.
#[derive(Default)]
pub(super) struct Extremes {
    most: usize,
    fabricated: Vec<Found>,
    lost: Vec<Found>,
}

impl Extremes {
    pub(super) fn new(worst: usize) -> Self {
        Self { most: worst.saturating_mul(REMEMBERED), ..Self::default() }
    }

    /// Takes a combination. What few records have is not listed as lost: it would point at them.
    pub(super) fn note(&mut self, set: &[usize], cell: usize, counts: [u32; 2], frequent_min: u32) {
        match counts {
            [0, made] => remember(&mut self.fabricated, self.most, made, set, cell),
            [count, 0] if count >= frequent_min => remember(&mut self.lost, self.most, count, set, cell),
            _ => {}
        }
    }

    /// The largest of both.
    pub(super) fn with(mut self, other: Self) -> Self {
        let both = [(&mut self.fabricated, other.fabricated), (&mut self.lost, other.lost)];
        for (found, more) in both {
            found.extend(more);
            found.sort_unstable();
            found.truncate(self.most);
        }
        self
    }

    /// Those that were made up and those that were lost, without what has a shorter one in it.
    pub(super) fn finish(self, tables: [&Table; 2], worst: usize) -> (Vec<Combination>, Vec<Combination>) {
        let [records, synthetic] = tables;
        (listed(self.fabricated, records, worst), listed(self.lost, synthetic, worst))
    }
}

/// Keeps at most so many, the largest ones in their order.
fn remember(found: &mut Vec<Found>, most: usize, count: u32, set: &[usize], cell: usize) {
    let comes_before = |other: &Found| (other.0, other.1.as_slice(), other.2) < (Reverse(count), set, cell);
    if found.len() == most && found.last().is_none_or(comes_before) {
        return;
    }
    let place = found.partition_point(comes_before);
    found.insert(place, (Reverse(count), set.to_vec(), cell));
    found.truncate(most);
}

/// The first of them of which every part is in some row of the table that lacks the whole.
fn listed(found: Vec<Found>, lacking: &Table, worst: usize) -> Vec<Combination> {
    let domain = lacking.domain();
    let combination = |(Reverse(count), set, place): Found| {
        let codes = codes_of(domain, &set, place);
        let is_least = set.len() < 2 || (0..set.len()).all(|place| is_there(lacking, &set, &codes, place));
        let cell = |(column, value): (&str, &str)| Cell { column: column.to_owned(), value: value.to_owned() };
        is_least.then(|| Combination { cells: named(domain, &set, place).map(cell).collect(), count })
    };
    found.into_iter().filter_map(combination).take(worst).collect()
}

/// Whether some row has the codes, but for the one at this place.
fn is_there(table: &Table, set: &[usize], codes: &[u16], without: usize) -> bool {
    let others: Vec<(&[u16], u16)> = (0..set.len())
        .filter(|&place| place != without)
        .map(|place| (table.column(set[place]), codes[place]))
        .collect();
    (0..table.rows()).any(|row| others.iter().all(|(column, code)| column[row] == *code))
}

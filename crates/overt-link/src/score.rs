//! Scoring all pairs that the rules make; only those that may be the same are kept.

use crate::Watch;
use crate::block::{Block, Blocks};
use crate::column::column_by_column;
use crate::compare::{Candidate, Cells, Comparer, Narrower, Pattern};
use crate::model::{Bounds, Weigher};

/// A pair that may be the same.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Pair {
    /// The record that comes first.
    pub a: u32,
    /// The other.
    pub b: u32,
    /// Log odds in bits.
    pub weight: f32,
    /// The levels reached.
    pub pattern: Pattern,
}

/// Pairs after which whoever watches is told.
const TOLD_AFTER: u64 = 1 << 16;

/// What all pairs are scored with.
struct Scorer<'a, W> {
    comparer: &'a Comparer<'a>,
    weigher: &'a Weigher,
    bounds: &'a Bounds<'a>,
    from_bits: f32,
    watch: &'a W,
}

/// What one thread has found, and room to work in.
struct Desk<'a> {
    kept: Vec<Pair>,
    seen: u64,
    told: u64,
    narrower: Narrower<'a>,
    /// Cells of the records of a block, one comparison after the other, so that many are looked at in one go.
    cells: Vec<u32>,
    made: Vec<u32>,
    at_most: Vec<f32>,
    candidates: Vec<Candidate>,
}

/// Scores all pairs and keeps those from this weight on, by record; and says how many there were.
pub(crate) fn score(
    comparer: &Comparer<'_>,
    blocks: &Blocks,
    weigher: &Weigher,
    from_bits: f32,
    threads: usize,
    watch: &impl Watch,
) -> (Vec<Pair>, u64) {
    let bounds = Bounds::new(weigher, comparer, from_bits);
    let scorer = Scorer { comparer, weigher, bounds: &bounds, from_bits, watch };
    let desks = blocks.scan(threads, || Desk::new(&scorer), |desk, block| scorer.block(desk, block));
    let seen = desks.iter().map(|desk| desk.seen).sum();
    let mut pairs: Vec<Pair> = Vec::with_capacity(desks.iter().map(|desk| desk.kept.len()).sum());
    for desk in desks {
        pairs.extend(desk.kept);
    }
    pairs.sort_unstable_by_key(|pair| (pair.a, pair.b));
    (pairs, seen)
}

impl<'a> Desk<'a> {
    fn new(scorer: &Scorer<'a, impl Watch>) -> Self {
        Self {
            kept: Vec::new(),
            seen: 0,
            told: 0,
            narrower: Narrower::new(scorer.comparer, scorer.bounds),
            cells: Vec::new(),
            made: Vec::new(),
            at_most: Vec::new(),
            candidates: Vec::new(),
        }
    }
}

impl<W: Watch> Scorer<'_, W> {
    fn block(&self, desk: &mut Desk<'_>, block: &Block<'_>) {
        let count = block.records.len();
        desk.cells.clear();
        for (position, a) in block.records[..count - 1].iter().enumerate() {
            block.mark_made(position, &mut desk.made);
            let new = desk.made.iter().filter(|made| **made == 0).count() as u64;
            if new == 0 {
                continue;
            }
            desk.seen += new;
            // Many small blocks make nothing new, and their records need not be fetched.
            if desk.cells.is_empty() {
                let rows = block.records.iter().map(|record| self.comparer.row(*record));
                column_by_column(rows, self.comparer.comparisons.len(), &mut desk.cells);
            }
            let row = self.comparer.row(*a);
            self.bounds.of_pairs(row, &desk.cells, (count, position + 1), &mut desk.at_most);
            desk.candidates.clear();
            for (next, (made, at_most)) in desk.made.iter().zip(&desk.at_most).enumerate() {
                if *made == 0 && !self.bounds.are_out_of_reach(*at_most) {
                    desk.candidates.push(Candidate::new(position + 1 + next, *at_most));
                }
            }
            let cells = Cells { all: &desk.cells, records: count };
            desk.narrower.narrow(row, cells, &mut desk.candidates);
            for Candidate { position, mut pattern, .. } in desk.candidates.drain(..) {
                let b = block.records[position as usize];
                let other = self.comparer.row(b);
                self.comparer.see_swaps(&mut pattern, row, other);
                let weight = self.weigher.weight(pattern, row, other);
                if weight >= self.from_bits {
                    desk.kept.push(Pair { a: *a, b, weight, pattern });
                }
            }
        }
        if desk.seen - desk.told >= TOLD_AFTER {
            self.watch.compared(desk.seen - desk.told);
            desk.told = desk.seen;
        }
    }
}

#[cfg(test)]
mod tests;

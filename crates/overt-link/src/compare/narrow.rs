//! One record and many that may be the same: column by column, those drop out that cannot be any more.

use super::{CODE_BITS, Cache, Comparer, Pattern};
use crate::column::MISSING;
use crate::model::{Bounds, Offs};

/// A record of a block that may be the same as another.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Candidate {
    /// Its place in the block.
    pub(crate) position: u32,
    /// The most that the pair can weigh.
    pub(crate) at_most: f32,
    /// The levels that are known by now.
    pub(crate) pattern: Pattern,
    /// Comparisons, a bit each, of which it is known only that the values are not equal.
    unknown: u16,
}

impl Candidate {
    /// A record of which nothing is known.
    pub(crate) fn new(position: usize, at_most: f32) -> Self {
        Self { position: position as u32, at_most, pattern: Pattern::default(), unknown: 0 }
    }
}

/// Narrows candidates down, and remembers what it met lately.
#[derive(Debug)]
pub(crate) struct Narrower<'a> {
    comparer: &'a Comparer<'a>,
    bounds: &'a Bounds<'a>,
    cache: Cache,
    offs: Offs,
}

/// The cells of a block, one comparison after the other.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Cells<'c> {
    pub(crate) all: &'c [u32],
    pub(crate) records: usize,
}

impl<'c> Cells<'c> {
    /// Those of one comparison.
    fn of(self, comparison: usize) -> &'c [u32] {
        &self.all[comparison * self.records..][..self.records]
    }
}

impl<'a> Narrower<'a> {
    pub(crate) fn new(comparer: &'a Comparer<'a>, bounds: &'a Bounds<'a>) -> Self {
        Self { comparer, bounds, cache: Cache::new(comparer), offs: Offs::new() }
    }

    /// Finds the levels that one record reaches with candidates, and leaves only those that may still weigh as much as is
    /// wanted. What is cheap to compare comes first.
    pub(crate) fn narrow(&mut self, row: &[u32], cells: Cells<'_>, candidates: &mut Vec<Candidate>) {
        for position in &self.comparer.cheap {
            self.compare(*position, row[*position], cells.of(*position), candidates);
        }
        for position in &self.comparer.costly {
            self.see_equal(*position, row[*position], cells.of(*position), candidates);
        }
        // What comparisons that agree say of each other is taken off.
        keep(candidates, |candidate| may_reach(self.bounds, candidate, &mut self.offs));
        // What is missing is known.
        for position in self.comparer.costly.iter().filter(|position| row[**position] != MISSING) {
            self.compare_unknown(*position, row[*position], cells.of(*position), candidates);
        }
    }

    fn compare(&mut self, position: usize, cell: u32, others: &[u32], candidates: &mut Vec<Candidate>) {
        // The level of what is missing is there already.
        if cell == MISSING {
            return;
        }
        let comparison = &self.comparer.comparisons[position];
        let [equal, unequal] = self.bounds.of_value(position, cell);
        keep(candidates, |candidate| {
            let other = others[candidate.position as usize];
            if other == MISSING {
                return true;
            }
            let level = self.cache.level(position, cell, other, || self.comparer.level(comparison, cell, other));
            candidate.pattern.set(position, level);
            let was = if cell == other { equal } else { unequal };
            candidate.at_most = self.bounds.narrowed(candidate.at_most, was, (position, level), (cell, other));
            !self.bounds.are_out_of_reach(candidate.at_most)
        });
    }

    /// Finds levels without comparing, as far as values are equal or missing.
    fn see_equal(&self, position: usize, cell: u32, others: &[u32], candidates: &mut [Candidate]) {
        if cell == MISSING {
            return;
        }
        let [_, unequal] = self.bounds.of_value(position, cell);
        for candidate in candidates {
            let other = others[candidate.position as usize];
            if other == cell {
                candidate.pattern.set(position, (cell >> CODE_BITS) as u8);
            } else if other != MISSING {
                candidate.unknown |= 1 << position;
                // The more common of the two decides.
                let [_, with_other] = self.bounds.of_value(position, other);
                candidate.at_most -= (unequal - with_other).max(0.0);
            }
        }
    }

    fn compare_unknown(&mut self, position: usize, cell: u32, others: &[u32], candidates: &mut Vec<Candidate>) {
        let comparison = &self.comparer.comparisons[position];
        let [_, unequal] = self.bounds.of_value(position, cell);
        keep(candidates, |candidate| {
            if candidate.unknown >> position & 1 == 0 {
                return true;
            }
            let other = others[candidate.position as usize];
            let level = self.cache.level(position, cell, other, || self.comparer.level(comparison, cell, other));
            candidate.pattern.set(position, level);
            candidate.unknown ^= 1 << position;
            let [_, with_other] = self.bounds.of_value(position, other);
            let was = unequal.min(with_other);
            candidate.at_most = self.bounds.narrowed(candidate.at_most, was, (position, level), (cell, other));
            may_reach(self.bounds, candidate, &mut self.offs)
        });
    }
}

/// Whether a candidate may weigh as much as is wanted, after what comparisons that agree say of each other was taken off.
fn may_reach(bounds: &Bounds<'_>, candidate: &Candidate, offs: &mut Offs) -> bool {
    // What is taken off is never less than nothing.
    !bounds.are_out_of_reach(candidate.at_most) && {
        let off = bounds.off_at_least(candidate.pattern, candidate.unknown, offs);
        !bounds.are_out_of_reach(candidate.at_most - off)
    }
}

/// Keeps those candidates of which `stays` says so.
fn keep(candidates: &mut Vec<Candidate>, mut stays: impl FnMut(&mut Candidate) -> bool) {
    let mut kept = 0;
    for index in 0..candidates.len() {
        let mut candidate = candidates[index];
        let stays = stays(&mut candidate);
        candidates[kept] = candidate;
        kept += usize::from(stays);
    }
    candidates.truncate(kept);
}

//! Three and more columns, by search: cells are turned around, from the multiple below their count to the one above or back, until
//! every total is next to its count.
//!
//! Where no turn of one cell makes a total that is too far off better without making others as much worse, that total counts for more
//! from then on, until one does (the breakout method, Morris 1993). Nothing is drawn at random: the same counts always give the
//! same table.

use std::collections::VecDeque;

use super::super::counts::COLUMNS_MAX;
use super::super::shape::Shape;

/// Turns that are looked for, for each cell that is no multiple,
const TURNS_EACH: usize = 20;
/// for the whole table,
const TURNS: usize = 20_000;
/// and at most, so that large tables take seconds.
const TURNS_MAX: usize = 600_000;
/// Cells of a total that are looked at for one turn.
const LOOKS: usize = 64;

/// Rounds all cells of a table with its totals.
pub(super) fn round(shape: &Shape, counts: &[i64], base: i64) -> Vec<i64> {
    let mut search = Search::new(shape, counts, base);
    search.improve();
    let mut rounded = search.rounded;
    shape.add_up(&mut rounded, |total, cell| total + cell);
    rounded
}

struct Search<'a> {
    shape: &'a Shape,
    counts: &'a [i64],
    base: i64,
    /// The inner cells.
    rounded: Vec<i64>,
    /// How far each total is above its count.
    off: Vec<i64>,
    /// How much it counts that a total is too far off.
    weight: Vec<i64>,
    /// Totals that were too far off when last looked at.
    waiting: VecDeque<usize>,
    /// By how many bases in all totals are too far off.
    excess: i64,
    /// The cell that was turned last. To turn it back at once would lead nowhere, if another can be turned.
    last: Option<usize>,
}

impl<'a> Search<'a> {
    /// Every cell up or down, one after the other, so that its totals are as near as they can be at that moment.
    fn new(shape: &'a Shape, counts: &'a [i64], base: i64) -> Self {
        let none = || vec![0; counts.len()];
        let mut search = Self {
            shape,
            counts,
            base,
            rounded: none(),
            off: none(),
            weight: vec![1; counts.len()],
            waiting: VecDeque::new(),
            excess: 0,
            last: None,
        };
        for cell in shape.inner() {
            let down = -counts[cell].rem_euclid(base);
            let squares = |by: i64| -> i64 { totals(shape, cell).map(|total| (search.off[total] + by).pow(2)).sum() };
            let by = if down < 0 && squares(down + base) < squares(down) { down + base } else { down };
            search.rounded[cell] = counts[cell] + by;
            totals(shape, cell).for_each(|total| search.off[total] += by);
        }
        search.waiting = (0..counts.len()).filter(|&total| search.excess_of(total) > 0).collect();
        search.excess = search.waiting.iter().map(|&total| search.excess_of(total)).sum();
        search
    }

    /// Turns cells until nothing is too far off, or for so long; then the best that was seen is taken.
    fn improve(&mut self) {
        let turning = self.shape.inner().filter(|&cell| self.counts[cell] % self.base != 0).count();
        let mut best = self.excess;
        let mut since_best = Vec::new();
        for now in 0..(TURNS + TURNS_EACH * turning).min(TURNS_MAX) {
            let Some(total) = self.next_waiting() else { return };
            let (gain, cell) = self.best_of(total, now);
            if gain < 0 {
                self.turn(cell);
                self.last = Some(cell);
                since_best.push(cell);
            } else {
                self.weight[total] += 1;
            }
            if self.excess_of(total) > 0 {
                self.waiting.push_back(total);
            }
            if self.excess < best {
                best = self.excess;
                since_best.clear();
            }
        }
        since_best.into_iter().rev().for_each(|cell| self.turn(cell));
    }

    /// By how many bases a total is too far off.
    fn excess_of(&self, total: usize) -> i64 {
        self.off[total].abs() / self.base
    }

    fn next_waiting(&mut self) -> Option<usize> {
        while let Some(total) = self.waiting.pop_front() {
            if self.excess_of(total) > 0 {
                return Some(total);
            }
        }
        None
    }

    /// Of some of the cells of a total that bring it nearer to its count if they are turned, the best: how much farther off totals are
    /// then, and which it is. Each time it begins with others.
    fn best_of(&self, total: usize, now: usize) -> (i64, usize) {
        let over: Vec<usize> = (0..self.shape.axes()).filter(|&axis| self.shape.is_total(total, axis)).collect();
        let parts: usize = over.iter().map(|&axis| self.shape.size(axis)).product();
        let part = |at: usize| {
            let place = |(cell, rest): (usize, usize), &axis: &usize| {
                let size = self.shape.size(axis);
                (cell - (size - rest % size) * self.shape.stride(axis), rest / size)
            };
            over.iter().fold((total, at % parts), place).0
        };
        let too_high = self.off[total] > 0;
        let helps = |&cell: &usize| {
            let by = self.rounded[cell] - self.counts[cell];
            by != 0 && (by > 0) == too_high
        };
        let start = now * LOOKS;
        let some = (0..parts).map(|at| part(start + at)).filter(helps).take(LOOKS);
        let best = some.map(|cell| (Some(cell) == self.last, self.gain(cell), cell)).min();
        let (_, gain, cell) = best.expect("a total that is too far off has cells that are");
        (gain, cell)
    }

    /// What turning a cell changes.
    fn by(&self, cell: usize) -> i64 {
        if self.rounded[cell] > self.counts[cell] { -self.base } else { self.base }
    }

    /// How much farther off totals are if a cell is turned: by their squares, and where they are too far off by their weights as well.
    fn gain(&self, cell: usize) -> i64 {
        let by = self.by(cell);
        let excess = |off: i64| off.abs() / self.base * self.base.pow(2);
        let cost = |total: usize, off: i64| off.pow(2) + self.weight[total] * excess(off);
        totals(self.shape, cell).map(|total| cost(total, self.off[total] + by) - cost(total, self.off[total])).sum()
    }

    fn turn(&mut self, cell: usize) {
        let by = self.by(cell);
        self.rounded[cell] += by;
        for total in totals(self.shape, cell) {
            let before = self.excess_of(total);
            self.off[total] += by;
            let after = self.excess_of(total);
            self.excess += after - before;
            if before == 0 && after > 0 {
                self.waiting.push_back(total);
            }
        }
    }
}

/// The totals that a cell is in. This is what takes the time.
fn totals(shape: &Shape, cell: usize) -> impl Iterator<Item = usize> {
    let mut to_total = [0; COLUMNS_MAX];
    for (axis, way) in to_total.iter_mut().enumerate().take(shape.axes()) {
        *way = (shape.size(axis) - shape.place(cell, axis)) * shape.stride(axis);
    }
    (1..1_usize << shape.axes()).map(move |over| {
        let ways = to_total.iter().enumerate().filter(|(axis, _)| over >> axis & 1 == 1);
        cell + ways.map(|(_, way)| way).sum::<usize>()
    })
}

//! Finds other tables that agree with what is published, and what else to hide for them to exist.
//!
//! A box takes two places on every axis. If its corners rise and fall by the same amount in turn, no sum over an axis changes;
//! where one of two places is the total, both corners move the same way. So a box all of whose corners are hidden leads from
//! one table to another that agrees with all that is published, as far as no corner falls below zero.

use super::shape::Shape;

/// The cost of a cell that cannot move.
const FIXED: u64 = u64::MAX;
/// Boxes that are put together before a search takes the one that always works.
const BOXES_MAX: usize = 48;
/// Corners that are looked at for one box.
const CORNERS_MAX: usize = 400_000;

/// The same for a box that is stretched.
const STRETCHED_CORNERS_MAX: usize = 20_000;

/// Another table: by how much which cells differ from the true one, in the order of cells.
pub(super) type Move = Vec<(u32, i64)>;

/// A board with hidden cells.
pub(super) struct Board<'a> {
    shape: &'a Shape,
    counts: &'a [i64],
    /// What hiding each cell costs: nothing if it is hidden already.
    cost: Vec<u64>,
    /// The counts, and during a search the table in which the cell is as high as was reached so far.
    high: Vec<i64>,
    /// The same, as low.
    low: Vec<i64>,
    touched: Vec<usize>,
    /// Corners that were looked at since the board was laid.
    looked: usize,
}

/// What was found for one cell.
pub(super) struct Found {
    /// To the table where it is high.
    pub(super) up: Move,
    /// To the table where it is low.
    pub(super) down: Move,
    /// Cells that had to be hidden, with what they would cost again.
    pub(super) hidden: Vec<(usize, u64)>,
}

/// What a box is searched for.
#[derive(Clone, Copy)]
enum Aim {
    /// To reach as much as possible of this, with no corner below zero, for the least that must be hidden.
    Reach {
        /// So far up.
        up: i64,
        /// So far down.
        down: i64,
    },
    /// To move so far with corners as little below zero as possible, with nothing to be hidden.
    Stretch {
        /// So far.
        by: i64,
        /// Up.
        rise: bool,
    },
}

/// A box from one cell.
#[derive(Clone)]
struct Corners {
    cells: Vec<usize>,
    rise: Vec<bool>,
    cost: u64,
    up: i64,
    down: i64,
}

/// The search for one box.
struct Boxes<'a, 'b> {
    board: &'a Board<'b>,
    aim: Aim,
    /// For each axis the other places, the cheapest first, as cost of the nearest corner and distance.
    ways: Vec<Vec<(u64, isize)>>,
    /// Only what costs nothing.
    free: bool,
    looked: usize,
    looked_max: usize,
    now: Corners,
    best: Option<Corners>,
}

impl<'a> Board<'a> {
    /// A board on which nothing is hidden. `cost` says what hiding each cell costs; `None` that it cannot be.
    pub(super) fn new(shape: &'a Shape, counts: &'a [i64], cost: impl Fn(usize) -> Option<u64>) -> Self {
        let cost = (0..shape.cells()).map(|cell| cost(cell).unwrap_or(FIXED)).collect();
        Self { shape, counts, cost, high: counts.to_vec(), low: counts.to_vec(), touched: Vec::new(), looked: 0 }
    }

    /// Hides a cell.
    pub(super) fn hide(&mut self, cell: usize) {
        self.cost[cell] = 0;
    }

    /// Shows a cell for good.
    pub(super) fn fix(&mut self, cell: usize) {
        self.cost[cell] = FIXED;
    }

    /// Corners that all searches so far looked at: what they cost, the same on every machine.
    pub(super) fn looked(&self) -> usize {
        self.looked
    }

    /// Tables in which a hidden cell is higher by so much, and lower by so much. If `free`, without hiding anything more; `None`
    /// if none was found.
    pub(super) fn tables(&mut self, cell: usize, up: i64, down: i64, free: bool) -> Option<Found> {
        let mut need = (up, down);
        let mut hidden = Vec::new();
        let mut boxes = 0;
        while need != (0, 0) {
            boxes += 1;
            let found = (boxes <= BOXES_MAX).then(|| self.best_box(cell, need, free, false)).flatten();
            if boxes <= BOXES_MAX && found.as_ref().is_none_or(|corners| corners.cost > 0) {
                let stretched = self.stretch_both(cell, need);
                if stretched != (0, 0) {
                    need = (need.0 - stretched.0, need.1 - stretched.1);
                    continue;
                }
            }
            let Some(corners) = found.or_else(|| self.best_box(cell, need, free, true)) else { break };
            self.apply(&corners, corners.up, corners.down);
            for &at in &corners.cells {
                if self.cost[at] > 0 {
                    hidden.push((at, self.cost[at]));
                    self.cost[at] = 0;
                }
            }
            need = (need.0 - corners.up, need.1 - corners.down);
        }
        let (up, down) = self.lift();
        if need == (0, 0) {
            return Some(Found { up, down, hidden });
        }
        self.show(&hidden);
        None
    }

    /// Takes back that cells were hidden.
    pub(super) fn show(&mut self, hidden: &[(usize, u64)]) {
        for &(at, cost) in hidden {
            self.cost[at] = cost;
        }
    }

    /// Moves the corners of a box, up in the one table and down in the other.
    fn apply(&mut self, corners: &Corners, up: i64, down: i64) {
        for (&at, &rise) in corners.cells.iter().zip(&corners.rise) {
            self.high[at] += if rise { up } else { -up };
            self.low[at] -= if rise { down } else { -down };
            self.touched.push(at);
        }
    }

    /// Goes further without hiding anything where no box can: by how much up and down.
    fn stretch_both(&mut self, cell: usize, need: (i64, i64)) -> (i64, i64) {
        let up = self.stretch(cell, need.0, true);
        std::mem::swap(&mut self.high, &mut self.low);
        let down = self.stretch(cell, need.1, false);
        std::mem::swap(&mut self.high, &mut self.low);
        (up, down)
    }

    /// Moves a box although some of its corners fall below zero, and then raises these by other boxes. As far as was asked, or
    /// half as far, and so on; returns how far.
    fn stretch(&mut self, cell: usize, need: i64, rise: bool) -> i64 {
        let mut by = need;
        while by > 0 {
            if let Some(corners) = self.search(cell, Aim::Stretch { by, rise }, true, false) {
                let mut moved = vec![(corners, if rise { by } else { -by })];
                self.apply(&moved[0].0, moved[0].1, 0);
                // It has moved as far as it should, and must not move back.
                let cost = std::mem::replace(&mut self.cost[cell], FIXED);
                let mended = self.mend(&mut moved);
                self.cost[cell] = cost;
                if mended {
                    return by;
                }
                for (corners, by) in moved {
                    self.apply(&corners, -by, 0);
                }
            }
            by /= 2;
        }
        0
    }

    /// Raises the corners of the first box that are below zero; says whether all could be.
    fn mend(&mut self, moved: &mut Vec<(Corners, i64)>) -> bool {
        while let Some(&below) = moved[0].0.cells.iter().find(|&&at| self.high[at] < 0) {
            if moved.len() > BOXES_MAX {
                return false;
            }
            let need = (-self.high[below], 0);
            let Some(corners) = self.best_box(below, need, true, false) else { return false };
            let up = corners.up;
            self.apply(&corners, up, 0);
            moved.push((corners, up));
        }
        true
    }

    /// The moves to the tables that were reached, and the true table again.
    fn lift(&mut self) -> (Move, Move) {
        self.touched.sort_unstable();
        self.touched.dedup();
        let mut moves = (Move::new(), Move::new());
        for at in self.touched.drain(..) {
            let name = u32::try_from(at).expect("a board has fewer cells");
            for (table, differences) in [(&mut self.high, &mut moves.0), (&mut self.low, &mut moves.1)] {
                if table[at] != self.counts[at] {
                    differences.push((name, table[at] - self.counts[at]));
                    table[at] = self.counts[at];
                }
            }
        }
        moves
    }

    /// The box that costs least for what it reaches of what is needed. `to_totals`: only those to the totals, which always work if
    /// every cell may be hidden: they raise all corners at once.
    fn best_box(&mut self, cell: usize, need: (i64, i64), free: bool, to_totals: bool) -> Option<Corners> {
        self.search(cell, Aim::Reach { up: need.0, down: need.1 }, free, to_totals)
    }

    fn search(&mut self, cell: usize, aim: Aim, free: bool, to_totals: bool) -> Option<Corners> {
        let ways = (0..self.shape.axes()).map(|axis| self.ways(cell, axis, free, to_totals)).collect();
        let (up, down, looked_max) = match aim {
            Aim::Reach { up, down } => (up, down.min(self.low[cell]), if to_totals { usize::MAX } else { CORNERS_MAX }),
            Aim::Stretch { by, .. } => (by, 0, STRETCHED_CORNERS_MAX),
        };
        let now = Corners { cells: vec![cell], rise: vec![true], cost: 0, up, down };
        let mut boxes = Boxes { board: self, aim, ways, free, looked: 0, looked_max, now, best: None };
        boxes.open(0);
        let Boxes { looked, best, .. } = boxes;
        self.looked += looked;
        best
    }

    /// The other places on an axis, the cheapest first.
    fn ways(&self, cell: usize, axis: usize, free: bool, to_totals: bool) -> Vec<(u64, isize)> {
        let (place, size, stride) = (self.shape.place(cell, axis), self.shape.size(axis), self.shape.stride(axis));
        let places = if to_totals && place < size { size..size + 1 } else { 0..size + 1 };
        let mut ways: Vec<(u64, isize)> = places
            .filter(|&other| other != place)
            .map(|other| (other.cast_signed() - place.cast_signed()) * stride.cast_signed())
            .map(|distance| (self.cost[cell.strict_add_signed(distance)], distance))
            .filter(|&(cost, _)| cost != FIXED && (!free || cost == 0))
            .collect();
        ways.sort_by_key(|way| way.0);
        ways
    }
}

impl Boxes<'_, '_> {
    /// How much of what is needed a box reaches.
    fn reached(corners: &Corners) -> i64 {
        corners.up + corners.down
    }

    /// Whether what is open now cannot become better than the best: cost for what is reached only grows.
    fn hopeless(&self, cost: u64) -> bool {
        let reached = Self::reached(&self.now);
        let (now, of_now) = (u128::from(cost), u128::from(reached.unsigned_abs()));
        self.looked > self.looked_max
            || reached <= 0
            || self.best.as_ref().is_some_and(|best| {
                let (then, of_then) = (u128::from(best.cost), u128::from(Self::reached(best).unsigned_abs()));
                now * of_then > then * of_now || (now * of_then == then * of_now && of_now <= of_then)
            })
    }

    /// Chooses the other place on this axis and on all after it.
    fn open(&mut self, axis: usize) {
        if axis == self.ways.len() {
            // Better than the best, or it would have been hopeless.
            self.best = Some(self.now.clone());
            return;
        }
        let corners = self.now.cells.len();
        let (cost, up, down) = (self.now.cost, self.now.up, self.now.down);
        let size = self.board.shape.size(axis);
        for way in 0..self.ways[axis].len() {
            let (nearest, distance) = self.ways[axis][way];
            if self.hopeless(cost + nearest) {
                break;
            }
            let to_or_from_total = {
                let place = self.board.shape.place(self.now.cells[0], axis);
                place == size
                    || place.cast_signed() + distance / self.board.shape.stride(axis).cast_signed()
                        == size.cast_signed()
            };
            if (0..corners).all(|corner| self.put(corner, distance, to_or_from_total)) {
                self.open(axis + 1);
            }
            self.now.cells.truncate(corners);
            self.now.rise.truncate(corners);
            (self.now.cost, self.now.up, self.now.down) = (cost, up, down);
        }
    }

    /// Puts the corner opposite another; says whether the box is still worth it.
    fn put(&mut self, corner: usize, distance: isize, to_or_from_total: bool) -> bool {
        self.looked += 1;
        let at = self.now.cells[corner].strict_add_signed(distance);
        let cost = self.board.cost[at];
        if cost == FIXED || (self.free && cost > 0) {
            return false;
        }
        let rise = self.now.rise[corner] == to_or_from_total;
        match self.aim {
            Aim::Stretch { by, rise: upwards } if rise != upwards => {
                self.now.cost += (by - self.board.high[at]).max(0).unsigned_abs();
            }
            Aim::Stretch { .. } => {}
            Aim::Reach { .. } => {
                self.now.cost += cost;
                if rise {
                    self.now.down = self.now.down.min(self.board.low[at]);
                } else {
                    self.now.up = self.now.up.min(self.board.high[at]);
                }
            }
        }
        self.now.cells.push(at);
        self.now.rise.push(rise);
        !self.hopeless(self.now.cost)
    }
}

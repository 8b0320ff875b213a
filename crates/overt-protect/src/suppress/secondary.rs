//! Hides sensitive cells, and others so that nobody can compute them.

use std::cmp::Reverse;
use std::collections::HashMap;

use super::audit::{Audit, AuditError, Change, Proof};
use super::counts::Counts;
use super::published::{Cell, Published};
use super::rules::{Rules, Sensitive, Why};
use super::search::{Board, Found, Move};
use super::shape::Shape;

/// Corners that may be looked at to show hidden cells again, for each cell of the board.
const LOOKED_FOR_EACH_CELL: usize = 2_000;

/// Up to so many cells several orders are tried, and the one that loses least is taken.
const SEVERAL_ORDERS_CELLS_MAX: usize = 20_000;

/// A table that may be published, and what only the publisher knows of it.
#[derive(Debug, Clone)]
pub struct Suppressed {
    /// For the public.
    pub published: Published,
    /// Why it is safe. Confidential.
    pub audit: Audit,
    /// Why each hidden cell is hidden; `None` if it is shown. Confidential.
    pub why: Vec<Option<Why>>,
}

/// What is left of a table. Zeros that are shown do not count: a table of nothing but zeros and hidden cells says nothing of anybody.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Remains {
    /// Cells and totals.
    Cells,
    /// No cell but totals: publish a table with fewer columns.
    OnlyTotals,
    /// Nothing: there are too few people for a table.
    Nothing,
}

/// Tables that were found, and which of them protects what.
struct Proofs<'a> {
    counts: &'a [i64],
    sensitive: &'a [Sensitive],
    /// Where a cell stands among the sensitive ones.
    place: HashMap<u32, usize>,
    tables: Vec<Move>,
    low: Vec<Option<u32>>,
    high: Vec<Option<u32>>,
}

/// One way to hide cells, before it is audited.
struct Attempt<'a> {
    why: Vec<Option<Why>>,
    proofs: Proofs<'a>,
    /// What is lost by it.
    lost: u64,
}

/// In which order sensitive cells are protected: totals first, because what protects them costs most and protects others for nothing.
#[derive(Clone, Copy)]
enum Order {
    /// Then what needs most.
    MostFirst,
    /// Then what needs least.
    LeastFirst,
    /// Then as they stand.
    Standing,
}

/// Hides what the rules call sensitive and as little else as was found to suffice. The same counts and rules always give the same
/// table. What comes out has passed its audit.
///
/// # Errors
/// The rules cannot be applied. Or the audit found an error in this program; then there is no table.
pub fn suppress(counts: &Counts, rules: &Rules) -> Result<Suppressed, AuditError> {
    let sensitive = rules.sensitive(counts)?;
    let mut best = attempt(counts, &sensitive, Order::MostFirst)?;
    if counts.cells.len() <= SEVERAL_ORDERS_CELLS_MAX {
        for order in [Order::LeastFirst, Order::Standing] {
            let other = attempt(counts, &sensitive, order)?;
            if other.lost < best.lost {
                best = other;
            }
        }
    }
    let Attempt { why, proofs, .. } = best;
    let cells = (0..counts.cells.len()).map(|cell| match why[cell] {
        Some(_) => Cell::Suppressed,
        None if counts.impossible[cell] => Cell::Impossible,
        None => Cell::Shown(counts.cells[cell]),
    });
    let published = Published::new(counts, cells.collect());
    let audit = proofs.audit(*rules);
    audit.check(counts, &published)?;
    Ok(Suppressed { published, audit, why })
}

/// Protects one sensitive cell after the other.
fn attempt<'a>(counts: &'a Counts, sensitive: &'a [Sensitive], order: Order) -> Result<Attempt<'a>, AuditError> {
    let cost = |cell: usize| (!counts.impossible[cell]).then(|| cost(&counts.shape, cell, counts.cells[cell]));
    let mut board = Board::new(&counts.shape, &counts.cells, cost);
    let mut why = vec![None; counts.cells.len()];
    for cell in sensitive {
        board.hide(cell.cell);
        why[cell.cell] = Some(cell.why);
    }
    let mut proofs = Proofs::new(&counts.cells, sensitive);
    let mut places: Vec<usize> = (0..sensitive.len()).collect();
    places.sort_by_key(|&at| {
        let Sensitive { cell, low, high, .. } = sensitive[at];
        let farthest = (high - counts.cells[cell]).max(counts.cells[cell] - low);
        let then = match order {
            Order::MostFirst => -farthest,
            Order::LeastFirst => farthest,
            Order::Standing => 0,
        };
        (Reverse(counts.shape.totals(cell)), then, cell)
    });
    for at in places {
        let (up, down) = proofs.open(at);
        if (up, down) == (0, 0) {
            continue;
        }
        let cell = sensitive[at].cell;
        // Boxes to the totals always protect, so this does not fail; if it did, there would be no table.
        let found = board.tables(cell, up, down, false).ok_or(AuditError::NoProof(cell))?;
        for &(hidden, _) in &found.hidden {
            why[hidden] = Some(Why::Secondary);
        }
        proofs.keep(found);
    }
    show_again(counts, &mut board, &mut proofs, &mut why);
    let lost = (0..why.len()).filter(|&cell| why[cell] == Some(Why::Secondary)).filter_map(cost).sum();
    Ok(Attempt { why, proofs, lost })
}

/// What is lost if a cell is hidden: more if it counts more, and as much more as it sums up.
fn cost(shape: &Shape, cell: usize, count: i64) -> u64 {
    let parts: usize =
        (0..shape.axes()).filter(|&axis| shape.is_total(cell, axis)).map(|axis| shape.size(axis)).product();
    (4 + u64::from(count.unsigned_abs().checked_ilog2().map_or(0, |bits| bits + 1))) * parts as u64
}

/// Shows cells again that turn out not to be needed, the dearest first, as far as the work is worth it.
fn show_again(counts: &Counts, board: &mut Board, proofs: &mut Proofs, why: &mut [Option<Why>]) {
    let mut hidden: Vec<usize> = (0..why.len()).filter(|&cell| why[cell] == Some(Why::Secondary)).collect();
    hidden.sort_by_key(|&cell| (Reverse(cost(&counts.shape, cell, counts.cells[cell])), cell));
    let looked_max = board.looked() + LOOKED_FOR_EACH_CELL * counts.cells.len();
    let mut tables_of = proofs.tables_of();
    // Twice: what was needed the first time may be no more after others were shown. Then only that is looked for.
    for again in [false, true] {
        for &cell in &hidden {
            let needing = proofs.needing(tables_of.get(&cell).map_or(&[], Vec::as_slice));
            if why[cell].is_none() || (!needing.is_empty() && (again || board.looked() > looked_max)) {
                continue;
            }
            board.fix(cell);
            let found: Option<Vec<Found>> = needing
                .iter()
                .map(|&(at, low, high)| {
                    let Sensitive { cell, low: lowest, high: highest, .. } = proofs.sensitive[at];
                    let count = counts.cells[cell];
                    board.tables(
                        cell,
                        if high { highest - count } else { 0 },
                        if low { count - lowest } else { 0 },
                        true,
                    )
                })
                .collect();
            if let Some(found) = found {
                why[cell] = None;
                for (&(at, low, high), found) in needing.iter().zip(found) {
                    proofs.replace(at, low, high, found, &mut tables_of);
                }
            } else {
                board.hide(cell);
            }
        }
    }
}

impl<'a> Proofs<'a> {
    fn new(counts: &'a [i64], sensitive: &'a [Sensitive]) -> Self {
        let name = |cell| u32::try_from(cell).expect("a board has fewer cells");
        let place = sensitive.iter().enumerate().map(|(at, sensitive)| (name(sensitive.cell), at)).collect();
        let none = vec![None; sensitive.len()];
        Self { counts, sensitive, place, tables: Vec::new(), low: none.clone(), high: none }
    }

    /// How far up and down tables are still missing for a sensitive cell.
    fn open(&self, at: usize) -> (i64, i64) {
        let Sensitive { cell, low, high, .. } = self.sensitive[at];
        let open = |table: Option<u32>, distance: i64| if table.is_some() { 0 } else { distance };
        (open(self.high[at], high - self.counts[cell]), open(self.low[at], self.counts[cell] - low))
    }

    /// Keeps two tables, for every sensitive cell that they protect.
    fn keep(&mut self, found: Found) {
        for table in [found.up, found.down].into_iter().filter(|table| !table.is_empty()) {
            let number = self.number();
            for &(cell, by) in &table {
                let Some(&at) = self.place.get(&cell) else { continue };
                let Sensitive { cell, low, high, .. } = self.sensitive[at];
                let count = self.counts[cell] + by;
                if count >= high {
                    self.high[at].get_or_insert(number);
                }
                if count <= low {
                    self.low[at].get_or_insert(number);
                }
            }
            self.tables.push(table);
        }
    }

    fn number(&self) -> u32 {
        u32::try_from(self.tables.len()).expect("at most two tables for each cell and cell that was shown again")
    }

    /// Which tables change each cell.
    fn tables_of(&self) -> HashMap<usize, Vec<u32>> {
        let mut tables_of: HashMap<usize, Vec<u32>> = HashMap::new();
        for (number, table) in (0_u32..).zip(&self.tables) {
            for &(cell, _) in table {
                tables_of.entry(cell as usize).or_default().push(number);
            }
        }
        tables_of
    }
}

impl Proofs<'_> {
    /// Which sensitive cells lose their lower or higher table if these cannot be any more.
    fn needing(&self, tables: &[u32]) -> Vec<(usize, bool, bool)> {
        let mut needing = Vec::new();
        for &number in tables {
            let of_table = self.tables[number as usize].iter().filter_map(|(cell, _)| self.place.get(cell));
            let needs = |&at: &usize| (at, self.low[at] == Some(number), self.high[at] == Some(number));
            needing.extend(of_table.map(needs).filter(|&(_, low, high)| low || high));
        }
        needing.sort_unstable();
        needing.dedup_by(|second, first| {
            let same = second.0 == first.0;
            if same {
                *first = (first.0, first.1 || second.1, first.2 || second.2);
            }
            same
        });
        needing
    }

    /// Takes other tables for a sensitive cell.
    fn replace(&mut self, at: usize, low: bool, high: bool, found: Found, tables_of: &mut HashMap<usize, Vec<u32>>) {
        for (table, takes, place) in [(found.down, low, &mut self.low[at]), (found.up, high, &mut self.high[at])] {
            if !takes {
                continue;
            }
            let number = u32::try_from(self.tables.len()).expect("fewer than cells and attempts");
            for &(cell, _) in &table {
                tables_of.entry(cell as usize).or_default().push(number);
            }
            *place = Some(number);
            self.tables.push(table);
        }
    }

    /// The record of it, without tables that nothing needs any more.
    fn audit(mut self, rules: Rules) -> Audit {
        let mut tables = Vec::new();
        let mut numbers = HashMap::new();
        let mut number = |old: Option<u32>, all: &mut [Move]| {
            let old = old?;
            Some(*numbers.entry(old).or_insert_with(|| {
                let changes = std::mem::take(&mut all[old as usize]);
                tables.push(changes.into_iter().map(|(cell, by)| Change { cell, by }).collect::<Vec<_>>());
                u32::try_from(tables.len() - 1).expect("no more than before")
            }))
        };
        let mut proofs = Vec::new();
        for (at, &Sensitive { cell, low, high, .. }) in self.sensitive.iter().enumerate() {
            let low_table = number(self.low[at], &mut self.tables);
            let high_table = number(self.high[at], &mut self.tables);
            let cell = u32::try_from(cell).expect("a board has fewer cells");
            proofs.push(Proof { cell, low, high, low_table, high_table });
        }
        Audit { rules, tables, proofs }
    }
}

impl Suppressed {
    /// What is left of the table.
    pub fn remains(&self) -> Remains {
        let Some(shape) = self.published.shape() else { return Remains::Nothing };
        let shown = |cell: &usize| matches!(self.published.cells[*cell], Cell::Shown(1..));
        if shape.inner().any(|cell| shown(&cell)) {
            Remains::Cells
        } else if (0..shape.cells()).any(|cell| shown(&cell)) {
            Remains::OnlyTotals
        } else {
            Remains::Nothing
        }
    }
}

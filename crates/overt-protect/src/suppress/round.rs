//! Controlled rounding: every cell becomes a multiple of a base near it, and what is shown still adds up.

use thiserror::Error;

use super::counts::Counts;
use super::published::{Cell, Published};
use super::shape::Shape;

/// Rounds of improvements for three and more columns.
const ROUNDS_MAX: usize = 60;

/// A rounded table.
#[derive(Debug, Clone)]
pub struct Rounded {
    /// For the public.
    pub published: Published,
    /// The base.
    pub base: i64,
    /// How far the farthest number is from its count. Less than the base if every cell became one of the two multiples next to it,
    /// which is always so for one and two columns. For more it can be impossible; then some totals are farther off, by no more
    /// than this. Cells that are not totals never are.
    pub farthest: i64,
}

/// Why a table cannot be rounded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum RoundError {
    /// The base makes no sense.
    #[error("the base must be 3 to 1,000: 1 changes nothing, and 2 leaves every count known to one")]
    Base,
}

/// Rounds every cell and total to a multiple of the base so that all sums hold. The same counts always give the same table.
///
/// # Errors
/// The base makes no sense.
pub fn round(counts: &Counts, base: i64) -> Result<Rounded, RoundError> {
    if !(3..=1000).contains(&base) {
        return Err(RoundError::Base);
    }
    let shape = &counts.shape;
    let rounded = match shape.axes() {
        // One column is two of which the second has one value: then its cells and totals are the same.
        1 => {
            let double: Vec<i64> = counts.cells.iter().flat_map(|&count| [count, count]).collect();
            along_cycles(&double, 2, base).into_iter().step_by(2).collect()
        }
        2 => along_cycles(&counts.cells, shape.size(1) + 1, base),
        _ => by_improvement(shape, &counts.cells, base),
    };
    let farthest = rounded.iter().zip(&counts.cells).map(|(rounded, count)| (rounded - count).abs()).max().unwrap_or(0);
    let cell = |(&impossible, rounded)| if impossible { Cell::Impossible } else { Cell::Rounded(rounded) };
    let published = Published::new(counts, counts.impossible.iter().zip(rounded).map(cell).collect());
    Ok(Rounded { published, base, farthest })
}

/// Two columns, exactly. Where a line has a cell that is no multiple it has another, so they lie on cycles. Along a cycle cells rise
/// and fall in turn until one is a multiple; then that is settled, and no cell ever passes a multiple.
fn along_cycles(counts: &[i64], width: usize, base: i64) -> Vec<i64> {
    let mut cells = counts.to_vec();
    let height = cells.len() / width;
    let is_total = |cell: usize| (cell / width == height - 1) != (cell % width == width - 1);
    // Cells of each row, then of each column, that were no multiples when last looked at.
    let mut lines: Vec<Vec<usize>> = vec![Vec::new(); height + width];
    for cell in (0..cells.len()).filter(|&cell| cells[cell] % base != 0) {
        lines[cell / width].push(cell);
        lines[height + cell % width].push(cell);
    }
    let mut path: Vec<usize> = Vec::new();
    for row in 0..height {
        loop {
            path.clear();
            let mut line = row;
            // Where each line was entered, to see when the path closes.
            let mut entered = vec![None; height + width];
            let start = loop {
                if let Some(start) = entered[line] {
                    break start;
                }
                entered[line] = Some(path.len());
                lines[line].retain(|&cell| cells[cell] % base != 0);
                let Some(&cell) = lines[line].iter().find(|cell| Some(*cell) != path.last()) else { break path.len() };
                path.push(cell);
                line = if line < height { height + cell % width } else { cell / width };
            };
            let cycle = &path[start..];
            if cycle.is_empty() {
                break;
            }
            push(&mut cells, counts, cycle, base, is_total);
        }
    }
    cells
}

/// Lets the cells of a cycle rise and fall in turn, in the direction that takes the table less far from its counts.
fn push(cells: &mut [i64], counts: &[i64], cycle: &[usize], base: i64, is_total: impl Fn(usize) -> bool) {
    let rises = |at: usize| at.is_multiple_of(2) != is_total(cycle[at]);
    let by = [true, false].map(|forwards| {
        let room = |(at, &cell): (usize, &usize)| {
            let above = cells[cell].rem_euclid(base);
            if rises(at) == forwards { base - above } else { above }
        };
        let step = cycle.iter().enumerate().map(room).min().unwrap_or(0);
        if forwards { step } else { -step }
    });
    let farther = |by: i64| -> i64 {
        let change = |(at, &cell): (usize, &usize)| {
            let to = cells[cell] + if rises(at) { by } else { -by };
            (to - counts[cell]).abs() - (cells[cell] - counts[cell]).abs()
        };
        cycle.iter().enumerate().map(change).sum()
    };
    let by = if farther(by[0]) <= farther(by[1]) { by[0] } else { by[1] };
    for (at, &cell) in cycle.iter().enumerate() {
        cells[cell] += if rises(at) { by } else { -by };
    }
}

/// More columns: every cell up or down so that the totals stay as near as can be found, first one after the other, then by turning
/// single cells around as long as that brings totals nearer.
fn by_improvement(shape: &Shape, counts: &[i64], base: i64) -> Vec<i64> {
    let mut off = vec![0; counts.len()];
    let mut rounded = vec![0; counts.len()];
    let turning: Vec<usize> = shape.inner().filter(|&cell| counts[cell] % base != 0).collect();
    for cell in shape.inner() {
        rounded[cell] = counts[cell] - counts[cell].rem_euclid(base);
    }
    for &cell in &turning {
        let down = rounded[cell] - counts[cell];
        if gain(shape, &off, cell, down + base, base) < gain(shape, &off, cell, down, base) {
            rounded[cell] += base;
        }
        shift(shape, &mut off, cell, rounded[cell] - counts[cell]);
    }
    for _ in 0..ROUNDS_MAX {
        let mut better = false;
        for &cell in &turning {
            let by = if rounded[cell] > counts[cell] { -base } else { base };
            if gain(shape, &off, cell, by, base) < 0 {
                rounded[cell] += by;
                shift(shape, &mut off, cell, by);
                better = true;
            }
        }
        for &cell in &turning {
            let by = if rounded[cell] > counts[cell] { -base } else { base };
            let helps = |total: usize| off[total].abs() >= base && (off[total] > 0) == (by < 0);
            if totals(shape, cell).any(helps) {
                better |= turn_two(shape, counts, &mut rounded, &mut off, (cell, by), base);
            }
        }
        if !better {
            break;
        }
    }
    shape.add_up(&mut rounded, |total, cell| total + cell);
    rounded
}

/// Turns a cell around together with the one on its lines with which that brings totals nearest, if any does.
fn turn_two(
    shape: &Shape,
    counts: &[i64],
    rounded: &mut [i64],
    off: &mut [i64],
    (cell, by): (usize, i64),
    base: i64,
) -> bool {
    let first = gain(shape, off, cell, by, base);
    shift(shape, off, cell, by);
    let lines = (0..shape.axes()).flat_map(|axis| {
        let start = cell - shape.place(cell, axis) * shape.stride(axis);
        (0..shape.size(axis)).map(move |place| start + place * shape.stride(axis))
    });
    let opposite = |&other: &usize| {
        let above = rounded[other] > counts[other];
        other != cell && counts[other] % base != 0 && above == (by > 0)
    };
    let best = lines.filter(opposite).map(|other| (gain(shape, off, other, -by, base), other)).min();
    if let Some((_, other)) = best.filter(|(second, _)| first + second < 0) {
        shift(shape, off, other, -by);
        rounded[cell] += by;
        rounded[other] -= by;
        return true;
    }
    shift(shape, off, cell, -by);
    false
}

/// The totals that a cell is in.
fn totals(shape: &Shape, cell: usize) -> impl Iterator<Item = usize> {
    shape.with_totals(cell).skip(1)
}

/// How much farther off the totals of a cell are if it changes; a base or more counts most of all.
fn gain(shape: &Shape, off: &[i64], cell: usize, by: i64, base: i64) -> i64 {
    let weight = |off: i64| off * off + 1000 * (off.abs() - base + 1).max(0);
    totals(shape, cell).map(|total| weight(off[total] + by) - weight(off[total])).sum()
}

fn shift(shape: &Shape, off: &mut [i64], cell: usize, by: i64) {
    for total in totals(shape, cell) {
        off[total] += by;
    }
}

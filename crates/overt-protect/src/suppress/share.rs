//! Shares instead of counts.

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::counts::{Axis, Population};
use super::published::Cell;
use super::rules::Rules;
use super::secondary::Suppressed;
use super::shape::Shape;

/// How coarse shares can be, per mille.
const STEPS: [i64; 8] = [1, 2, 5, 10, 20, 50, 100, 200];
/// How often what follows from shares is drawn before it is taken as drawn.
const ROUNDS_MAX: usize = 30;

/// A share, rounded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Share {
    /// Thousandths, to the nearest multiple of the step.
    pub per_mille: i64,
    /// The step, in thousandths.
    pub step: i64,
}

/// The shares of the values of one column among all who are counted, for each combination of the others.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shares {
    /// The columns.
    pub axes: Vec<Axis>,
    /// Who was counted.
    pub population: Population,
    /// The axis along which the shares add up to one.
    pub along: usize,
    /// For every cell with all totals its share in the total along the axis. `None` if it may not be told, and for those totals.
    pub shares: Vec<Option<Share>>,
}

/// Why there are no shares.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum ShareError {
    /// There is no such axis.
    #[error("there is no axis {0}, counted from 0")]
    Axis(usize),
}

/// The shares along an axis. A share is told only if its cell and the total are both shown in the table, so it tells nothing that the
/// table does not. So that it tells less, each line of shares is as coarse as it takes for every count to remain uncertain
/// by at least the threshold, even for somebody who knows all totals along the axis and combines all shares. Where no step is
/// coarse enough there is no share. Publish the counts of a table or its shares, not both.
///
/// # Errors
/// There is no such axis.
pub fn shares(table: &Suppressed, along: usize) -> Result<Shares, ShareError> {
    let published = &table.published;
    let shape = published.shape().filter(|shape| along < shape.axes()).ok_or(ShareError::Axis(along))?;
    let lines = Lines { shape: &shape, along, cells: &published.cells, rules: &table.audit.rules };
    let mut steps = vec![0_usize; shape.cells()];
    let mut told = Vec::new();
    // Coarser line by line, until nothing is too narrow. A line whose last step is too fine tells nothing.
    loop {
        told.clear();
        told.extend((0..shape.cells()).map(|cell| lines.share(cell, &steps)));
        let narrow = lines.too_narrow(&told);
        if narrow.is_empty() {
            break;
        }
        for total in narrow {
            steps[total] += 1;
        }
    }
    Ok(Shares { axes: published.axes.clone(), population: published.population.clone(), along, shares: told })
}

/// The lines along an axis.
struct Lines<'a> {
    shape: &'a Shape,
    along: usize,
    cells: &'a [Cell],
    rules: &'a Rules,
}

impl Lines<'_> {
    /// The total of the line of a cell.
    fn total(&self, cell: usize) -> usize {
        let (size, place) = (self.shape.size(self.along), self.shape.place(cell, self.along));
        cell + (size - place) * self.shape.stride(self.along)
    }

    /// The share of a cell at the step of its line.
    fn share(&self, cell: usize, steps: &[usize]) -> Option<Share> {
        let total = self.total(cell);
        let &step = STEPS.get(steps[total])?;
        match (self.cells[cell], self.cells[total]) {
            (Cell::Shown(count), Cell::Shown(of)) if cell != total && of > 0 => {
                Some(Share { per_mille: (2000 * count + of * step) / (2 * of * step) * step, step })
            }
            _ => None,
        }
    }

    /// The totals of lines with a share that tells its count too well.
    fn too_narrow(&self, told: &[Option<Share>]) -> Vec<usize> {
        let mut range: Vec<(i64, i64)> = (0..told.len()).map(|cell| self.range(cell, told[cell])).collect();
        for _ in 0..ROUNDS_MAX {
            if !self.draw(&mut range) {
                break;
            }
        }
        let narrow = |&cell: &usize| {
            told[cell].is_some()
                && self.cells[cell] != Cell::Shown(0)
                && range[cell].1 - range[cell].0 + 1 < self.rules.threshold
        };
        let mut totals: Vec<usize> = (0..told.len()).filter(narrow).map(|cell| self.total(cell)).collect();
        totals.sort_unstable();
        totals.dedup();
        totals
    }

    /// What a share, a known total or an impossible cell says of a count.
    fn range(&self, cell: usize, told: Option<Share>) -> (i64, i64) {
        let total = self.total(cell);
        let most = if let Cell::Shown(of) = self.cells[total] { of } else { i64::MAX / 4 };
        match (told, self.cells[cell]) {
            (_, Cell::Impossible) => (0, 0),
            (None, Cell::Shown(count)) if cell == total => (count, count),
            (None, _) => (0, most),
            (Some(Share { per_mille, step }), shown) => {
                let middle = 2 * per_mille / step;
                let first = |bound: i64| (bound * most * step + 1999).div_euclid(2000);
                let (low, high) = (first(middle - 1).max(0), (first(middle + 1) - 1).min(most));
                // Whose share is told has nobody, or as many as the threshold.
                (if shown == Cell::Shown(0) { low } else { low.max(self.rules.threshold) }, high)
            }
        }
    }

    /// Narrows ranges by what follows from sums over every axis; says whether anything did.
    fn draw(&self, range: &mut [(i64, i64)]) -> bool {
        let mut drawn = false;
        for axis in 0..self.shape.axes() {
            let (size, stride) = (self.shape.size(axis), self.shape.stride(axis));
            for first in (0..range.len()).filter(|&cell| self.shape.place(cell, axis) == 0) {
                let total = first + size * stride;
                let parts = (0..size).map(|place| first + place * stride);
                let (low, high) = parts.clone().fold((0_i64, 0_i64), |(low, high), part| {
                    (low.saturating_add(range[part].0), high.saturating_add(range[part].1))
                });
                let mut narrow = |cell: usize, low: i64, high: i64| {
                    let narrower = (range[cell].0.max(low), range[cell].1.min(high));
                    drawn |= narrower != range[cell];
                    range[cell] = narrower;
                };
                let of = (low, high);
                narrow(total, of.0, of.1);
                let (least, most) = range[total];
                for part in parts {
                    let (low, high) = range[part];
                    let (others_low, others_high) = (of.0 - low, of.1.saturating_sub(high));
                    let narrower = (low.max(least.saturating_sub(others_high)), high.min(most - others_low));
                    drawn |= narrower != range[part];
                    range[part] = narrower;
                }
            }
        }
        drawn
    }
}

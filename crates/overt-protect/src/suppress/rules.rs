//! Which cells are sensitive, and how uncertain the public must be about them.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::counts::Counts;
use super::shape::Shape;

/// Which cells are sensitive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Rules {
    /// Counts from 1 to one less than this are sensitive.
    pub threshold: i64,
    /// Whether a zero is, too, unless the combination cannot be.
    pub zeros: bool,
    /// A few contributors have nearly all of a cell.
    pub dominance: Option<Dominance>,
    /// The second largest contributor could estimate the largest to within so many percent.
    pub p_percent: Option<i64>,
}

/// A cell is sensitive if its `largest` contributors have more than `percent` of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Dominance {
    /// How many contributors.
    pub largest: usize,
    /// Percent of the count.
    pub percent: i64,
}

/// Why a cell is not shown. Not for the public.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Why {
    /// It is below the threshold.
    Threshold,
    /// It is zero, and zeros are sensitive.
    Zero,
    /// A few contributors have nearly all of it.
    Dominance,
    /// The second contributor could estimate the first.
    PPercent,
    /// It protects others.
    Secondary,
}

/// A sensitive cell and its protection interval: with all that is published, `low` or less and `high` or more must both be possible.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sensitive {
    /// The number of the cell.
    pub cell: usize,
    /// The first rule that says so.
    pub why: Why,
    /// So little must be possible.
    pub low: i64,
    /// So much must be possible.
    pub high: i64,
}

/// Why rules cannot be applied.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum RulesError {
    /// A number is out of its range.
    #[error("{what} must be {range}")]
    Range {
        /// Of what.
        what: &'static str,
        /// The range.
        range: &'static str,
    },
    /// Who contributed what is not known.
    #[error(
        "the rules look at contributors, and it is not known who contributed what: say so, or leave those rules out"
    )]
    Contributors,
}

impl Default for Rules {
    fn default() -> Self {
        Self { threshold: 11, zeros: false, dominance: None, p_percent: None }
    }
}

impl Rules {
    /// Whether the numbers make sense.
    ///
    /// # Errors
    /// They do not.
    pub fn check(&self) -> Result<(), RulesError> {
        let range = |holds: bool, what, range| if holds { Ok(()) } else { Err(RulesError::Range { what, range }) };
        range((2..=1_000_000).contains(&self.threshold), "the threshold", "2 to 1,000,000")?;
        if let Some(Dominance { largest, percent }) = self.dominance {
            range(largest > 0, "the number of largest contributors", "1 or more")?;
            range((1..100).contains(&percent), "the percent of the dominance rule", "1 to 99")?;
        }
        range(self.p_percent.is_none_or(|p| (1..=100).contains(&p)), "p of the p% rule", "1 to 100")
    }

    /// The sensitive cells in their order.
    ///
    /// # Errors
    /// The rules make no sense, or contributors are not known.
    pub fn sensitive(&self, counts: &Counts) -> Result<Vec<Sensitive>, RulesError> {
        self.check()?;
        let contributors = match (self.by_contributor(), &counts.contributions) {
            (false, _) => None,
            (true, None) => return Err(RulesError::Contributors),
            (true, Some(parts)) => Some(Contributors::new(&counts.shape, parts)),
        };
        let cells = (0..counts.cells.len()).filter(|&cell| !counts.impossible[cell]);
        let sensitive = cells.filter_map(|cell| {
            let parts = contributors.as_ref().map(|contributors| contributors.of(&[cell]));
            let (why, low, high) = self.interval(counts.cells[cell], parts.as_deref())?;
            Some(Sensitive { cell, why, low, high })
        });
        Ok(sensitive.collect())
    }

    /// Whether it must be known who contributed what.
    pub(super) fn by_contributor(&self) -> bool {
        self.dominance.is_some() || self.p_percent.is_some()
    }

    /// The protection interval of a count that is sensitive, and the first rule that says so. `parts` are what contributors have in it,
    /// the largest first.
    pub(super) fn interval(&self, count: i64, parts: Option<&[i64]>) -> Option<(Why, i64, i64)> {
        let mut intervals = Vec::new();
        if (1..self.threshold).contains(&count) {
            intervals.push((Why::Threshold, 0, self.threshold));
        } else if count == 0 && self.zeros {
            intervals.push((Why::Zero, 0, self.threshold));
        }
        if let Some(parts) = parts {
            let around = |why, width: i64| (why, (count - width).max(0), count + width);
            intervals.extend(self.dominated(count, parts).map(|width| around(Why::Dominance, width)));
            intervals.extend(self.estimated(count, parts).map(|width| around(Why::PPercent, width)));
        }
        let low = intervals.iter().map(|interval| interval.1).min()?;
        let high = intervals.iter().map(|interval| interval.2).max()?;
        intervals.first().map(|&(why, ..)| (why, low, high))
    }

    /// How far a cell that is dominated must be uncertain: as far as it would have to be larger for the rule not to hold.
    fn dominated(&self, count: i64, parts: &[i64]) -> Option<i64> {
        let Dominance { largest, percent } = self.dominance?;
        let of_largest: i64 = parts.iter().take(largest).sum();
        let enough = of_largest.saturating_mul(100).div_euclid(percent) + 1;
        (of_largest.saturating_mul(100) > count.saturating_mul(percent)).then(|| (enough - count).max(1))
    }

    /// How far a cell must be uncertain whose second contributor could estimate the first too well: as far as what is left over
    /// falls short.
    fn estimated(&self, count: i64, parts: &[i64]) -> Option<i64> {
        let first = *parts.first()?;
        let rest = count - first - parts.get(1).copied().unwrap_or(0);
        let short = first.saturating_mul(self.p_percent?) - rest.saturating_mul(100);
        (short > 0).then(|| short.div_euclid(100) + i64::from(short % 100 > 0))
    }
}

/// What the contributors of every cell have in it, totals included.
pub(super) struct Contributors(Vec<Vec<(u32, i64)>>);

impl Contributors {
    /// From what each contributor has in each inner cell.
    pub(super) fn new(shape: &Shape, parts: &BTreeMap<(usize, u32), i64>) -> Self {
        let mut sums: BTreeMap<(usize, u32), i64> = BTreeMap::new();
        for (&(inner, contributor), &part) in parts {
            for cell in shape.with_totals(inner) {
                *sums.entry((cell, contributor)).or_insert(0) += part;
            }
        }
        let mut cells = vec![Vec::new(); shape.cells()];
        for ((cell, contributor), sum) in sums {
            cells[cell].push((contributor, sum));
        }
        Self(cells)
    }

    /// What each has in these cells together, the largest first.
    pub(super) fn of(&self, cells: &[usize]) -> Vec<i64> {
        let mut sums: BTreeMap<u32, i64> = BTreeMap::new();
        for &(contributor, part) in cells.iter().flat_map(|&cell| &self.0[cell]) {
            *sums.entry(contributor).or_insert(0) += part;
        }
        let mut parts: Vec<i64> = sums.into_values().collect();
        parts.sort_unstable_by(|one, other| other.cmp(one));
        parts
    }
}

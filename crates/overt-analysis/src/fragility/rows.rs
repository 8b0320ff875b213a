//! The rows of one specification, and what a rule for outliers leaves of them.

use super::Outliers;
use super::influence::{ROWS_LEAST, removals, strength};
use crate::associate::{pearson_of, quantile};
use crate::series::Key;
use crate::{Cause, Problem};

/// The most rows from which the strongest pair is left out.
const PAIR_ROWS_MOST: usize = 1_000;

/// Median absolute deviations times this estimate the standard deviation of a normal distribution.
const NORMAL_CONSISTENT: f64 = 1.4826;

/// Two columns and what their rows are about.
#[derive(Clone)]
pub(super) struct Rows {
    pub(super) keys: Vec<Key>,
    pub(super) x: Vec<f64>,
    pub(super) y: Vec<f64>,
}

impl Rows {
    /// The rows that a rule leaves, with the values that it leaves.
    pub(super) fn without_outliers(&self, rule: &Outliers) -> Result<Self, Problem> {
        if self.x.iter().chain(&self.y).any(|value| !value.is_finite()) {
            return Err(Cause::NoPlace.into());
        }
        match rule {
            Outliers::Keep => Ok(self.clone()),
            Outliers::Named(countries) => Ok(self.keep(|place| !countries.contains(&self.keys[place].country))),
            Outliers::StrongestPair => {
                if !(ROWS_LEAST..=PAIR_ROWS_MOST).contains(&self.x.len()) {
                    let n = self.x.len();
                    return Err(Cause::PairRows { n, least: ROWS_LEAST, most: PAIR_ROWS_MOST }.into());
                }
                let r = pearson_of(&self.x, &self.y)?;
                let all = removals(&self.x, &self.y)?;
                let strongest = all.iter().max_by(|one, other| strength(one.r, r).total_cmp(&strength(other.r, r)));
                Ok(self.keep(|place| strongest.is_none_or(|pair| !pair.places.contains(&place))))
            }
            Outliers::Beyond(deviations) => {
                let (x, y) = (bounds(&self.x, *deviations)?, bounds(&self.y, *deviations)?);
                Ok(self.keep(|place| x.contains(&self.x[place]) && y.contains(&self.y[place])))
            }
            Outliers::Winsorised(share) => {
                Ok(Self { keys: self.keys.clone(), x: winsorised(&self.x, *share)?, y: winsorised(&self.y, *share)? })
            }
        }
    }

    /// The keys that `kept`, which was made from these rows, does not have.
    pub(super) fn without(&self, kept: &Self) -> Vec<Key> {
        // Both are in the same order.
        let mut left = kept.keys.iter().peekable();
        self.keys.iter().filter(|key| left.next_if_eq(key).is_none()).copied().collect()
    }

    fn keep(&self, wanted: impl Fn(usize) -> bool) -> Self {
        let places: Vec<usize> = (0..self.x.len()).filter(|place| wanted(*place)).collect();
        Self {
            keys: places.iter().map(|place| self.keys[*place]).collect(),
            x: places.iter().map(|place| self.x[*place]).collect(),
            y: places.iter().map(|place| self.y[*place]).collect(),
        }
    }
}

/// The values that are near enough to the median.
fn bounds(values: &[f64], deviations: f64) -> Result<std::ops::RangeInclusive<f64>, Problem> {
    let median_of = |mut values: Vec<f64>| {
        values.sort_unstable_by(f64::total_cmp);
        if values.is_empty() { 0.0 } else { quantile(&values, 0.5) }
    };
    let median = median_of(values.to_vec());
    let deviation = median_of(values.iter().map(|value| (value - median).abs()).collect());
    if deviation > 0.0 && deviations > 0.0 {
        let reach = deviations * NORMAL_CONSISTENT * deviation;
        return Ok(median - reach..=median + reach);
    }
    Err(Cause::HalfTheSame.into())
}

fn winsorised(values: &[f64], share: f64) -> Result<Vec<f64>, Problem> {
    let mut sorted = values.to_vec();
    sorted.sort_unstable_by(f64::total_cmp);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a share of the length")]
    let moved = (share.clamp(0.0, 0.5) * values.len() as f64) as usize;
    let ends = (sorted.get(moved), sorted.len().checked_sub(moved + 1).and_then(|place| sorted.get(place)));
    match ends {
        (Some(low), Some(high)) if low <= high => Ok(values.iter().map(|value| value.clamp(*low, *high)).collect()),
        _ => Err(Cause::NothingBetween.into()),
    }
}

//! How like the real records the synthetic ones are.

use std::fmt;

use super::{SynthError, real};
use crate::Table;

/// What was computed from the real records without noise. It is for those who prepare a release and see the records
/// anyway. It must not be published, and choosing a release because of it tells something that no budget counts.
#[derive(Clone, PartialEq)]
pub struct TeamOnly<T>(T);

impl<T> TeamOnly<T> {
    /// What the team may see and nobody else.
    pub fn for_the_team(&self) -> &T {
        &self.0
    }
}

impl<T> fmt::Debug for TeamOnly<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("TeamOnly(..)")
    }
}

/// Real and synthetic records compared in the combinations of some sets of columns.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Comparison {
    /// Sets of columns that were compared.
    pub sets: usize,
    /// Sets that have too many combinations for it.
    pub sets_left_out: usize,
    /// Which part of the records would have to be others for the combinations of a set to be distributed alike: the
    /// mean over the sets (total variation distance).
    pub distance_mean: f64,
    /// The same for the set where it is largest.
    pub distance_most: f64,
    /// Combinations that real records have.
    pub combinations: usize,
    /// Of these, combinations that at least so many have as were called frequent.
    pub frequent: usize,
    /// How far synthetic counts of frequent combinations are off, as a part of the real count: the mean over them.
    pub frequent_error: f64,
    /// Frequent combinations that no synthetic record has.
    pub frequent_lost: usize,
    /// All combinations of real records that no synthetic record has.
    pub lost: usize,
    /// Combinations that only synthetic records have.
    pub fabricated: usize,
    /// Which part of the synthetic records has them, on average over the sets.
    pub fabricated_records: f64,
}

impl Comparison {
    /// Compares in the given sets of columns. `frequent_min` real records make a combination frequent.
    ///
    /// # Errors
    /// The two have other columns.
    ///
    /// # Panics
    /// There is no such column.
    pub fn of(
        records: &Table,
        synthetic: &Table,
        sets: &[Vec<usize>],
        frequent_min: u32,
    ) -> Result<TeamOnly<Self>, SynthError> {
        if records.domain() != synthetic.domain() {
            return Err(SynthError::Domain);
        }
        let mut all = Self::default();
        for set in sets {
            match records.counts(set).zip(synthetic.counts(set)) {
                Some((counts, synthetic)) => all.add(&counts, &synthetic, frequent_min),
                None => all.sets_left_out += 1,
            }
        }
        let sets = real(all.sets.max(1));
        all.distance_mean /= sets;
        all.fabricated_records /= sets;
        all.frequent_error /= real(all.frequent.max(1));
        Ok(TeamOnly(all))
    }

    fn add(&mut self, counts: &[u32], synthetic: &[u32], frequent_min: u32) {
        let sum = |counts: &[u32]| counts.iter().map(|&count| f64::from(count)).sum::<f64>().max(1.0);
        let (rows, rows_synthetic) = (sum(counts), sum(synthetic));
        let mut distance = 0.0;
        for (&count, &made) in counts.iter().zip(synthetic).filter(|(count, made)| **count > 0 || **made > 0) {
            let (true_share, share) = (f64::from(count) / rows, f64::from(made) / rows_synthetic);
            distance += (true_share - share).abs() / 2.0;
            if count == 0 {
                self.fabricated += 1;
                self.fabricated_records += share;
                continue;
            }
            self.combinations += 1;
            self.lost += usize::from(made == 0);
            if count >= frequent_min {
                self.frequent += 1;
                self.frequent_error += (true_share - share).abs() / true_share;
                self.frequent_lost += usize::from(made == 0);
            }
        }
        self.sets += 1;
        self.distance_mean += distance;
        self.distance_most = self.distance_most.max(distance);
    }
}

/// Every set of so many of so many columns.
pub fn sets_of(length: usize, columns: usize) -> Vec<Vec<usize>> {
    if length == 0 {
        return vec![Vec::new()];
    }
    let longer = |shorter: Vec<usize>| {
        let from = shorter.last().map_or(0, |last| last + 1);
        (from..columns).map(move |next| [&shorter[..], &[next]].concat())
    };
    sets_of(length - 1, columns).into_iter().flat_map(longer).collect()
}

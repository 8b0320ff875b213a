//! Real and synthetic records compared in sets of columns.

use serde::Serialize;

use super::super::{SynthError, real};
use super::TeamOnly;
use super::tally::Tally;
use crate::Table;

/// Real and synthetic records compared in the combinations of some sets of columns.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize)]
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
        Ok(TeamOnly(Self::of_sets([records, synthetic], sets, frequent_min)))
    }

    pub(super) fn of_sets(tables: [&Table; 2], sets: &[Vec<usize>], frequent_min: u32) -> Self {
        let mut tally = Tally::default();
        let compared = sets.iter().map(|set| {
            let mut one = Self::default();
            let counted = tally.each(tables, set, |_, counts| one.add_cell(tables, counts, frequent_min));
            one.close_set(counted);
            one
        });
        compared.fold(Self::default(), Self::with).mean()
    }

    /// Takes a combination of the one set that this is about. Means are sums until [`Comparison::mean`].
    pub(super) fn add_cell(&mut self, tables: [&Table; 2], [count, made]: [u32; 2], frequent_min: u32) {
        let [rows, rows_synthetic] = tables.map(|table| real(table.rows()).max(1.0));
        let (true_share, share) = (f64::from(count) / rows, f64::from(made) / rows_synthetic);
        self.distance_mean += (true_share - share).abs() / 2.0;
        if count == 0 {
            self.fabricated += 1;
            self.fabricated_records += share;
            return;
        }
        self.combinations += 1;
        self.lost += usize::from(made == 0);
        if count >= frequent_min {
            self.frequent += 1;
            self.frequent_error += (true_share - share).abs() / true_share;
            self.frequent_lost += usize::from(made == 0);
        }
    }

    /// The set has no more combinations. If it could not be counted, it had none.
    pub(super) fn close_set(&mut self, counted: bool) {
        self.sets = usize::from(counted);
        self.sets_left_out = usize::from(!counted);
        self.distance_most = self.distance_mean;
    }

    /// The sums of both.
    pub(super) fn with(self, other: Self) -> Self {
        Self {
            sets: self.sets + other.sets,
            sets_left_out: self.sets_left_out + other.sets_left_out,
            distance_mean: self.distance_mean + other.distance_mean,
            distance_most: self.distance_most.max(other.distance_most),
            combinations: self.combinations + other.combinations,
            frequent: self.frequent + other.frequent,
            frequent_error: self.frequent_error + other.frequent_error,
            frequent_lost: self.frequent_lost + other.frequent_lost,
            lost: self.lost + other.lost,
            fabricated: self.fabricated + other.fabricated,
            fabricated_records: self.fabricated_records + other.fabricated_records,
        }
    }

    /// Sums become means.
    pub(super) fn mean(mut self) -> Self {
        let sets = real(self.sets.max(1));
        self.distance_mean /= sets;
        self.fabricated_records /= sets;
        self.frequent_error /= real(self.frequent.max(1));
        self
    }
}

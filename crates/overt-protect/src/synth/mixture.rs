//! The model: a mixture of profiles.

use super::chance::Chance;
use super::matrix::Matrix;

use super::{real, short};
use crate::Domain;

/// How many profiles there are. Twice as many would be hardly better and take twice as long.
pub(super) const PROFILES: usize = 256;
/// How much of a profile is, at first, the record it was made around.
const SEED_SHARE: f32 = 0.35;

/// A model of records: so many kinds of them, called profiles. Each has its share of all records and, for each column,
/// its own shares of the values. Within a profile, columns have nothing to do with each other; what they have to do with
/// each other is told by profiles being different.
///
/// It is made of measured counts alone, so it may be known.
#[derive(Debug, Clone)]
pub struct Mixture {
    /// The share of each profile.
    pub(super) shares: Vec<f32>,
    /// A row for each profile: the shares of the values of all columns, one column after the other.
    pub(super) profiles: Matrix,
    /// Where each column starts in a row, and where the last one ends.
    pub(super) starts: Vec<usize>,
}

impl Mixture {
    /// One profile: columns have nothing to do with each other. `margins` has the shares of the values of all columns.
    pub(super) fn independent(domain: &Domain, margins: &[f32]) -> Self {
        let mut profiles = Matrix::zero(1, margins.len());
        profiles.row_mut(0)[..margins.len()].copy_from_slice(margins);
        Self { shares: vec![1.0], profiles, starts: starts(domain) }
    }

    /// Many profiles of equal share, each made around a record in which columns have nothing to do with each other.
    pub(super) fn spread(domain: &Domain, margins: &[f32], chance: &mut Chance) -> Self {
        let starts = starts(domain);
        let mut profiles = Matrix::zero(PROFILES, margins.len());
        for profile in 0..PROFILES {
            let row = profiles.row_mut(profile);
            for column in starts.windows(2) {
                let margins = &margins[column[0]..column[1]];
                let seed = chance.one_of(margins);
                for (value, (share, margin)) in row[column[0]..].iter_mut().zip(margins).enumerate() {
                    *share = (1.0 - SEED_SHARE) * margin + if value == seed { SEED_SHARE } else { 0.0 };
                }
            }
        }
        let share = short(1.0 / real(PROFILES));
        Self { shares: vec![share; PROFILES], profiles, starts }
    }

    /// Given profiles of equal share.
    #[cfg(test)]
    pub(super) fn of(domain: &Domain, profiles: &[Vec<f32>]) -> Self {
        let mut all = Matrix::zero(profiles.len(), profiles[0].len());
        for (at, profile) in profiles.iter().enumerate() {
            all.row_mut(at)[..profile.len()].copy_from_slice(profile);
        }
        let share = short(1.0 / real(profiles.len()));
        Self { shares: vec![share; profiles.len()], profiles: all, starts: starts(domain) }
    }

    /// How many profiles it has.
    pub fn profiles(&self) -> usize {
        self.shares.len()
    }

    /// The shares of a profile for the values of a column.
    pub(super) fn column(&self, profile: usize, column: usize) -> &[f32] {
        &self.profiles.row(profile)[self.starts[column]..self.starts[column + 1]]
    }

    /// What share of records has each combination of values of some columns; the last column changes fastest.
    ///
    /// # Panics
    /// There is no such column.
    pub fn expected(&self, columns: &[usize]) -> Vec<f64> {
        let mut all = Vec::new();
        for (profile, &share) in self.shares.iter().enumerate() {
            let mut cells = vec![f64::from(share)];
            for &column in columns {
                let shares = self.column(profile, column);
                cells =
                    cells.iter().flat_map(|cell| shares.iter().map(move |&share| cell * f64::from(share))).collect();
            }
            all.resize(cells.len(), 0.0);
            all.iter_mut().zip(cells).for_each(|(sum, cell)| *sum += cell);
        }
        all
    }
}

/// Where each column starts among the values of all, and where the last one ends.
pub(super) fn starts(domain: &Domain) -> Vec<usize> {
    let mut starts = vec![0];
    for column in domain.columns() {
        starts.push(starts[starts.len() - 1] + column.values().len());
    }
    starts
}

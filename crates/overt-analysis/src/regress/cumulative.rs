//! The likelihood of ordered categories: the logit of being at or below a threshold is linear in the columns.

use nalgebra::{DMatrix, DVector};

use super::errors::number;
use super::newton::Likelihood;

/// `logit P(category <= k) = threshold_k - columns · slopes`, with the same slopes for all thresholds (proportional odds,
/// `McCullagh` 1980), or slopes for each. Parameters are the thresholds, then the slopes, threshold by threshold where each has its own.
pub(super) struct Cumulative<'a> {
    pub(super) columns: &'a DMatrix<f64>,
    /// The category of each row, from 0.
    pub(super) categories: &'a [usize],
    pub(super) thresholds: usize,
    pub(super) proportional: bool,
}

/// What the probability of one row depends on, and its derivatives by the value at the threshold above and at the one below.
#[derive(Default)]
struct Row {
    logarithm: f64,
    first: [f64; 2],
    second: [f64; 2],
    mixed: f64,
}

impl Cumulative<'_> {
    /// Thresholds from the shares of the categories, and no slopes.
    pub(super) fn start(&self) -> DVector<f64> {
        let mut at = DVector::zeros(self.parameters());
        for threshold in 0..self.thresholds {
            let below = number(self.categories.iter().filter(|category| **category <= threshold).count());
            at[threshold] = (below / (number(self.categories.len()) - below)).ln();
        }
        at
    }

    fn parameters(&self) -> usize {
        self.thresholds + self.columns.ncols() * if self.proportional { 1 } else { self.thresholds }
    }

    /// Where the slopes of a threshold begin.
    pub(super) fn slopes(&self, threshold: usize) -> usize {
        self.thresholds + if self.proportional { 0 } else { threshold * self.columns.ncols() }
    }

    fn at_threshold(&self, at: &DVector<f64>, row: usize, threshold: usize) -> f64 {
        let slopes = at.rows(self.slopes(threshold), self.columns.ncols());
        at[threshold] - self.columns.row(row).tr_dot(&slopes)
    }

    /// The thresholds above and below the category of a row.
    fn around(&self, row: usize) -> [Option<usize>; 2] {
        let category = self.categories[row];
        [(category < self.thresholds).then_some(category), category.checked_sub(1)]
    }

    fn row(&self, at: &DVector<f64>, row: usize) -> Row {
        let [above, below] = self.around(row).map(|threshold| threshold.map(|it| self.at_threshold(at, row, it)));
        let share = match (above, below) {
            (Some(above), Some(below)) if below > 0.0 => logistic(-below) - logistic(-above),
            (Some(above), Some(below)) => logistic(above) - logistic(below),
            (Some(above), None) => logistic(above),
            (None, Some(below)) => logistic(-below),
            (None, None) => 1.0,
        };
        if share <= 0.0 {
            return Row { logarithm: f64::NEG_INFINITY, ..Row::default() };
        }
        let density = |value: f64| logistic(value) * logistic(-value);
        let bend = |value: f64| density(value) * (logistic(-value) - logistic(value));
        let first = [above.map_or(0.0, density) / share, -below.map_or(0.0, density) / share];
        Row {
            logarithm: share.ln(),
            first,
            second: [
                above.map_or(0.0, bend) / share - first[0] * first[0],
                -below.map_or(0.0, bend) / share - first[1] * first[1],
            ],
            mixed: -first[0] * first[1],
        }
    }

    /// How the value at a threshold depends on the parameters.
    fn by_parameters(&self, row: usize, threshold: Option<usize>) -> DVector<f64> {
        let mut by = DVector::zeros(self.parameters());
        if let Some(threshold) = threshold {
            by[threshold] = 1.0;
            by.rows_mut(self.slopes(threshold), self.columns.ncols()).tr_copy_from(&-self.columns.row(row));
        }
        by
    }
}

impl Likelihood for Cumulative<'_> {
    fn value(&self, at: &DVector<f64>) -> f64 {
        (0..self.categories.len()).map(|row| self.row(at, row).logarithm).sum()
    }

    fn scores(&self, at: &DVector<f64>) -> DMatrix<f64> {
        let mut scores = DMatrix::zeros(self.categories.len(), self.parameters());
        for row in 0..self.categories.len() {
            let Row { first, .. } = self.row(at, row);
            let [above, below] = self.around(row).map(|threshold| self.by_parameters(row, threshold));
            scores.row_mut(row).tr_copy_from(&(above * first[0] + below * first[1]));
        }
        scores
    }

    fn information(&self, at: &DVector<f64>) -> DMatrix<f64> {
        let mut information = DMatrix::zeros(self.parameters(), self.parameters());
        for row in 0..self.categories.len() {
            let Row { second, mixed, .. } = self.row(at, row);
            let [above, below] = self.around(row).map(|threshold| self.by_parameters(row, threshold));
            information.ger(-second[0], &above, &above, 1.0);
            information.ger(-second[1], &below, &below, 1.0);
            information.ger(-mixed, &above, &below, 1.0);
            information.ger(-mixed, &below, &above, 1.0);
        }
        information
    }
}

fn logistic(value: f64) -> f64 {
    1.0 / (1.0 + (-value).exp())
}

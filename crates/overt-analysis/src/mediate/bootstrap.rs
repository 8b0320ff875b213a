//! Intervals of the indirect association, by drawing rows again.

use serde::Serialize;

use crate::Problem;
use crate::associate::quantile;
use crate::chance::Chance;
use crate::regress::{Design, Errors, LEVEL, number};
use crate::tail::{corrected_share, normal_quantile};

const DRAWS_MIN: usize = 200;
const DRAWS_MAX: usize = 1_000_000;

/// What of a column must be left in a draw once the others are taken away, or the draw has no estimate.
const TOLERANCE: f64 = 1e-10;

/// A column that varies less than this share of its variance in all rows is constant in a draw: the rest is rounding.
const VARIANCE_MIN: f64 = 1e-16;

/// How often chance is drawn, and from which seed. The same seed gives the same numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Draws {
    /// How often, from 200 to a million; 5,000 is usual.
    pub count: usize,
    /// Any number; to be reported with the result.
    pub seed: u64,
}

impl Draws {
    /// Refuses too few draws for an interval or a p value, and more than anybody waits for.
    pub(crate) fn check(self) -> Result<(), Problem> {
        if (DRAWS_MIN..=DRAWS_MAX).contains(&self.count) {
            return Ok(());
        }
        Err(Problem::new(
            format!("{} draws are asked for.", self.count),
            format!("Ask for {DRAWS_MIN} to {DRAWS_MAX}."),
        ))
    }
}

/// An interval.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Interval {
    /// Its lower end.
    pub low: f64,
    /// Its upper end.
    pub high: f64,
}

pub(super) struct Intervals {
    pub(super) percentile: Interval,
    pub(super) bias_corrected: Option<Interval>,
    pub(super) failed: usize,
}

/// The rows: what is in both models, then predictor, mediator and outcome.
pub(super) struct Paths {
    rows: Vec<Vec<f64>>,
    width: usize,
    /// The mean square of each column about its mean.
    variances: Vec<f64>,
    /// Rows that are drawn, and left out, together.
    together: Vec<Vec<usize>>,
}

impl Paths {
    pub(super) fn new(design: &Design, [from, through]: [usize; 2], beside: &[usize], errors: Errors) -> Self {
        let order: Vec<usize> = beside.iter().copied().chain([from, through]).collect();
        let centred = |column: nalgebra::DVector<f64>| column.add_scalar(-column.mean());
        let columns: Vec<_> = order
            .iter()
            .map(|&place| centred(design.columns.column(place).into_owned()))
            .chain([centred(design.outcome.clone())])
            .collect();
        let mut together: Vec<Vec<usize>> = (0..design.n()).map(|row| vec![row]).collect();
        if let Some(groups) = design.groups.as_ref().filter(|_| errors == Errors::Clustered) {
            together = vec![Vec::new(); groups.count];
            groups.of.iter().enumerate().for_each(|(row, &group)| together[group].push(row));
        }
        Self {
            rows: (0..design.n()).map(|row| columns.iter().map(|column| column[row]).collect()).collect(),
            width: columns.len(),
            variances: columns.iter().map(|column| column.norm_squared() / number(design.n())).collect(),
            together,
        }
    }

    /// `a · b` in some of the rows, by eliminating one column after the other from the normal equations.
    fn indirect(&self, rows: &[usize]) -> Option<f64> {
        let width = self.width;
        let mut means = vec![0.0; width];
        for &row in rows {
            means.iter_mut().zip(&self.rows[row]).for_each(|(mean, value)| *mean += value);
        }
        for mean in &mut means {
            *mean /= number(rows.len());
        }
        let mut cross = vec![0.0; width * width];
        for &row in rows {
            for (line, (value, mean)) in cross.chunks_exact_mut(width).zip(self.rows[row].iter().zip(&means)) {
                let centred = value - mean;
                let others = self.rows[row].iter().zip(&means);
                line.iter_mut().zip(others).for_each(|(cell, (other, mean))| *cell += centred * (other - mean));
            }
        }
        let least = |place: usize| {
            let constant = VARIANCE_MIN * self.variances[place] * number(rows.len());
            TOLERANCE * cross[place * width + place].max(constant)
        };
        let least: Vec<f64> = (0..width).map(least).collect();
        let mut paths = [0.0; 2];
        for pivot in 0..width - 1 {
            let line = cross[pivot * width..(pivot + 1) * width].to_vec();
            if line[pivot] <= least[pivot] {
                return None;
            }
            // The last two to be eliminated are the predictor and the mediator.
            paths = [paths[1], line[pivot + 1] / line[pivot]];
            for row in pivot + 1..width {
                let share = line[row] / line[pivot];
                cross[row * width..(row + 1) * width]
                    .iter_mut()
                    .zip(&line)
                    .for_each(|(cell, line)| *cell -= share * line);
            }
        }
        Some(paths[0] * paths[1])
    }

    pub(super) fn draw(&self, estimate: f64, draws: Draws) -> Result<Intervals, Problem> {
        draws.check()?;
        let mut chance = Chance::new(draws.seed);
        let mut rows = Vec::with_capacity(self.rows.len());
        let mut found = Vec::with_capacity(draws.count);
        for _ in 0..draws.count {
            rows.clear();
            for _ in &self.together {
                rows.extend(&self.together[chance.below(self.together.len())]);
            }
            found.extend(self.indirect(&rows));
        }
        let failed = draws.count - found.len();
        if found.len() < DRAWS_MIN {
            return Err(Problem::new(
                format!("The models could be estimated in {} of {} draws of rows.", found.len(), draws.count),
                "Take columns that vary in more rows.",
            ));
        }
        found.sort_by(f64::total_cmp);
        let side = (1.0 - LEVEL) / 2.0;
        let percentile = Interval { low: quantile(&found, side), high: quantile(&found, 1.0 - side) };
        Ok(Intervals { percentile, bias_corrected: self.bias_corrected(&found, estimate, side), failed })
    }

    /// The accelerated interval. The acceleration is from leaving out one row, or group, after the other; one without which there is no
    /// estimate says nothing about it.
    fn bias_corrected(&self, found: &[f64], estimate: f64, side: f64) -> Option<Interval> {
        let below = found.partition_point(|value| *value < estimate);
        let equal = found.partition_point(|value| *value <= estimate) - below;
        let share = (number(below) + number(equal) / 2.0) / number(found.len());
        if share <= 0.0 || share >= 1.0 {
            return None;
        }
        let others =
            |without: &Vec<usize>| (0..self.rows.len()).filter(|row| !without.contains(row)).collect::<Vec<_>>();
        let left: Vec<f64> = self.together.iter().filter_map(|rows| self.indirect(&others(rows))).collect();
        let mean = left.iter().sum::<f64>() / number(left.len().max(1));
        let power = |exponent: i32| left.iter().map(|value| (mean - value).powi(exponent)).sum::<f64>();
        let spread = power(2).powf(1.5);
        let acceleration = if spread > 0.0 { power(3) / (6.0 * spread) } else { 0.0 };
        let end = |side: f64| quantile(found, corrected_share(side, normal_quantile(share), acceleration));
        Some(Interval { low: end(side), high: end(1.0 - side) })
    }
}

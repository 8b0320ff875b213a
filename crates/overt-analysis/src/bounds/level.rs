//! The normal equations after some columns were swept.

use super::material::{COMBINED_MAX, Material, Rows};
use crate::regress::number;

/// A column of which less of its variance is left than this, once the others are taken away, follows from them. The variance of its
/// coefficient would be ten million times that of a column of its own, and rounding would reach the eighth digit.
const TOLERANCE: f64 = 1e-7;

/// A column of deviation 1 that varies less than this in some of its rows (a variance) is constant there.
const VARIANCE_MIN: f64 = 1e-16;

/// A regression: coefficients in units of deviations.
#[derive(Debug, Clone)]
pub(super) struct Regression {
    /// The columns, by their places in the material.
    columns: [usize; COMBINED_MAX],
    size: usize,
    slopes: [f64; COMBINED_MAX],
    /// The diagonal of the inverse of the cross products.
    inverse: [f64; COMBINED_MAX],
    pub(super) n: usize,
    /// Rows minus parameters.
    pub(super) degrees: f64,
    /// The sum of squares that is left.
    pub(super) left: f64,
    /// The sum of squares of the outcome about its mean.
    pub(super) total: f64,
}

impl Regression {
    pub(super) fn columns(&self) -> &[usize] {
        &self.columns[..self.size]
    }

    /// For each column its coefficient and standard error.
    pub(super) fn coefficients(&self) -> impl Iterator<Item = (f64, f64)> {
        let variance = self.left / self.degrees;
        let both = self.slopes.iter().zip(&self.inverse).take(self.size);
        both.map(move |(&slope, &inverse)| (slope, (variance * inverse).sqrt()))
    }

    pub(super) fn r_squared(&self) -> f64 {
        1.0 - self.left / self.total
    }

    /// The logarithm of the likelihood, for an outcome of deviation 1.
    pub(super) fn log_likelihood(&self) -> f64 {
        let n = number(self.n);
        -0.5 * n * ((std::f64::consts::TAU * self.left / n).ln() + 1.0)
    }
}

/// Why there is no regression.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Hitch {
    /// A column follows from the others.
    Collinear,
    /// There are no more rows than parameters.
    TooFewRows,
}

/// The normal equations after `chosen` were swept, and what they hold about the columns that can come next.
pub(super) struct Level<'a> {
    material: &'a Material,
    pub(super) rows: Rows,
    n: usize,
    pub(super) chosen: Vec<usize>,
    /// Columns after the last chosen one that have all of `rows`.
    pub(super) later: Vec<usize>,
    /// Columns after the last chosen one that lack some of `rows`.
    pub(super) gapped: Vec<usize>,
    /// What is left of the cross products of `later`. Empty where a set is as long as it gets after one more column.
    cross: Vec<f64>,
    /// Its diagonal.
    variance: Vec<f64>,
    /// The diagonal before any column was swept.
    variance_first: Vec<f64>,
    /// What is left of the cross products of `later` with the outcome.
    with_outcome: Vec<f64>,
    /// For each of `chosen`, how it changes for one unit of each of `later`.
    effects: Vec<f64>,
    slopes: [f64; COMBINED_MAX],
    inverse: [f64; COMBINED_MAX],
    left: f64,
    total: f64,
}

impl<'a> Level<'a> {
    /// Nothing chosen: the cross products of columns that have all of these rows, without what the intercept and the columns that are
    /// always there account for.
    fn first(material: &'a Material, rows: Rows, later: Vec<usize>) -> Result<Self, Hitch> {
        let n = rows.count();
        if n <= material.always.len() + 1 {
            return Err(Hitch::TooFewRows);
        }
        let count = number(n);
        let doubtful = later.iter().map(|&place| &material.doubtful[place].values);
        let all = material.always.iter().chain(doubtful).chain(std::iter::once(&material.outcome));
        let all: Vec<Vec<f64>> = all.map(|values| rows.centred(values, count)).collect();
        let size = all.len();
        let mut products = vec![0.0; size * size];
        for (row, one) in all.iter().enumerate() {
            for (column, other) in all.iter().enumerate().skip(row) {
                products[row * size + column] = dot(one, other);
            }
        }
        let total = products[size * size - 1];
        let always = material.always.len();
        for pivot in 0..always {
            let (before, after) = products.split_at_mut((pivot + 1) * size);
            let pivot_row = &before[pivot * size..];
            if pivot_row[pivot] <= TOLERANCE * varies(&all[pivot], count) {
                return Err(Hitch::Collinear);
            }
            for (row, line) in after.chunks_exact_mut(size).enumerate() {
                let share = pivot_row[pivot + 1 + row] / pivot_row[pivot];
                line.iter_mut().zip(pivot_row).skip(pivot + 1 + row).for_each(|(cell, pivot)| *cell -= share * pivot);
            }
        }
        let free = later.len();
        let at = |row: usize, column: usize| {
            let [row, column] = [row.min(column), row.max(column)].map(|place| place + always);
            products[row * size + column]
        };
        Ok(Self {
            n,
            chosen: Vec::new(),
            gapped: Vec::new(),
            cross: (0..free * free).map(|cell| at(cell / free, cell % free)).collect(),
            variance: (0..free).map(|place| at(place, place)).collect(),
            variance_first: later.iter().zip(&all[always..]).map(|(_, values)| varies(values, count)).collect(),
            with_outcome: (0..free).map(|place| at(place, free)).collect(),
            effects: Vec::new(),
            slopes: [0.0; COMBINED_MAX],
            inverse: [0.0; COMBINED_MAX],
            left: at(free, free),
            total,
            material,
            rows,
            later,
        })
    }

    /// Where all combinations begin.
    pub(super) fn root(material: &'a Material) -> Result<Self, Hitch> {
        let all = 0..material.doubtful.len();
        let (later, gapped) = all.partition(|&place| material.rows.within(&material.doubtful[place].present));
        Ok(Self { gapped, ..Self::first(material, material.rows.clone(), later)? })
    }

    /// The regression on what was chosen and one of `later`.
    pub(super) fn regression(&self, place: usize) -> Result<Regression, Hitch> {
        let size = self.chosen.len() + 1;
        let parameters = self.material.always.len() + 1 + size;
        if self.n <= parameters {
            return Err(Hitch::TooFewRows);
        }
        let variance = self.variance[place];
        if variance <= TOLERANCE * self.variance_first[place] {
            return Err(Hitch::Collinear);
        }
        let slope = self.with_outcome[place] / variance;
        let mut regression = Regression {
            columns: [0; COMBINED_MAX],
            size,
            slopes: self.slopes,
            inverse: self.inverse,
            n: self.n,
            degrees: number(self.n - parameters),
            left: self.left - self.with_outcome[place] * slope,
            total: self.total,
        };
        regression.columns[..size - 1].copy_from_slice(&self.chosen);
        regression.columns[size - 1] = self.later[place];
        for chosen in 0..size - 1 {
            let effect = self.effects[chosen * self.later.len() + place];
            regression.slopes[chosen] -= effect * slope;
            regression.inverse[chosen] += effect * effect / variance;
        }
        regression.slopes[size - 1] = slope;
        regression.inverse[size - 1] = 1.0 / variance;
        Ok(regression)
    }

    /// The level with one of `later` chosen too, from the regression on it.
    pub(super) fn next(&self, place: usize, regression: &Regression) -> Self {
        let [before, after] = [self.later.len(), self.later.len() - place - 1];
        let last = self.later[place];
        let variance = self.variance[place];
        let chosen = regression.columns().to_vec();
        let row = &self.cross[place * before + place + 1..(place + 1) * before];
        let mut effects = Vec::with_capacity(chosen.len() * after);
        for line in self.effects.chunks_exact(before) {
            let share = line[place] / variance;
            effects.extend(line[place + 1..].iter().zip(row).map(|(effect, cross)| effect - share * cross));
        }
        effects.extend(row.iter().map(|cross| cross / variance));
        let mut cross = Vec::new();
        if chosen.len() + 1 < self.material.sizes[1] {
            cross.reserve(after * after);
            for (other, line) in self.cross.chunks_exact(before).skip(place + 1).enumerate() {
                let share = row[other] / variance;
                cross.extend(line[place + 1..].iter().zip(row).map(|(cell, cross)| cell - share * cross));
            }
        }
        let outcome = self.with_outcome[place] / variance;
        let rest = |values: &[f64], by: &dyn Fn(f64) -> f64| {
            values[place + 1..].iter().zip(row).map(|(value, &cross)| value - by(cross)).collect()
        };
        Self {
            material: self.material,
            rows: self.rows.clone(),
            n: self.n,
            chosen,
            later: self.later[place + 1..].to_vec(),
            gapped: self.gapped.iter().copied().filter(|&gapped| gapped > last).collect(),
            cross,
            variance: rest(&self.variance, &|cross| cross * cross / variance),
            variance_first: self.variance_first[place + 1..].to_vec(),
            with_outcome: rest(&self.with_outcome, &|cross| cross * outcome),
            effects,
            slopes: regression.slopes,
            inverse: regression.inverse,
            left: regression.left,
            total: self.total,
        }
    }

    /// The same level for the rows that one of `gapped` has, which then comes first of `later`: other normal equations.
    pub(super) fn fewer_rows(&self, gapped: usize) -> Result<Self, Hitch> {
        let rows = self.rows.both(&self.material.doubtful[gapped].present);
        // Where a set is as long as it gets, nothing comes after the column.
        let full = self.chosen.len() + 1 == self.material.sizes[1];
        let after = if full { gapped + 1 } else { self.material.doubtful.len() };
        let (later, lacking): (Vec<_>, Vec<_>) =
            (gapped + 1..after).partition(|&place| rows.within(&self.material.doubtful[place].present));
        let columns = self.chosen.iter().copied().chain(std::iter::once(gapped)).chain(later).collect();
        let mut level = Self { gapped: lacking, ..Self::first(self.material, rows, columns)? };
        for _ in 0..self.chosen.len() {
            level = level.next(0, &level.regression(0)?);
        }
        Ok(level)
    }
}

/// The sum of squares against which is measured what is left of it. For a constant it is so large that nothing is.
fn varies(centred: &[f64], count: f64) -> f64 {
    dot(centred, centred).max(VARIANCE_MIN / TOLERANCE * count)
}

/// The sum of products, in eight sums side by side.
fn dot(one: &[f64], other: &[f64]) -> f64 {
    let mut sums = [0.0; 8];
    let [(ones, rest), (others, rest_other)] = [one, other].map(|values| values.as_chunks::<8>());
    for (one, other) in ones.iter().zip(others) {
        for ((sum, one), other) in sums.iter_mut().zip(one).zip(other) {
            *sum += one * other;
        }
    }
    let rest: f64 = rest.iter().zip(rest_other).map(|(one, other)| one * other).sum();
    sums.iter().sum::<f64>() + rest
}

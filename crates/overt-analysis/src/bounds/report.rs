//! What the regressions say together.

use serde::Serialize;

use super::material::Material;
use super::tally::{Farthest, Sums, Tally};
use super::walk::Skipped;
use super::{Gaps, Question, Weights};
use crate::regress::{LEVEL, LeftOut, READING, Table};
use crate::tail::normal_below;

/// The most sets of collinear columns that are named.
const SETS_MAX: usize = 100;

/// Extreme bounds of each focus column.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Bounds {
    /// What was done.
    pub method: String,
    /// The name of the outcome.
    pub outcome: String,
    /// The most rows a regression could have: those with the outcome and all columns that are always there.
    pub n: usize,
    /// Rows with gaps and what they lack. With [`Gaps::EachRegression`] a row is missing only from regressions on what it lacks.
    pub left_out: Vec<LeftOut>,
    /// What became of rows with gaps.
    pub gaps: Gaps,
    /// How regressions were weighted.
    pub weights: Weights,
    /// The columns that are in every regression.
    pub always: Vec<String>,
    /// How many other columns stood beside a focus column, at least and at most.
    pub others: [usize; 2],
    /// How sure the intervals of single regressions are.
    pub level: f64,
    /// How many regressions there are.
    pub asked: u64,
    /// How many of them were estimated.
    pub estimated: u64,
    /// How many were not, as columns follow from each other.
    pub collinear: u64,
    /// The smallest sets of columns that follow from each other in the rows that have them, up to a hundred.
    pub collinear_sets: Vec<Vec<String>>,
    /// How many were not estimated, as they have no more rows than parameters.
    pub too_few_rows: u64,
    /// How many were not estimated, as they give the outcome exactly.
    pub exact: u64,
    /// One for each focus column, in the order of the table.
    pub factors: Vec<Factor>,
    /// Focus columns of which no regression could be estimated, or none weighs anything.
    pub not_estimated: Vec<String>,
    /// How to read it.
    pub reading: &'static str,
}

/// What the regressions say about one column.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Factor {
    /// The column.
    pub name: String,
    /// In how many regressions it is.
    pub regressions: u64,
    /// The fewest and the most rows that these have.
    pub rows: [usize; 2],
    /// The share of regressions in which its coefficient is negative.
    pub negative: f64,
    /// The share in which the interval of its coefficient lies below 0.
    pub significant_negative: f64,
    /// The share in which it lies above 0.
    pub significant_positive: f64,
    /// The weighted mean of its coefficient, in units of the outcome for one unit of the column.
    pub mean: f64,
    /// The weighted mean of its standard error.
    pub mean_error: f64,
    /// The lower end of its lowest interval.
    pub lowest: Bound,
    /// The upper end of its highest interval.
    pub highest: Bound,
    /// Leamer: whether both bounds are on one side of 0.
    pub robust_to_bounds: bool,
    /// Sala-i-Martin, normal model: the share of the distribution below 0, if coefficients are normal around their weighted mean with
    /// the weighted mean of their variances.
    pub below_zero_normal: f64,
    /// Sala-i-Martin, generic model: the weighted mean of the share of each coefficient's distribution below 0.
    pub below_zero_generic: f64,
    /// Sala-i-Martin, generic model: whether 95 % of the distribution are on one side of 0.
    pub robust_on_average: bool,
}

/// An extreme bound, and the regression that has it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Bound {
    /// In units of the outcome for one unit of the column.
    pub value: f64,
    /// The other columns of the regression.
    pub beside: Vec<String>,
}

pub(super) fn report(
    table: &Table,
    question: &Question,
    material: &Material,
    tally: &Tally,
    skipped: Skipped,
) -> Bounds {
    let columns = table.columns.iter().filter_map(|column| {
        let place = material.doubtful.iter().position(|doubtful| doubtful.name == column.name)?;
        material.doubtful[place].focus.then_some(place)
    });
    let factors = columns.clone().filter_map(|place| factor(material, place, &tally.sums[place])).collect::<Vec<_>>();
    let estimated = |name: &str| factors.iter().any(|factor| factor.name == name);
    let names = columns.map(|place| material.doubtful[place].name.clone());
    Bounds {
        method: "extreme bounds of linear models (Leamer; Sala-i-Martin), classical errors, normal intervals"
            .to_owned(),
        outcome: table.outcome.name.clone(),
        n: material.rows.count(),
        left_out: material.gaps.clone(),
        gaps: question.gaps,
        weights: question.weights,
        always: question.always.clone(),
        others: material.sizes.map(|size| size - 1),
        level: LEVEL,
        asked: material.regressions(),
        estimated: tally.regressions,
        collinear: skipped.collinear,
        collinear_sets: smallest(material, skipped.sets),
        too_few_rows: skipped.too_few_rows,
        exact: skipped.exact,
        not_estimated: names.filter(|name| !estimated(name)).collect(),
        factors,
        reading: READING,
    }
}

/// What is said about a column; nothing, if no regression has it or none weighs anything.
fn factor(material: &Material, place: usize, sums: &Sums) -> Option<Factor> {
    if sums.weight <= 0.0 {
        return None;
    }
    let column = &material.doubtful[place];
    let unit = material.outcome_deviation / column.deviation;
    #[expect(clippy::cast_precision_loss, reason = "a hundred million at the most")]
    let share = |count: u64| count as f64 / sums.regressions as f64;
    let average = |sum: f64| sum / sums.weight;
    let bound = |farthest: &Farthest| {
        let beside = farthest.with.iter().filter(|other| **other != place);
        let beside = beside.map(|&other| material.doubtful[other].name.clone()).collect();
        Bound { value: farthest.value * unit, beside }
    };
    let [lowest, highest] = [&sums.lowest, &sums.highest].map(bound);
    let below_zero_generic = average(sums.below_zero);
    Some(Factor {
        name: column.name.clone(),
        regressions: sums.regressions,
        rows: sums.rows,
        negative: share(sums.below),
        significant_negative: share(sums.significant_below),
        significant_positive: share(sums.significant_above),
        mean: average(sums.slope) * unit,
        mean_error: average(sums.error) * unit,
        robust_to_bounds: lowest.value > 0.0 || highest.value < 0.0,
        lowest,
        highest,
        below_zero_normal: normal_below(-average(sums.slope) / average(sums.error_squared).sqrt()),
        below_zero_generic,
        robust_on_average: below_zero_generic.max(1.0 - below_zero_generic) > LEVEL,
    })
}

/// The sets that hold no smaller one, by their names.
fn smallest(material: &Material, mut sets: Vec<Vec<usize>>) -> Vec<Vec<String>> {
    sets.sort_by_key(Vec::len);
    let mut kept: Vec<Vec<usize>> = Vec::new();
    for set in sets {
        if kept.len() == SETS_MAX {
            break;
        }
        if !kept.iter().any(|smaller| smaller.iter().all(|place| set.contains(place))) {
            kept.push(set);
        }
    }
    let names = |set: &Vec<usize>| set.iter().map(|&place| material.doubtful[place].name.clone()).collect();
    kept.iter().map(names).collect()
}

//! How often a group drawn at random has so low or so high a mean.

use serde::Serialize;

use super::coefficient::{check_column, check_enough};
use super::groups::quantile;
use crate::Problem;
use crate::series::{Exclusion, Joined};

/// The most steps of the computation: some seconds.
const STEPS_MOST: f64 = 2e9;

/// The most sums that are kept: 80 MB.
const SUMS_MOST: f64 = 1e7;

/// How often a random group has a mean as low, or as high, as one that was stated.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ChanceOfMean {
    /// The series.
    pub series: String,
    /// How many values it has.
    pub n: usize,
    /// How many of them a group has.
    pub group: usize,
    /// The mean that was stated.
    pub mean: f64,
    /// The mean of all values.
    pub mean_of_all: f64,
    /// The median of all values.
    pub median_of_all: f64,
    /// The share of all groups of this size whose mean is as low or lower.
    pub p_as_low: f64,
    /// The share of all groups of this size whose mean is as high or higher.
    pub p_as_high: f64,
    /// What is not in it.
    pub exclusions: Vec<Exclusion>,
    /// How it was computed.
    pub method: &'static str,
    /// What it says, in words.
    pub sentence: String,
}

/// Holds a mean that was stated for a group of the one series of `joined` against all groups of that size. Whether a certain group has that
/// mean is not looked at.
///
/// All values are whole multiples of `step`, which makes the answer exact: the sums of all groups are counted.
pub fn chance_of_mean(joined: &Joined, group: usize, mean: f64, step: f64) -> Result<ChanceOfMean, Problem> {
    let [side] = joined.exactly()?;
    let n = joined.n();
    check_enough(n, 4)?;
    check_column(&side.values, &side.label)?;
    if group == 0 || group >= n || !mean.is_finite() {
        return Err(Problem::new(
            format!("A group of {group} with that mean cannot be drawn from {n} values."),
            "Give a size from 1 to one less than there are values, and a mean that is a number.",
        ));
    }
    let lowest = side.values.iter().copied().fold(f64::INFINITY, f64::min);
    let units = whole_units(&side.values, lowest, step, &side.label)?;
    let widest = group * units.iter().max().copied().unwrap_or(0);
    let sums = (group + 1) as f64 * (widest + 1) as f64;
    if sums > SUMS_MOST || n as f64 * sums > STEPS_MOST {
        return Err(Problem::new(
            format!("Counting all groups of {group} of {n} values in steps of {step} takes too long."),
            "Round the values to a coarser step.",
        ));
    }
    let sums = shares_of_sums(&units, group, widest);
    // The mean as a sum in units; sums are whole, so a hair of rounding decides nothing else.
    let limit = (mean - lowest) * group as f64 / step;
    let share = |wanted: &dyn Fn(f64) -> bool| -> f64 {
        sums.iter().enumerate().filter(|(sum, _)| wanted(*sum as f64)).map(|(_, share)| share).sum::<f64>().min(1.0)
    };
    let (p_as_low, p_as_high) = (share(&|sum| sum <= limit + 1e-6), share(&|sum| sum >= limit - 1e-6));
    let mut sorted = side.values.clone();
    sorted.sort_unstable_by(f64::total_cmp);
    let sentence = format!(
        "Of all groups of {group} of the {n} values of {}, a share of {p_as_low:.4} has a mean of {mean} or less, and a share of \
         {p_as_high:.4} has {mean} or more; whether a certain group has that mean is not checked here.",
        side.label
    );
    Ok(ChanceOfMean {
        series: side.label.clone(),
        n,
        group,
        mean,
        mean_of_all: sorted.iter().sum::<f64>() / n as f64,
        median_of_all: quantile(&sorted, 0.5),
        p_as_low,
        p_as_high,
        exclusions: joined.exclusions.clone(),
        method: "exact: the sums of all groups drawn without replacement",
        sentence,
    })
}

/// The values as whole numbers of steps above the lowest.
fn whole_units(values: &[f64], lowest: f64, step: f64, label: &str) -> Result<Vec<usize>, Problem> {
    let not_whole = || {
        Problem::new(
            format!("The values of {label} are not whole multiples of the step {step} apart, or too many of them."),
            "Give the step in which they are stated, such as 1, or round them to a coarser one.",
        )
    };
    let unit = |value: &f64| {
        let units = (value - lowest) / step;
        // More would not fit in memory once multiplied.
        let whole = step > 0.0 && units <= 1e6 && (units - units.round()).abs() < 1e-6;
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and a million")]
        whole.then(|| units.round() as usize).ok_or_else(not_whole)
    };
    let units = values.iter().map(unit).collect::<Result<Vec<usize>, Problem>>()?;
    // Values that differ and are all the same number of steps are finer than the step.
    if units.iter().all(|units| *units == 0) { Err(not_whole()) } else { Ok(units) }
}

/// The share of groups with each sum. Values are passed one after the other: with `taken` of a group already drawn from the `seen` first, the
/// next is drawn with the chance that is left, so every number is a probability and nothing overflows.
fn shares_of_sums(units: &[usize], group: usize, widest: usize) -> Vec<f64> {
    let mut shares = vec![vec![0.0; widest + 1]; group + 1];
    shares[0][0] = 1.0;
    for (seen, unit) in units.iter().enumerate() {
        let left = (units.len() - seen) as f64;
        for taken in (0..=group.min(seen)).rev() {
            let drawn = ((group - taken) as f64 / left).min(1.0);
            let (now, next) = shares.split_at_mut(taken + 1);
            if let Some(next) = next.first_mut() {
                for (share, sum) in now[taken].iter().zip(&mut next[*unit..]) {
                    *sum += share * drawn;
                }
            }
            now[taken].iter_mut().for_each(|share| *share *= 1.0 - drawn);
        }
    }
    shares.pop().unwrap_or_default()
}

//! What the standard errors of the values themselves do to a result.

use serde::Serialize;

use super::Coefficient;
use super::groups::quantile;
use crate::Problem;
use crate::chance::Chance;
use crate::series::{Exclusion, Joined, Side};
use crate::tail::Z_95;

/// The most draws.
const DRAWS_MOST: usize = 1_000_000;

/// A coefficient over many draws of what the values might have been.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Propagation {
    /// The series with errors.
    pub x: String,
    /// The other series.
    pub y: String,
    /// Which coefficient.
    pub coefficient: Coefficient,
    /// How many rows.
    pub n: usize,
    /// The coefficient of the values as they are.
    pub plain: f64,
    /// Its mean over the draws.
    pub mean: f64,
    /// It is below this in 2.5 percent of the draws.
    pub low: f64,
    /// It is above this in 2.5 percent of the draws.
    pub high: f64,
    /// How many draws.
    pub draws: usize,
    /// The seed of the draws.
    pub seed: u64,
    /// What is not in it.
    pub exclusions: Vec<Exclusion>,
    /// How it was computed.
    pub method: &'static str,
    /// What it says, in words.
    pub sentence: String,
}

/// Draws the first of three joined series again and again, each value from a normal distribution with the standard error that the third
/// series gives, and associates it with the second.
pub fn propagate(joined: &Joined, coefficient: Coefficient, draws: usize, seed: u64) -> Result<Propagation, Problem> {
    let [x, y, errors] = joined.exactly()?;
    check_errors(errors)?;
    if !(100..=DRAWS_MOST).contains(&draws) {
        return Err(Problem::new(
            format!("{draws} draws were asked for."),
            format!("Ask for 100 to {DRAWS_MOST}; 10000 is usual."),
        ));
    }
    let plain = coefficient.estimate(&x.values, &y.values)?.value;
    let mut random = Chance::new(seed);
    let mut values = x.values.clone();
    let mut estimates = Vec::with_capacity(draws);
    for _ in 0..draws {
        for ((drawn, value), error) in values.iter_mut().zip(&x.values).zip(&errors.values) {
            *drawn = value + error * random.normal();
        }
        estimates.push(coefficient.estimate(&values, &y.values)?.value);
    }
    estimates.sort_unstable_by(f64::total_cmp);
    let mean = estimates.iter().sum::<f64>() / draws as f64;
    let (low, high) = (quantile(&estimates, 0.025), quantile(&estimates, 0.975));
    let sentence = format!(
        "If the values of {} are off by as much as their standard errors say, {} with {} lies between {low:.3} and {high:.3} in 95 of 100 \
         draws (as published: {plain:.3}); which countries are in it is not varied.",
        x.label,
        coefficient.name(),
        y.label
    );
    Ok(Propagation {
        x: x.label.clone(),
        y: y.label.clone(),
        coefficient,
        n: joined.n(),
        plain,
        mean,
        low,
        high,
        draws,
        seed,
        exclusions: joined.exclusions.clone(),
        method: "independent normal errors added to each value of the first series; mean and 2.5 and 97.5 percent quantiles of the draws",
        sentence,
    })
}

/// The mean of a group, with the interval that the standard errors of its values alone give.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct GroupMean {
    /// The series.
    pub series: String,
    /// How many values.
    pub n: usize,
    /// Their mean.
    pub mean: f64,
    /// Their median.
    pub median: f64,
    /// Lower end of the 95 percent interval of the mean.
    pub low: f64,
    /// Upper end of the 95 percent interval of the mean.
    pub high: f64,
    /// What is not in it.
    pub exclusions: Vec<Exclusion>,
    /// How it was computed.
    pub method: &'static str,
    /// What it says, in words.
    pub sentence: String,
}

/// The mean of the first of two joined series; the second has the standard error of each value. Keep the rows of the group first.
pub fn group_mean(joined: &Joined) -> Result<GroupMean, Problem> {
    let [values, errors] = joined.exactly()?;
    check_errors(errors)?;
    if values.values.is_empty() || values.values.iter().any(|value| !value.is_finite()) {
        return Err(Problem::new(
            format!("{} has no rows in this group, or one that is not a finite number.", values.label),
            "Look at the exclusions.",
        ));
    }
    let n = joined.n() as f64;
    let mean = values.values.iter().sum::<f64>() / n;
    let reach = Z_95 * errors.values.iter().map(|error| error * error).sum::<f64>().sqrt() / n;
    let mut sorted = values.values.clone();
    sorted.sort_unstable_by(f64::total_cmp);
    let sentence = format!(
        "The mean of {} in {} rows is {mean:.2}, between {:.2} and {:.2} by the errors of its values; why it is so is not said.",
        values.label,
        joined.n(),
        mean - reach,
        mean + reach
    );
    Ok(GroupMean {
        series: values.label.clone(),
        n: joined.n(),
        mean,
        median: quantile(&sorted, 0.5),
        low: mean - reach,
        high: mean + reach,
        exclusions: joined.exclusions.clone(),
        method: "normal interval from independent standard errors of the values; these rows only, not a sample of others",
        sentence,
    })
}

fn check_errors(errors: &Side) -> Result<(), Problem> {
    if errors.values.iter().all(|error| error.is_finite() && *error >= 0.0) {
        return Ok(());
    }
    Err(Problem::new(
        format!("{} has a standard error that is negative or not finite.", errors.label),
        "Leave the row out, or look it up at the source.",
    ))
}

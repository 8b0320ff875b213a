//! An ordered series, such as tiers, against another one: the ordered logit, and whether one ratio holds at every threshold.

use serde::Serialize;

use super::coefficient::{check_column, check_enough};
use super::{ALPHA, Estimate, say_p, say_way};
use crate::Problem;
use crate::regress::{Coefficient, Column, Design, Errors, ProportionalOdds, Table, ordered_logit, proportional_odds};
use crate::series::{Exclusion, Joined};

const METHOD: &str = "ordered logit (proportional odds), maximum likelihood, normal interval and p value; likelihood ratio test of proportional \
                      odds";

const LIMITS: &str = "Only the order of the levels counts. One ratio stands for all thresholds, which the test of proportional odds can speak \
                      against and never show. Interval and tests are rough where a level has few rows. Rows are taken as independent, and \
                      levels that one office decides are not. It is no cause: levels can be decided by what the other series is made of.";

/// A level of the ordered series.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Level {
    /// What it is called.
    pub label: String,
    /// How many rows have it.
    pub n: usize,
}

/// How an ordered series goes with another one.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Ordered {
    /// The ordered series.
    pub ordered: String,
    /// The other series.
    pub by: String,
    /// How many rows.
    pub n: usize,
    /// The levels that some row has, in their order.
    pub levels: Vec<Level>,
    /// The standard deviation of the other series in these rows.
    pub deviation: f64,
    /// The odds of a higher level for one standard deviation more of the other series, at every threshold. 1 is no association.
    pub odds: Estimate,
    /// The logarithm of that for one unit of the other series.
    pub slope: Coefficient,
    /// Whether one ratio holds at every threshold; none where there are two levels only, so one threshold.
    pub proportional: Option<Result<ProportionalOdds, Problem>>,
    /// What is not in it.
    pub exclusions: Vec<Exclusion>,
    /// How it was computed.
    pub method: &'static str,
    /// What it says, in words.
    pub sentence: String,
    /// How far it reaches.
    pub limits: &'static str,
}

impl Ordered {
    /// The odds of a higher level for one standard deviation more, at the threshold of which this is the coefficient.
    pub fn odds_at(&self, threshold: &Coefficient) -> Estimate {
        odds_for(threshold, self.deviation)
    }
}

fn odds_for(slope: &Coefficient, deviation: f64) -> Estimate {
    let [value, low, high] = [slope.estimate, slope.low, slope.high].map(|slope| (slope * deviation).exp());
    Estimate { value, low, high, p: slope.p }
}

/// Associates the second of two joined series, the values of which are levels in their order that `label` names, with the first.
pub fn ordered(joined: &Joined, label: impl Fn(f64) -> String) -> Result<Ordered, Problem> {
    let [by, levels] = joined.exactly()?;
    check_enough(joined.n(), 5)?;
    check_column(&by.values, &by.label)?;
    check_column(&levels.values, &levels.label)?;
    let column = |name: &str, values: &[f64]| Column::new(name, values.iter().copied().map(Some).collect());
    let rows = joined.keys.iter().map(ToString::to_string).collect();
    // A series can be held against itself; its columns then need two names.
    let name = if by.label == levels.label { format!("{} (values)", by.label) } else { by.label.clone() };
    let table = Table::new(rows, column(&levels.label, &levels.values), vec![column(&name, &by.values)])?;
    let design = Design::new(&table)?;
    let model = ordered_logit(&design, Errors::Classical)?;
    let slope = model.fit.coefficients[0].clone();
    let n = joined.n() as f64;
    let mean = by.values.iter().sum::<f64>() / n;
    let deviation = (by.values.iter().map(|value| (value - mean).powi(2)).sum::<f64>() / (n - 1.0)).sqrt();
    let odds = odds_for(&slope, deviation);
    let proportional = (model.categories.len() > 2).then(|| proportional_odds(&design));
    let way = Estimate { value: slope.estimate, low: slope.low, high: slope.high, p: slope.p };
    let sentence = format!(
        "Among {} rows, {} (odds ratio {:.3} for one standard deviation of {deviation:.4}, 95 % interval {:.3} to {:.3}, {}){}; this is an \
         association and shows no cause.",
        joined.n(),
        say_way(&way, &by.label, &levels.label),
        odds.value,
        odds.low,
        odds.high,
        say_p(odds.p),
        say_proportional(proportional.as_ref())
    );
    let level = |category: &crate::regress::Category| Level { label: label(category.value), n: category.rows };
    Ok(Ordered {
        ordered: levels.label.clone(),
        by: by.label.clone(),
        n: joined.n(),
        levels: model.categories.iter().map(level).collect(),
        deviation,
        odds,
        slope,
        proportional,
        exclusions: joined.exclusions.clone(),
        method: METHOD,
        sentence,
        limits: LIMITS,
    })
}

fn say_proportional(test: Option<&Result<ProportionalOdds, Problem>>) -> String {
    match test {
        None => String::new(),
        Some(Err(_)) => {
            ", and whether the ratio is the same at each threshold cannot be tested in these rows".to_owned()
        }
        Some(Ok(test)) if test.p < ALPHA => {
            format!(", but the ratio differs between thresholds ({}), so look at each of them", say_p(test.p))
        }
        Some(Ok(test)) => {
            format!(", and that the ratio differs between thresholds cannot be told from chance ({})", say_p(test.p))
        }
    }
}

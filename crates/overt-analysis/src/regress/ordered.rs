//! The ordered logit (proportional odds), and whether odds are proportional.

use nalgebra::DMatrix;
use serde::Serialize;

use super::cumulative::Cumulative;
use super::errors::number;
use super::fit::{Estimate, Fit, LISTWISE, READING};
use super::newton::{Top, climb};
use super::standard::Standard;
use super::{Coefficient, Design, Errors, LeftOut};
use crate::Problem;
use crate::tail::chi_square_p;

/// The most values that an outcome may have. Each has a threshold, and the work grows with their square.
const CATEGORIES_MAX: usize = 50;

/// An ordered logit: `logit P(outcome <= k) = threshold_k - columns · coefficients`. A negative coefficient pulls to low values.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct OrderedLogit {
    /// Coefficients of the columns, rows, method.
    #[serde(flatten)]
    pub fit: Fit,
    /// The thresholds between neighbouring values of the outcome.
    pub thresholds: Vec<Coefficient>,
    /// The values of the outcome.
    pub categories: Vec<Category>,
    /// The logarithm of the likelihood without any column.
    pub log_likelihood_null: f64,
}

/// A value of the outcome.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Category {
    /// The value.
    pub value: f64,
    /// How many rows have it.
    pub rows: usize,
}

/// Whether one coefficient is enough for all thresholds: a likelihood ratio test against coefficients for each threshold.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ProportionalOdds {
    /// What was compared.
    pub method: String,
    /// The name of the outcome.
    pub outcome: String,
    /// How many rows it was tested on.
    pub n: usize,
    /// What became of rows with gaps.
    pub gaps: &'static str,
    /// The rows that have gaps and so were left out.
    pub left_out: Vec<LeftOut>,
    /// Twice the difference of the logarithms of the likelihoods.
    pub statistic: f64,
    /// How many coefficients more there are if each threshold has its own.
    pub degrees: usize,
    /// The probability of such a statistic if odds were proportional. A small one means that one coefficient hides differences.
    pub p: f64,
    /// The model in which each threshold has its own coefficients.
    pub by_threshold: Vec<Threshold>,
    /// The logarithm of the likelihood with coefficients for each threshold.
    pub log_likelihood: f64,
    /// How to read it.
    pub reading: &'static str,
}

/// What a threshold says of its own.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Threshold {
    /// The values between which it is.
    pub name: String,
    /// One for each column.
    pub coefficients: Vec<Coefficient>,
}

/// Fits an ordered logit by Newton's method. The values of the outcome are ordered as numbers are; their distances do not matter.
pub fn ordered_logit(design: &Design, errors: Errors) -> Result<OrderedLogit, Problem> {
    errors.without_leverage()?;
    let ordered = Ordered::new(design)?;
    let top = ordered.top(design)?;
    let constants = ordered.thresholds();
    let back = ordered.standard.way_back(constants, -1.0, 0);
    let covariance = errors.covariance(design, top.inverse, &top.scores)?;
    let estimate = Estimate {
        method: "ordered logit (proportional odds), maximum likelihood",
        names: ordered.names().chain(design.names.iter().cloned()).collect(),
        values: &back * top.at,
        covariance: &back * covariance * back.transpose(),
        degrees: None,
        log_likelihood: top.value,
    };
    let mut fit = Fit::new(design, errors, &estimate)?;
    let coefficients = fit.coefficients.split_off(constants);
    let thresholds = std::mem::replace(&mut fit.coefficients, coefficients);
    let share = |category: &Category| number(category.rows) * (number(category.rows) / number(design.n())).ln();
    let log_likelihood_null = ordered.categories.iter().map(share).sum();
    Ok(OrderedLogit { fit, thresholds, categories: ordered.categories, log_likelihood_null })
}

/// Tests whether odds are proportional. There must be three values of the outcome or more.
pub fn proportional_odds(design: &Design) -> Result<ProportionalOdds, Problem> {
    let ordered = Ordered::new(design)?;
    let thresholds = ordered.thresholds();
    if thresholds < 2 {
        return Err(Problem::new(
            format!("“{}” has two values, so there is one threshold and nothing to compare.", design.outcome_name),
            "The test is not needed here.",
        ));
    }
    let columns = design.names.len();
    design.more_rows_than(thresholds * (1 + columns))?;
    let together = ordered.top(design)?;
    let each = ordered.likelihood(false);
    let mut start = each.start();
    start.rows_mut(0, thresholds).copy_from(&together.at.rows(0, thresholds));
    for threshold in 0..thresholds {
        start.rows_mut(each.slopes(threshold), columns).copy_from(&together.at.rows(thresholds, columns));
    }
    let column =
        |parameter: usize| parameter.checked_sub(thresholds).map(|parameter| design.names[parameter % columns].clone());
    let top = climb(&each, start, true).map_err(|lost| lost.problem(&design.outcome_name, column))?;
    let back = ordered.standard.way_back(1, -1.0, 0);
    let slopes = |threshold: usize| {
        let places = std::iter::once(threshold).chain(each.slopes(threshold)..each.slopes(threshold) + columns);
        let places: Vec<usize> = places.collect();
        let values = &back * top.at.select_rows(&places);
        let covariance = top.inverse.select_rows(&places).select_columns(&places);
        let variances = DMatrix::diagonal(&(&back * covariance * back.transpose()));
        let coefficient =
            |place: usize| Coefficient::new(&design.names[place], values[place + 1], variances[place + 1], None);
        (0..columns).map(coefficient).collect::<Result<Vec<_>, _>>()
    };
    let by_threshold =
        ordered.names().enumerate().map(|(threshold, name)| Ok(Threshold { name, coefficients: slopes(threshold)? }));
    let by_threshold = by_threshold.collect::<Result<_, Problem>>()?;
    let statistic = 2.0 * (top.value - together.value).max(0.0);
    let degrees = columns * (thresholds - 1);
    Ok(ProportionalOdds {
        method:
            "likelihood ratio of an ordered logit with coefficients for each threshold to one with the same for all"
                .to_owned(),
        outcome: design.outcome_name.clone(),
        n: design.n(),
        gaps: LISTWISE,
        left_out: design.left_out.clone(),
        statistic,
        degrees,
        p: chi_square_p(statistic, number(degrees)),
        by_threshold,
        log_likelihood: top.value,
        reading: READING,
    })
}

/// The outcome as categories beside standardised columns.
struct Ordered {
    categories: Vec<Category>,
    /// The place of the category of each row.
    of_rows: Vec<usize>,
    standard: Standard,
}

impl Ordered {
    fn new(design: &Design) -> Result<Self, Problem> {
        let mut sorted: Vec<f64> = design.outcome.iter().copied().collect();
        sorted.sort_by(f64::total_cmp);
        let categories: Vec<Category> = sorted
            .chunk_by(|a, b| a.total_cmp(b).is_eq())
            .map(|rows| Category { value: rows[0], rows: rows.len() })
            .collect();
        design.more_rows_than(categories.len() - 1 + design.names.len())?;
        if categories.len() > CATEGORIES_MAX {
            return Err(Problem::new(
                format!(
                    "“{}” has {} different values; the limit is {CATEGORIES_MAX}.",
                    design.outcome_name,
                    categories.len()
                ),
                "Merge neighbouring values, or take a linear model.",
            ));
        }
        let place = |value: &f64| categories.partition_point(|category| category.value < *value);
        Ok(Self { of_rows: design.outcome.iter().map(place).collect(), categories, standard: Standard::new(design) })
    }

    fn thresholds(&self) -> usize {
        self.categories.len() - 1
    }

    /// The thresholds by the values between which they are.
    fn names(&self) -> impl Iterator<Item = String> {
        self.categories.windows(2).map(|pair| format!("{} | {}", pair[0].value, pair[1].value))
    }

    fn likelihood(&self, proportional: bool) -> Cumulative<'_> {
        Cumulative {
            columns: &self.standard.columns,
            categories: &self.of_rows,
            thresholds: self.thresholds(),
            proportional,
        }
    }

    /// The top with the same coefficients for all thresholds.
    fn top(&self, design: &Design) -> Result<Top, Problem> {
        let likelihood = self.likelihood(true);
        let column = |parameter: usize| Some(design.names[parameter.checked_sub(self.thresholds())?].clone());
        climb(&likelihood, likelihood.start(), true).map_err(|lost| lost.problem(&design.outcome_name, column))
    }
}

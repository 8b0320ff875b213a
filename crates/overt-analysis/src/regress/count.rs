//! Counts: Poisson, and negative binomial where counts vary more than Poisson allows.

use nalgebra::{DMatrix, DVector};
use serde::Serialize;
use statrs::function::gamma::ln_gamma;

use super::errors::{number, scaled_rows};
use super::fit::{Estimate, Fit};
use super::newton::{Likelihood, Top, climb};
use super::standard::Standard;
use super::{Design, Errors};
use crate::Problem;
use crate::tail::chi_square_p;

/// The largest count. Beyond it a count is a quantity, and its logarithm can be the outcome of a linear model.
const COUNT_MAX: f64 = 1_000_000.0;

/// A model of counts: the logarithm of the expected count is linear in the columns. For rates, add the logarithm of the population as
/// a column.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Count {
    /// Coefficients, rows, method.
    #[serde(flatten)]
    pub fit: Fit,
    /// Sum of squared Pearson residuals for each degree of freedom: about 1 if the model is right, more if counts vary more.
    pub pearson: f64,
    /// How much more than Poisson counts vary; none in a Poisson model.
    pub dispersion: Option<Dispersion>,
}

/// The variance of a count is `expected + alpha · expected²` (NB2).
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Dispersion {
    /// By maximum likelihood.
    pub alpha: f64,
    /// Its standard error, of the same kind as those of the coefficients.
    pub error: f64,
    /// The probability of such a likelihood ratio to the Poisson model if `alpha` were 0 (half of chi-square, as 0 is an edge).
    pub p_against_poisson: f64,
}

/// Fits a Poisson regression by Newton's method.
pub fn poisson(design: &Design, errors: Errors) -> Result<Count, Problem> {
    let counts = Counts::new(design, errors, 0)?;
    let top = counts.poisson(design)?;
    counts.told(design, errors, top, None)
}

/// Fits a negative binomial regression (NB2) by Newton's method.
pub fn negative_binomial(design: &Design, errors: Errors) -> Result<Count, Problem> {
    let counts = Counts::new(design, errors, 1)?;
    let plain = counts.poisson(design)?;
    let expected = counts.expected(&plain.at);
    let excess: f64 = expected.zip_map(&design.outcome, |expected, count| (count - expected).powi(2) - count).sum();
    if excess <= 0.0 {
        return Err(Problem::new(
            format!(
                "“{}” varies no more than Poisson counts do, so there is no dispersion to estimate.",
                design.outcome_name
            ),
            "Take the Poisson model.",
        ));
    }
    let alpha = (excess / expected.norm_squared()).clamp(1e-3, 10.0);
    let start = plain.at.push(alpha.ln());
    let likelihood = Negative { counts: &counts, sums: Sums::places(&design.outcome) };
    let top = climb(&likelihood, start, false).map_err(|lost| lost.problem(&design.outcome_name, |_| None))?;
    counts.told(design, errors, top, Some(plain.value))
}

/// Counts beside standardised columns, of which the first is of ones.
struct Counts<'a> {
    outcome: &'a DVector<f64>,
    standard: Standard,
    matrix: DMatrix<f64>,
    /// What does not depend on parameters.
    factorials: f64,
}

impl<'a> Counts<'a> {
    fn new(design: &'a Design, errors: Errors, others: usize) -> Result<Self, Problem> {
        errors.without_leverage()?;
        design.more_rows_than(design.names.len() + 1 + others)?;
        let wrong = |count: &f64| !(0.0..=COUNT_MAX).contains(count) || count.fract() != 0.0;
        if let Some(row) = design.outcome.iter().position(wrong) {
            return Err(Problem::new(
                format!(
                    "“{}” is not a whole number from 0 to 1000000 in row “{}”.",
                    design.outcome_name, design.rows[row]
                ),
                "Take counts, or a linear model of the logarithm.",
            ));
        }
        let standard = Standard::new(design);
        let matrix = standard.columns.clone().insert_column(0, 1.0);
        let factorials = design.outcome.iter().map(|count| ln_gamma(count + 1.0)).sum();
        Ok(Self { outcome: &design.outcome, standard, matrix, factorials })
    }

    fn poisson(&self, design: &Design) -> Result<Top, Problem> {
        let mut start = DVector::zeros(self.matrix.ncols());
        start[0] = self.outcome.mean().ln();
        let column = |parameter: usize| Some(design.names[parameter.checked_sub(1)?].clone());
        climb(self, start, true).map_err(|lost| lost.problem(&design.outcome_name, column))
    }

    fn linear(&self, at: &DVector<f64>) -> DVector<f64> {
        &self.matrix * at.rows(0, self.matrix.ncols())
    }

    fn expected(&self, at: &DVector<f64>) -> DVector<f64> {
        self.linear(at).map(f64::exp)
    }

    /// The result in the columns as they were. The likelihood of the Poisson model is given if this is not one.
    fn told(&self, design: &Design, errors: Errors, top: Top, poisson: Option<f64>) -> Result<Count, Problem> {
        let slopes = self.matrix.ncols();
        let alpha = poisson.map(|_| top.at[slopes].exp());
        let mut back = self.standard.way_back(1, 1.0, usize::from(alpha.is_some()));
        if let Some(alpha) = alpha {
            // From the logarithm of alpha to alpha.
            back[(slopes, slopes)] = alpha;
        }
        let covariance = errors.covariance(design, top.inverse, &top.scores)?;
        let covariance = &back * covariance * back.transpose();
        let dispersion = alpha.zip(poisson).map(|(alpha, poisson)| Dispersion {
            alpha,
            error: covariance[(slopes, slopes)].sqrt(),
            p_against_poisson: chi_square_p(2.0 * (top.value - poisson), 1.0) / 2.0,
        });
        let expected = self.expected(&top.at);
        let variance = |expected: f64| expected * (1.0 + alpha.unwrap_or(0.0) * expected);
        let squares = expected.zip_map(self.outcome, |expected, count| (count - expected).powi(2) / variance(expected));
        let estimate = Estimate {
            method: if alpha.is_some() {
                "negative binomial regression (NB2), maximum likelihood"
            } else {
                "Poisson regression, maximum likelihood"
            },
            names: std::iter::once("(intercept)".to_owned()).chain(design.names.iter().cloned()).collect(),
            values: &back * top.at,
            covariance,
            degrees: None,
            log_likelihood: top.value,
        };
        let pearson = squares.sum() / number(design.n() - slopes);
        Ok(Count { fit: Fit::new(design, errors, &estimate)?, pearson, dispersion })
    }
}

impl Likelihood for Counts<'_> {
    fn value(&self, at: &DVector<f64>) -> f64 {
        let value = self.linear(at).dot(self.outcome) - self.expected(at).sum() - self.factorials;
        if value.is_finite() { value } else { f64::NEG_INFINITY }
    }

    fn scores(&self, at: &DVector<f64>) -> DMatrix<f64> {
        scaled_rows(&self.matrix, &(self.outcome - self.expected(at)))
    }

    fn information(&self, at: &DVector<f64>) -> DMatrix<f64> {
        self.matrix.tr_mul(&scaled_rows(&self.matrix, &self.expected(at)))
    }
}

/// The negative binomial: the parameters of Poisson, and the logarithm of alpha.
struct Negative<'a> {
    counts: &'a Counts<'a>,
    /// For each row, where its count stands among the running sums.
    sums: Vec<usize>,
}

/// Running sums over `j` below a count, of `ln(1 + alpha j)` and of its two derivatives by alpha. They stand for differences of
/// logarithms of the gamma function, and stay exact where alpha is near 0.
struct Sums(Vec<[f64; 3]>);

impl Sums {
    /// The counts as places among the sums.
    fn places(counts: &DVector<f64>) -> Vec<usize> {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "whole numbers up to a million")]
        counts.iter().map(|&count| count as usize).collect()
    }

    fn new(alpha: f64, largest: usize) -> Self {
        let mut sums = Vec::with_capacity(largest + 1);
        let mut sum = [0.0; 3];
        for below in 0..=largest {
            sums.push(sum);
            let below = number(below);
            let share = below / (1.0 + alpha * below);
            sum[0] += (alpha * below).ln_1p();
            sum[1] += share;
            sum[2] -= share * share;
        }
        Self(sums)
    }
}

impl Negative<'_> {
    fn alpha(&self, at: &DVector<f64>) -> f64 {
        at[self.counts.matrix.ncols()].exp()
    }

    /// For each row: the expected count, and the sums of its count.
    fn rows(&self, at: &DVector<f64>) -> Vec<(f64, f64, [f64; 3])> {
        let sums = Sums::new(self.alpha(at), self.sums.iter().copied().max().unwrap_or(0));
        let expected = self.counts.expected(at);
        let rows = self.counts.outcome.iter().zip(&expected).zip(&self.sums);
        rows.map(|((&count, &expected), &place)| (count, expected, sums.0[place])).collect()
    }
}

impl Likelihood for Negative<'_> {
    fn value(&self, at: &DVector<f64>) -> f64 {
        let alpha = self.alpha(at);
        let row = |(count, expected, sums): (f64, f64, [f64; 3])| {
            sums[0] + count * expected.ln() - (count + 1.0 / alpha) * (alpha * expected).ln_1p()
        };
        let value = self.rows(at).into_iter().map(row).sum::<f64>() - self.counts.factorials;
        if value.is_finite() { value } else { f64::NEG_INFINITY }
    }

    fn scores(&self, at: &DVector<f64>) -> DMatrix<f64> {
        let alpha = self.alpha(at);
        let rows = self.rows(at);
        let linear = |(count, expected, _): &(f64, f64, _)| (count - expected) / (1.0 + alpha * expected);
        let by_alpha = |(count, expected, sums): &(f64, f64, [f64; 3])| {
            let grown = alpha * expected;
            alpha * sums[1] + grown.ln_1p() / alpha - (alpha * count + 1.0) * expected / (1.0 + grown)
        };
        let linear = DVector::from_iterator(rows.len(), rows.iter().map(linear));
        let by_alpha = DVector::from_iterator(rows.len(), rows.iter().map(by_alpha));
        let scores = scaled_rows(&self.counts.matrix, &linear);
        let last = scores.ncols();
        let mut scores = scores.insert_column(last, 0.0);
        scores.set_column(last, &by_alpha);
        scores
    }

    fn information(&self, at: &DVector<f64>) -> DMatrix<f64> {
        let alpha = self.alpha(at);
        let rows = self.rows(at);
        let last = self.counts.matrix.ncols();
        let square =
            |(count, expected, _): &(f64, f64, _)| expected * (1.0 + alpha * count) / (1.0 + alpha * expected).powi(2);
        let mixed = |(count, expected, _): &(f64, f64, _)| {
            alpha * (count - expected) * expected / (1.0 + alpha * expected).powi(2)
        };
        let twice = |(count, expected, sums): &(f64, f64, [f64; 3])| {
            let grown = alpha * expected;
            let rest = expected / (1.0 + grown);
            alpha * alpha * sums[2] - 2.0 * grown.ln_1p() / alpha
                + 2.0 * rest
                + (alpha * alpha * count + alpha) * rest * rest
        };
        let square = DVector::from_iterator(rows.len(), rows.iter().map(square));
        let mixed = DVector::from_iterator(rows.len(), rows.iter().map(mixed));
        // The chain rule for the logarithm of alpha adds the first derivative.
        let bend = rows.iter().map(twice).sum::<f64>() + self.scores(at).column(last).sum();
        let mut information = DMatrix::zeros(last + 1, last + 1);
        let slopes = self.counts.matrix.tr_mul(&scaled_rows(&self.counts.matrix, &square));
        information.view_mut((0, 0), (last, last)).copy_from(&slopes);
        let mixed = self.counts.matrix.tr_mul(&mixed);
        information.view_mut((0, last), (last, 1)).copy_from(&mixed);
        information.view_mut((last, 0), (1, last)).tr_copy_from(&mixed);
        information[(last, last)] = -bend;
        information
    }
}

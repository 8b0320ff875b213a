//! Tails and quantiles of the distributions that tests need, accurate where they are small.

use statrs::distribution::{ContinuousCDF, StudentsT};
use statrs::function::beta::checked_beta_reg;
use statrs::function::erf::{erfc, erfc_inv};
use statrs::function::gamma::checked_gamma_ur;

/// The 97.5 percent point of the normal distribution: intervals are at 95 percent.
pub(crate) const Z_95: f64 = 1.959_963_984_540_054;

/// How likely a standard normal value is below `z`.
pub(crate) fn normal_below(z: f64) -> f64 {
    0.5 * erfc(-z * std::f64::consts::FRAC_1_SQRT_2)
}

/// How likely a standard normal value is at least as far from 0 as `z`.
pub(crate) fn normal_p(z: f64) -> f64 {
    // The square of a normal value is chi-squared with one degree of freedom. The error function at hand is exact to ten digits only.
    chi_square_p(z * z, 1.0)
}

/// The value below which a standard normal one is with this probability, which lies between 0 and 1.
pub(crate) fn normal_quantile(probability: f64) -> f64 {
    -std::f64::consts::SQRT_2 * erfc_inv(2.0 * probability)
}

/// How likely a value of Student's t is at least as far from 0. No degrees of freedom stand for the normal distribution.
pub(crate) fn student_p(t: f64, degrees: Option<f64>) -> f64 {
    let student = |degrees: f64| checked_beta_reg(degrees / 2.0, 0.5, degrees / (degrees + t * t));
    // Without degrees of freedom, and where t is no number, nothing speaks against chance.
    degrees.map_or_else(|| normal_p(t), |degrees| student(degrees).unwrap_or(1.0))
}

/// How far from 0 Student's t is with probability `1 - level` at the most.
pub(crate) fn student_far(level: f64, degrees: Option<f64>) -> f64 {
    let probability = f64::midpoint(1.0, level);
    let student = degrees.and_then(|degrees| StudentsT::new(0.0, 1.0, degrees).ok());
    student.map_or_else(|| normal_quantile(probability), |student| student.inverse_cdf(probability))
}

/// How likely a value of chi-square with these degrees of freedom is at least as large.
pub(crate) fn chi_square_p(value: f64, degrees: f64) -> f64 {
    if value <= 0.0 { 1.0 } else { checked_gamma_ur(degrees / 2.0, value / 2.0).unwrap_or(0.0) }
}

//! Tails of distributions, accurate where they are small.

use statrs::function::beta::checked_beta_reg;
use statrs::function::gamma::checked_gamma_ur;

/// The 97.5 percent point of the normal distribution: intervals are at 95 percent.
pub(crate) const Z_95: f64 = 1.959_963_984_540_054;

/// How likely a standard normal value is at least as far from zero.
pub(super) fn normal_two_sided(z: f64) -> f64 {
    // The square of a normal value is chi-squared with one degree of freedom. The error function at hand is exact to ten digits only.
    chi_squared_upper(z * z, 1.0)
}

/// How likely a value of Student's distribution is at least as far from zero.
pub(super) fn student_two_sided(t: f64, degrees: f64) -> f64 {
    // Beyond the range of numbers the tail is zero.
    checked_beta_reg(degrees / 2.0, 0.5, degrees / (degrees + t * t)).unwrap_or(0.0)
}

/// The value that Student's distribution stays within, on both sides, 95 times in a hundred.
pub(super) fn student_95(degrees: f64) -> f64 {
    let (mut low, mut high) = (0.0, 2.0);
    while student_two_sided(high, degrees) > 0.05 {
        high *= 2.0;
    }
    // Halving the range until it is as narrow as numbers can be.
    for _ in 0..80 {
        let middle = 0.5 * (low + high);
        if student_two_sided(middle, degrees) > 0.05 { low = middle } else { high = middle }
    }
    0.5 * (low + high)
}

/// How likely a chi-squared value is at least as large.
pub(super) fn chi_squared_upper(value: f64, degrees: f64) -> f64 {
    if value <= 0.0 { 1.0 } else { checked_gamma_ur(degrees / 2.0, value / 2.0).unwrap_or(0.0) }
}

//! Tails and quantiles of the distributions that tests need, accurate where they are small.

use statrs::distribution::{ContinuousCDF, StudentsT};
use statrs::function::erf::{erfc, erfc_inv};
use statrs::function::gamma::{checked_gamma_ur, ln_gamma};

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
    let student = |degrees: f64| beta_below(degrees / 2.0, 0.5, degrees / (degrees + t * t));
    // Where t is no number, nothing speaks against chance.
    if t.is_nan() { 1.0 } else { degrees.map_or_else(|| normal_p(t), student) }
}

/// How far from 0 Student's t is with probability `1 - level` at the most.
pub(crate) fn student_far(level: f64, degrees: Option<f64>) -> f64 {
    let probability = f64::midpoint(1.0, level);
    let student = degrees.and_then(|degrees| StudentsT::new(0.0, 1.0, degrees).ok());
    student.map_or_else(|| normal_quantile(probability), |student| student.inverse_cdf(probability))
}

/// How likely a value of chi-square with these degrees of freedom is at least as large. Where it is no number, nothing speaks against chance.
pub(crate) fn chi_square_p(value: f64, degrees: f64) -> f64 {
    if value.is_nan() || value <= 0.0 { 1.0 } else { checked_gamma_ur(degrees / 2.0, value / 2.0).unwrap_or(0.0) }
}

/// An end of a bootstrap interval that is corrected for bias and acceleration: which share of the draws lies below it (Efron 1987).
pub(crate) fn corrected_share(share: f64, bias: f64, acceleration: f64) -> f64 {
    let moved = bias + normal_quantile(share);
    let left = 1.0 - acceleration * moved;
    // Towards 0, what is left carries the end to that of all draws. Beyond, it would come back from the other side.
    if left > 0.0 { normal_below(bias + moved / left) } else { f64::from(moved > 0.0) }
}

/// How likely a value of the beta distribution is below `x` (Lentz's continued fraction).
///
/// The steps that it takes grow with the root of the parameters. `statrs` stops after 140, which is too few for hundreds of thousands.
pub(crate) fn beta_below(a: f64, b: f64, x: f64) -> f64 {
    if x <= 0.0 || x >= 1.0 {
        return f64::from(x >= 1.0);
    }
    let front = (ln_gamma(a + b) - ln_gamma(a) - ln_gamma(b) + a * x.ln() + b * (-x).ln_1p()).exp();
    // On the other side of the mean the fraction would hardly converge.
    let found = if x < (a + 1.0) / (a + b + 2.0) {
        front * fraction(a, b, x) / a
    } else {
        1.0 - front * fraction(b, a, 1.0 - x) / b
    };
    found.clamp(0.0, 1.0)
}

fn fraction(a: f64, b: f64, x: f64) -> f64 {
    const STEPS_MOST: u32 = 1_000_000;
    let away_from_zero = |value: f64| if value.abs() < 1e-300 { 1e-300 } else { value };
    let mut above = 1.0;
    let mut below = 1.0 / away_from_zero(1.0 - (a + b) * x / (a + 1.0));
    let mut found = below;
    for step in 1..=STEPS_MOST {
        let step = f64::from(step);
        let reached = a + 2.0 * step;
        let even = step * (b - step) * x / ((reached - 1.0) * reached);
        let odd = -(a + step) * (a + b + step) * x / (reached * (reached + 1.0));
        let mut change = 1.0;
        for term in [even, odd] {
            below = 1.0 / away_from_zero(1.0 + term * below);
            above = away_from_zero(1.0 + term / above);
            change = above * below;
            found *= change;
        }
        if (change - 1.0).abs() <= f64::EPSILON {
            break;
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Values of scipy 1.17.1 (`stats.binom.sf`).
    #[test]
    fn many_trials_are_as_exact_as_few() {
        for (a, b, x, expected) in [
            (5e5, 500_001.0, 0.5, 0.500_398_942_180_665_4),
            (5e5, 500_001.0, 0.4985, 0.001_354_303_198_196_693_4),
            (3.0, 8.0, 0.25, 0.474_407_196_044_921_9),
        ] {
            let found = beta_below(a, b, x);
            assert!((found / expected - 1.0).abs() < 1e-8, "{found} and not {expected}");
        }
    }

    #[test]
    fn what_is_no_number_speaks_for_nothing() {
        let all = [
            chi_square_p(f64::NAN, 1.0),
            normal_p(f64::NAN),
            student_p(f64::NAN, Some(3.0)),
            student_p(f64::NAN, None),
        ];
        assert!(all.iter().all(|p| *p >= 1.0), "{all:?}");
        assert!([chi_square_p(f64::INFINITY, 1.0), student_p(f64::INFINITY, Some(3.0))].iter().all(|p| *p <= 0.0));
    }

    #[test]
    fn a_corrected_end_does_not_come_back_from_the_other_side() {
        assert!((corrected_share(0.975, 0.0, 0.0) - 0.975).abs() < 1e-9);
        assert!(corrected_share(0.975, 4.5, 0.2) >= 1.0 && corrected_share(0.025, -4.5, -0.2) <= 0.0);
    }
}

//! One odds ratio for several strata, and whether they have one.
//!
//! N. Mantel and W. Haenszel (1959) for the ratio and the test, J. Robins, N. Breslow and S. Greenland (1986) for the variance of its
//! logarithm, N. E. Breslow and N. E. Day (1980) with the correction of R. E. Tarone (1985) for homogeneity.

use serde::Serialize;

use super::Stratum;
use crate::tail::{Z_95, chi_square_p, normal_p};

/// The ratio of odds within strata, if it is the same in all.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct MantelHaenszel {
    /// Odds of the outcome in the first group for one in the second.
    pub value: f64,
    /// The lower end of the 95 percent interval.
    pub low: f64,
    /// Its upper end.
    pub high: f64,
    /// Two-sided probability of such a difference if the odds are the same in every stratum, without a correction for continuity.
    pub p: f64,
}

/// Whether the odds ratio differs between strata.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Homogeneity {
    /// Chi-square of Breslow and Day, corrected by Tarone.
    pub chi_square: f64,
    /// Its degrees of freedom.
    pub degrees: usize,
    /// How often strata with one odds ratio would differ at least as much.
    pub p: f64,
}

/// The cells of a stratum: first group with and without the outcome, second group with and without.
fn cells(stratum: &Stratum) -> [f64; 4] {
    [stratum.first.with, stratum.first.without, stratum.second.with, stratum.second.without].map(|count| count as f64)
}

/// The pooled ratio, with the letters of the papers; nothing where it is 0 or infinite, so that it has no interval.
#[expect(clippy::many_single_char_names, reason = "the letters of the papers")]
pub(super) fn mantel_haenszel(strata: &[Stratum]) -> Option<MantelHaenszel> {
    let (mut for_, mut against, mut both, mut mixed, mut neither) = (0.0, 0.0, 0.0, 0.0, 0.0);
    let (mut difference, mut variance) = (0.0, 0.0);
    for stratum in strata {
        let [a, b, c, d] = cells(stratum);
        let n = a + b + c + d;
        let (r, s, p, q) = (a * d / n, b * c / n, (a + d) / n, (b + c) / n);
        for_ += r;
        against += s;
        both += p * r;
        mixed += p * s + q * r;
        neither += q * s;
        difference += a - (a + b) * (a + c) / n;
        variance += (a + b) * (c + d) * (a + c) * (b + d) / (n * n * (n - 1.0));
    }
    if for_ <= 0.0 || against <= 0.0 {
        return None;
    }
    let value = for_ / against;
    let error =
        (both / (2.0 * for_ * for_) + mixed / (2.0 * for_ * against) + neither / (2.0 * against * against)).sqrt();
    let reach = (Z_95 * error).exp();
    Some(MantelHaenszel { value, low: value / reach, high: value * reach, p: normal_p(difference / variance.sqrt()) })
}

/// Whether strata have the pooled ratio; nothing for a single stratum, or where rounding leaves a cell empty.
pub(super) fn homogeneity(strata: &[Stratum], ratio: f64) -> Option<Homogeneity> {
    let degrees = strata.len().checked_sub(1).filter(|degrees| *degrees > 0)?;
    let (mut chi_square, mut difference, mut variance) = (0.0, 0.0, 0.0);
    for stratum in strata {
        let [a, b, c, d] = cells(stratum);
        let [fitted_a, fitted_b, fitted_c, fitted_d] = fitted([a, b, c, d], ratio);
        let spread = 1.0 / (1.0 / fitted_a + 1.0 / fitted_b + 1.0 / fitted_c + 1.0 / fitted_d);
        chi_square += (a - fitted_a).powi(2) / spread;
        difference += a - fitted_a;
        variance += spread;
    }
    chi_square -= difference * difference / variance;
    let p = chi_square_p(chi_square, degrees as f64);
    chi_square.is_finite().then_some(Homogeneity { chi_square, degrees, p })
}

/// The cells with the same margins that have this odds ratio.
fn fitted([a, b, c, d]: [f64; 4], ratio: f64) -> [f64; 4] {
    let (first, with, second) = (a + b, a + c, c + d);
    // cell (second - with + cell) = ratio (first - cell)(with - cell), of which one solution lies within the margins.
    let square = 1.0 - ratio;
    let linear = second - with + ratio * (first + with);
    let constant = -ratio * first * with;
    let root = (linear * linear - 4.0 * square * constant).max(0.0).sqrt();
    // The form without cancellation. Only below a ratio of 1 the linear term can be negative, so the square one is not 0 then.
    let cell = if linear < 0.0 { (root - linear) / (2.0 * square) } else { -2.0 * constant / (linear + root) };
    [cell, first - cell, with - cell, second - with + cell]
}

//! Gaussian differential privacy (Dong, Roth and Su 2022): what a mechanism tells of one person is no more than one draw from a
//! Gaussian of standard deviation 1 whose mean is either 0 or `mu`. Squares of `mu` add up, also where later steps are
//! chosen by what earlier ones gave (Smith and Thakurta 2022).
//!
//! Everything here errs on the side of too much: a cost is never less than the true one. And it is the same on every machine: its
//! functions are those of `libm`.

/// Room for rounding in the functions of the machine, and for the lattice (see [`super::Noise::mu_squared`]).
const ROUNDING: f64 = 1e-12;
/// The exponential of much more than this is not a number of the machine.
const EPSILON_EXP_MAX: f64 = 600.0;

/// A number that could not be computed exactly.
pub(in crate::dp) struct Bounds {
    pub(in crate::dp) at_least: f64,
    pub(in crate::dp) at_most: f64,
}

/// The probability that a standard Gaussian is above `value`.
pub(in crate::dp) fn normal_above(value: f64) -> Bounds {
    // That `value` is rounded shows in the tail in proportion to its square.
    let about = 0.5 * libm::erfc(value * std::f64::consts::FRAC_1_SQRT_2);
    Bounds {
        at_least: (about * (1.0 - ROUNDING) - f64::MIN_POSITIVE).max(0.0),
        at_most: about * (1.0 + ROUNDING) + f64::MIN_POSITIVE,
    }
}

/// The smallest `delta` so that `mu`-Gaussian differential privacy is (`epsilon`, `delta`)-differential privacy.
pub fn delta(mu: f64, epsilon: f64) -> f64 {
    if mu <= 0.0 {
        return 0.0;
    }
    let epsilon = (epsilon - ROUNDING).max(0.0);
    let all = normal_above(epsilon / mu - mu / 2.0).at_most;
    // Beyond that nothing is taken off, which is too much rather than too little.
    let excused = if epsilon > EPSILON_EXP_MAX {
        0.0
    } else {
        normal_above(epsilon / mu + mu / 2.0).at_least * libm::exp(epsilon)
    };
    (all - excused).clamp(0.0, 1.0)
}

/// The smallest `epsilon` so that `mu`-Gaussian differential privacy is (`epsilon`, `allowed`)-differential privacy. Infinite if no
/// epsilon is enough: `mu` is infinite, or `allowed` is not above 0. So it is if one of them is no number.
pub fn epsilon(mu: f64, allowed: f64) -> f64 {
    // No tail is stated to be less than the smallest number of the machine.
    if !mu.is_finite() || allowed.is_nan() || (mu > 0.0 && allowed <= f64::MIN_POSITIVE) {
        return f64::INFINITY;
    }
    let mut most = 1.0;
    while delta(mu, most) > allowed {
        most *= 2.0;
    }
    halve(0.0, most, |epsilon| delta(mu, epsilon) <= allowed).1
}

/// The largest `mu` so that `mu`-Gaussian differential privacy is (`epsilon`, `allowed`)-differential privacy. Infinite if everything
/// may be told: `allowed` is 1 or more, or `epsilon` is infinite. 0 if one of them is no number.
pub fn mu(epsilon: f64, allowed: f64) -> f64 {
    if epsilon.is_nan() || allowed.is_nan() {
        return 0.0;
    }
    if allowed >= 1.0 || epsilon == f64::INFINITY {
        return f64::INFINITY;
    }
    let mut most = 1.0;
    while delta(most, epsilon) <= allowed {
        most *= 2.0;
    }
    halve(0.0, most, |mu| delta(mu, epsilon) > allowed).0
}

/// The smallest `mu` so that what is `epsilon`-differentially private is `mu`-Gaussian differentially private.
///
/// Such a mechanism tells no more than an answer that is true with probability `e^epsilon / (1 + e^epsilon)`. The trade-off of
/// errors of that answer is two straight lines; the curve of the Gaussian, being convex, is below them where it is below
/// the point in which they meet.
pub fn mu_of_pure(epsilon: f64) -> f64 {
    let lie = 1.0 / (1.0 + libm::exp(epsilon));
    2.0 * halve(0.0, 40.0, |value| normal_above(value).at_most <= lie * (1.0 - ROUNDING)).1
}

/// The smallest `mu` so that an exponential mechanism whose privacy losses all lie within an interval of length `range` is
/// `mu`-Gaussian differentially private.
///
/// Its worst case has two losses, `t` and `t - range` (Dong, Durfee and Rogers 2020); of these the worst is `t = range / 2`,
/// which is as in [`mu_of_pure`] with half the epsilon.
pub fn mu_of_range(range: f64) -> f64 {
    mu_of_pure(range / 2.0)
}

/// Halves `low..high` about the place from which on `beyond` holds, until there is no number between the ends.
pub(in crate::dp) fn halve(mut low: f64, mut high: f64, beyond: impl Fn(f64) -> bool) -> (f64, f64) {
    loop {
        let middle = f64::midpoint(low, high);
        if middle <= low || middle >= high {
            return (low, high);
        }
        if beyond(middle) {
            high = middle;
        } else {
            low = middle;
        }
    }
}

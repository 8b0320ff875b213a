//! Numbers of the Gaussian by adding up its density, step by step: slower than the way by which budgets are spent, and another one.

/// Steps of a sum, an even number.
const STEPS: u32 = 4_000;
/// Beyond this nobody is protected.
const MU_MAX: f64 = 100.0;
/// So far from the middle, or from where it starts, nothing is left of the density.
const FAR: f64 = 14.0;

fn density(at: f64) -> f64 {
    (-at * at / 2.0).exp() / (2.0 * std::f64::consts::PI).sqrt()
}

/// Simpson's rule.
fn sum(from: f64, to: f64, of: impl Fn(f64) -> f64) -> f64 {
    let step = (to - from) / f64::from(STEPS);
    let weight = |at: u32| if at == 0 || at == STEPS { 1.0 } else { f64::from(2 + at % 2 * 2) };
    (0..=STEPS).map(|at| weight(at) * of(from + f64::from(at) * step)).sum::<f64>() * step / 3.0
}

/// The probability that a standard Gaussian is above `value`.
pub(super) fn above(value: f64) -> f64 {
    if value < 0.0 { 1.0 - above(-value) } else { sum(value, value + FAR, density) }
}

/// With which probability a privacy loss is more than `epsilon`, and by how much, where it is that of two Gaussians `mu` apart.
pub(super) fn delta(mu: f64, epsilon: f64) -> f64 {
    if mu <= 0.0 {
        return 0.0;
    }
    let from = (epsilon / mu - mu / 2.0).max(-FAR);
    let excess = |at: f64| density(at) * -(epsilon - mu * at - mu * mu / 2.0).exp_m1();
    sum(from, from.max(0.0) + FAR, excess)
}

/// The epsilon that goes with `mu` and a delta.
pub(super) fn epsilon(mu: f64, allowed: f64) -> f64 {
    let mut most = 1.0;
    while mu < MU_MAX && delta(mu, most) > allowed {
        most *= 2.0;
    }
    if !(0.0..MU_MAX).contains(&mu) {
        return f64::INFINITY;
    }
    halve(0.0, most, |epsilon| delta(mu, epsilon) <= allowed)
}

/// The `mu` of what is `epsilon`-differentially private.
pub(super) fn mu_of_pure(epsilon: f64) -> f64 {
    let lie = 1.0 / (1.0 + epsilon.exp());
    2.0 * halve(0.0, 40.0, |value| above(value) <= lie)
}

/// About the place from which on `beyond` holds.
fn halve(mut low: f64, mut high: f64, beyond: impl Fn(f64) -> bool) -> f64 {
    for _ in 0..60 {
        let middle = f64::midpoint(low, high);
        if beyond(middle) {
            high = middle;
        } else {
            low = middle;
        }
    }
    high
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dp::gdp;

    #[test]
    fn both_ways_to_account_agree() {
        for (mu, allowed) in [(0.2367, 1e-6), (1.0, 1e-5), (0.05, 1e-9), (3.0, 1e-6)] {
            let (one, other) = (epsilon(mu, allowed), gdp::epsilon(mu, allowed));
            assert!((one / other - 1.0).abs() < 1e-6, "mu {mu}: {one} and {other}");
        }
        for epsilon in [0.01, 0.5, 1.0, 4.0] {
            assert!((mu_of_pure(epsilon) / gdp::mu_of_pure(epsilon) - 1.0).abs() < 1e-6, "epsilon {epsilon}");
        }
        // From tables of the normal distribution.
        assert!((above(1.959_963_985) - 0.025).abs() < 1e-9);
    }
}

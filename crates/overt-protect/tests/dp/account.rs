//! Costs, against published numbers and against numbers computed elsewhere.

use overt_protect::dp::{gdp, zcdp};
use proptest::prelude::*;

fn near(value: f64, expected: f64, tolerance: f64) -> bool {
    (value - expected).abs() <= tolerance
}

/// The largest `mu` for an epsilon and a delta, by arithmetic of 40 digits (mpmath 1.3).
const MU: [(f64, f64, f64); 12] = [
    (0.1, 1e-6, 0.027_544_650_243_827_6),
    (0.1, 1e-9, 0.019_916_423_412_681_5),
    (0.5, 1e-6, 0.124_106_149_030_528),
    (0.5, 1e-9, 0.093_686_496_817_844_9),
    (1.0, 1e-6, 0.236_704_380_663_436),
    (1.0, 1e-9, 0.181_974_807_295_332),
    (2.0, 1e-6, 0.448_334_740_395_193),
    (2.0, 1e-9, 0.351_549_815_897_781),
    (4.0, 1e-6, 0.837_858_757_089_998),
    (4.0, 1e-9, 0.672_131_690_080_813),
    (8.0, 1e-6, 1.531_545_117_566_15),
    (8.0, 1e-9, 1.262_248_464_960_43),
];

#[test]
fn conversions_agree_with_forty_digits_and_err_to_the_safe_side() {
    for (epsilon, delta, mu) in MU {
        let ours = gdp::mu(epsilon, delta);
        assert!(ours <= mu && near(ours / mu, 1.0, 1e-8), "{epsilon} {delta}: {ours} {mu}");
        assert!(gdp::delta(mu, epsilon) >= delta * (1.0 - 1e-12), "{epsilon} {delta}");
        assert!(near(gdp::epsilon(mu, delta), epsilon, 1e-7) && gdp::epsilon(mu, delta) >= epsilon - 1e-12);
    }
}

#[test]
fn conversions_always_end_and_what_is_no_number_tells_nothing() {
    for epsilon in [0.0, 1.0, 1e300] {
        assert!([1.0, 2.0, f64::INFINITY].iter().all(|&delta| gdp::mu(epsilon, delta) == f64::INFINITY));
        assert!(gdp::mu(epsilon, 1.0 - f64::EPSILON).is_finite());
        assert!([0.0, -1.0].iter().all(|&delta| gdp::mu(epsilon, delta) <= 0.0));
    }
    assert!(gdp::mu(f64::INFINITY, 1e-6) == f64::INFINITY && gdp::mu(-1.0, 1e-6) > 0.0);
    assert!([(f64::NAN, 1e-6), (1.0, f64::NAN)].iter().all(|&(epsilon, delta)| gdp::mu(epsilon, delta) == 0.0));
    let not_enough = [(1.0, 0.0), (1.0, -1.0), (1.0, f64::NAN), (f64::NAN, 1e-6), (f64::INFINITY, 1e-6)];
    assert!(not_enough.iter().all(|&(mu, delta)| gdp::epsilon(mu, delta) == f64::INFINITY));
    assert!(gdp::epsilon(3.0, 1.0) < 1e-9 && gdp::epsilon(0.0, 0.0) < 1e-9 && gdp::epsilon(1e-3, 1e-300) > 0.0);
}

#[test]
fn what_protects_nobody_any_more_is_not_stated_too_low() {
    // A Gaussian of `mu` has a privacy loss above its mean, half the square of `mu`, as often as not.
    for mu in [20.0, 33.0, 38.0, 43.0, 50.0, 80.0, 1e4] {
        let stated = gdp::epsilon(mu, 1e-6);
        assert!(stated > mu * mu / 2.0 && stated < mu * mu / 2.0 + 6.0 * mu, "{mu}: {stated}");
    }
}

/// Synthetic data showcase turns epsilon into `rho` by the looser bound and gives all but a hundredth of it to its counts. What less
/// noise gives the same guarantee was published with the comparison.
#[test]
fn a_quarter_less_noise_than_the_showcase_gives_the_same_guarantee() {
    let published = [(0.5, 0.738, 0.795), (1.0, 0.767, 0.823), (2.0, 0.798, 0.852), (4.0, 0.828, 0.880)];
    for (epsilon, exact, concentrated) in published {
        let log = (2.0 / 1e-6_f64).ln();
        let theirs = 0.99 * ((epsilon + log).sqrt() - log.sqrt()).powi(2);
        let sigma_theirs = 1.0 / (2.0 * theirs).sqrt();
        assert!(near(1.0 / gdp::mu(epsilon, 1e-6) / sigma_theirs, exact, 0.001), "{epsilon}");
        assert!(near((theirs / zcdp::rho(epsilon, 1e-6)).sqrt(), concentrated, 0.001), "{epsilon}");
    }
}

/// The trade-off curve of a Gaussian: the smallest rate of missed people at a rate of false alarms.
fn missed(mu: f64, alarms: f64) -> f64 {
    let (mut low, mut high) = (-40.0, 40.0);
    for _ in 0..100 {
        let middle = f64::midpoint(low, high);
        if above(middle) > alarms { low = middle } else { high = middle }
    }
    1.0 - above(low - mu)
}

fn above(value: f64) -> f64 {
    0.5 * libm::erfc(value / 2.0_f64.sqrt())
}

#[test]
fn a_choice_costs_enough_whatever_its_worst_case_is() {
    for range in [0.01, 0.1, 0.5, 1.0, 3.0, 8.0] {
        let mu = gdp::mu_of_range(range);
        for part in 1..200 {
            let (gain, all) = (range * f64::from(part) / 200.0, range);
            // The point in which the two lines of the trade-off meet: losses `gain` and `gain - all`.
            let alarms = -(gain - all).exp_m1() / (gain.exp() - (gain - all).exp());
            let caught = 1.0 - gain.exp() * alarms;
            assert!(missed(mu, alarms) <= caught + 1e-9, "range {range}, gain {gain}");
        }
        // What a Gaussian with the same privacy loss has where epsilon is small.
        assert!(range > 1.0 || near(mu / (range / 2.0), std::f64::consts::FRAC_PI_2.sqrt(), 0.01), "{range}: {mu}");
    }
}

#[test]
fn a_pure_answer_and_a_gaussian_together_cost_no_more_than_is_added_up() {
    let gaussian =
        |mu: f64, epsilon: f64| above(epsilon / mu - mu / 2.0) - epsilon.exp() * above(epsilon / mu + mu / 2.0);
    for (pure, mu) in [(0.1_f64, 0.2), (0.5, 0.2), (1.0, 1.0), (2.0, 0.1)] {
        let truth = 1.0 / (1.0 + (-pure).exp());
        for epsilon in [0.1, 0.5, 1.0, 2.0, 4.0] {
            let together = truth * gaussian(mu, epsilon - pure) + (1.0 - truth) * gaussian(mu, epsilon + pure);
            let stated = gdp::delta((mu * mu + gdp::mu_of_pure(pure).powi(2)).sqrt(), epsilon);
            assert!(together <= stated + 1e-12, "{pure} {mu} {epsilon}: {together} {stated}");
        }
    }
}

proptest! {
    #[test]
    fn more_is_told_with_more(mu in 0.001_f64..5.0, more in 1.001_f64..2.0, epsilon in 0.0_f64..10.0) {
        prop_assert!(gdp::delta(mu, epsilon) <= gdp::delta(mu * more, epsilon) + 1e-12);
        prop_assert!(gdp::delta(mu, epsilon + more) <= gdp::delta(mu, epsilon) + 1e-12);
        prop_assert!(gdp::epsilon(mu, 1e-6) <= zcdp::epsilon(mu * mu / 2.0, 1e-6) + 1e-9);
    }

    #[test]
    fn converted_and_back_is_the_same(epsilon in 0.01_f64..20.0, delta in prop::sample::select(vec![1e-3, 1e-6, 1e-9, 1e-12])) {
        let mu = gdp::mu(epsilon, delta);
        prop_assert!(gdp::delta(mu, epsilon) <= delta);
        prop_assert!((gdp::epsilon(mu, delta) - epsilon).abs() < 1e-6 * epsilon);
        prop_assert!((zcdp::epsilon(zcdp::rho(epsilon, delta), delta) - epsilon).abs() < 1e-6 * epsilon);
    }
}

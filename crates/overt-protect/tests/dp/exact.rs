//! The guarantee of composed discrete Gaussians, computed from their probabilities rather than from a theorem.

use std::f64::consts::TAU;

use overt_protect::dp::Noise;

use crate::tables::{ONE_ROW_EACH, open};

/// The lattice and the variance of noise, as they are written down.
fn integers(noise: Noise) -> (f64, f64) {
    let written = serde_json::to_value(noise).expect("noise can be written");
    let number = |name: &str| written[name].as_f64().expect("a number");
    (number("steps"), number("variance"))
}

/// The smallest delta that `tables` measurements of this noise together have at an epsilon.
///
/// Their privacy loss depends on the sum of the noise alone, whose distribution is made from the power of the characteristic
/// function of one.
fn delta(tables: f64, (steps, variance): (f64, f64), epsilon: f64) -> f64 {
    let sigma = (tables * variance).sqrt();
    let period = (26.0 * sigma).ceil();
    let reach = (13.0 * variance.sqrt()).ceil();
    let points = || std::iter::successors(Some(1.0), move |&x| (x < reach).then_some(x + 1.0));
    let weights: Vec<(f64, f64)> = points().map(|x: f64| (x, (-x * x / (2.0 * variance)).exp())).collect();
    let total = 1.0 + 2.0 * weights.iter().map(|(_, weight)| weight).sum::<f64>();
    let frequencies = (0..60).map(f64::from).map(|frequency| {
        let waves = weights.iter().map(|(x, weight)| weight * (TAU * frequency * x / period).cos()).sum::<f64>();
        let one: f64 = (1.0 + 2.0 * waves) / total;
        one.powf(tables)
    });
    let powers: Vec<f64> = frequencies.take_while(|power| *power > 1e-19).collect();
    let probability = |sum: f64| {
        let turn = (TAU * sum / period).cos();
        let (mut before, mut now, mut waves) = (1.0, turn, 0.0);
        for power in &powers[1..] {
            waves += power * now;
            (before, now) = (now, 2.0 * turn * now - before);
        }
        (1.0 + 2.0 * waves) / period
    };
    let loss = |sum: f64| (tables * steps * steps + 2.0 * steps * sum) / (2.0 * variance);
    let first = ((epsilon * variance / steps) - tables * steps / 2.0).ceil();
    let sums = std::iter::successors(Some(first), |sum| (*sum < first.abs() + 9.0 * sigma).then_some(sum + 1.0));
    sums.map(|sum| probability(sum) * -(epsilon - loss(sum)).min(0.0).exp_m1()).sum()
}

#[test]
fn what_is_stated_is_never_below_the_truth_and_needs_no_more_than_one_percent_more_noise() {
    for epsilon in [0.1, 0.5, 1.0, 2.0, 4.0, 8.0] {
        for allowed in [1e-6, 1e-9] {
            for tables in [1.0, 2.0, 10.0, 100.0, 1_000.0] {
                let odometer = open(epsilon, allowed);
                let noise = odometer.noise(1.0 / tables, ONE_ROW_EACH).expect("there is such noise");
                let (steps, variance) = integers(noise);
                let truth = delta(tables, (steps, variance), epsilon);
                let case = format!("epsilon {epsilon}, delta {allowed:e}, {tables} tables: {truth:e}");
                assert!(truth <= allowed * (1.0 + 1e-6), "{case}");
                assert!(delta(tables, (steps, variance * 0.99 * 0.99), epsilon) > allowed, "{case}");
            }
        }
    }
}

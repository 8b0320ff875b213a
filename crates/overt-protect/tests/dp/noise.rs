//! Noise is what it says, to the last bit that so many draws can show.

use overt_protect::dp::{Cost, Entry, Interval, Measured, Noise, NoiseError};
use proptest::prelude::*;

use crate::tables::{ONE_ROW_EACH, open, private, rng, table};

/// So many counts of nobody, with noise.
fn draws(noise: Noise, tables: usize, seed: u64) -> Vec<i64> {
    let nobody = private(table(&[100, 100], &[])).marginals(vec![vec![0, 1]]).expect("columns exist");
    let mut rng = rng(seed);
    let mut measured = (0..tables).map(|_| open(20.0, 1e-3).measure("nobody", &nobody, &[(0, noise)], &mut rng));
    measured.by_ref().flat_map(|measured| measured.expect("within the budget").swap_remove(0).counts).collect()
}

/// Probabilities of `-most..=most`, from the formula.
pub(crate) fn probabilities(noise: Noise, most: i64) -> Vec<f64> {
    let written = serde_json::to_value(noise).expect("noise can be written");
    let number = |name: &str| written[name].as_i64().expect("a whole number");
    let (steps, variance, fall) = match written["noise"].as_str() {
        Some("gaussian") => (number("steps"), number("variance"), 0.0),
        _ => (1, 1, real(number("epsilon_millionths")) / 1e6),
    };
    let weight =
        |x: i64| if fall > 0.0 { (-real(x.abs()) * fall).exp() } else { (-real(x * x) / real(2 * variance)).exp() };
    let far = most * 40 * steps;
    let total: f64 = (-far..=far).map(weight).sum();
    (-most..=most)
        .map(|value| (value * steps - steps / 2..=value * steps + steps / 2).map(weight).sum::<f64>() / total)
        .collect()
}

#[expect(clippy::cast_precision_loss, reason = "small numbers of a test")]
fn real(number: i64) -> f64 {
    number as f64
}

/// How far counts are from expected ones, as a number of standard deviations of the chi-square distribution.
fn surprise(drawn: &[i64], expected: &[f64], most: i64) -> f64 {
    let mut counts = vec![0_i64; expected.len() + 1];
    for value in drawn {
        let cell = if value.abs() <= most { usize::try_from(value + most).expect("in range") } else { expected.len() };
        counts[cell] += 1;
    }
    let rest = 1.0 - expected.iter().sum::<f64>();
    let all = real(i64::try_from(drawn.len()).expect("small"));
    let cells = expected.iter().chain([&rest]).zip(&counts);
    let (mut square, mut used) = (0.0, 0.0);
    for (probability, &count) in cells.filter(|(probability, _)| **probability * all >= 5.0) {
        square += (real(count) - probability * all).powi(2) / (probability * all);
        used += 1.0;
    }
    (square - used) / f64::sqrt(2.0 * used)
}

#[test]
fn draws_have_the_exact_distribution() {
    let gaussian = |sigma| Noise::gaussian(sigma).expect("in bounds");
    let laplace = |scale| Noise::laplace(scale).expect("in bounds");
    for noise in
        [gaussian(0.5), gaussian(1.0), gaussian(4.22), gaussian(80.0), laplace(0.3), laplace(1.0), laplace(12.0)]
    {
        let drawn = draws(noise, 60, 7);
        let most = drawn.iter().map(|value| value.abs()).max().expect("drawn");
        let surprise = surprise(&drawn, &probabilities(noise, most), most);
        assert!(surprise.abs() < 5.0, "{noise:?}: {surprise} standard deviations");
    }
}

#[test]
fn a_wrong_distribution_would_be_noticed() {
    let drawn = draws(Noise::gaussian(4.22).expect("in bounds"), 60, 7);
    let most = drawn.iter().map(|value| value.abs()).max().expect("drawn");
    let expected = probabilities(Noise::gaussian(4.3).expect("in bounds"), most);
    assert!(surprise(&drawn, &expected, most) > 5.0);
}

/// The exact probability that the interval of a count with this noise holds the true one.
fn held(noise: Noise, truth: i64) -> f64 {
    let most = 8 * i64::try_from(noise.half_width()).expect("small") + 8;
    let counts = (-most..=most).map(|noise| truth + noise).collect();
    let intervals = Measured { columns: vec![0], noise, counts }.intervals();
    let chances = probabilities(noise, most);
    let holds = |interval: &Interval| (interval.least..=interval.most).contains(&truth);
    intervals.iter().zip(chances).filter(|(interval, _)| holds(interval)).map(|(_, chance)| chance).sum()
}

/// So many people, some of them few enough that noise can make nobody of them.
fn truths(noise: Noise) -> [i64; 6] {
    let half = i64::try_from(noise.half_width()).expect("small");
    [0, 1, 2, half, half + 1, 1_000_000]
}

#[test]
fn intervals_hold_any_true_count_in_95_of_100_cases_and_with_wide_noise_hardly_more() {
    let wide = [24.0, 42.0, 60.0, 100.0, 300.0];
    for noise in wide.map(Noise::gaussian).into_iter().chain([Noise::laplace(30.0), Noise::laplace(200.0)]) {
        let noise = noise.expect("in bounds");
        for truth in truths(noise) {
            let held = held(noise, truth);
            assert!((0.95..0.955).contains(&held), "{noise:?}, {truth}: {held}");
        }
    }
}

#[test]
fn of_100_combinations_that_nobody_has_5_at_most_are_supported() {
    for sigma in [0.4, 1.0, 4.2, 10.0, 34.5, 120.0] {
        let noise = Noise::gaussian(sigma).expect("in bounds");
        let most = 8 * i64::try_from(noise.half_width()).expect("small") + 8;
        let measured = Measured { columns: vec![0], noise, counts: (-most..=most).collect() };
        let intervals = measured.intervals();
        let supported = intervals.iter().zip(probabilities(noise, most)).filter(|(interval, _)| interval.supported());
        let chance: f64 = supported.map(|(_, chance)| chance).sum();
        assert!(chance <= 0.05 && chance > 0.05 - 0.12 / sigma, "{sigma}: {chance}");
    }
}

#[test]
fn a_count_that_can_be_nobody_is_noise_only() {
    let noise = Noise::gaussian(10.0).expect("in bounds");
    let measured = Measured { columns: vec![0], noise, counts: vec![-25, -15, 15, 16, 17, 18, 25] };
    let ends: Vec<(i64, i64)> = measured.intervals().iter().map(|interval| (interval.least, interval.most)).collect();
    assert_eq!(ends, [(0, 0), (0, 5), (0, 35), (0, 36), (1, 37), (1, 38), (5, 45)]);
}

#[test]
fn the_stated_standard_deviation_is_that_of_the_draws() {
    for noise in [Noise::gaussian(0.5), Noise::gaussian(7.0), Noise::laplace(0.7), Noise::laplace(20.0)] {
        let noise = noise.expect("in bounds");
        let square = draws(noise, 30, 5).iter().map(|&value| real(value * value)).sum::<f64>() / 300_000.0;
        assert!((square.sqrt() / noise.sigma() - 1.0).abs() < 0.01, "{noise:?}: {}", square.sqrt());
    }
}

#[test]
fn noise_that_cannot_be_is_refused() {
    for size in [0.0, -1.0, f64::NAN, f64::INFINITY, 1e9] {
        assert!(matches!(Noise::gaussian(size), Err(NoiseError::Size(_))), "{size}");
        assert!(matches!(Noise::laplace(size), Err(NoiseError::Size(_))), "{size}");
    }
    for written in [
        r#"{"noise":"gaussian","steps":0,"variance":5000}"#,
        r#"{"noise":"gaussian","steps":64,"variance":5000}"#,
        r#"{"noise":"gaussian","steps":1,"variance":3}"#,
        r#"{"noise":"gaussian","steps":4294967295,"variance":18446744073709551615}"#,
        r#"{"noise":"gaussian","steps":1281,"variance":1640961000000000000}"#,
        r#"{"noise":"laplace","epsilon_millionths":0}"#,
    ] {
        assert!(serde_json::from_str::<Noise>(written).is_err(), "{written}");
    }
}

proptest! {
    #[test]
    fn intervals_hold_any_true_count_as_nearly_in_95_of_100_cases_as_whole_numbers_allow(sigma in 0.3_f64..40.0) {
        let noise = Noise::gaussian(sigma).expect("in bounds");
        for truth in truths(noise) {
            let held = held(noise, truth);
            prop_assert!(held >= 0.95, "{truth}: {held}");
            // Above zero and with noise that is not rounded away, at least.
            prop_assert!(sigma < 1.0 || held <= 0.95 + 0.12 / sigma, "{truth}: {held}");
        }
    }

    #[test]
    fn noise_is_never_less_than_asked_for_and_hardly_more(sigma in 0.05_f64..1_000_000.0) {
        let noise = Noise::gaussian(sigma).expect("in bounds");
        let effective = 1.0 / noise.mu_squared().expect("Gaussian").sqrt();
        prop_assert!(effective > sigma * 0.999 && effective < sigma * 1.001);
        // Below 1, most of the noise is rounded away.
        prop_assert!(sigma < 1.0 || noise.sigma() >= sigma * (1.0 - 1e-12));
        prop_assert!(noise.sigma() < (sigma * sigma + 1.0 / 12.0).sqrt() * 1.001);
        let read: Noise = serde_json::from_str(&serde_json::to_string(&noise).expect("written")).expect("read");
        prop_assert_eq!(read, noise);
    }

    #[test]
    fn a_share_costs_that_share_and_no_more(share in 0.0001_f64..1.0, epsilon in 0.1_f64..10.0) {
        let odometer = open(epsilon, 1e-6);
        let noise = odometer.noise(share, ONE_ROW_EACH).expect("there is such noise");
        let entry = |cost| Entry { what: String::new(), bound: ONE_ROW_EACH, cost };
        let cost = odometer.share(&entry(Cost::Counts { noise, tables: 1 }));
        prop_assert!(cost <= share * (1.0 + 1e-12) && cost > share * 0.999);
        let choice = Cost::Choice { epsilon_millionths: odometer.choice(share) };
        let cost = odometer.share(&entry(choice));
        prop_assert!(cost <= share && cost > share * 0.99);
    }
}

//! An ordered series against another one. Facts: the written likelihood with mpmath at 30 digits.

use overt_analysis::associate::{Ordered, ordered};

use crate::peers::{X, columns, near};

const LEVELS: [f64; 12] = [2.0, 1.0, 2.0, 1.0, 3.0, 3.0, 1.0, 3.0, 1.0, 2.0, 2.0, 2.0];

fn found(values: &[f64], levels: &[f64]) -> Ordered {
    ordered(&columns(&[values, levels]), |level| format!("tier {level}")).expect("there is a ratio")
}

#[test]
fn the_odds_for_one_deviation_and_the_test_of_proportional_odds_are_those_of_thirty_digits() {
    let found = found(&X, &LEVELS);
    near(found.slope.estimate, 0.764_462_026_033, 1e-9);
    near(found.slope.error, 0.342_822_711_544, 1e-9);
    near(found.deviation, 2.534_608_929_252, 1e-12);
    near(found.odds.value, 6.942_155_223_594, 1e-9);
    near(found.odds.low, 1.264_349_069_826, 1e-9);
    near(found.odds.high, 38.117_257_566_432, 1e-9);
    near(found.odds.p, 0.025_753_760_569, 1e-9);
    let test = found.proportional.unwrap().unwrap();
    near(test.statistic, 0.151_455_720_769, 1e-7);
    near(test.p, 0.697_148_083_045, 1e-8);
    assert_eq!(
        found.levels.iter().map(|level| (level.label.as_str(), level.n)).collect::<Vec<_>>(),
        [("tier 1", 4), ("tier 2", 5), ("tier 3", 3)]
    );
    assert_eq!(
        found.sentence,
        "Among 12 rows, series 1 tends to be higher where series 0 is higher (odds ratio 6.942 for one standard deviation of 2.5346, 95 % \
         interval 1.264 to 38.117, p = 0.0258), and that the ratio differs between thresholds cannot be told from chance (p = 0.6971); this \
         is an association and shows no cause."
    );
}

#[test]
fn the_unit_of_the_other_series_and_the_distance_of_levels_decide_nothing() {
    let one = found(&X, &LEVELS);
    let other = found(&X.map(|value| 1e4 * value - 7.0), &LEVELS.map(|level| level.powi(3)));
    near(other.odds.value, one.odds.value, 1e-9);
    near(other.odds.high, one.odds.high, 1e-9);
    let turned = found(&X.map(|value| -value), &LEVELS);
    near(turned.odds.value, one.odds.value.recip(), 1e-9);
}

#[test]
fn two_levels_have_one_threshold_and_a_test_that_fails_stops_nothing() {
    let two = found(&X, &LEVELS.map(|level| level.min(2.0)));
    assert_eq!(two.proportional, None);
    // All of the third level lie above all others, so its own threshold has no finite ratio.
    let apart = [3.0, 1.0, 4.0, 1.0, 9.0, 9.5, 5.0, 9.9, 5.5, 3.5, 5.0, 2.0];
    let apart = found(&apart, &LEVELS);
    assert!(apart.proportional.unwrap().is_err());
    assert!(apart.sentence.contains("cannot be tested in these rows"), "{}", apart.sentence);
}

#[test]
fn what_has_no_ratio_is_refused_in_words() {
    let refused = |values: &[f64], levels: &[f64], words: &str| {
        let problem = ordered(&columns(&[values, levels]), |level| level.to_string()).unwrap_err();
        assert!(problem.sentence.contains(words), "{problem}");
    };
    refused(&[], &[], "There are 0 rows");
    refused(&X, &[1.0; 12], "are the same");
    refused(&[f64::NAN; 12], &LEVELS, "not a finite number");
    refused(&X, &X.map(|value| f64::from(u8::from(value > 4.5))), "separates");
    refused(&[1.0, 2.0, 3.0, 4.0, 5.0], &[1.0, 2.0, 3.0, 4.0, 5.0], "too few");
    assert!(ordered(&columns(&[&X]), |level| level.to_string()).is_err());
}

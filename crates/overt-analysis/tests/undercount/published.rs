//! Numbers that others published, or that their programs compute.

use overt_analysis::undercount::{Histories, estimate};

use crate::data::{HIGH, LOW, POINT, histories, published, resampled, smallest_bic, stepwise};

/// A chance that no set of lists has, so that all lists stay independent.
const NEVER: f64 = f64::MIN_POSITIVE;

fn near(value: f64, expected: f64) -> bool {
    (value - expected).abs() <= 1e-6 * expected
}

#[test]
fn stepwise_points_and_limits_are_those_of_the_authors() {
    let pairs = "SparseMSE stepwise p=0.02";
    for (study, method, limits, plan) in [
        ("UKdat", "SparseMSE stepwise p=0.02 max order 2", true, stepwise(0.02, 2)),
        ("UKdat", "main effects", true, stepwise(NEVER, 2)),
        ("UKdat_5", pairs, true, stepwise(0.02, 2)),
        ("NewOrl", pairs, true, stepwise(0.02, 2)),
        ("NewOrl", "main effects", true, stepwise(NEVER, 2)),
        ("NewOrl_rev", "stepwise p=0.02", false, stepwise(0.02, 2)),
        ("NewOrl_5", "SparseMSE stepwise / main effects", true, stepwise(0.02, 2)),
        ("NewOrl_5", "SparseMSE stepwise / main effects", true, stepwise(NEVER, 2)),
        ("Ned", pairs, true, stepwise(0.02, 2)),
        ("Ned_5", pairs, true, stepwise(0.02, 2)),
        ("Artificial_3", "main effects", true, stepwise(0.02, 2)),
        ("Kosovo", "stepwise p=0.02 max order 2", false, stepwise(0.02, 2)),
        ("Kosovo", "stepwise p=0.02 max order Inf", false, stepwise(0.02, 3)),
        ("Korea", "stepwise p=0.02", false, stepwise(0.02, 2)),
    ] {
        let Some(histories) = histories(study) else { return };
        let chosen = estimate(&histories, &plan).expect("it can be estimated").chosen;
        let expected = published(study, method, POINT);
        assert!(near(chosen.people, expected), "{study}, {method}: {} instead of {expected}", chosen.people);
        if limits {
            for (limit, column) in [(chosen.if_true.low, LOW), (chosen.if_true.high.expect("there is one"), HIGH)] {
                // The program of the authors takes the variance from the last step but one.
                assert!((limit / published(study, method, column) - 1.0).abs() < 3e-5, "{study}, {method}: {limit}");
            }
        }
    }
}

#[test]
fn intervals_of_the_stepwise_choice_are_those_of_the_authors_program_digit_for_digit() {
    for (study, method, acceleration) in [
        ("UKdat", "SparseMSE stepwise + BCa nboot=1000 iseed=1234", -0.012_871_165),
        ("UKdat_5", "SparseMSE stepwise + BCa nboot=1000 iseed=1234", -0.012_181_081),
    ] {
        let Some(histories) = histories(study) else { return };
        let plan = resampled(&stepwise(0.02, 2), 1000, 1234);
        let bootstrap = estimate(&histories, &plan).expect("it can be estimated").bootstrap.expect("it was asked for");
        assert!((bootstrap.acceleration - acceleration).abs() < 1e-9);
        let limits = [bootstrap.interval.low, bootstrap.interval.high.expect("there is one")];
        for (limit, column) in limits.into_iter().zip([LOW, HIGH]) {
            assert!((limit - published(study, method, column)).abs() < 1e-4, "{study}: {limit}");
        }
    }
}

#[test]
fn the_best_of_all_models_and_their_number_are_those_of_the_authors() {
    for (study, method, together_max, notation, fitted, bic) in [
        ("Korea", "BIC best of 6 models [12,23]", 2, "[12,23]", 6, 57.140_809_9),
        ("Kosovo", "BIC best of 113 hierarchical models [123,14,34]", 3, "[123,14,34]", 113, 203.029_633),
        ("UKdat_5", "BIC best of 6084 models [123,25,34]", 3, "[123,25,34]", 6084, 195.879_106),
    ] {
        let Some(histories) = histories(study) else { return };
        let outcome = estimate(&histories, &smallest_bic(together_max)).expect("it can be estimated");
        assert_eq!((outcome.chosen.model.notation.as_str(), outcome.models.fitted), (notation, fitted), "{study}");
        assert!(
            (outcome.chosen.bic - bic).abs() < 1e-6 && near(outcome.chosen.people, published(study, method, POINT)),
            "{study}"
        );
    }
}

/// The revised data differ in one count: one person more was on both C and D.
#[test]
fn the_best_of_all_models_of_the_revised_new_orleans_data_has_independent_lists() {
    let Some(earlier) = histories("NewOrl_5") else { return };
    let names = earlier.names().to_vec();
    let rows = (1..1_usize << names.len()).map(|set| (set, earlier.exactly(set) + u64::from(set == 0b01100)));
    let revised = Histories::new(names, rows).expect("it is sound");
    let outcome = estimate(&revised, &smallest_bic(3)).expect("it can be estimated");
    assert_eq!((outcome.chosen.model.notation.as_str(), outcome.models.fitted), ("[1,2,3,4,5]", 5925));
    let method = "BIC best of 5925 models, main effects (revised data)";
    assert!(near(outcome.chosen.people, published("NewOrl_5", method, POINT)));
}

#[test]
fn intervals_of_the_smallest_bic_are_those_of_the_authors_as_they_rounded_them() {
    let rounded = |study: &str, method: &str, together_max: usize, unit: f64| {
        let Some(histories) = histories(study) else { return };
        let plan = resampled(&smallest_bic(together_max), 1000, 1234);
        let bootstrap = estimate(&histories, &plan).expect("it can be estimated").bootstrap.expect("it was asked for");
        let limits = [bootstrap.interval.low, bootstrap.interval.high.expect("there is one")];
        for (limit, column) in limits.into_iter().zip([LOW, HIGH]) {
            let expected = published(study, method, column);
            assert!(((limit / unit).round() * unit - expected).abs() < 1e-9, "{study}: {limit} instead of {expected}");
        }
    };
    rounded("Korea", "BIC + BCa all 6 models", 2, 1.0);
    rounded("Kosovo", "BIC + BCa all 113 models", 3, 100.0);
    rounded("UKdat_5", "BIC over all models max order 4 + BCa", 4, 1.0);
}

/// Seed or order of these draws is not published, so the limits can only agree as far as chance lets them. Those of the New Orleans data
/// rest on the smallest replicate.
#[test]
fn other_published_intervals_are_met_as_far_as_chance_lets_them() {
    for (study, method, plan, tolerance) in [
        ("NewOrl", "stepwise p=0.02 + BCa nboot=1000", stepwise(0.02, 2), 0.15),
        ("UKdat_5", "BIC over all models max order 2 + BCa", smallest_bic(2), 0.05),
    ] {
        let Some(histories) = histories(study) else { return };
        let plan = resampled(&plan, 1000, 1234);
        let interval =
            estimate(&histories, &plan).expect("it can be estimated").bootstrap.expect("it was asked for").interval;
        for (limit, column) in [(interval.low, LOW), (interval.high.expect("there is one"), HIGH)] {
            assert!((limit / published(study, method, column) - 1.0).abs() < tolerance, "{study}: {limit}");
        }
    }
}

#[test]
fn the_spread_shows_that_the_rule_decides_the_number() {
    let Some(histories) = histories("UKdat_5") else { return };
    let outcome = estimate(&histories, &smallest_bic(4)).expect("it can be estimated");
    let stepwise = estimate(&histories, &stepwise(0.02, 2)).expect("it can be estimated").chosen.people;
    assert!(outcome.spread.close.least < stepwise && stepwise < outcome.spread.close.median);
    assert!(outcome.spread.close.most > 2.0 * stepwise);
    assert!(outcome.chosen.weight.expect("it is one of them") < 0.5);
}

//! What holds for all rows.

use overt_analysis::patterns::Draws;
use overt_analysis::patterns::concentration::{Calculation, Unit, concentration, two_levels};
use overt_analysis::patterns::enforcement::enforcement;
use overt_analysis::patterns::prices::{Currency, Group, difference, prices};
use overt_analysis::patterns::recurrence::{self, Candidate, recurrence};
use overt_analysis::patterns::timing::{Counting, Dated, Period, Watch, before, changes};
use proptest::prelude::*;

use crate::data::{leaks, posts};
use crate::enforcement::{question, strata};

const FEW: Draws = Draws { count: 200, seed: 1 };

/// Posts with few acts, of which all ways can be gone through, or many.
fn units() -> impl Strategy<Value = Vec<Unit>> {
    let few = proptest::collection::vec((0_u64..4, (1_u32..50).prop_map(|days| Some(f64::from(days)))), 2..5);
    let many = proptest::collection::vec((0_u64..9, (1_u32..50).prop_map(|days| Some(f64::from(days)))), 12..30);
    prop_oneof![few, many].prop_map(|rows| posts(&rows))
}

fn in_regions(units: Vec<Unit>) -> Vec<Unit> {
    let region = |place: usize| Some(format!("region {}", place % 3));
    units.into_iter().enumerate().map(|(place, unit)| Unit { group: region(place), ..unit }).collect()
}

fn tables() -> impl Strategy<Value = Vec<[[u64; 2]; 2]>> {
    proptest::collection::vec([[0_u64..12, 0_u64..12], [0_u64..12, 0_u64..12]], 1..4)
}

fn amounts() -> impl Strategy<Value = Vec<i64>> {
    proptest::collection::vec(0_i64..50, 1..25)
}

fn group(amounts: Vec<i64>) -> Group {
    Group { label: "a".into(), amounts, unknown: 0 }
}

fn euros() -> Currency {
    Currency { code: "EUR".into(), decimals: 2 }
}

fn one_is(found: Option<f64>, expected: Option<f64>) -> bool {
    match (found, expected) {
        (Some(found), Some(expected)) => (found - expected).abs() <= 1e-9 * expected.abs().max(1e-9),
        (None, None) => true,
        (Some(value), None) | (None, Some(value)) => value <= 0.0,
    }
}

proptest! {
    #[test]
    fn the_order_of_units_decides_nothing_and_a_seed_gives_the_same_again(units in units(), turn in 0_usize..30) {
        let mut turned = units.clone();
        turned.rotate_left(turn % units.len());
        turned.reverse();
        let [one, again, other] = [&units, &units, &turned].map(|units| concentration(units, &leaks(FEW)));
        prop_assert_eq!(&one, &again);
        prop_assert_eq!(&one, &other);
        prop_assert_eq!(
            two_levels(&in_regions(units.clone()), &leaks(FEW), "regions"),
            two_levels(&in_regions(units).into_iter().rev().collect::<Vec<_>>(), &leaks(FEW), "regions")
        );
    }

    #[test]
    fn the_scale_of_exposure_decides_nothing(units in units(), scale in 0.001_f64..1000.0) {
        let scaled = |scale: f64| -> Vec<Unit> {
            units.iter().map(|unit| Unit { exposure: unit.exposure.map(|days| days * scale), ..unit.clone() }).collect()
        };
        let Ok(found) = concentration(&units, &leaks(FEW)) else { return Ok(()) };
        prop_assert_eq!(&found, &concentration(&scaled(1024.0), &leaks(FEW)).unwrap());
        let other = concentration(&scaled(scale), &leaks(FEW)).unwrap();
        // Where chance is drawn, rounding may send a draw in a million elsewhere.
        for (one, other) in [(found.dispersion, other.dispersion), (found.gini, other.gini), (found.largest_excess, other.largest_excess)] {
            prop_assert!((one.value - other.value).abs() < 1e-9 && (one.p - other.p).abs() < 0.011);
        }
        for (one, other) in found.findings.iter().zip(&other.findings) {
            prop_assert!((one.p - other.p).abs() < 1e-9);
        }
    }

    #[test]
    fn statistics_are_within_their_limits_and_the_mean_dispersion_is_its_degrees_of_freedom(units in units()) {
        let Ok(found) = concentration(&units, &leaks(FEW)) else { return Ok(()) };
        for statistic in [found.dispersion, found.largest_excess, found.gini, found.herfindahl] {
            prop_assert!(statistic.p > 0.0 && statistic.p <= 1.0 && statistic.value >= 0.0);
        }
        prop_assert!(found.gini.value < 1.0 && found.herfindahl.value <= 1.0);
        prop_assert!((found.findings.iter().map(|one| one.expected - one.acts as f64).sum::<f64>()).abs() < 1e-9);
        for one in &found.findings {
            let rounding = 1e-9 * one.ratio;
            prop_assert!(one.interval.low <= one.ratio + rounding && one.ratio <= one.interval.high + rounding);
            prop_assert!(one.p <= one.p_holm);
        }
        if found.calculation == Calculation::Exact {
            prop_assert!((found.dispersion.expected - found.degrees as f64).abs() < 1e-9);
        }
        let within = two_levels(&in_regions(units), &leaks(FEW), "regions").map(|levels| levels.within);
        if let Ok(within) = within.as_ref() && within.calculation == Calculation::Exact {
            prop_assert!((within.dispersion.expected - within.degrees as f64).abs() < 1e-9);
        }
    }

    #[test]
    fn exposures_that_are_hard_to_compute_with_give_a_probability_or_a_problem(
        rows in proptest::collection::vec((0_u64..5, proptest::option::of(any::<f64>())), 0..6),
    ) {
        match concentration(&posts(&rows), &leaks(FEW)) {
            Ok(found) => {
                prop_assert!(found.findings.iter().all(|one| one.ratio.is_finite() && (0.0..=1.0).contains(&one.p)), "{found:?}");
                prop_assert!((0.0..=1.0).contains(&found.dispersion.p) && found.dispersion.value.is_finite(), "{found:?}");
            }
            Err(problem) => prop_assert!(problem.sentence.ends_with('.') && problem.way_out.ends_with('.')),
        }
    }

    #[test]
    fn groups_or_outcomes_exchanged_turn_the_ratio_and_keep_p(tables in tables()) {
        let asked = |tables: &[[[u64; 2]; 2]]| enforcement(&strata(tables), &[], &question());
        let Ok(found) = asked(&tables) else { return Ok(()) };
        let exchanged: Vec<_> = tables.iter().map(|[first, second]| [*second, *first]).collect();
        let opposite: Vec<_> = tables.iter().map(|rows| rows.map(|[with, without]| [without, with])).collect();
        let exact = found.exact.unwrap();
        for other in [asked(&exchanged).unwrap(), asked(&opposite).unwrap()] {
            let turned = other.exact.unwrap();
            prop_assert!((exact.p - turned.p).abs() < 1e-9);
            prop_assert!(one_is(turned.value, exact.value.map(f64::recip).filter(|value| value.is_finite())));
            prop_assert!(one_is(turned.high, Some(exact.low.recip()).filter(|value| value.is_finite())));
            let [one, turned] = [&found, &other].map(|found| found.mantel_haenszel.map(|pooled| pooled.value));
            prop_assert!(one_is(turned, one.map(f64::recip)));
            let [one, turned] = [&found, &other].map(|found| found.homogeneity.map(|alike| alike.p));
            prop_assert!(one_is(turned, one));
        }
        prop_assert!(exact.low <= exact.value.unwrap_or(f64::INFINITY));
        prop_assert!((0.0..=1.0).contains(&exact.p));
        let mut turned = strata(&tables);
        turned.reverse();
        prop_assert_eq!(&found, &enforcement(&turned, &[], &question()).unwrap());
    }

    #[test]
    fn the_order_of_amounts_decides_nothing_and_intervals_hold_the_median(one in amounts(), other in amounts()) {
        let turned = |amounts: &[i64]| group(amounts.iter().rev().copied().collect());
        let (first, second) = (group(one.clone()), group(other.clone()));
        let found = prices(std::slice::from_ref(&first), &euros()).unwrap();
        prop_assert_eq!(&found, &prices(&[turned(&one)], &euros()).unwrap());
        if let Some(interval) = found.groups[0].median_interval {
            prop_assert!(interval.low as f64 <= found.groups[0].median && found.groups[0].median <= interval.high as f64);
            prop_assert!(interval.level >= 0.95);
        }
        let found = difference(&first, &second, &euros()).unwrap();
        prop_assert_eq!(&found, &difference(&turned(&one), &turned(&other), &euros()).unwrap());
        let back = difference(&second, &first, &euros()).unwrap();
        prop_assert!((found.value + back.value).abs() < 1e-9 && (found.test.p - back.test.p).abs() < 1e-9);
        prop_assert!(found.interval.is_none_or(|interval| interval.low <= found.value && found.value <= interval.high));
    }

    #[test]
    fn no_other_division_with_as_many_changes_is_more_likely(counts in proptest::collection::vec(0_u64..25, 2..10)) {
        let period = |(place, count): (usize, &u64)| Period { label: place.to_string(), count: Some(*count), exposure: None };
        let periods: Vec<Period> = counts.iter().enumerate().map(period).collect();
        let counting = Counting { acts: "leaks".into(), periods: "quarters".into(), exposure: "days".into(), draws: FEW };
        let Ok(found) = changes(&periods, &counting) else { return Ok(()) };
        prop_assert_eq!(found.segments.iter().map(|segment| segment.count).sum::<u64>(), counts.iter().sum::<u64>());
        prop_assert_eq!(found.changes.is_empty(), found.p >= 0.05);
        let likelihood = |ends: &[usize]| {
            let mut begin = 0;
            let mut sum = 0.0;
            for end in ends.iter().copied().chain([counts.len()]) {
                let count = counts[begin..end].iter().sum::<u64>() as f64;
                sum += if count > 0.0 { count * (count / (end - begin) as f64).ln() } else { 0.0 };
                begin = end;
            }
            sum
        };
        let begins: Vec<usize> = found.changes.iter().map(|change| change.first_after.parse().unwrap()).collect();
        let own = likelihood(&begins);
        for set in 0_u32..1 << (counts.len() - 1) {
            let ends: Vec<usize> = (1..counts.len()).filter(|end| set >> (end - 1) & 1 == 1).collect();
            if ends.len() <= 5 {
                // Twice the likelihood less the penalties: nothing is better, but for a first change that is not told from chance.
                let better = 2.0 * (likelihood(&ends) - own) - (ends.len() as f64 - begins.len() as f64) * found.penalty;
                prop_assert!(better < 1e-6, "{ends:?} and not {begins:?}");
            }
        }
    }

    #[test]
    fn the_order_of_signals_and_events_decides_nothing_and_a_shift_of_the_calendar_neither(
        events in proptest::collection::vec(10_i32..200, 1..8),
        signals in proptest::collection::vec(0_i32..200, 1..12),
        moved in -1000_i32..1000,
    ) {
        let dated = |days: &[i32], moved: i32| -> Vec<Dated> {
            days.iter().map(|day| Dated { label: String::new(), day: Some(day + moved) }).collect()
        };
        let watch = |moved: i32| Watch { events: "raids".into(), signals: "leaks".into(), observed: (moved, 199 + moved), window_days: 7 };
        let found = before(&dated(&events, 0), &dated(&signals, 0), &watch(0)).unwrap();
        let turned = |days: &[i32]| days.iter().rev().copied().collect::<Vec<_>>();
        prop_assert_eq!(&found, &before(&dated(&turned(&events), moved), &dated(&turned(&signals), moved), &watch(moved)).unwrap());
        let counted = signals.iter().filter(|signal| events.iter().any(|event| (1..=7).contains(&(event - **signal)))).count();
        prop_assert_eq!(found.before, counted);
        prop_assert!(found.p >= 1.0 / 200.0 && found.p <= 1.0);
    }

    #[test]
    fn the_order_of_cases_and_posts_decides_nothing_where_things_come_back(
        rows in proptest::collection::vec(proptest::collection::btree_set(0_usize..8, 1..4), 2..6),
        exposures in proptest::collection::vec(1_u32..9, 8),
    ) {
        let label = |place: &usize| format!("post {place}");
        let mut candidates: Vec<Candidate> = exposures.iter().enumerate()
            .map(|(place, days)| Candidate { label: label(&place), exposure: Some(f64::from(*days)) }).collect();
        let mut cases: Vec<recurrence::Case> = rows.iter()
            .map(|row| recurrence::Case { label: String::new(), units: row.iter().map(label).collect() }).collect();
        let question = recurrence::Question { units: "posts".into(), exposure: "days".into(), draws: FEW };
        let found = recurrence(&candidates, &cases, &question).unwrap();
        candidates.reverse();
        cases.reverse();
        prop_assert_eq!(&found, &recurrence(&candidates, &cases, &question).unwrap());
        for candidate in &mut candidates {
            candidate.exposure = candidate.exposure.map(|days| days * 64.0);
        }
        prop_assert_eq!(&found, &recurrence(&candidates, &cases, &question).unwrap());
        prop_assert_eq!(found.recurrent.value as usize, found.findings.len());
        prop_assert!(found.findings.iter().all(|finding| finding.cases.value <= found.most.value && finding.cases.p <= finding.p_holm));
    }
}

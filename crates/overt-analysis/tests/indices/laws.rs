//! What holds for all numbers.

use overt_analysis::associate::{Coefficient, Groups, associate, chance_of_mean};
use overt_analysis::fragility::{Outliers, Question, Scale, audit_pairs, multiverse, ties};
use overt_analysis::series::{Cell, Column, Key, join};
use proptest::prelude::*;

use crate::data::code;
use crate::peers::{column, columns, plainly};

/// Two columns of 6 to 20 values, with ties.
fn two_columns() -> impl Strategy<Value = (Vec<f64>, Vec<f64>)> {
    (6_usize..20).prop_flat_map(|rows| {
        let values = || proptest::collection::vec((-6_i8..7).prop_map(f64::from), rows);
        (values(), values())
    })
}

/// Any column, with values that are hard to compute with.
fn hard_column() -> impl Strategy<Value = Vec<f64>> {
    let value = prop_oneof![
        any::<f64>(),
        Just(0.0),
        Just(-0.0),
        Just(f64::MAX),
        Just(f64::MIN_POSITIVE),
        Just(f64::NAN),
        Just(f64::INFINITY),
        (-3_i8..3).prop_map(f64::from),
    ];
    proptest::collection::vec(value, 0..9)
}

proptest! {
    #[test]
    fn ranks_do_not_care_for_a_scale_that_keeps_the_order((x, y) in two_columns()) {
        let stretched: Vec<f64> = x.iter().map(|value| (value / 3.0).exp()).collect();
        for coefficient in [Coefficient::Spearman, Coefficient::Kendall] {
            prop_assert_eq!(coefficient.estimate(&x, &y), coefficient.estimate(&stretched, &y));
        }
    }

    #[test]
    fn a_turned_column_turns_the_sign_and_exchanged_columns_change_nothing((x, y) in two_columns()) {
        let turned: Vec<f64> = x.iter().map(|value| -value).collect();
        for coefficient in Coefficient::ALL {
            let Ok(found) = coefficient.estimate(&x, &y) else { continue };
            let other = coefficient.estimate(&turned, &y).unwrap();
            let exchanged = coefficient.estimate(&y, &x).unwrap();
            prop_assert!((found.value + other.value).abs() < 1e-12 && (found.low + other.high).abs() < 1e-9);
            prop_assert!((found.value - exchanged.value).abs() < 1e-12 && (found.p - exchanged.p).abs() < 1e-9);
        }
    }

    #[test]
    fn kendall_is_what_counting_every_pair_gives((x, y) in two_columns()) {
        let Ok(found) = Coefficient::Kendall.estimate(&x, &y) else { return Ok(()) };
        let (mut score, mut in_x, mut in_y) = (0.0, 0.0, 0.0);
        for one in 0..x.len() {
            for other in 0..one {
                let sign = |values: &[f64]| (values[one] - values[other]).partial_cmp(&0.0).map_or(0.0, |order| f64::from(order as i8));
                score += sign(&x) * sign(&y);
                in_x += sign(&x).abs();
                in_y += sign(&y).abs();
            }
        }
        let expected: f64 = score / f64::sqrt(in_x * in_y);
        prop_assert!((found.value - expected).abs() < 1e-12);
    }

    #[test]
    fn what_cannot_be_estimated_is_said_and_never_a_number_that_is_none(x in hard_column(), y in hard_column()) {
        for coefficient in Coefficient::ALL {
            match coefficient.estimate(&x, &y) {
                Ok(found) => {
                    prop_assert!((-1.0..=1.0).contains(&found.value) && (0.0..=1.0).contains(&found.p), "{found:?}");
                    prop_assert!(found.low <= found.value && found.value <= found.high, "{found:?}");
                }
                Err(problem) => prop_assert!(problem.sentence.ends_with('.') && problem.way_out.ends_with('.')),
            }
        }
    }

    #[test]
    fn a_join_loses_nothing_that_it_does_not_name(
        one in proptest::collection::btree_set(0_u8..26, 0..20),
        other in proptest::collection::btree_set(0_u8..26, 0..20),
    ) {
        let column = |label: &str, letters: &std::collections::BTreeSet<u8>| Column {
            label: label.to_owned(),
            source: "invented".to_owned(),
            cells: letters
                .iter()
                .map(|letter| {
                    let country = code(&format!("AA{}", char::from(b'A' + letter)));
                    (Key { country, year: None }, Cell { value: f64::from(*letter), row: usize::from(*letter) })
                })
                .collect(),
        };
        let joined = join(&[&column("one", &one), &column("other", &other)]);
        let all: std::collections::BTreeSet<String> =
            one.union(&other).map(|letter| format!("AA{}", char::from(b'A' + letter))).collect();
        let told: std::collections::BTreeSet<String> = joined.keys.iter().map(ToString::to_string)
            .chain(joined.exclusions.iter().map(|gone| gone.who.clone())).collect();
        prop_assert_eq!(&told, &all);
        prop_assert_eq!(joined.n() + joined.exclusions.len(), all.len());
        prop_assert_eq!(&joined.sides[0].values, &joined.sides[1].values);
        let kept = joined.keep("even", |key| joined.keys.iter().position(|other| *other == key).is_some_and(|at| at % 2 == 0));
        prop_assert_eq!(kept.n() + kept.exclusions.len(), all.len());
    }

    #[test]
    fn p_values_of_groups_are_probabilities_and_holm_never_lowers_one((x, y) in two_columns()) {
        let Ok(groups) = Groups::by(&columns(&[&x, &y]), |group| group.to_string()) else { return Ok(()) };
        let found = groups.compare();
        prop_assert!((0.0..=1.0).contains(&found.p) && (0.0..=1.0 + 1e-9).contains(&found.epsilon_squared));
        prop_assert_eq!(found.groups.iter().map(|group| group.n).sum::<usize>(), x.len());
        for pair in &found.pairs {
            prop_assert!((0.0..=1.0).contains(&pair.test.p) && pair.p_holm >= pair.test.p && pair.p_holm <= 1.0);
            prop_assert!((0.0..=1.0).contains(&pair.test.auc));
        }
    }

    #[test]
    fn every_removal_is_what_is_left_estimated_anew((x, y) in two_columns()) {
        let joined = columns(&[&x, &y]);
        let Ok(found) = audit_pairs(&joined) else { return Ok(()) };
        for removal in found.strengthening.iter().chain(&found.weakening) {
            let left = joined.keep("left out", |key| !removal.pair.contains(&key));
            let expected = associate(&left, Coefficient::Pearson).unwrap().estimate.value;
            prop_assert!((removal.r - expected).abs() < 1e-9);
        }
    }

    #[test]
    fn ranks_that_are_not_counted_again_would_have_been_the_same((x, y) in two_columns()) {
        let x: Vec<f64> = x.iter().map(|value| value.exp()).collect();
        let asked = |scales: &[Scale]| multiverse(&Question {
            outliers: vec![Outliers::Keep, Outliers::Named([code("AAA")].into()), Outliers::Winsorised(0.1)],
            left_scales: scales.to_vec(),
            coefficients: vec![Coefficient::Spearman, Coefficient::Kendall],
            ..plainly(column("left", &x), column("right", &y))
        });
        let Ok(as_is) = asked(&[Scale::AsIs]) else { return Ok(()) };
        let logged = asked(&[Scale::Log]).unwrap();
        let both = asked(&[Scale::AsIs, Scale::Log]).unwrap();
        prop_assert_eq!(&as_is.specifications, &logged.specifications);
        prop_assert_eq!(&as_is.specifications, &both.specifications);
        prop_assert_eq!((as_is.repeated, both.repeated), (0, 6));
    }

    #[test]
    fn both_chances_and_that_of_the_mean_itself_add_up((x, _) in two_columns(), group in 1_usize..5) {
        let joined = columns(&[&x]);
        let mean = x[..group].iter().sum::<f64>() / f64::from(u8::try_from(group).unwrap());
        let Ok(found) = chance_of_mean(&joined, group, mean, 1.0) else { return Ok(()) };
        prop_assert!(found.p_as_low + found.p_as_high > 1.0 - 1e-9, "the mean is one of a group that there is");
        let turned: Vec<f64> = x.iter().map(|value| -value).collect();
        let other = chance_of_mean(&columns(&[&turned]), group, -mean, 1.0).unwrap();
        prop_assert!((found.p_as_low - other.p_as_high).abs() < 1e-9);
    }

    #[test]
    fn rows_in_ties_and_rows_alone_are_all_rows((x, _) in two_columns()) {
        let found = ties(&columns(&[&x]), 0).unwrap();
        let in_ties: usize = found.ties.iter().map(|tie| tie.members.len()).sum();
        prop_assert_eq!(in_ties, found.tied);
        prop_assert!(found.tied <= found.n && found.distinct <= found.n && (0.0..=20.0).contains(&found.tied_expected));
    }
}

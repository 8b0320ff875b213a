//! What cannot be estimated is said in words.

use overt_analysis::Problem;
use overt_analysis::associate::{
    Coefficient, Groups, associate, chance_of_mean, group_mean, partial, propagate, within_between,
};
use overt_analysis::fragility::{Question, Score, audit_pairs, jackknife, multiverse, ties};
use overt_analysis::series::{Fit, Observation, Series, Statement, date_figures, join};

use crate::data::{code, key};
use crate::peers::{X, Y, column, columns, plainly};

const SAME: [f64; 12] = [1.0; 12];

#[track_caller]
fn refused<T: std::fmt::Debug>(result: Result<T, Problem>, about: &str) {
    let problem = result.expect_err("it is refused");
    assert!(problem.sentence.contains(about), "{problem}");
    assert!(problem.sentence.ends_with('.') && problem.way_out.ends_with('.'), "{problem}");
}

#[test]
fn too_few_rows_are_refused() {
    for (coefficient, least) in [(Coefficient::Pearson, 4), (Coefficient::Spearman, 4), (Coefficient::Kendall, 5)] {
        refused(coefficient.estimate(&X[..least - 1], &Y[..least - 1]), "at least");
        assert!(coefficient.estimate(&X[..least], &Y[..least]).is_ok());
    }
    refused(partial(&columns(&[&X[..4], &Y[..4], &Y[..4]])), "at least 5");
    refused(audit_pairs(&columns(&[&X[..6], &Y[..6]])), "6 rows");
    refused(associate(&columns(&[&[], &[]]), Coefficient::Pearson), "0 rows");
    refused(ties(&columns(&[&[]]), 2), "no rows");
    refused(group_mean(&columns(&[&[], &[]])), "no rows");
}

#[test]
fn a_constant_column_is_refused() {
    for coefficient in Coefficient::ALL {
        refused(coefficient.estimate(&X, &SAME), "second column are the same");
        refused(coefficient.estimate(&SAME, &Y), "first column are the same");
    }
    refused(partial(&columns(&[&X, &Y, &SAME])), "series 2 column are the same");
    refused(chance_of_mean(&columns(&[&SAME]), 3, 1.0, 1.0), "are the same");
    refused(audit_pairs(&columns(&[&X, &SAME])), "are the same");
}

#[test]
fn one_group_and_values_that_are_all_tied_are_refused() {
    refused(Groups::by(&columns(&[&X, &SAME]), |group| group.to_string()), "two groups");
    refused(Groups::by(&columns(&[&SAME, &X]), |group| group.to_string()), "are the same");
    refused(Groups::split(&columns(&[&X]), &[key("ZZZ")], "in", "out"), "two groups");
    refused(Groups::by(&columns(&[&X, &Y]), |group| group.to_string()).unwrap().two(), "two are compared");
}

#[test]
fn values_that_are_not_finite_are_refused() {
    for wrong in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
        let mut values = X;
        values[5] = wrong;
        for coefficient in Coefficient::ALL {
            refused(coefficient.estimate(&values, &Y), "not a finite number");
        }
        refused(Groups::by(&columns(&[&values, &Y]), |group| group.to_string()), "not a finite number");
        refused(group_mean(&columns(&[&values, &X])), "not a finite number");
        refused(ties(&columns(&[&values]), 2), "cannot be rounded");
        refused(propagate(&columns(&[&X, &Y, &values]), Coefficient::Pearson, 100, 1), "standard error");
    }
    let vast = X.map(|value| value * 1e300);
    refused(Coefficient::Pearson.estimate(&vast, &Y), "too large");
}

#[test]
fn series_that_determine_each_other_are_refused() {
    let double = Y.map(|value| 2.0 * value + 1.0);
    refused(partial(&columns(&[&X, &Y, &double])), "determined by the others");
}

#[test]
fn the_wrong_number_of_series_is_refused() {
    refused(associate(&columns(&[&X, &Y, &X]), Coefficient::Pearson), "needs 2 series");
    refused(partial(&columns(&[&X])), "not two series");
    refused(partial(&columns(&[&X, &Y])), "No series is held constant");
    refused(propagate(&columns(&[&X, &Y]), Coefficient::Pearson, 100, 1), "needs 3 series");
}

#[test]
fn columns_of_different_length_are_refused() {
    refused(Coefficient::Pearson.estimate(&X, &Y[..5]), "12 and 5 rows");
}

#[test]
fn draws_groups_and_steps_out_of_range_are_refused() {
    refused(propagate(&columns(&[&X, &Y, &SAME]), Coefficient::Pearson, 1, 1), "1 draws");
    refused(chance_of_mean(&columns(&[&X]), 12, 5.0, 1.0), "cannot be drawn");
    refused(chance_of_mean(&columns(&[&X]), 0, 5.0, 1.0), "cannot be drawn");
    refused(chance_of_mean(&columns(&[&X]), 3, f64::NAN, 1.0), "cannot be drawn");
    for step in [0.0, -1.0, f64::NAN, 0.7, 1e-9, 1e9, f64::INFINITY] {
        refused(chance_of_mean(&columns(&[&X]), 3, 5.0, step), "step");
    }
    let wide = X.map(|value| value * 90_000.0);
    refused(chance_of_mean(&columns(&[&wide]), 9, 5.0, 1.0), "takes too long");
    refused(ties(&columns(&[&X]), 10), "10 decimals");
}

#[test]
fn a_series_that_is_constant_within_every_country_has_no_part_within() {
    // Means of 0.1 are not 0.1 in binary, which must not become a change.
    let mut joined = columns(&[&X, &[0.1, 0.1, 0.1, 0.7, 0.7, 0.7, 0.3, 0.3, 0.3, 0.9, 0.9, 0.9]]);
    for (place, key) in joined.keys.iter_mut().enumerate() {
        key.country = code(["AAA", "BBB", "CCC", "DDD"][place / 3]);
        key.year = i32::try_from(place % 3).ok();
    }
    refused(within_between(&joined), "second column are the same");
}

#[test]
fn errors_are_not_clustered_by_few_countries() {
    let mut joined = columns(&[&X, &Y]);
    for (place, key) in joined.keys.iter_mut().enumerate() {
        key.country = code(["AAA", "BBB", "CCC"][place / 4]);
        key.year = i32::try_from(place % 4).ok();
    }
    refused(within_between(&joined), "3 countries");
}

#[test]
fn one_source_or_two_scores_of_one_source_are_refused() {
    let column = column("outcome", &SAME);
    let score = |row| Score { country: code("AAA"), source: "one".to_owned(), value: 1.0, row };
    refused(jackknife("index", &[score(2)], 1, &column, Coefficient::Pearson), "fewer than two sources");
    refused(jackknife("index", &[score(2), score(3)], 1, &column, Coefficient::Pearson), "two scores");
}

#[test]
fn sources_of_which_none_can_be_left_out_are_refused() {
    let joined = columns(&[&X, &Y]);
    let scores = |side: usize, source: &'static str| {
        let values = joined.keys.iter().zip(&joined.sides[side].values);
        values.map(move |(key, value)| Score { country: key.country, source: source.to_owned(), value: *value, row: 0 })
    };
    let both: Vec<Score> = scores(0, "one").chain(scores(1, "two")).collect();
    let outcome = column("outcome", &Y);
    assert!(jackknife("index", &both, 1, &outcome, Coefficient::Pearson).is_ok());
    refused(jackknife("index", &both, 2, &outcome, Coefficient::Pearson), "can be left out");
}

#[test]
fn a_multiverse_without_options_or_without_answers_is_refused() {
    let none = Question { countries: Vec::new(), ..plainly(column("left", &X), column("right", &Y)) };
    refused(multiverse(&none), "cannot be crossed");
    let constant = plainly(column("left", &X), column("right", &SAME));
    refused(multiverse(&constant), "None of the 3 specifications");
}

#[test]
fn a_statement_without_figures_is_refused() {
    let statement = Statement { year: 2011, figures: vec![None] };
    refused(date_figures(&[], code("WLD"), &statement), "figure or a gap");
    assert!(join(&[]).keys.is_empty());
}

#[test]
fn a_figure_that_is_no_number_fits_no_year() {
    let observation = Observation { country: code("WLD"), year: 2011, value: 5.0, row: 2 };
    let table = Series::new("one", "invented", "invented.csv", [observation]).unwrap();
    for (figure, fit) in [(f64::NAN, Fit::NoYear), (f64::INFINITY, Fit::NoYear), (5.0, Fit::Exact)] {
        let statement = Statement { year: 2011, figures: vec![Some(figure)] };
        assert_eq!(date_figures(&[&table], code("WLD"), &statement).unwrap().fit, fit);
    }
}

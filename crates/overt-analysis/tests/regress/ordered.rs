//! Ordered logits. Facts: Newton's method on the written likelihood with mpmath at 40 digits, as the second derivatives of statsmodels
//! are numerical; estimates agree with `OrderedModel(o, X[:, 1:], distr='logit').fit(method='bfgs')`.

use overt_analysis::regress::{Design, Errors, Table, ordered_logit, proportional_odds};

use crate::data::{Made, close, column, estimates_and_errors, labels};

#[test]
fn estimates_thresholds_and_errors_are_those_of_forty_digits() {
    let made = Made::new();
    let design = made.design(&made.ordered);
    let estimates = [2.698980668715, 8.141373744707, 10.78980801251, 1.561174746465, -0.5332604510902, 1.968762494198];
    let cases = [
        (
            Errors::Classical,
            [0.935180929676, 1.74189807651, 2.066285347205, 0.2957365550355, 0.2449671131364, 0.7174514869707],
        ),
        (
            Errors::Hc1,
            [0.8999752805443, 2.264895785592, 2.689232015073, 0.3732929727843, 0.1914992297835, 0.6256847488708],
        ),
        (
            Errors::Clustered,
            [0.9919143269936, 1.404343927229, 1.675219117821, 0.2416905286314, 0.09670288021356, 0.8528762177099],
        ),
    ];
    for (errors, expected) in cases {
        let model = ordered_logit(&design, errors).unwrap();
        estimates_and_errors(&model.thresholds, &estimates[..3], &expected[..3]);
        estimates_and_errors(&model.fit.coefficients, &estimates[3..], &expected[3..]);
        close(model.fit.log_likelihood, -37.80987780057);
        assert_eq!(model.categories.iter().map(|category| category.rows).collect::<Vec<_>>(), [14, 22, 11, 13]);
        assert_eq!(model.thresholds[1].name, "1 | 2");
    }
}

#[test]
fn the_test_of_proportional_odds_is_that_of_forty_digits() {
    let made = Made::new();
    let three: Vec<f64> = made.ordered.iter().map(|value| value.min(2.0)).collect();
    let test = proportional_odds(&made.design(&three)).unwrap();
    close(test.statistic, 1.147557225989);
    close(test.p, 0.7656077267392);
    close(test.log_likelihood, -29.19416471838);
    assert_eq!(test.degrees, 3);
    let slopes =
        [[1.634193537393, -0.6747086538015, 3.232255918514], [1.177809305055, -0.4833382739232, 1.508743939221]];
    for (threshold, expected) in test.by_threshold.iter().zip(slopes) {
        threshold.coefficients.iter().zip(expected).for_each(|(found, expected)| close(found.estimate, expected));
    }
}

#[test]
fn only_the_order_of_values_matters() {
    let made = Made::new();
    let other: Vec<f64> =
        made.ordered.iter().map(|value| if *value > 2.0 { 40.0 } else { 1.5 * value - 3.0 }).collect();
    let [one, two] = [&made.ordered, &other].map(|outcome| ordered_logit(&made.design(outcome), Errors::Hc1).unwrap());
    assert_eq!(one.fit.coefficients, two.fit.coefficients);
    assert_eq!(two.thresholds[0].name, "-3 | -1.5");
}

#[test]
fn turning_the_order_round_turns_the_signs_round() {
    let made = Made::new();
    let turned: Vec<f64> = made.ordered.iter().map(|value| -value).collect();
    let [one, two] =
        [&made.ordered, &turned].map(|outcome| ordered_logit(&made.design(outcome), Errors::Classical).unwrap());
    for (one, two) in one.fit.coefficients.iter().zip(&two.fit.coefficients) {
        close(one.estimate, -two.estimate);
        close(one.error, two.error);
    }
    close(one.thresholds[0].estimate, -two.thresholds[2].estimate);
}

#[test]
fn perfect_separation_is_told_with_the_column() {
    let made = Made::new();
    let ordered: Vec<f64> =
        made.a.iter().map(|a| f64::from(u8::from(*a > 3.0)) + f64::from(u8::from(*a > 6.0))).collect();
    let problem = ordered_logit(&made.design(&ordered), Errors::Classical).unwrap_err();
    assert!(problem.sentence.contains("“a” separates values of “y” perfectly"), "{problem}");
}

#[test]
fn a_value_that_only_one_kind_of_row_has_is_separation_too() {
    let made = Made::new();
    let outcome: Vec<f64> =
        made.c.iter().zip(&made.ordered).map(|(c, o)| if *c > 0.0 { 3.0 } else { o.min(2.0) }).collect();
    let problem = ordered_logit(&made.design(&outcome), Errors::Classical).unwrap_err();
    assert!(problem.sentence.contains("“c” separates"), "{problem}");
}

#[test]
fn a_threshold_with_separation_of_its_own_refuses_the_test_only() {
    let made = Made::new();
    let design = made.design(&made.ordered);
    assert!(ordered_logit(&design, Errors::Classical).is_ok());
    assert!(proportional_odds(&design).unwrap_err().sentence.contains("separates"));
}

#[test]
fn two_values_have_one_threshold_and_no_test() {
    let made = Made::new();
    let two: Vec<f64> = made.ordered.iter().map(|value| value.min(1.0)).collect();
    let design = made.design(&two);
    assert_eq!(ordered_logit(&design, Errors::Classical).unwrap().thresholds.len(), 1);
    assert!(proportional_odds(&design).unwrap_err().sentence.contains("has two values"));
}

#[test]
fn a_measured_outcome_has_more_thresholds_than_rows_and_is_refused() {
    let made = Made::new();
    let problem = ordered_logit(&made.design(&made.outcome), Errors::Classical).unwrap_err();
    assert!(problem.sentence.contains("too few"), "{problem}");
}

#[test]
fn leverage_is_not_asked_of_a_likelihood() {
    let made = Made::new();
    let problem = ordered_logit(&made.design(&made.ordered), Errors::Hc3).unwrap_err();
    assert!(problem.sentence.contains("linear models only"));
}

#[test]
fn columns_of_any_size_converge() {
    let made = Made::new();
    let large: Vec<f64> = made.a.iter().map(|a| 1e9 + 1e6 * a).collect();
    let table = Table::new(labels(60), column("y", &made.ordered), vec![column("large", &large), column("b", &made.b)]);
    let small =
        Table::new(labels(60), column("y", &made.ordered), vec![column("large", &made.a), column("b", &made.b)]);
    let [large, small] =
        [table, small].map(|table| ordered_logit(&Design::new(&table.unwrap()).unwrap(), Errors::Classical).unwrap());
    close(large.fit.coefficients[0].estimate * 1e6, small.fit.coefficients[0].estimate);
    close(large.fit.coefficients[0].p, small.fit.coefficients[0].p);
}

#[test]
fn zero_and_minus_zero_are_one_value() {
    let made = Made::new();
    let [plain, signed] = [0.0, -0.0].map(|zero| {
        let value = |(row, value): (usize, &f64)| if *value > 0.0 || row % 2 == 0 { *value } else { zero };
        let values: Vec<f64> = made.ordered.iter().enumerate().map(value).collect();
        ordered_logit(&made.design(&values), Errors::Classical).unwrap()
    });
    assert_eq!(plain, signed);
    let nothing: Vec<f64> = (0..60).map(|row| if row % 2 == 0 { 0.0 } else { -0.0 }).collect();
    assert!(Design::new(&made.table(&nothing)).unwrap_err().sentence.contains("is the same in all 60 rows"));
}

#[test]
fn more_values_than_anybody_names_are_refused_before_they_take_long() {
    let rows = 4_000;
    let outcome: Vec<f64> = (0..rows).map(|row| f64::from(row / 2)).collect();
    let other: Vec<f64> = (0..rows).map(|row| f64::from(row % 7)).collect();
    let table = Table::new(labels(outcome.len()), column("y", &outcome), vec![column("x", &other)]).unwrap();
    let problem = ordered_logit(&Design::new(&table).unwrap(), Errors::Classical).unwrap_err();
    assert!(problem.sentence.contains("2000 different values"), "{problem}");
}

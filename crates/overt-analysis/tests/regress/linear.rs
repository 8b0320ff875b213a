//! Linear models against statsmodels 0.15: `sm.OLS(y, X).fit(cov_type=…, use_t=True)`, groups `g` for clusters.

use overt_analysis::regress::{Column, Design, Errors, Table, ols};
use proptest::prelude::*;

use crate::data::{Made, close, column, estimates_and_errors, labels};

const ESTIMATES: [f64; 4] = [1.643653441354, 0.5416669252732, -0.2354563446831, 0.6881407940922];

#[test]
fn estimates_and_all_kinds_of_errors_are_those_of_statsmodels() {
    let made = Made::new();
    let design = made.design(&made.outcome);
    let cases = [
        (
            Errors::Classical,
            [0.2313983963607, 0.03070133821118, 0.06360425436774, 0.1725793796404],
            [2.337510979231e-09, 1.548326390368e-24, 0.0004904051600252, 0.0001955463609692],
            [-0.3628709769245, -0.1080417124417],
        ),
        (
            Errors::Hc1,
            [0.1587504784197, 0.03562740982885, 0.05830407737033, 0.1680881228497],
            [1.277971376601e-14, 1.560938147522e-21, 0.0001653520612524, 0.0001376271669608],
            [-0.3522534465463, -0.11865924282],
        ),
        (
            Errors::Hc3,
            [0.165887002215, 0.03811041928094, 0.06180533729543, 0.1765773688171],
            [6.378306840176e-14, 3.164706208186e-20, 0.0003479641734619, 0.0002624533222396],
            [-0.3592673129955, -0.1116453763708],
        ),
        (
            Errors::Clustered,
            [0.1518539809662, 0.04230682393035, 0.05379673066031, 0.2202959628062],
            [4.686140499524e-06, 1.306516985938e-06, 0.002358950811584, 0.01414910988821],
            [-0.3595118280463, -0.11140086132],
        ),
    ];
    for (errors, expected, p, interval_of_b) in cases {
        let model = ols(&design, errors).unwrap();
        estimates_and_errors(&model.fit.coefficients, &ESTIMATES, &expected);
        model.fit.coefficients.iter().zip(p).for_each(|(coefficient, p)| close(coefficient.p, p));
        let b = model.fit.coefficient("b").unwrap();
        close(b.low, interval_of_b[0]);
        close(b.high, interval_of_b[1]);
        assert_eq!(model.fit.clusters, (errors == Errors::Clustered).then_some(9));
    }
}

#[test]
fn explained_variance_and_likelihood_are_those_of_statsmodels() {
    let made = Made::new();
    let model = ols(&made.design(&made.outcome), Errors::Classical).unwrap();
    close(model.r_squared, 0.8608304218579);
    close(model.r_squared_adjusted, 0.8533749087432);
    close(model.fit.log_likelihood, -55.20963063888);
    close(model.residual_deviation, 0.6285865278669);
}

#[test]
fn the_result_names_method_rows_and_reading_and_is_json() {
    let made = Made::new();
    let mut gappy = column("d", &made.a);
    gappy.values.iter_mut().for_each(|value| *value = value.map(|value| value.powi(2)));
    gappy.values[4] = None;
    let table = Table::new(labels(60), column("y", &made.outcome), vec![column("b", &made.b), gappy]).unwrap();
    let model = ols(&Design::new(&table).unwrap(), Errors::Hc1).unwrap();
    let json = serde_json::to_value(&model).unwrap();
    assert_eq!(json["n"], 59);
    assert_eq!(json["left_out"][0]["row"], "row 4");
    assert_eq!(json["left_out"][0]["missing"][0], "d");
    assert_eq!(json["errors"], "hc1");
    assert!(json["reading"].as_str().unwrap().contains("does not say what causes what"));
    assert!(json["method"].as_str().unwrap().contains("ordinary least squares"));
}

#[test]
fn one_group_is_refused_and_so_are_no_groups() {
    let made = Made::new();
    let columns = || vec![column("a", &made.a)];
    let table = Table::new(labels(60), column("y", &made.outcome), columns()).unwrap();
    let none = ols(&Design::new(&table).unwrap(), Errors::Clustered).unwrap_err();
    assert!(none.sentence.contains("No groups are given"));
    let table = table.with_groups(vec!["only".to_owned(); 60]).unwrap();
    let one = ols(&Design::new(&table).unwrap(), Errors::Clustered).unwrap_err();
    assert!(one.sentence.contains("All rows belong to one group"));
}

#[test]
fn an_outcome_in_other_units_is_refused_as_a_column() {
    let made = Made::new();
    let twice: Vec<f64> = made.a.iter().map(|value| 2.0 * value + 1.0).collect();
    let problem = ols(&made.design(&twice), Errors::Classical).unwrap_err();
    assert!(problem.sentence.contains("exactly"), "{problem}");
}

#[test]
fn a_row_that_alone_decides_a_coefficient_is_named() {
    let made = Made::new();
    let mut only = vec![0.0; 60];
    only[17] = 1.0;
    let columns = vec![column("a", &made.a), column("only one", &only)];
    let table = Table::new(labels(60), column("y", &made.outcome), columns).unwrap();
    let problem = ols(&Design::new(&table).unwrap(), Errors::Hc3).unwrap_err();
    assert!(problem.sentence.contains("“row 17”"), "{problem}");
}

/// Columns of small numbers, in which something follows from something else about never.
fn columns() -> impl Strategy<Value = Vec<Vec<f64>>> {
    (1_usize..5, 12_usize..40)
        .prop_flat_map(|(columns, rows)| prop::collection::vec(prop::collection::vec(-10.0..10.0, rows), columns + 1))
}

fn design(columns: &[Vec<f64>]) -> Design {
    let named = columns[1..].iter().enumerate().map(|(place, values)| column(&format!("x{place}"), values));
    let table = Table::new(labels(columns[0].len()), column("y", &columns[0]), named.collect()).unwrap();
    Design::new(&table).unwrap()
}

proptest! {
    #[test]
    fn what_is_left_has_nothing_to_do_with_any_column(columns in columns()) {
        let coefficients = ols(&design(&columns), Errors::Classical).unwrap().fit.coefficients;
        let left: Vec<f64> = (0..columns[0].len())
            .map(|row| {
                let expected: f64 = (1..columns.len()).map(|place| coefficients[place].estimate * columns[place][row]).sum();
                columns[0][row] - coefficients[0].estimate - expected
            })
            .collect();
        for column in &columns[1..] {
            let product: f64 = left.iter().zip(column).map(|(left, value)| left * value).sum();
            prop_assert!(product.abs() < 1e-8, "{product}");
        }
        prop_assert!(left.iter().sum::<f64>().abs() < 1e-8);
    }

    #[test]
    fn a_column_in_other_units_has_its_coefficient_in_other_units(columns in columns(), unit in 0.001_f64..1000.0) {
        let mut other = columns.clone();
        other[1].iter_mut().for_each(|value| *value = *value * unit + 7.0);
        for errors in [Errors::Classical, Errors::Hc1, Errors::Hc3] {
            let [one, two] = [&columns, &other].map(|columns| ols(&design(columns), errors).unwrap().fit.coefficients);
            let [one, two] = [&one[1], &two[1]];
            prop_assert!((one.estimate - two.estimate * unit).abs() < 1e-8 * (1.0 + one.estimate.abs()));
            prop_assert!((one.error / two.error / unit - 1.0).abs() < 1e-8);
            prop_assert!((one.p - two.p).abs() < 1e-8);
        }
    }

    #[test]
    fn the_order_of_rows_does_not_matter(columns in columns()) {
        let turned: Vec<Vec<f64>> = columns.iter().map(|column| column.iter().rev().copied().collect()).collect();
        let [one, two] = [&columns, &turned].map(|columns| ols(&design(columns), Errors::Hc3).unwrap().fit.coefficients);
        for (one, two) in one.iter().zip(&two) {
            prop_assert!((one.estimate - two.estimate).abs() < 1e-8 * (1.0 + one.estimate.abs()));
            prop_assert!((one.error / two.error - 1.0).abs() < 1e-7);
        }
    }
}

#[test]
fn one_missing_value_leaves_out_one_row() {
    let made = Made::new();
    let mut a: Vec<Option<f64>> = made.a.iter().copied().map(Some).collect();
    a[3] = None;
    let table = Table::new(labels(60), column("y", &made.outcome), vec![Column::new("a", a)]).unwrap();
    let without = |values: &[f64]| {
        values.iter().enumerate().filter(|(row, _)| *row != 3).map(|(_, value)| *value).collect::<Vec<_>>()
    };
    let shorter = design(&[without(&made.outcome), without(&made.a)]);
    let [one, two] = [Design::new(&table).unwrap(), shorter].map(|design| ols(&design, Errors::Hc1).unwrap().fit);
    close(one.coefficients[1].estimate, two.coefficients[1].estimate);
    assert_eq!(one.n, 59);
}

/// Residuals add up to nothing in each of two groups that a column tells apart: rounding would pass for a tiny error.
#[test]
fn groups_that_a_column_tells_apart_give_no_clustered_errors() {
    let made = Made::new();
    let half: Vec<f64> = (0..60).map(|row| f64::from(u8::from(row < 30))).collect();
    let groups = half.iter().map(ToString::to_string).collect();
    let table = Table::new(labels(60), column("y", &made.outcome), vec![column("half", &half)]).unwrap();
    let design = Design::new(&table.with_groups(groups).unwrap()).unwrap();
    assert!(ols(&design, Errors::Classical).is_ok());
    let problem = ols(&design, Errors::Clustered).unwrap_err();
    assert!(problem.sentence.contains("the rows cancel"), "{problem}");
}

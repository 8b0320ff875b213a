//! Extreme bounds: the sweep against direct fits, threads, gaps, and what is left out.

use overt_analysis::bounds::{Gaps, Question, Weights, each_regression, extreme_bounds};
use overt_analysis::regress::{Column, Design, Errors, Table, ols};
use proptest::prelude::*;
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

use crate::data::{column, labels};

/// Factors with a part in common; one in `gaps` values of the first half of them is missing (none, if 0).
fn invented(rows: usize, factors: usize, gaps: u32, seed: u64) -> Table {
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    let mut part = || f64::from(rng.next_u32()) / f64::from(u32::MAX) - 0.5;
    let common: Vec<f64> = (0..rows).map(|_| part()).collect();
    let values: Vec<Vec<f64>> = (0..factors).map(|_| common.iter().map(|common| common + part()).collect()).collect();
    let outcome: Vec<f64> = (0..rows).map(|row| 30.0 + 5.0 * values[0][row] - values[1][row] + part()).collect();
    let mut rng = ChaCha8Rng::seed_from_u64(seed + 1);
    let mut missing = |place: usize| gaps > 0 && place < factors / 2 && rng.next_u32() % gaps == 0;
    let columns = values.iter().enumerate().map(|(place, values)| {
        let unit = 10_f64.powi(i32::try_from(place % 7).unwrap() - 3);
        let value = |value: &f64| (!missing(place)).then_some(value * unit + 100.0 * unit);
        Column::new(format!("x{place}"), values.iter().map(value).collect())
    });
    let columns = columns.collect();
    Table::new(labels(rows), column("y", &outcome), columns).unwrap()
}

fn direct(table: &Table, always: &[&str], columns: &[&str]) -> (usize, Vec<(f64, f64)>, f64) {
    let names: Vec<&str> = columns.iter().chain(always).copied().collect();
    let model = ols(&Design::new(&table.select(&names).unwrap()).unwrap(), Errors::Classical).unwrap();
    let coefficients = model.fit.coefficients[1..=columns.len()].iter();
    (model.fit.n, coefficients.map(|coefficient| (coefficient.estimate, coefficient.error)).collect(), model.r_squared)
}

/// Compares every `step`th regression with a direct fit, and says how many were.
fn compared(table: &Table, question: &Question, step: usize) -> usize {
    let always: Vec<&str> = question.always.iter().map(String::as_str).collect();
    let [mut seen, mut compared] = [0, 0];
    each_regression(table, question, &mut |variant| {
        seen += 1;
        if seen % step != 0 {
            return;
        }
        compared += 1;
        let (n, coefficients, r_squared) = direct(table, &always, &variant.columns);
        assert_eq!(variant.n, n);
        assert!((variant.r_squared - r_squared).abs() < 1e-8);
        for ((found, found_error), (expected, error)) in variant.coefficients.iter().zip(coefficients) {
            assert!((found - expected).abs() < 1e-8 * expected.abs().max(error), "{found} is not {expected}");
            assert!((found_error / error - 1.0).abs() < 1e-8, "{found_error} is not {error}");
        }
    })
    .unwrap();
    compared
}

#[test]
fn a_thousand_of_all_regressions_on_seventy_factors_equal_direct_fits() {
    let table = invented(180, 70, 0, 1);
    assert!(compared(&table, &Question { others: 3..=3, ..Question::default() }, 900) >= 1000);
}

#[test]
fn with_gaps_a_thousand_regressions_equal_direct_fits_to_their_own_rows() {
    let table = invented(120, 24, 30, 2);
    assert!(compared(&table, &Question { others: 1..=3, ..Question::default() }, 12) >= 1000);
    let common = Question { gaps: Gaps::Common, ..Question::default() };
    let bounds = extreme_bounds(&table, &common, 1).unwrap();
    assert!(bounds.factors.iter().all(|factor| factor.rows == [bounds.n, bounds.n]));
    assert_eq!(bounds.n + bounds.left_out.len(), 120);
}

#[test]
fn columns_that_are_always_there_are_in_every_direct_fit() {
    let table = invented(90, 12, 25, 3);
    let question = Question { always: vec!["x2".to_owned(), "x11".to_owned()], others: 0..=2, ..Question::default() };
    assert_eq!(compared(&table, &question, 1), 10 + 45 + 120);
}

#[test]
fn each_set_is_visited_once_and_has_a_focus_column() {
    let table = invented(60, 9, 20, 4);
    let question = Question { focus: vec!["x0".to_owned(), "x7".to_owned()], others: 1..=2, ..Question::default() };
    let mut sets = std::collections::BTreeSet::new();
    each_regression(&table, &question, &mut |variant| {
        let mut set: Vec<String> = variant.columns.iter().map(|&name| name.to_owned()).collect();
        set.sort();
        assert!(set.iter().any(|name| name == "x0" || name == "x7"));
        assert!(sets.insert(set));
    })
    .unwrap();
    // Pairs and triples of nine, without those of the seven others.
    assert_eq!(sets.len(), (36 - 21) + (84 - 35));
    let bounds = extreme_bounds(&table, &question, 2).unwrap();
    assert_eq!(bounds.asked, 64);
    assert_eq!(bounds.estimated, 64);
    assert_eq!(bounds.factors.iter().map(|factor| factor.name.as_str()).collect::<Vec<_>>(), ["x0", "x7"]);
    assert_eq!(bounds.factors[0].regressions, 8 + 28);
}

#[test]
fn threads_do_not_change_a_bit() {
    let table = invented(80, 16, 15, 5);
    for weights in [Weights::Equal, Weights::RSquared] {
        let question = Question { weights, ..Question::default() };
        let [one, three] = [1, 3].map(|threads| extreme_bounds(&table, &question, threads).unwrap());
        assert_eq!(one, three);
    }
    let question = Question { weights: Weights::Likelihood, gaps: Gaps::Common, ..Question::default() };
    let [one, many] = [1, 40].map(|threads| extreme_bounds(&table, &question, threads).unwrap());
    assert_eq!(one, many);
}

/// What is said about a factor, from direct fits one by one.
fn by_hand(table: &Table, name: &str, weight: impl Fn(f64) -> f64) -> [f64; 4] {
    let far = 1.959963984540054;
    let mut sums = [0.0; 3];
    let [mut low, mut high] = [f64::INFINITY, f64::NEG_INFINITY];
    each_regression(table, &Question { others: 0..=2, gaps: Gaps::Common, ..Question::default() }, &mut |variant| {
        let Some(place) = variant.columns.iter().position(|column| *column == name) else { return };
        let (_, coefficients, r_squared) = direct(table, &[], &variant.columns);
        let (estimate, error) = coefficients[place];
        let weight = weight(r_squared);
        [weight, weight * estimate, weight * error].iter().zip(&mut sums).for_each(|(value, sum)| *sum += value);
        (low, high) = (low.min(estimate - far * error), high.max(estimate + far * error));
    })
    .unwrap();
    [sums[1] / sums[0], sums[2] / sums[0], low, high]
}

#[test]
fn weights_are_equal_or_by_explained_variance_or_by_likelihood() {
    let table = invented(50, 8, 0, 6);
    let of = |weights| extreme_bounds(&table, &Question { others: 0..=2, weights, ..Question::default() }, 2).unwrap();
    for weights in [Weights::Equal, Weights::RSquared, Weights::Likelihood] {
        let weight = |r_squared: f64| match weights {
            Weights::Equal => 1.0,
            Weights::RSquared => r_squared,
            Weights::Likelihood => (1.0 - r_squared).powi(-25),
        };
        for factor in &of(weights).factors {
            let [mean, error, low, high] = by_hand(&table, &factor.name, weight);
            for (found, expected) in [
                (factor.mean, mean),
                (factor.mean_error, error),
                (factor.lowest.value, low),
                (factor.highest.value, high),
            ] {
                assert!((found - expected).abs() < 1e-8 * expected.abs().max(error), "{found} is not {expected}");
            }
        }
    }
}

#[test]
fn an_extreme_bound_names_the_regression_that_has_it() {
    let table = invented(70, 10, 0, 7);
    let bounds = extreme_bounds(&table, &Question::default(), 2).unwrap();
    for factor in &bounds.factors {
        let columns: Vec<&str> =
            std::iter::once(&factor.name).chain(&factor.lowest.beside).map(String::as_str).collect();
        let (_, coefficients, _) = direct(&table, &[], &columns);
        let (estimate, error) = coefficients[0];
        let low = estimate - 1.959963984540054 * error;
        assert!((factor.lowest.value - low).abs() < 1e-8 * low.abs().max(error));
    }
    let found = |name: &str| bounds.factors.iter().find(|factor| factor.name == name).unwrap();
    assert!(found("x0").robust_to_bounds && found("x0").robust_on_average && found("x0").below_zero_generic < 0.001);
}

#[test]
fn columns_that_follow_from_each_other_are_left_out_counted_and_named() {
    let table = invented(60, 8, 0, 8);
    let values = |name: &str| table.values(name).unwrap().iter().flatten().copied().collect::<Vec<f64>>();
    let twin: Vec<f64> = values("x3").iter().map(|value| 4.0 - 2.0 * value).collect();
    let sum: Vec<f64> = values("x1").iter().zip(values("x2")).map(|(one, other)| one / 0.01 + other / 0.1).collect();
    let mut columns: Vec<Column> =
        (0..8).map(|place| column(&format!("x{place}"), &values(&format!("x{place}")))).collect();
    columns.extend([column("twin", &twin), column("sum", &sum), column("always one", &[1.0; 60])]);
    let outcome: Vec<f64> = (0..60).map(|row| f64::from((row * row) % 17)).collect();
    let table = Table::new(labels(60), column("y", &outcome), columns).unwrap();
    let bounds = extreme_bounds(&table, &Question { others: 0..=2, ..Question::default() }, 2).unwrap();
    let mut sets: Vec<Vec<&str>> =
        bounds.collinear_sets.iter().map(|set| set.iter().map(String::as_str).collect()).collect();
    sets.sort();
    assert_eq!(sets, [vec!["always one"], vec!["x1", "x2", "sum"], vec!["x3", "twin"]]);
    // With the constant: 1 + 10 + 45. With the pair and without it: 1 + 8. The triple.
    assert_eq!(bounds.collinear, 56 + 9 + 1);
    assert_eq!(bounds.asked, 11 + 55 + 165);
    assert_eq!(bounds.estimated + bounds.collinear, bounds.asked);
    assert_eq!(bounds.not_estimated, ["always one"]);
}

#[test]
fn regressions_without_enough_rows_are_counted() {
    let table = invented(30, 6, 0, 9);
    let mut gappy = Column::new("gappy", table.values("x0").unwrap().to_vec());
    gappy.values[4..].fill(None);
    let columns = ["x1", "x2", "x3"].map(|name| Column::new(name, table.values(name).unwrap().to_vec()));
    let outcome = Column::new("y", table.values("x5").unwrap().to_vec());
    let table = Table::new(labels(30), outcome, std::iter::once(gappy).chain(columns).collect()).unwrap();
    let bounds = extreme_bounds(&table, &Question { others: 0..=3, ..Question::default() }, 2).unwrap();
    // Four rows: enough for one or two columns and an intercept, and not for three.
    assert_eq!(bounds.too_few_rows, 3 + 1);
    assert_eq!(bounds.estimated, 15 - 4);
    let gappy = bounds.factors.iter().find(|factor| factor.name == "gappy").unwrap();
    assert_eq!((gappy.regressions, gappy.rows), (4, [4, 4]));
}

#[test]
fn what_is_constant_in_the_rows_of_a_column_with_gaps_is_left_out_beside_it() {
    let table = invented(40, 4, 0, 13);
    let half = |row: usize| row < 20;
    let known = |(row, value): (usize, &Option<f64>)| value.filter(|_| half(row));
    let gappy = table.values("x0").unwrap().iter().enumerate().map(known).collect();
    let region = (0..40).map(|row| Some(if half(row) { 0.1 } else { 0.7 })).collect();
    let columns = || vec![Column::new("gappy", Vec::clone(&gappy)), Column::new("region", Vec::clone(&region))];
    let varying = Column::new("y", table.values("x1").unwrap().to_vec());
    let bounds = extreme_bounds(&Table::new(labels(40), varying, columns()).unwrap(), &two(), 1).unwrap();
    assert_eq!(bounds.collinear_sets, [["gappy", "region"]]);
    assert_eq!((bounds.asked, bounds.estimated), (3, 2));
    let constant = (0..40).map(|row: u32| Some(if row < 20 { 0.3 } else { f64::from(row) })).collect();
    let constant = Column::new("y", constant);
    let bounds = extreme_bounds(&Table::new(labels(40), constant, columns()).unwrap(), &two(), 1).unwrap();
    assert_eq!((bounds.exact, bounds.estimated), (1, 1));
    assert_eq!(bounds.not_estimated, ["gappy"]);
}

fn two() -> Question {
    Question { others: 0..=1, ..Question::default() }
}

#[test]
fn columns_that_are_always_there_must_not_follow_from_each_other() {
    let table = invented(40, 4, 0, 14);
    let values = table.values("x0").unwrap();
    let twin = Column::new("twin", values.iter().map(|value| value.map(|value| 2.0 - value)).collect());
    let columns = [Column::new("x0", values.to_vec()), twin, Column::new("x2", table.values("x2").unwrap().to_vec())];
    let outcome = Column::new("y", table.values("x1").unwrap().to_vec());
    let table = Table::new(labels(40), outcome, columns.to_vec()).unwrap();
    let question = Question { always: vec!["x0".to_owned(), "twin".to_owned()], others: 0..=0, ..Question::default() };
    assert!(extreme_bounds(&table, &question, 1).unwrap_err().sentence.contains("follow from each other"));
}

#[test]
fn the_result_is_json_without_a_blank() {
    let bounds = extreme_bounds(&invented(40, 8, 9, 15), &two(), 1).unwrap();
    let json = serde_json::to_string(&bounds).unwrap();
    assert!(!json.contains("null"), "{json}");
    assert!(json.contains("\"gaps\":\"each-regression\"") && json.contains("does not say what causes what"));
}

#[test]
fn an_outcome_among_the_columns_is_not_taken_for_a_discovery() {
    let table = invented(40, 5, 0, 10);
    let own: Vec<Option<f64>> =
        table.values("x4").unwrap().iter().map(|value| value.map(|value| 3.0 * value)).collect();
    let columns = ["x0", "x1", "x4"].map(|name| Column::new(name, table.values(name).unwrap().to_vec()));
    let table = Table::new(labels(40), Column::new("y", own), columns.to_vec()).unwrap();
    let bounds = extreme_bounds(&table, &Question { others: 0..=2, ..Question::default() }, 1).unwrap();
    assert_eq!((bounds.exact, bounds.estimated), (4, 3));
    assert_eq!(bounds.not_estimated, ["x4"]);
}

#[test]
fn questions_that_cannot_be_answered_are_refused() {
    let table = invented(60, 8, 12, 11);
    let told = |question: Question| extreme_bounds(&table, &question, 1).unwrap_err().sentence;
    let named = |name: &str| vec![name.to_owned()];
    assert!(told(Question { focus: named("z"), ..Question::default() }).contains("no column “z”"));
    assert!(
        told(Question { focus: named("x0"), always: named("x0"), ..Question::default() })
            .contains("“x0” is to be judged")
    );
    assert!(told(Question { others: 0..=8, ..Question::default() }).contains("there are 8 to combine"));
    assert!(told(Question { weights: Weights::Likelihood, ..Question::default() }).contains("different rows"));
    let wide = invented(20, 301, 0, 12);
    assert!(extreme_bounds(&wide, &two(), 1).unwrap_err().sentence.contains("the limit is 300"));
    let huge = invented(20, 200, 0, 12);
    let question = Question { others: 0..=5, ..Question::default() };
    assert!(extreme_bounds(&huge, &question, 1).unwrap_err().sentence.contains("the limit is 100000000"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn the_sweep_equals_direct_fits(rows in 20_usize..70, factors in 4_usize..8, gaps in 0_u32..30, seed in any::<u64>()) {
        prop_assume!(gaps == 0 || gaps > 5);
        let table = invented(rows, factors, gaps, seed.saturating_sub(1));
        let compared = compared(&table, &Question::default(), 1);
        prop_assert!(compared > 0);
    }
}

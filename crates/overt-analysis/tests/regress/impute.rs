//! Gaps filled several times.

use overt_analysis::Problem;
use overt_analysis::regress::impute::{Listwise, Recipe, Source, complete, imputed};
use overt_analysis::regress::{Column, Design, Errors, Fit, Table, ols};

use crate::data::{Made, column, labels};

fn model(design: &Design) -> Result<Fit, Problem> {
    Ok(ols(design, Errors::Classical)?.fit)
}

/// A thousand rows of `y = 1 + 2 a - b` and noise, in which `b` follows from `a` in part. Where `y` is low, `b` is mostly missing.
fn missing_where_the_outcome_is_low() -> (Table, Table) {
    let mut state = 12_345_u64;
    let mut draw = || {
        let sum: u32 = (0..12)
            .map(|_| {
                state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                u32::try_from(state >> 40).unwrap()
            })
            .sum();
        f64::from(sum) / f64::from(1 << 24) - 6.0
    };
    let a: Vec<f64> = (0..1000).map(|_| draw()).collect();
    let b: Vec<f64> = a.iter().map(|a| 0.5 * a + draw()).collect();
    let y: Vec<f64> = a.iter().zip(&b).map(|(a, b)| 1.0 + 2.0 * a - b + draw()).collect();
    let gappy = b.iter().zip(&y).map(|(b, y)| (*y > 0.0 || draw() > 1.0).then_some(*b)).collect();
    let table = |b| Table::new(labels(1000), column("y", &y), vec![column("a", &a), b]).unwrap();
    (table(column("b", &b)), table(Column::new("b", gappy)))
}

#[test]
fn imputation_finds_what_listwise_deletion_misses() {
    let (whole, gappy) = missing_where_the_outcome_is_low();
    let truth = model(&Design::new(&whole).unwrap()).unwrap();
    for from in [Source::Donors(5), Source::Normal] {
        let found = imputed(&gappy, &Recipe { from, ..Recipe::new(11) }, model).unwrap();
        let Listwise::Fit(listwise) = &found.listwise else { panic!("it can be fitted") };
        assert!(listwise.n < 800 && found.n == 1000);
        for (place, truth) in truth.coefficients.iter().enumerate() {
            let pooled = &found.coefficients[place];
            assert!(
                (pooled.coefficient.estimate - truth.estimate).abs() < 2.5 * pooled.coefficient.error,
                "{pooled:?}"
            );
            assert!(pooled.coefficient.error > truth.error, "gaps make one less sure");
            assert!((0.0..1.0).contains(&pooled.due_to_gaps));
            assert!(pooled.degrees.unwrap() < 997.0);
        }
        let intercept = |estimate: f64| (estimate - truth.coefficients[0].estimate).abs();
        assert!(
            intercept(found.coefficients[0].coefficient.estimate) < intercept(listwise.coefficients[0].estimate) / 2.0
        );
    }
}

#[test]
fn donors_give_only_values_that_a_row_has() {
    let (_, gappy) = missing_where_the_outcome_is_low();
    let found = complete(&gappy, &Recipe { imputations: 3, rounds: 2, from: Source::Donors(5), seed: 2 }).unwrap();
    let known: Vec<u64> = values(&gappy);
    for table in &found.tables {
        assert!(values(table).iter().all(|value| known.contains(value)));
        assert_eq!(Design::new(table).unwrap().n(), 1000);
    }
    assert_ne!(values(&found.tables[0]), values(&found.tables[1]));
    assert_eq!(found.filled.len(), 1);
    assert_eq!(found.filled[0].column, "b");
    assert_eq!(found.filled[0].rows.len(), 1000 - known.len());
}

/// The bits of the known values of `b`.
fn values(table: &Table) -> Vec<u64> {
    table.values("b").unwrap().iter().filter_map(|value| value.map(f64::to_bits)).collect()
}

#[test]
fn the_same_seed_fills_the_same_values() {
    let (_, gappy) = missing_where_the_outcome_is_low();
    let filled = |seed| complete(&gappy, &Recipe { imputations: 2, rounds: 2, ..Recipe::new(seed) }).unwrap().tables;
    assert_eq!(filled(4), filled(4));
    assert_ne!(filled(4), filled(5));
}

#[test]
fn rows_without_the_outcome_are_left_out_by_name() {
    let made = Made::new();
    let [mut y, mut a] = [column("y", &made.outcome), column("a", &made.a)];
    (y.values[8], a.values[20]) = (None, None);
    let table = Table::new(labels(60), y, vec![a, column("b", &made.b)]).unwrap();
    let found = imputed(&table, &Recipe::new(1), model).unwrap();
    assert_eq!((found.n, found.left_out.len()), (59, 1));
    assert_eq!(found.left_out[0].row, "row 8");
    assert_eq!(found.filled[0].rows, ["row 20"]);
    let json = serde_json::to_value(&found).unwrap();
    assert_eq!(json["listwise"]["fit"]["n"], 58);
    assert!(json["method"].as_str().unwrap().contains("chained equations"));
    assert!(json["reading"].as_str().unwrap().contains("association"));
}

#[test]
fn what_listwise_deletion_cannot_estimate_is_said_beside() {
    let made = Made::new();
    let gaps = |values: &[f64], from: usize| {
        let known = |(row, value): (usize, &f64)| (!(from..from + 29).contains(&row)).then_some(*value);
        Column::new(format!("gaps from {from}"), values.iter().enumerate().map(known).collect())
    };
    let columns = vec![gaps(&made.a, 0), gaps(&made.b, 29), column("c", &made.c)];
    let table = Table::new(labels(60), column("y", &made.outcome), columns).unwrap();
    let found = imputed(&table, &Recipe::new(1), model).unwrap();
    assert!(matches!(found.listwise, Listwise::Problem(_)));
    assert_eq!(found.n, 60);
}

#[test]
fn no_gaps_too_few_values_and_odd_recipes_are_refused() {
    let made = Made::new();
    let whole = made.table(&made.outcome);
    assert!(complete(&whole, &Recipe::new(1)).unwrap_err().sentence.contains("No column has a gap"));
    let mut a = column("a", &made.a);
    a.values[3..].fill(None);
    let table = Table::new(labels(60), column("y", &made.outcome), vec![a, column("b", &made.b)]).unwrap();
    assert!(complete(&table, &Recipe::new(1)).unwrap_err().sentence.contains("“a” has values in 3 rows"));
    for recipe in [
        Recipe { imputations: 1, ..Recipe::new(1) },
        Recipe { rounds: 0, ..Recipe::new(1) },
        Recipe { rounds: usize::MAX, ..Recipe::new(1) },
        Recipe { from: Source::Donors(0), ..Recipe::new(1) },
    ] {
        assert!(complete(&table, &recipe).is_err());
    }
}

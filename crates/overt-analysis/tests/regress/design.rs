//! What is refused before anything is fitted.

use overt_analysis::bounds::{Question, extreme_bounds};
use overt_analysis::regress::{Column, Design, Errors, Table, ols};

use crate::data::{Made, column, labels};

fn problem(columns: Vec<Column>) -> String {
    let made = Made::new();
    let table = Table::new(labels(60), column("y", &made.outcome), columns);
    table.and_then(|table| Design::new(&table)).unwrap_err().to_string()
}

#[test]
fn a_constant_column_is_named() {
    let made = Made::new();
    assert!(
        problem(vec![column("a", &made.a), column("year", &[2014.0; 60])])
            .contains("“year” is the same in all 60 rows")
    );
}

#[test]
fn a_column_that_follows_from_others_is_named_with_them() {
    let made = Made::new();
    let sum: Vec<f64> = made.a.iter().zip(&made.c).map(|(a, c)| 3.0 * a - c + 5.0).collect();
    let told = problem(vec![column("a", &made.a), column("b", &made.b), column("c", &made.c), column("sum", &sum)]);
    assert!(told.contains("“sum” follows from “a”, “c” in these 60 rows."), "{told}");
}

#[test]
fn infinity_is_named_with_its_row() {
    let made = Made::new();
    let mut a = column("logarithm", &made.a);
    a.values[7] = Some(f64::NEG_INFINITY);
    assert!(problem(vec![a]).contains("“logarithm” is not a number up to 10^100 in row “row 7”"));
}

#[test]
fn not_a_number_is_named_with_its_row() {
    let made = Made::new();
    let mut a = column("a", &made.a);
    a.values[59] = Some(f64::NAN);
    assert!(problem(vec![a]).contains("in row “row 59”"));
}

#[test]
fn huge_and_tiny_values_give_numbers_or_a_problem() {
    let made = Made::new();
    for unit in [1e-300, 1e-140, 1e-60, 1e60, 1e99, 1e101] {
        let scaled: Vec<f64> = made.a.iter().map(|value| value * unit).collect();
        let outcome: Vec<f64> = made.outcome.iter().map(|value| value * unit).collect();
        let table = Table::new(labels(60), column("y", &outcome), vec![column("a", &scaled), column("b", &made.b)]);
        let Ok(table) = table else { continue };
        let Ok(design) = Design::new(&table) else { continue };
        for errors in [Errors::Classical, Errors::Hc1, Errors::Hc3] {
            if let Ok(model) = ols(&design, errors) {
                let json = serde_json::to_string(&model.fit.coefficients).unwrap();
                assert!(!json.contains("null"), "{unit}: {json}");
            }
        }
        let bounds = extreme_bounds(&table, &Question { others: 0..=1, ..Question::default() }, 1);
        assert!(bounds.is_err() || !serde_json::to_string(&bounds.unwrap()).unwrap().contains("null"));
    }
}

#[test]
fn fewer_rows_than_parameters_are_counted() {
    let made = Made::new();
    let mut a = column("a", &made.a);
    a.values[3..].fill(None);
    let told = problem(vec![a, column("b", &made.b), column("c", &made.c)]);
    assert!(told.contains("3 rows are too few for 4 parameters (57 rows have gaps)."), "{told}");
}

#[test]
fn lengths_and_names_are_compared() {
    let made = Made::new();
    assert!(problem(vec![column("a", &made.a[..59])]).contains("“a” has 59 values for 60 rows"));
    assert!(problem(vec![column("a", &made.a), column("a", &made.b)]).contains("Two columns are called “a”"));
    assert!(problem(vec![]).contains("no column beside the outcome"));
}

#[test]
fn an_outcome_that_is_always_the_same_is_refused() {
    let made = Made::new();
    let table = Table::new(labels(60), column("y", &[3.0; 60]), vec![column("a", &made.a)]).unwrap();
    assert!(Design::new(&table).unwrap_err().sentence.contains("The outcome “y” is the same"));
}

#[test]
fn every_row_that_is_left_out_is_named_with_all_that_it_lacks() {
    let made = Made::new();
    let [mut y, mut a] = [column("y", &made.outcome), column("a", &made.a)];
    (y.values[2], a.values[2], a.values[5]) = (None, None, None);
    let table = Table::new(labels(60), y, vec![a, column("b", &made.b)]).unwrap();
    let design = Design::new(&table).unwrap();
    assert_eq!(design.n(), 58);
    let told: Vec<(&str, Vec<&str>)> = design
        .left_out()
        .iter()
        .map(|left_out| (left_out.row.as_str(), left_out.missing.iter().map(String::as_str).collect()))
        .collect();
    assert_eq!(told, [("row 2", vec!["y", "a"]), ("row 5", vec!["a"])]);
    let selected = table.select(&["b"]).unwrap();
    assert_eq!(Design::new(&selected).unwrap().n(), 59);
    assert!(table.select(&["z"]).unwrap_err().sentence.contains("no column “z”"));
}

//! Data that nobody should have sent.

use std::time::Instant;

use overt_link::{Constraints, Linker, RecordsBuilder, Spec, SpecError};

use crate::people::spec;

fn build(rows: impl Iterator<Item = (String, Vec<String>)>) -> Result<overt_link::Records, SpecError> {
    let spec = spec();
    let mut builder = RecordsBuilder::new(spec.clone());
    for (id, values) in rows {
        builder.push(&id, "", values.iter().map(String::as_str));
    }
    builder.finish()
}

fn runs(records: &overt_link::Records) -> usize {
    let linker = Linker::new(records, 2).expect("the specification is sound");
    let model = linker.train().model;
    linker.link(&model, &Constraints::default(), &()).expect("the model was made for it").pairs.len()
}

#[test]
fn two_records_with_one_id_are_refused_by_their_places() {
    let error =
        build([("a", "1"), ("b", "2"), ("a", "3")].map(|(id, value)| (id.into(), vec![value.into()])).into_iter());
    assert_eq!(
        error.expect_err("the id is there twice").to_string(),
        "records 1 and 3 have the same id; an id must be there once, so remove one or give it another"
    );
}

#[test]
fn empty_columns_and_columns_of_one_value_are_named_and_harmless() {
    let rows = (0..500).map(|row| (format!("{row:04}"), vec!["Same".into(), String::new(), "Same Same".into()]));
    let records = build(rows).expect("the ids are different");
    let mute = records.mute_columns();
    assert!(mute.iter().any(|(column, why)| column == "given_name" && why.contains("same value")));
    assert!(mute.iter().any(|(column, why)| column == "birth_date" && why.contains("empty")));
    runs(&records);
}

#[test]
fn one_value_in_half_of_many_rows_is_split_and_told_instead_of_compared_in_full() {
    let rows = (0..40_000).map(|row| {
        let given = if row % 2 == 0 { "Common".into() } else { format!("G{row}") };
        (
            format!("{row:06}"),
            vec![given.clone(), "Family".into(), format!("{given} Family"), format!("19{:02}-05-06", row % 90)],
        )
    });
    let records = build(rows).expect("the ids are different");
    let started = Instant::now();
    let linker = Linker::new(&records, 2).expect("the specification is sound");
    let split = linker.plan().iter().filter(|plan| plan.split_blocks > 0).count();
    assert!(split > 0, "{:?}", linker.plan());
    assert!(linker.plan().iter().all(|plan| plan.pairs < 40_000 * 1500), "{:?}", linker.plan());
    assert!(started.elapsed().as_secs() < 60);
}

#[test]
fn what_a_split_leaves_out_and_what_is_left_are_all_pairs_there_were() {
    let rows = (0..3_000)
        .map(|row| (format!("{row:04}"), vec!["Same".into(), "Same".into(), "Same Same".into(), "1990-05-06".into()]));
    let records = build(rows).expect("the ids are different");
    let linker = Linker::new(&records, 1).expect("the specification is sound");
    for plan in linker.plan().iter().filter(|plan| plan.split_blocks > 0) {
        assert_eq!(plan.pairs + plan.left_out_pairs, 3_000 * 2_999 / 2, "{}", plan.rule);
    }
}

#[test]
fn values_of_ten_megabytes_are_cut() {
    let rows = (0..3)
        .map(|row| (format!("{row}"), vec!["x".repeat(10_000_000), "é".repeat(5_000_000), "ف".repeat(5_000_000)]));
    runs(&build(rows).expect("the ids are different"));
}

#[test]
fn a_specification_with_a_mistake_says_where_and_what_is_allowed() {
    let text = Spec::ready_text("person").expect("it comes with the program");
    let wrong_level = text.replace("day_month_swapped", "day_mouth_swapped");
    let spec = Spec::from_toml(&wrong_level).expect("it is TOML");
    let mut builder = RecordsBuilder::new(spec);
    builder.push("a", "", [""]);
    let records = builder.finish().expect("one id");
    let error = Linker::new(&records, 1).expect_err("there is no such level").to_string();
    assert!(
        error.contains("day_mouth_swapped") && error.contains("birth_date") && error.contains("allowed are"),
        "{error}"
    );
    let error = Spec::from_toml("schema = 1").expect_err("a number is no name").to_string();
    assert!(error.contains("cannot be read"), "{error}");
}

/// A specification whose swapped names have these shares.
fn with_shares(shares: impl Fn(usize) -> Vec<f64>) -> Spec {
    let mut spec = spec();
    let swapped = spec.comparisons.iter_mut().find(|comparison| comparison.swapped_with.is_some());
    let swapped = swapped.expect("names of persons may be swapped");
    swapped.shares = shares(swapped.levels.len());
    spec
}

fn of_two(spec: Spec) -> overt_link::Records {
    let mut builder = RecordsBuilder::new(spec);
    for id in ["a", "b"] {
        builder.push(id, "", ["Asha", "Rao"]);
    }
    builder.finish().expect("the ids are different")
}

#[test]
fn shares_that_are_given_stay_and_leave_the_rest_to_what_is_different_or_swapped() {
    let records = of_two(with_shares(|levels| vec![0.1; levels]));
    let model = Linker::new(&records, 1).expect("the shares are sound").train().model;
    let given = model.comparisons.iter().find(|comparison| comparison.column == "given_name").expect("it is compared");
    let rest: f64 = given.levels.iter().rev().take(2).map(|level| level.m).sum();
    let shares: f64 = model.spec.comparisons.iter().flat_map(|comparison| &comparison.shares).sum();
    assert!((shares + rest - 1.0).abs() < 1e-9, "{shares} {rest}");
    assert_eq!(given.levels.last().map(|level| level.label.as_str()), Some("swapped"));
}

#[test]
fn shares_that_are_none_are_refused() {
    let wrong: [fn(usize) -> Vec<f64>; 4] = [
        |levels| vec![0.01; levels - 1],
        |levels| vec![1.0; levels],
        |levels| vec![0.0; levels],
        |levels| vec![f64::NAN; levels],
    ];
    for shares in wrong {
        let records = of_two(with_shares(shares));
        let error = Linker::new(&records, 1).expect_err("they are no shares").to_string();
        assert!(error.contains("`shares` of `given_name`"), "{error}");
    }
}

#[test]
fn a_model_that_lacks_a_share_is_refused() {
    let records = of_two(spec());
    let linker = Linker::new(&records, 1).expect("the specification is sound");
    let mut model = linker.train().model;
    let column = model.comparisons[0].column.clone();
    model.comparisons[1].given = vec![overt_link::Given { column, rare: false, u: vec![0.5] }];
    let error = linker.link(&model, &Constraints::default(), &()).expect_err("a share is missing").to_string();
    assert!(error.contains("has not one share for each level"), "{error}");
}

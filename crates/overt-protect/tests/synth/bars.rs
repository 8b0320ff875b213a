//! How like the real records they are.

use overt_protect::Table;
use overt_protect::dp::Interval;
use overt_protect::synth::{Comparison, Plan, sets_of};

use crate::people::{people, public, rng, synthesise};

/// The mean distance over all sets of so many columns.
fn distance(table: &Table, made: &Table, length: usize) -> f64 {
    let sets = sets_of(length, table.domain().columns().len());
    Comparison::of(table, made, &sets, 10).expect("of one domain").for_the_team().distance_mean
}

/// The same records with every column in an order of its own: what is left if nothing is known of what columns have to do
/// with each other.
fn independent(table: &Table) -> Table {
    use rand_chacha::rand_core::Rng;
    let mut rng = rng(99);
    let columns = (0..table.domain().columns().len()).map(|column| {
        let mut keyed: Vec<(u64, u16)> = table.column(column).iter().map(|&code| (rng.next_u64(), code)).collect();
        keyed.sort_unstable();
        keyed.into_iter().map(|(_, code)| code).collect()
    });
    Table::from_codes(table.domain().clone(), columns.collect()).expect("codes of the domain")
}

#[test]
fn records_of_several_kinds_are_nearly_as_the_real_ones() {
    let values = [2, 3, 5, 8, 12, 20, 40, 2];
    let table = people(20_000, &values, 1);
    let plan = Plan::new(table.domain()).expect("small enough");
    let apart = [2, 3].map(|length| distance(&table, &independent(&table), length));
    for (epsilon, pairs, triples) in [(4.0, 0.02, 0.06), (1.0, 0.035, 0.08)] {
        let made = synthesise(&table, &plan, epsilon, 2);
        assert!(made.structured);
        let found = [2, 3].map(|length| distance(&table, &made.table, length));
        assert!(found[0] < pairs && found[1] < triples, "epsilon {epsilon}: {found:?}");
        assert!(found[0] < apart[0] / 3.0 && found[1] < apart[1] / 3.0, "{apart:?}");
    }
}

#[test]
fn where_noise_would_drown_structure_columns_are_independent() {
    let table = people(300, &[10; 10], 1);
    let plan = Plan::new(table.domain()).expect("small enough");
    assert!(!synthesise(&table, &plan, 0.2, 1).structured);
    assert!(synthesise(&table, &plan, 10.0, 1).structured);
}

#[test]
fn what_is_emphasised_is_better_known() {
    let table = people(20_000, &[4, 5, 6, 7, 30, 30, 30], 3);
    let set = vec![0, 1, 2, 3];
    let plan = Plan::new(table.domain()).expect("small enough");
    let error = |plan: &Plan| {
        let one = |seed| {
            let made = synthesise(&table, plan, 1.0, seed);
            let compared = Comparison::of(&table, &made.table, std::slice::from_ref(&set), 50).expect("of one domain");
            (compared.for_the_team().frequent_error, made.intervals(&set))
        };
        let runs: Vec<_> = (0..3).map(one).collect();
        (runs.iter().map(|run| run.0).sum::<f64>() / 3.0, runs[0].1.clone())
    };
    let (usual, not_measured) = error(&plan);
    let (emphasised, intervals) = error(&plan.clone().emphasise(&[3, 1, 0, 2], 20.0).expect("a set"));
    assert!(emphasised < 0.15 && emphasised < usual, "{emphasised} and {usual}");
    assert!(not_measured.is_none());

    let mut counts = vec![0_i64; 4 * 5 * 6 * 7];
    for row in 0..table.rows() {
        counts[set.iter().fold(0, |at, &column| at * (4 + column) + usize::from(table.column(column)[row]))] += 1;
    }
    let intervals = intervals.expect("it was measured");
    let covered =
        intervals.iter().zip(&counts).filter(|(interval, count)| (interval.least..=interval.most).contains(count));
    assert!(covered.count() * 100 >= counts.len() * 93);
    assert!(intervals.iter().any(Interval::supported));
}

#[test]
fn with_little_noise_what_is_emphasised_comes_out_as_it_was_measured() {
    let table = people(20_000, &[4, 5, 6, 7, 30, 30, 30], 3);
    let set = vec![0, 1, 2, 3];
    let plan = Plan::new(table.domain()).and_then(|plan| plan.emphasise(&set, 50.0)).expect("a set");
    let made = synthesise(&table, &plan, 20.0, 1);
    let compared = Comparison::of(&table, &made.table, &[set], 50).expect("of one domain");
    assert!(compared.for_the_team().frequent_error < 0.02, "{:?}", compared.for_the_team());
    // And nothing else suffers.
    let usual = synthesise(&table, &Plan::new(table.domain()).expect("small enough"), 20.0, 1);
    assert!(distance(&table, &made.table, 2) < 1.3 * distance(&table, &usual.table, 2));
}

#[test]
fn public_records_of_victims_are_nearer_than_by_independent_columns() {
    let sizes = |names: &[String]| {
        let size = |name: &String| match name.as_str() {
            "Age Band" => 10,
            "Trafficking Duration" => 4,
            _ => 2,
        };
        names.iter().map(size).collect()
    };
    let Some(table) = public("ctdc_gsd2025_north_america_derived.csv", sizes) else { return };
    let made = synthesise(&table, &Plan::new(table.domain()).expect("small enough"), 1.0, 1);
    let (pairs, triples) = (distance(&table, &made.table, 2), distance(&table, &made.table, 3));
    eprintln!("pairs {pairs:.4}, triples {triples:.4}");
    // Independent columns: 0.032 and 0.072.
    assert!(pairs < 0.002 && triples < 0.006, "{pairs} and {triples}");
}

#[test]
fn a_census_extract_is_nearer_than_by_independent_columns() {
    let sizes = |_: &[String]| vec![85, 9, 100, 16, 7, 15, 6, 5, 2, 100, 100, 99, 42, 2];
    let Some(table) = public("adult_coded.csv", sizes) else { return };
    let made = synthesise(&table, &Plan::new(table.domain()).expect("small enough"), 1.0, 1);
    let pairs = distance(&table, &made.table, 2);
    eprintln!("pairs {pairs:.4}");
    // Independent columns: 0.076.
    assert!(pairs < 0.04, "{pairs}");
}

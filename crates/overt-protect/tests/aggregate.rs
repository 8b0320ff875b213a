//! Rows of what `k` rows have in common: nothing that fewer have is in them, whatever the table.

#![expect(clippy::cast_possible_truncation, reason = "the numbers are small")]

use std::collections::HashMap;

use overt_protect::aggregate::{AggregateError, Recipe};
use overt_protect::{ColumnDomain, Domain, Rows, Table};
use proptest::prelude::*;

fn table(rows: &[Vec<u8>], columns: usize) -> Table {
    let values = || ["", "1", "2", "3", "4"].map(String::from).to_vec();
    let column = |place: usize| ColumnDomain::new(format!("c{place}"), values()).expect("declared");
    let mut made = Rows::new(Domain::new((0..columns).map(column).collect()).expect("declared"));
    for row in rows {
        let texts: Vec<String> = row.iter().map(|&code| values()[usize::from(code)].clone()).collect();
        made.push(texts.iter().map(String::as_str)).expect("declared");
    }
    made.finish()
}

fn rows_of(table: &Table) -> Vec<Vec<u16>> {
    let columns = table.domain().columns().len();
    (0..table.rows()).map(|row| (0..columns).map(|column| table.column(column)[row]).collect()).collect()
}

/// All combinations of up to `length` values of each row, and how many rows have them.
fn combinations(rows: &[Vec<u16>], length: usize) -> HashMap<Vec<(usize, u16)>, usize> {
    let mut counts = HashMap::new();
    for row in rows {
        let cells: Vec<(usize, u16)> = row.iter().copied().enumerate().filter(|&(_, code)| code > 0).collect();
        let mut sets: Vec<(usize, Vec<(usize, u16)>)> = vec![(0, Vec::new())];
        while let Some((next, set)) = sets.pop() {
            for place in next..cells.len() {
                let longer = [&set[..], &cells[place..=place]].concat();
                *counts.entry(longer.clone()).or_default() += 1;
                if longer.len() < length {
                    sets.push((place + 1, longer));
                }
            }
        }
    }
    counts
}

/// Rows that have much in common, as records of people have: a column of five values, and others that follow it more or less.
fn people(columns: usize) -> impl Strategy<Value = Vec<Vec<u8>>> {
    let cell = (0_u8..5, 0_u8..4);
    let row = (0_u8..5, proptest::collection::vec(cell, columns - 1)).prop_map(|(first, cells)| {
        let follow = cells.into_iter().map(|(value, leave)| if leave == 0 { value } else { first });
        std::iter::once(first).chain(follow).collect()
    });
    proptest::collection::vec(row, 10..120)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn no_combination_of_any_length_is_released_that_fewer_than_k_rows_have(rows in people(6), k in 2_u32..8) {
        let table = table(&rows, 6);
        let seeded = Recipe::new(k, vec![0; 6]).make(&table).expect("there are enough rows");
        let before = combinations(&rows_of(&table), 6);
        let after = combinations(&rows_of(&seeded.table), 6);
        for combination in after.keys() {
            prop_assert!(before.get(combination).is_some_and(|&count| count >= k as usize), "{combination:?}");
        }
    }

    #[test]
    fn every_row_is_released_a_multiple_of_k_times_and_fewer_than_k_rows_are_missing(rows in people(5), k in 2_u32..8) {
        let table = table(&rows, 5);
        let seeded = Recipe::new(k, vec![0; 5]).make(&table).expect("there are enough rows");
        let released = rows_of(&seeded.table);
        let mut counts: HashMap<&Vec<u16>, u32> = HashMap::new();
        for row in &released {
            *counts.entry(row).or_default() += 1;
        }
        prop_assert!(counts.values().all(|count| count % k == 0));
        prop_assert!(released.len() <= rows.len() && rows.len() < released.len() + k as usize);
        prop_assert_eq!(released.chunk_by(|one, other| one == other).count(), counts.len());
        prop_assert_eq!(seeded.figures.rows_released, released.len());
        prop_assert_eq!(seeded.figures.different, counts.len());
    }

    #[test]
    fn no_value_and_no_pair_is_released_more_often_than_the_table_has_it(
        rows in people(5),
        k in 2_u32..8,
        weights in proptest::collection::vec(0.1..10.0, 5),
    ) {
        let table = table(&rows, 5);
        let seeded = Recipe { weights, ..Recipe::new(k, vec![0; 5]) }.make(&table).expect("there are enough rows");
        let (before, after) = (combinations(&rows_of(&table), 2), combinations(&rows_of(&seeded.table), 2));
        for (combination, count) in &after {
            prop_assert!(*count <= before[combination]);
        }
        let count = |counts: &HashMap<Vec<(usize, u16)>, usize>| -> f64 {
            counts.iter().filter(|(pair, _)| pair.len() == 2).map(|(_, &count)| f64::from(count as u32)).sum()
        };
        let lacking = if count(&before) > 0.0 { 1.0 - count(&after) / count(&before) } else { 0.0 };
        prop_assert!((seeded.figures.pair_error - lacking).abs() < 1e-9);
        let enough = before.iter().filter(|(value, count)| value.len() == 1 && **count >= k as usize);
        prop_assert_eq!(seeded.figures.values_lost, enough.filter(|(value, _)| !after.contains_key(*value)).count());
    }

    /// Whoever compares two releases that differ by one record sees counts that are multiples of `k` in both.
    #[test]
    fn one_record_more_changes_counts_by_multiples_of_k_only(rows in people(5), k in 2_u32..8) {
        let counts = |rows: &[Vec<u8>]| {
            let seeded = Recipe::new(k, vec![0; 5]).make(&table(rows, 5)).expect("there are enough rows");
            combinations(&rows_of(&seeded.table), 5)
        };
        let (with, without) = (counts(&rows), counts(&rows[1..]));
        for (combination, count) in &with {
            let before = without.get(combination).copied().unwrap_or(0);
            prop_assert_eq!(count.abs_diff(before) % k as usize, 0);
        }
    }
}

#[test]
fn rows_that_are_all_alike_are_released_as_they_are() {
    let seeded = Recipe::new(10, vec![0; 3]).make(&table(&vec![vec![1, 2, 0]; 57], 3)).expect("there are enough");
    assert_eq!(rows_of(&seeded.table), vec![vec![1, 2, 0]; 50]);
    assert_eq!(seeded.figures.values_lost, 0);
}

#[test]
fn a_column_that_matters_more_keeps_more() {
    let digit = |row: u64, column: u64| (row.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> (8 + 5 * column)) % 4 + 1;
    let row = |row: u64| (0..8).map(|column| u8::try_from(digit(row, column)).expect("it is small")).collect();
    let table = table(&(0..600).map(row).collect::<Vec<_>>(), 8);
    let kept = |weight: f64| {
        let mut recipe = Recipe::new(10, vec![0; 8]);
        recipe.weights[7] = weight;
        recipe.make(&table).expect("there are enough rows").figures.columns[7].cells_released
    };
    assert!(kept(5.0) > kept(1.0), "{} {}", kept(5.0), kept(1.0));
}

#[test]
fn what_cannot_be_released_is_refused() {
    let rows: Vec<Vec<u8>> = (0..9).map(|row| vec![row % 4, row % 2]).collect();
    let table = table(&rows, 2);
    let refused = |recipe: Recipe| recipe.make(&table).expect_err("refused");
    assert_eq!(refused(Recipe::new(1, vec![0; 2])), AggregateError::K(1));
    assert_eq!(refused(Recipe::new(10, vec![0; 2])), AggregateError::TooFew(10));
    assert!(matches!(refused(Recipe::new(3, vec![0; 3])), AggregateError::Columns { given: 3, columns: 2, .. }));
    assert!(matches!(refused(Recipe::new(3, vec![0, 9])), AggregateError::Column { .. }));
    let weightless = Recipe { weights: vec![1.0, 0.0], ..Recipe::new(3, vec![0; 2]) };
    assert!(matches!(refused(weightless), AggregateError::Column { .. }));
    let people = table.clone().with_people(vec![1; 9]).expect("one for each row");
    assert_eq!(Recipe::new(3, vec![0; 2]).make(&people).expect_err("refused"), AggregateError::SeveralRows);
}

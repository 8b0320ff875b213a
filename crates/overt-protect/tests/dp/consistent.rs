//! Released counts that are made to agree.

use overt_protect::dp::{ConsistentError, Measured, Noise, consistent};
use overt_protect::{Domain, Table};
use rand_core::Rng as _;

use crate::tables::{open, private, rng, table};

const VALUES: [u16; 3] = [3, 8, 12];

/// All columns and pairs of them, with noise of these sizes.
fn measured(table: Table, sigmas: [f64; 6], seed: u64) -> Vec<Measured> {
    let counts = private(table)
        .marginals(vec![vec![0], vec![1], vec![2], vec![0, 1], vec![2, 0], vec![1, 2]])
        .expect("columns exist");
    let noise = sigmas.map(|sigma| Noise::gaussian(sigma).expect("in bounds"));
    let wanted: Vec<(usize, Noise)> = noise.into_iter().enumerate().collect();
    open(20.0, 1e-3).measure("counts", &counts, &wanted, &mut rng(seed)).expect("within the budget")
}

/// So many rows, each made of three numbers that are drawn.
fn rows(rows: usize, row: impl Fn([u16; 3]) -> [u16; 3]) -> Table {
    let mut random = rng(4);
    let rows: Vec<[u16; 3]> = (0..rows)
        .map(|_| row(VALUES.map(|values| u16::try_from(random.next_u32() % u32::from(values)).expect("small"))))
        .collect();
    table(&VALUES, &rows.iter().map(|row| &row[..]).collect::<Vec<_>>())
}

/// The counts themselves.
fn counts(table: &Table, columns: &[usize]) -> Vec<i64> {
    let values = |column: usize| usize::from(VALUES[column]);
    let mut counts = vec![0; columns.iter().map(|&column| values(column)).product()];
    for row in 0..table.rows() {
        let place =
            columns.iter().fold(0, |place, &column| place * values(column) + usize::from(table.column(column)[row]));
        counts[place] += 1;
    }
    counts
}

/// The sum of squared errors, each divided by the variance of its noise.
fn error(table: &Table, measured: &[Measured], counts_of: impl Fn(usize, usize) -> i64) -> f64 {
    let mut sum = 0.0;
    for (at, one) in measured.iter().enumerate() {
        for (cell, truth) in counts(table, &one.columns).into_iter().enumerate() {
            let error = f64::from(i32::try_from(counts_of(at, cell) - truth).expect("small"));
            sum += (error / one.noise.sigma()).powi(2);
        }
    }
    sum
}

/// The counts of one column of a table over the columns `0..2` of its own.
fn margin(counts: &[u64], width: usize, of_rows: bool) -> Vec<u64> {
    let line = |at: usize| -> u64 {
        if of_rows {
            counts[at * width..(at + 1) * width].iter().sum()
        } else {
            counts.iter().skip(at).step_by(width).sum()
        }
    };
    (0..if of_rows { counts.len() / width } else { width }).map(line).collect()
}

#[test]
fn tables_agree_on_every_column_whatever_the_noise() {
    for (people, sigma) in [(0, 5.0), (40, 30.0), (3_000, 8.0), (3_000, 2_000.0)] {
        let table = rows(people, |[a, b, c]| [a, b.min(c / 2), c]);
        let measured = measured(table.clone(), [1.0, 3.0, 2.0, 5.0, 1.5, 1.0].map(|times| times * sigma), 7);
        let made = consistent(table.domain(), &measured).expect("columns and pairs");
        let [first, second, third] = [&made[0], &made[1], &made[2]];
        assert_eq!((&margin(&made[3], 8, true), &margin(&made[3], 8, false)), (first, second));
        assert_eq!((&margin(&made[4], 3, true), &margin(&made[4], 3, false)), (third, first));
        assert_eq!((&margin(&made[5], 12, true), &margin(&made[5], 12, false)), (second, third));
        assert_eq!(first.iter().sum::<u64>(), second.iter().sum::<u64>());
    }
}

#[test]
fn they_are_nearer_to_the_truth_on_average_whatever_columns_have_to_do_with_each_other() {
    let corridor = |[a, b, c]: [u16; 3]| if a == 0 && b < 4 { [0, 7, 11] } else { [a, b / 2, c / 4] };
    let kinds: [(&str, Table); 5] = [
        ("nothing", rows(2_000, |row| row)),
        ("much", rows(2_000, |[a, b, _]| [a, b, b + a])),
        ("one corridor", rows(2_000, corridor)),
        ("few people", rows(60, |[a, b, c]| [a, b.min(c), c])),
        ("nobody", rows(0, |row| row)),
    ];
    for (kind, table) in kinds {
        for sigma in [4.0, 25.0] {
            let sigmas = [1.0, 2.0, 1.0, 1.5, 1.0, 2.0].map(|times| times * sigma);
            let (mut before, mut after) = (0.0, 0.0);
            for seed in 0..20 {
                let measured = measured(table.clone(), sigmas, seed);
                let made = consistent(table.domain(), &measured).expect("columns and pairs");
                before += error(&table, &measured, |at, cell| measured[at].counts[cell]);
                after += error(&table, &measured, |at, cell| i64::try_from(made[at][cell]).expect("small"));
            }
            assert!(after < 0.8 * before, "{kind}, {sigma}: {after} of {before}");
        }
    }
}

#[test]
fn a_combination_that_stands_out_of_the_noise_stays() {
    // Two thirds of the people of one citizenship are exploited in one country, in which hardly anybody else is.
    let table = rows(3_000, |[a, b, c]| if b == 7 && a > 0 { [a, 7, 11] } else { [a, b, c.min(10)] });
    let truth = counts(&table, &[1, 2])[95];
    assert!(truth > 200);
    for seed in 0..20 {
        let measured = measured(table.clone(), [30.0; 6], seed);
        let made = consistent(table.domain(), &measured).expect("columns and pairs");
        let found = i64::try_from(made[5][95]).expect("small");
        assert!((found - truth).abs() < 4 * 30, "{found} of {truth}");
    }
}

#[test]
fn what_is_no_table_of_one_or_two_columns_or_there_twice_is_refused() {
    let domain = rows(0, |row| row).domain().clone();
    let noise = Noise::gaussian(5.0).expect("in bounds");
    let refused = |sets: &[&[usize]], domain: &Domain| {
        let one = |columns: &&[usize]| {
            let cells = columns.iter().map(|&column| usize::from(*VALUES.get(column).unwrap_or(&1))).product();
            Measured { columns: columns.to_vec(), noise, counts: vec![1; cells] }
        };
        consistent(domain, &sets.iter().map(one).collect::<Vec<_>>()).expect_err("refused")
    };
    for set in [&[][..], &[3], &[1, 1], &[0, 1, 2]] {
        assert_eq!(refused(&[set], &domain), ConsistentError::Columns { columns: set.to_vec(), of: 3 });
    }
    assert_eq!(refused(&[&[0, 1], &[1, 0]], &domain), ConsistentError::Twice { columns: vec![1, 0] });
    let short = Measured { columns: vec![0, 1], noise, counts: vec![1; 23] };
    let error = ConsistentError::Counts { columns: vec![0, 1], counts: 23, cells: 24 };
    assert_eq!(consistent(&domain, &[short]), Err(error));
    assert_eq!(consistent(&domain, &[]), Ok(Vec::new()));
}

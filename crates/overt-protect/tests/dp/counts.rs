//! Rows are counted where they belong.

use overt_protect::dp::{MarginalError, Noise};
use rand_core::Rng as _;

use crate::tables::{open, private, rng, table};

#[test]
fn each_cell_counts_the_rows_with_its_values() {
    let values = [3_u16, 4, 2];
    let mut random = rng(8);
    // More rows than are counted in one go.
    let rows: Vec<[u16; 3]> = (0..5_000)
        .map(|_| values.map(|values| u16::try_from(random.next_u32() % u32::from(values)).expect("small")))
        .collect();
    let table = private(table(&values, &rows.iter().map(|row| &row[..]).collect::<Vec<_>>()));
    let sets = vec![vec![], vec![1], vec![2, 0], vec![0, 1, 2]];
    let counts = table.marginals(sets.clone()).expect("columns exist");
    assert_eq!(counts.sets(), sets);
    // So little noise that there is none but once in millions of times.
    let noise = Noise::laplace(0.055).expect("in bounds");
    for (set, columns) in sets.iter().enumerate() {
        let measured =
            open(20.0, 0.0).measure("counts", &counts, &[(set, noise)], &mut rng(9)).expect("within the budget");
        let mut expected = vec![0; counts.cells(set)];
        for row in &rows {
            let place =
                columns.iter().fold(0, |place, &column| place * usize::from(values[column]) + usize::from(row[column]));
            expected[place] += 1;
        }
        assert_eq!(measured[0].counts, expected, "{columns:?}");
    }
}

#[test]
fn what_cannot_be_counted_is_refused() {
    let table = private(table(&[5_000, 5_000], &[]));
    let refused = |set: Vec<usize>| table.marginals(vec![set]).expect_err("refused");
    assert_eq!(refused(vec![0, 2]), MarginalError::Column { column: 2, columns: 2 });
    assert_eq!(refused(vec![0, 1]), MarginalError::Cells { columns: vec![0, 1] });
}

#[test]
fn nothing_of_what_is_private_is_shown() {
    let table = private(table(&[2], &[&[0]]));
    assert_eq!(format!("{table:?}"), "Private(..)");
}

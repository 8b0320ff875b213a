//! Nobody has more rows in the data than is accounted for.

use overt_protect::Table;
use overt_protect::dp::{Bound, BoundError, Limit, Noise, Odometer, Private, Unit};

use crate::tables::{rng, table};

fn bound(unit: Unit, rows_most: u32) -> Bound {
    Bound { unit, rows_most }
}

/// Person 0 has five rows, of five values; persons 1 to 3 one each.
fn several() -> Table {
    let rows: [&[u16]; 8] = [&[0], &[1], &[5], &[2], &[3], &[5], &[4], &[5]];
    table(&[6], &rows)
        .with_people(vec![0, 0, 1, 0, 0, 2, 0, 3])
        .expect("eight")
        .with_contributors(vec![7; 8])
        .expect("eight")
}

/// Counts of the one column, with so little noise that there is none but once in millions of times.
fn nearly_exact(private: &Private<Table>, seed: u64) -> Vec<i64> {
    let open = Odometer::open(Limit::new(20.0, 0.0).expect("in bounds"), private.bound().unit, Vec::new());
    let (mut odometer, mut rng) = (open.expect("nothing spent"), rng(seed));
    let noise = Noise::laplace(0.055).expect("in bounds");
    let marginals = private.marginals(vec![vec![0]]).expect("a column");
    odometer.measure("counts", &marginals, &[(0, noise)], &mut rng).expect("within the budget").swap_remove(0).counts
}

#[test]
fn of_each_person_so_many_rows_take_part_and_each_row_as_often() {
    let mut often = [0; 5];
    for seed in 0..2_000 {
        let private = Private::new(several(), bound(Unit::Person, 1), &mut rng(seed)).expect("bounded");
        let counts = nearly_exact(&private, seed);
        assert_eq!((counts[..5].iter().sum::<i64>(), counts[5]), (1, 3));
        let taken = counts.iter().position(|&count| count == 1).expect("one of them");
        often[taken] += 1;
    }
    assert!(often.iter().all(|&times| (320..480).contains(&times)), "{often:?}");
}

#[test]
fn of_each_contributor_so_many_rows_take_part() {
    let private = Private::new(several(), bound(Unit::Contributor, 1), &mut rng(3)).expect("bounded");
    assert_eq!(nearly_exact(&private, 3).iter().sum::<i64>(), 1);
}

#[test]
fn what_cannot_be_bounded_is_refused() {
    let none = |unit, rows| Private::new(table(&[2], &[&[0]]), bound(unit, rows), &mut rng(0)).expect_err("refused");
    assert_eq!(none(Unit::Person, 0), BoundError::NoRows);
    assert_eq!(none(Unit::Contributor, 1), BoundError::Nobody(Unit::Contributor));
    let keys =
        Private::keys(vec!["a".into()], Some(&[1, 2]), bound(Unit::Person, 1), &mut rng(0)).expect_err("refused");
    assert_eq!(keys, BoundError::Numbers { rows: 1, numbers: 2 });
}

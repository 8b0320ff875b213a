//! A whole release, as whoever writes one does it.

use overt_protect::dp::{Candidate, Noise, Refused};

use crate::tables::{ONE_ROW_EACH, open, private, rng, table};

#[test]
fn counts_are_measured_and_chosen_until_the_budget_is_spent() {
    let rows: Vec<[u16; 3]> = (0..3_000).map(|row| [row % 2, row % 2, row % 3]).collect();
    let table = table(&[2, 2, 3], &rows.iter().map(|row| &row[..]).collect::<Vec<_>>());
    let mut rng = rng(1);

    let mut odometer = open(1.0, 1e-6);
    let table = private(table);
    // Counted once. The first is over no column: the number of rows.
    let sets = vec![vec![], vec![0], vec![1], vec![2], vec![0, 1], vec![0, 2], vec![1, 2]];
    let counts = table.marginals(sets).expect("columns exist");

    let noise = odometer.noise(0.1, ONE_ROW_EACH).expect("there is such noise");
    let wanted = [(0, noise), (1, noise), (2, noise), (3, noise)];
    let singles = odometer.measure("rows and columns", &counts, &wanted, &mut rng).expect("within the budget");
    assert!((singles[0].counts[0] - 3_000).abs() < 100);

    let model: Vec<Vec<i64>> = vec![vec![750; 4], vec![500; 6], vec![500; 6]];
    let candidate = |(at, model)| Candidate { table: 4 + at, model, offset: 0, weight: 1 };
    let candidates: Vec<Candidate<'_>> = model.iter().map(Vec::as_slice).enumerate().map(candidate).collect();
    let epsilon = odometer.choice(0.1);
    let chosen = odometer.choose("what to learn", &counts, &candidates, epsilon, &mut rng).expect("within the budget");
    assert_eq!(chosen, 0);

    let rest = odometer.noise(odometer.left(), ONE_ROW_EACH).expect("there is such noise");
    let pair = odometer.measure("the pair", &counts, &[(4 + chosen, rest)], &mut rng).expect("within the budget");
    assert!(pair[0].intervals()[0].supported());
    assert!(odometer.spent().epsilon <= 1.0 && odometer.spent().epsilon > 0.99);

    let more = odometer.measure("more", &counts, &[(1, Noise::gaussian(20.0).expect("in bounds"))], &mut rng);
    assert!(matches!(more, Err(Refused::Budget { .. })));
    assert_eq!(odometer.entries().len(), 3);
}

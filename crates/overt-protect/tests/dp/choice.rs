//! A choice is made with exactly the probabilities of the exponential mechanism.

use overt_protect::dp::{Bound, Candidate, Private, Unit};

use crate::tables::{open, private, rng, table};

#[test]
fn candidates_are_chosen_as_often_as_their_scores_say() {
    // Distances 5, 3, 0 and 3; the last weighs twice, and 1 is taken off.
    let bound = Bound { unit: Unit::Person, rows_most: 2 };
    let rows: Vec<&[u16]> = vec![&[0]; 5];
    let counts = Private::new(table(&[2], &rows), bound, &mut rng(1)).expect("bounded");
    let counts = counts.marginals(vec![vec![0], vec![]]).expect("columns exist");
    let candidates = [
        Candidate { table: 0, model: &[0, 0], offset: 0, weight: 1 },
        Candidate { table: 0, model: &[3, 1], offset: 0, weight: 1 },
        Candidate { table: 1, model: &[5], offset: 0, weight: 1 },
        Candidate { table: 1, model: &[2], offset: 1, weight: 2 },
    ];
    let scores = [5.0, 3.0, 0.0, 4.0];
    // One person can change the heaviest score by 2 rows, twice.
    let weights = scores.map(|score: f64| (1.5 * score / (2.0 * 4.0)).exp());
    let total: f64 = weights.iter().sum();

    let epsilon = open(1.5, 0.0).choice(1.0);
    let mut rng = rng(2);
    let mut often = [0_u32; 4];
    for _ in 0..100_000 {
        let chosen =
            open(1.5, 0.0).choose("choice", &counts, &candidates, epsilon, &mut rng).expect("within the budget");
        often[chosen] += 1;
    }
    for (times, weight) in often.iter().zip(weights) {
        let expected = 100_000.0 * weight / total;
        assert!((f64::from(*times) - expected).abs() < 4.5 * expected.sqrt(), "{often:?}, {expected} expected");
    }
}

#[test]
fn candidates_without_weight_are_chosen_by_chance() {
    let counts = private(table(&[2], &[&[0]])).marginals(vec![vec![0]]).expect("a column");
    let candidates = [[9, 9], [1, 0]];
    let candidates = candidates.each_ref().map(|model| Candidate { table: 0, model, offset: 0, weight: 0 });
    let epsilon = open(20.0, 0.0).choice(1.0);
    let mut rng = rng(3);
    let chosen = (0..1_000).map(|_| open(20.0, 0.0).choose("choice", &counts, &candidates, epsilon, &mut rng));
    let first = chosen.filter(|chosen| *chosen == Ok(0)).count();
    assert!((430..570).contains(&first), "{first}");
}

#[test]
fn models_as_far_as_numbers_go_are_no_trouble() {
    let counts = private(table(&[2], &[&[0]])).marginals(vec![vec![0]]).expect("a column");
    let candidates = [[i64::MIN, i64::MAX], [1, 0]];
    let candidates =
        candidates.each_ref().map(|model| Candidate { table: 0, model, offset: i64::MIN, weight: u32::MAX });
    let mut odometer = open(1.0, 1e-6);
    let epsilon = odometer.choice(0.5);
    assert_eq!(odometer.choose("choice", &counts, &candidates, epsilon, &mut rng(4)), Ok(0));
}

//! Mistakes, made on purpose. The audit finds each.

use std::collections::HashMap;

use overt_protect::dp::{Bound, Candidate, Limit, Noise, Odometer, Private, Unit, gdp, threshold};
use rand_chacha::ChaCha20Rng;
use rand_chacha::rand_core::SeedableRng;

use crate::evidence::{Evidence, audit};
use crate::stage::{DELTA, Forgetful, ONE_ROW_EACH, anew, marginals, open, private, rows, table};

const EPSILON: f64 = 4.0;

/// The noise that is right for one table of counts, and `mu` that it is claimed to have.
fn right() -> (Noise, f64) {
    let noise = open(EPSILON, DELTA).noise(1.0, ONE_ROW_EACH).expect("there is such noise");
    (noise, gdp::mu(EPSILON, DELTA))
}

/// More can be learned than is claimed.
fn found(mu: f64, mechanism: impl Fn(bool, &mut ChaCha20Rng) -> i64) {
    let evidence = audit(DELTA, mechanism);
    assert!(evidence.mu > mu, "not found: {evidence:?}, {mu} is claimed");
}

/// The true count of each combination of values that occurs.
fn true_counts(person: bool) -> HashMap<Vec<u16>, i64> {
    let table = table(person);
    let mut counts = HashMap::new();
    for row in 0..table.rows() {
        *counts.entry((0..3).map(|column| table.column(column)[row]).collect()).or_default() += 1;
    }
    counts
}

#[test]
fn wrong_sensitivity() {
    let (noise, mu) = right();
    let budget = Forgetful::new();
    // The noise is for one row of each person, and the person has three.
    let bound = Bound { unit: Unit::Person, rows_most: 3 };
    let marginals = [0, 3].map(|of_person| private(rows(of_person), bound).marginals(vec![vec![0]]).expect("a column"));
    found(mu, |person, rng| budget.measure(&marginals[usize::from(person)], 0, noise, rng)[1]);
    let refused =
        open(EPSILON, DELTA).measure("count", &marginals[1], &[(0, noise)], &mut ChaCha20Rng::seed_from_u64(1));
    assert!(refused.is_err(), "the budget knows that there are three rows");
}

#[test]
fn reused_noise() {
    let (noise, mu) = right();
    let (budget, marginals) = (Forgetful::new(), marginals());
    found(mu, |person, rng| {
        let drawn = budget.measure(&marginals[0], 0, noise, rng)[0];
        let counts = true_counts(person);
        let released = |cell: &[u16]| counts.get(cell).copied().unwrap_or(0) + drawn;
        released(&[1, 1, 1]) - released(&[0, 0, 0])
    });
}

#[test]
fn values_from_the_data() {
    let (_, mu) = right();
    // Only combinations that occur are measured. That there is one more tells who is there, whatever its noise.
    found(mu, |person, _| i64::try_from(true_counts(person).len()).expect("few"));
}

#[test]
fn overspending_when_there_are_fewer_rounds_than_columns() {
    let (_, mu) = right();
    let (budget, marginals) = (Forgetful::new(), marginals());
    let quarter = open(EPSILON, DELTA).noise(0.25, ONE_ROW_EACH).expect("there is such noise");
    // Planned for 4 rounds, and there are 12 columns.
    found(mu, |person, rng| (0..12).map(|_| budget.measure(&marginals[usize::from(person)], 1, quarter, rng)[1]).sum());
}

#[test]
fn a_scale_that_is_one_too_small() {
    let (budget, marginals) = (Forgetful::new(), marginals());
    let noise = Noise::laplace(2.0).expect("in bounds");
    let evidence = audit(0.0, |person, rng| budget.measure(&marginals[usize::from(person)], 1, noise, rng)[1]);
    let claimed = Noise::laplace(3.0).expect("in bounds").epsilon().expect("Laplace");
    assert!(evidence.epsilon > claimed, "{evidence:?}");
}

#[test]
fn the_number_of_rows_told() {
    let (noise, mu) = right();
    let (budget, marginals) = (Forgetful::new(), marginals());
    // Counts have their noise, but there are as many invented rows as true ones.
    found(mu, |person, rng| {
        let _noisy = budget.measure(&marginals[usize::from(person)], 1, noise, rng);
        i64::try_from(table(person).rows()).expect("few")
    });
}

#[test]
fn the_same_seed_again() {
    let (noise, mu) = right();
    let (budget, marginals) = (Forgetful::new(), marginals());
    // Last year's release, without the person, and this year's: each is in order, and their difference is exact.
    found(mu, |person, _| {
        let release = |marginals| budget.measure(marginals, 1, noise, &mut ChaCha20Rng::seed_from_u64(2026))[1];
        release(&marginals[usize::from(person)]) - release(&marginals[0])
    });
}

#[test]
fn unknown_keys_without_a_threshold() {
    let full = open_with_keys();
    let noise = full.noise(1.0, ONE_ROW_EACH).expect("there is such noise");
    let evidence = keys_told(1, noise, 1);
    assert!(evidence.epsilon > full.limit().epsilon(), "{evidence:?}");
    let mut rng = ChaCha20Rng::seed_from_u64(1);
    let keys = Private::keys(vec!["mine".into()], None, ONE_ROW_EACH, &mut rng).expect("bounded");
    let refused = anew(&full).tell("keys", &keys, noise, 1, &mut rng);
    assert!(refused.is_err(), "the budget knows that a threshold of 1 is none");
}

#[test]
fn a_delta_that_was_not_split_among_the_keys_of_a_person() {
    let full = open_with_keys();
    let noise = full.noise(1.0, ONE_ROW_EACH).expect("there is such noise");
    let from = threshold(noise, ONE_ROW_EACH, full.limit().keys_delta()).expect("there is one");
    // The threshold is for one key of each person, and the person has twenty.
    let evidence = keys_told(20, noise, i64::try_from(from).expect("small"));
    assert!(evidence.epsilon > full.limit().epsilon(), "{evidence:?}");
}

fn open_with_keys() -> Odometer {
    let limit = Limit::new(2.0, 1e-3).and_then(|limit| limit.with_keys(9e-4)).expect("in bounds");
    Odometer::open(limit, Unit::Person, Vec::new()).expect("nothing spent")
}

/// What is learned from whether any of so many keys is told that only the person has.
fn keys_told(keys: usize, noise: Noise, from: i64) -> Evidence {
    let (budget, nobody) =
        (Forgetful::new(), private(rows(0), ONE_ROW_EACH).marginals(vec![vec![]]).expect("no column"));
    let others = i64::try_from(rows(0).rows()).expect("few");
    audit(1e-3, |person, rng| {
        let own = if person { keys } else { 0 };
        let mut counts = (0..own).map(|_| 1 + budget.measure(&nobody, 0, noise, rng)[0] - others);
        i64::from(counts.any(|count| count >= from))
    })
}

#[test]
fn empty_cells_without_noise() {
    let (noise, mu) = right();
    let (budget, marginals) = (Forgetful::new(), marginals());
    found(mu, |person, rng| {
        let empty = !true_counts(person).contains_key(&[1, 1, 1][..]);
        if empty { 0 } else { 1 + budget.measure(&marginals[0], 0, noise, rng)[0] - 6 }
    });
}

#[test]
fn a_choice_whose_scores_move_twice_as_far() {
    let marginals = marginals();
    let full = open(1.0, 0.0);
    // Each score is taken for half of what one person can change it.
    let epsilon = full.choice(1.0) * 2;
    let generous = open(20.0, 0.0);
    let nothing_new = Candidate { table: 1, model: &[3, 3], offset: 0, weight: 1 };
    let something = Candidate { table: 2, model: &[3, 4], offset: 0, weight: 1 };
    let candidates = [&[nothing_new][..], &[something; 20]].concat();
    let evidence = audit(0.0, |person, rng| {
        let private = &marginals[usize::from(person)];
        let chosen = anew(&generous).choose("choice", private, &candidates, epsilon, rng);
        i64::from(chosen.expect("within") == 0)
    });
    assert!(evidence.epsilon > full.limit().epsilon(), "{evidence:?}");
}

#[test]
fn a_person_with_more_rows_than_take_part() {
    let (noise, mu) = right();
    let budget = Forgetful::new();
    // Each row was taken for a person: the table did not say whose the rows are.
    let marginals = [0, 5].map(|of_person| {
        let table = rows(of_person).with_people((0..).take(6 + of_person).collect()).expect("as many as rows");
        private(table, ONE_ROW_EACH).marginals(vec![vec![0]]).expect("a column")
    });
    found(mu, |person, rng| budget.measure(&marginals[usize::from(person)], 0, noise, rng)[1]);
}

#[test]
#[ignore = "takes minutes: `cargo xtask audit` runs it"]
fn audit_every_mistake_is_found_in_a_million_runs() {
    for check in [
        wrong_sensitivity,
        reused_noise,
        values_from_the_data,
        overspending_when_there_are_fewer_rounds_than_columns,
        a_scale_that_is_one_too_small,
        the_number_of_rows_told,
        the_same_seed_again,
        unknown_keys_without_a_threshold,
        a_delta_that_was_not_split_among_the_keys_of_a_person,
        empty_cells_without_noise,
        a_choice_whose_scores_move_twice_as_far,
        a_person_with_more_rows_than_take_part,
    ] {
        check();
    }
}

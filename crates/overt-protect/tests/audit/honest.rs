//! The mechanisms as they are: no more can be learned than they claim.

use overt_protect::dp::{Bound, Candidate, Limit, Noise, Odometer, Private, Spent, Unit, threshold};
use rand_chacha::ChaCha20Rng;

use crate::evidence::{Evidence, audit};
use crate::stage::{DELTA, ONE_ROW_EACH, anew, marginals, open, open_for, private, rows};

/// What can be learned of the person, and what is claimed, of something that spends from a full budget.
fn audited(full: &Odometer, run: impl Fn(&mut Odometer, bool, &mut ChaCha20Rng) -> i64) -> (Evidence, Spent) {
    let evidence = audit(full.limit().delta(), |person, rng| run(&mut anew(full), person, rng));
    let mut spending = anew(full);
    run(&mut spending, true, &mut rand_chacha::rand_core::SeedableRng::seed_from_u64(1));
    let spent = spending.spent();
    assert!(evidence.epsilon <= spent.epsilon, "{evidence:?} {spent:?}");
    (evidence, spent)
}

/// As [`audited`]; and so much is learned that the audit would have noticed more.
fn audited_closely(full: &Odometer, run: impl Fn(&mut Odometer, bool, &mut ChaCha20Rng) -> i64) {
    let (evidence, spent) = audited(full, run);
    assert!(evidence.mu <= spent.mu && evidence.mu > 0.8 * spent.mu, "{evidence:?} {spent:?}");
}

#[test]
fn a_count_with_gaussian_noise() {
    let (full, marginals) = (open(4.0, DELTA), marginals());
    let noise = full.noise(1.0, ONE_ROW_EACH).expect("there is such noise");
    audited_closely(&full, |budget, person, rng| {
        budget.measure("count", &marginals[usize::from(person)], &[(1, noise)], rng).expect("within")[0].counts[1]
    });
}

#[test]
fn the_number_of_rows() {
    let (full, marginals) = (open(6.0, DELTA), marginals());
    let noise = full.noise(1.0, ONE_ROW_EACH).expect("there is such noise");
    audited_closely(&full, |budget, person, rng| {
        budget.measure("rows", &marginals[usize::from(person)], &[(0, noise)], rng).expect("within")[0].counts[0]
    });
}

#[test]
fn several_tables_with_different_noise() {
    let (full, marginals) = (open(4.0, DELTA), marginals());
    let noise = |share| full.noise(share, ONE_ROW_EACH).expect("there is such noise");
    let wanted = [(1, noise(0.6)), (2, noise(0.3)), (4, noise(0.1))];
    audited_closely(&full, |budget, person, rng| {
        let measured = budget.measure("tables", &marginals[usize::from(person)], &wanted, rng).expect("within");
        // Weighted as the evidence is best added up.
        6 * measured[0].counts[1] + 3 * measured[1].counts[1] + measured[2].counts[3]
    });
}

#[test]
fn a_count_with_laplace_noise() {
    let (full, marginals) = (open(1.0, 0.0), marginals());
    let noise = full.noise(1.0, ONE_ROW_EACH).expect("there is such noise");
    let (evidence, _) = audited(&full, |budget, person, rng| {
        budget.measure("count", &marginals[usize::from(person)], &[(3, noise)], rng).expect("within")[0].counts[1]
    });
    assert!(evidence.epsilon > 0.8, "{evidence:?}");
}

#[test]
fn a_choice() {
    let (full, marginals) = (open(2.0, 0.0), marginals());
    let epsilon = full.choice(1.0);
    // With the person there is more to learn from the first, and less from each of the others.
    let nothing_new = Candidate { table: 1, model: &[3, 3], offset: 0, weight: 1 };
    let something = Candidate { table: 2, model: &[3, 4], offset: 0, weight: 1 };
    let candidates = [&[nothing_new][..], &[something; 20]].concat();
    let (evidence, _) = audited(&full, |budget, person, rng| {
        let chosen = budget.choose("choice", &marginals[usize::from(person)], &candidates, epsilon, rng);
        i64::from(chosen.expect("within") == 0)
    });
    assert!(evidence.epsilon > 1.2, "{evidence:?}");
}

#[test]
fn a_choice_is_no_more_than_its_price_in_gaussians() {
    let (full, marginals) = (open(8.0, DELTA), marginals());
    let epsilon = full.choice(1.0);
    let candidates = [
        Candidate { table: 1, model: &[3, 3], offset: 0, weight: 1 },
        Candidate { table: 2, model: &[3, 4], offset: 0, weight: 1 },
    ];
    audited_closely(&full, |budget, person, rng| {
        let chosen = budget.choose("choice", &marginals[usize::from(person)], &candidates, epsilon, rng);
        i64::from(chosen.expect("within") == 0)
    });
}

#[test]
fn a_person_with_many_rows() {
    let full = open(4.0, DELTA);
    let bound = Bound { unit: Unit::Person, rows_most: 3 };
    let noise = full.noise(1.0, bound).expect("there is such noise");
    let marginals = [0, 9].map(|of_person| private(rows(of_person), bound).marginals(vec![vec![0]]).expect("a column"));
    audited_closely(&full, |budget, person, rng| {
        budget.measure("count", &marginals[usize::from(person)], &[(0, noise)], rng).expect("within")[0].counts[1]
    });
}

#[test]
fn a_contributor_with_all_its_rows() {
    let full = open_for(4.0, DELTA, Unit::Contributor);
    let bound = Bound { unit: Unit::Contributor, rows_most: 4 };
    let noise = full.noise(1.0, bound).expect("there is such noise");
    let marginals = [0, 4].map(|of_contributor| {
        let whose = (1..=6).chain(std::iter::repeat_n(0, of_contributor)).collect();
        let table = rows(of_contributor).with_contributors(whose).expect("as many as rows");
        private(table, bound).marginals(vec![vec![0]]).expect("a column")
    });
    audited_closely(&full, |budget, person, rng| {
        budget.measure("count", &marginals[usize::from(person)], &[(0, noise)], rng).expect("within")[0].counts[1]
    });
}

#[test]
fn a_key_of_one_person() {
    let limit = Limit::new(2.0, 1e-3).and_then(|limit| limit.with_keys(5e-4)).expect("in bounds");
    let full = Odometer::open(limit, Unit::Person, Vec::new()).expect("nothing spent");
    let bound = Bound { unit: Unit::Person, rows_most: 2 };
    let noise = full.noise(1.0, bound).expect("there is such noise");
    let from = threshold(noise, bound, limit.keys_delta()).expect("there is one");
    let keys = [false, true].map(|person| {
        let others = ["a"; 6].into_iter().chain(["mine", "mine"].into_iter().filter(|_| person));
        let units: Vec<u32> = (1..=6).chain([0, 0].into_iter().filter(|_| person)).collect();
        let mut rng = rand_chacha::rand_core::SeedableRng::seed_from_u64(1);
        let rng: &mut ChaCha20Rng = &mut rng;
        Private::keys(others.map(str::to_owned).collect(), Some(&units), bound, rng).expect("bounded")
    });
    audited(&full, |budget, person, rng| {
        let told = budget.tell("keys", &keys[usize::from(person)], noise, from, rng).expect("within");
        i64::from(told.iter().any(|told| told.key == "mine"))
    });
}

#[test]
fn a_whole_release_in_which_each_step_depends_on_the_last() {
    let (full, marginals) = (open(4.0, DELTA), marginals());
    let noise = |share| full.noise(share, ONE_ROW_EACH).expect("there is such noise");
    let (first, last, epsilon) = (noise(0.4), noise(0.5), full.choice(0.1));
    audited(&full, |budget, person, rng| {
        let private = &marginals[usize::from(person)];
        let rows = budget.measure("rows", private, &[(0, first)], rng).expect("within")[0].counts[0];
        let model = [[rows / 4; 4].to_vec(), [rows / 6; 6].to_vec()];
        let candidates = [4, 5].map(|table| Candidate { table, model: &model[table - 4], offset: 0, weight: 1 });
        let chosen = budget.choose("what to learn", private, &candidates, epsilon, rng).expect("within");
        let pair = budget.measure("pair", private, &[(4 + chosen, last)], rng).expect("within");
        4 * rows + 5 * pair[0].counts[[3, 4][chosen]]
    });
}

#[test]
fn noise_is_drawn_anew_for_every_count() {
    let (full, marginals) = (open(4.0, DELTA), marginals());
    let noise = Noise::gaussian(20.0).expect("in bounds");
    audited(&full, |budget, person, rng| {
        let measured = budget.measure("twice", &marginals[usize::from(person)], &[(1, noise), (1, noise)], rng);
        // If two cells had the same noise, their difference would be exact.
        measured.expect("within").iter().map(|measured| measured.counts[1] - measured.counts[0]).sum()
    });
}

#[test]
#[ignore = "takes minutes: `cargo xtask audit` runs it"]
fn audit_no_mechanism_tells_more_than_it_claims_in_a_million_runs() {
    for check in [
        a_count_with_gaussian_noise,
        the_number_of_rows,
        several_tables_with_different_noise,
        a_count_with_laplace_noise,
        a_choice,
        a_choice_is_no_more_than_its_price_in_gaussians,
        a_person_with_many_rows,
        a_contributor_with_all_its_rows,
        a_key_of_one_person,
        a_whole_release_in_which_each_step_depends_on_the_last,
        noise_is_drawn_anew_for_every_count,
    ] {
        check();
    }
}

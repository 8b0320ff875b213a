//! The budget refuses, adds up and can be checked.

use overt_protect::dp::{
    Bound, Candidate, Cost, Entry, Limit, LimitError, Noise, Odometer, Private, Refused, Unit, gdp,
};
use proptest::prelude::*;

use crate::tables::{ONE_ROW_EACH, open, private, rng, table};

fn counted(noise: Noise, tables: u32) -> Entry {
    Entry { what: "counts".into(), bound: ONE_ROW_EACH, cost: Cost::Counts { noise, tables } }
}

#[test]
fn a_limit_that_protects_nobody_or_tells_nothing_is_refused_with_the_reason() {
    for epsilon in [0.0, -1.0, f64::NAN, f64::INFINITY, 1e9, 20.1] {
        let error = Limit::new(epsilon, 1e-6).expect_err("refused");
        assert!(error.to_string().contains("nobody is protected"), "{error}");
    }
    for delta in [-1e-6, f64::NAN, 0.5, 1e-20] {
        assert!(matches!(Limit::new(1.0, delta), Err(LimitError::Delta(_))), "{delta}");
    }
    for keys in [0.0, 1e-6, 1e-3, f64::NAN] {
        assert!(
            matches!(Limit::new(1.0, 1e-6).expect("in bounds").with_keys(keys), Err(LimitError::Keys { .. })),
            "{keys}"
        );
    }
}

#[test]
fn a_limit_that_was_written_is_held_to_the_same() {
    let limit = Limit::new(1.0, 1e-6).and_then(|limit| limit.with_keys(1e-7)).expect("in bounds");
    let read = |text: &str| serde_json::from_str::<Limit>(text);
    assert_eq!(read(&serde_json::to_string(&limit).expect("written")).expect("read"), limit);
    assert!(read(r#"{"epsilon":1.0,"delta":1e-6}"#).is_ok());
    assert!(read(r#"{"epsilon":1e9,"delta":1e-6}"#).expect_err("refused").to_string().contains("nobody is protected"));
    assert!(read(r#"{"epsilon":1.0,"delta":1e-6,"keys_delta":1e-6}"#).is_err());
}

#[test]
fn a_large_delta_for_few_people_is_warned_of() {
    let limit = Limit::new(1.0, 1e-6).expect("in bounds");
    assert_eq!(limit.warning(50_000), None);
    assert!(limit.warning(200_000).expect("warned").contains("200000 people"));
}

#[test]
fn without_delta_epsilons_add_up_and_gaussians_are_refused() {
    let mut odometer = open(1.0, 0.0);
    let counts = private(table(&[2], &[&[0], &[1]])).marginals(vec![vec![0]]).expect("a column");
    let gaussian = odometer.measure("counts", &counts, &[(0, Noise::gaussian(1e5).expect("in bounds"))], &mut rng(1));
    assert!(matches!(gaussian, Err(Refused::NoDelta { .. })));
    let laplace = odometer.noise(0.5, ONE_ROW_EACH).expect("there is such noise");
    odometer.measure("counts", &counts, &[(0, laplace)], &mut rng(1)).expect("half of the budget");
    let candidates = [Candidate { table: 0, model: &[1, 1], offset: 0, weight: 1 }];
    odometer.choose("choice", &counts, &candidates, odometer.choice(0.5), &mut rng(1)).expect("the other half");
    let spent = odometer.spent();
    assert!(spent.epsilon <= 1.0 && spent.epsilon > 0.999, "{spent:?}");
    assert!(matches!(odometer.measure("more", &counts, &[(0, laplace)], &mut rng(1)), Err(Refused::Budget { .. })));
}

#[test]
fn noise_of_one_table_for_twelve_is_refused_whole() {
    // Rounds were planned for four columns, and there are twelve: the mistake of a published implementation.
    let mut odometer = open(1.0, 1e-6);
    let counts =
        private(table(&[2; 12], &[&[0; 12]])).marginals((0..12).map(|at| vec![at]).collect()).expect("columns");
    let noise = odometer.noise(0.25, ONE_ROW_EACH).expect("there is such noise");
    let wanted: Vec<(usize, Noise)> = (0..12).map(|table| (table, noise)).collect();
    assert!(matches!(odometer.measure("all columns", &counts, &wanted, &mut rng(1)), Err(Refused::Budget { .. })));
    assert!(odometer.entries().is_empty(), "nothing was spent on what was refused");
    odometer.measure("four columns", &counts, &wanted[..4], &mut rng(1)).expect("the whole budget");
}

#[test]
fn what_does_not_fit_is_refused_before_anything_is_spent() {
    let mut odometer = open(1.0, 1e-6);
    let counts = private(table(&[2], &[&[0]])).marginals(vec![vec![0]]).expect("a column");
    let noise = Noise::gaussian(100.0).expect("in bounds");
    assert_eq!(
        odometer.measure("x", &counts, &[(1, noise)], &mut rng(1)),
        Err(Refused::NoTable { table: 1, tables: 1 })
    );
    assert_eq!(odometer.choose("x", &counts, &[], 1, &mut rng(1)), Err(Refused::NoCandidate));
    let short = [Candidate { table: 0, model: &[1], offset: 0, weight: 1 }];
    let refused = odometer.choose("x", &counts, &short, 1, &mut rng(1));
    assert_eq!(refused, Err(Refused::Model { table: 0, cells: 2, given: 1 }));
    for share in [0.0, -0.1, f64::NAN, 1e-30] {
        assert!(matches!(odometer.noise(share, ONE_ROW_EACH), Err(Refused::Share { .. })), "{share}");
    }
    assert!(odometer.entries().is_empty());
}

#[test]
fn a_budget_of_persons_does_not_pay_for_contributors() {
    let bound = Bound { unit: Unit::Contributor, rows_most: 50 };
    let contributed = table(&[2], &[&[0]]).with_contributors(vec![1]).expect("one row");
    let counts =
        Private::new(contributed, bound, &mut rng(1)).expect("bounded").marginals(vec![vec![0]]).expect("a column");
    let noise = Noise::gaussian(1e5).expect("in bounds");
    let refused = open(1.0, 1e-6).measure("counts", &counts, &[(0, noise)], &mut rng(1)).expect_err("refused");
    assert!(matches!(refused, Refused::Unit { budget: Unit::Person, data: Unit::Contributor, .. }));
    let entry = Entry { bound, ..counted(noise, 1) };
    assert!(Odometer::open(Limit::new(1.0, 1e-6).expect("in bounds"), Unit::Person, vec![entry]).is_err());
}

#[test]
fn fifty_rows_of_one_contributor_need_fifty_times_the_noise() {
    let one = open(1.0, 1e-6).noise(0.5, ONE_ROW_EACH).expect("there is such noise").sigma();
    let fifty = Bound { unit: Unit::Contributor, rows_most: 50 };
    let fifty = open(1.0, 1e-6).noise(0.5, fifty).expect("there is such noise").sigma();
    assert!((fifty / one / 50.0 - 1.0).abs() < 0.01, "{one} {fifty}");
}

#[test]
fn releases_add_up_and_whoever_reads_the_entries_finds_the_same_sum() {
    let limit = Limit::new(2.0, 1e-6).expect("in bounds");
    let noise = open(2.0, 1e-6).noise(0.3, ONE_ROW_EACH).expect("there is such noise");
    let first =
        vec![counted(noise, 2), Entry { cost: Cost::Choice { epsilon_millionths: 50_000 }, ..counted(noise, 1) }];
    let written = serde_json::to_string(&first).expect("written");
    let read: Vec<Entry> = serde_json::from_str(&written).expect("read");
    assert_eq!(read, first);

    let second = Odometer::open(limit, Unit::Person, read).expect("persons");
    assert_eq!((second.entries().len(), second.entries_new().len()), (2, 0));
    assert!(second.admits(&[counted(noise, 1)]).is_ok());
    assert!(matches!(second.admits(&[counted(noise, 1), counted(noise, 1)]), Err(Refused::Budget { .. })));

    // A second way to the same sum, from the integers alone.
    let values: serde_json::Value = serde_json::from_str(&written).expect("read");
    let number = |path: &str| values.pointer(path).and_then(serde_json::Value::as_f64).expect("a number");
    let counts =
        number("/0/cost/tables") * number("/0/cost/noise/steps").powi(2) / (number("/0/cost/noise/variance") - 3.0);
    let choice = gdp::mu_of_range(number("/1/cost/epsilon_millionths") / 1e6).powi(2);
    let spent = second.spent();
    let lines = serde_json::to_value(second.lines()).expect("written");
    assert_eq!(lines[0]["cost"], values[0]["cost"]);
    assert!((lines[0]["share"].as_f64().expect("a number") - 0.6).abs() < 1e-3, "{lines}");
    assert!((spent.mu - (counts + choice).sqrt()).abs() < 1e-12, "{spent:?}");
    assert!(spent.epsilon < spent.epsilon_from_rho && spent.epsilon < 2.0);
}

#[test]
fn when_nothing_is_left_not_even_next_to_nothing_is_admitted_for_ever() {
    let all = open(1.0, 1e-6).noise(1.0, ONE_ROW_EACH).expect("there is such noise");
    let least = counted(Noise::gaussian(1e6).expect("in bounds"), 1);
    let no_more = |mut entries: Vec<Entry>| {
        let limit = Limit::new(1.0, 1e-6).expect("in bounds");
        (0..1_000).any(|_| {
            let budget = Odometer::open(limit, Unit::Person, entries.clone()).expect("persons");
            entries.push(least.clone());
            matches!(budget.admits(std::slice::from_ref(&least)), Err(Refused::Budget { .. }))
        })
    };
    let nearly = Entry { cost: Cost::Counts { noise: all, tables: 1 }, ..least.clone() };
    let fill = |entry: &Entry| open(1.0, 1e-6).share(entry);
    // What rounding the noise left over is used up too.
    let rest = (1.0 - fill(&nearly)).max(0.0);
    let fine = open(1.0, 1e-6).noise(rest.max(1e-7), ONE_ROW_EACH).expect("there is such noise");
    assert!(no_more(vec![nearly.clone(), counted(fine, 1)]));
    assert!(no_more(vec![counted(all, 2)]));
}

proptest! {
    #[test]
    fn a_budget_is_never_overspent(shares in prop::collection::vec(0.01_f64..0.6, 1..20), epsilon in 0.1_f64..8.0) {
        let mut odometer = open(epsilon, 1e-6);
        let counts = private(table(&[2], &[&[0], &[1]])).marginals(vec![vec![0]]).expect("a column");
        let candidates = [Candidate { table: 0, model: &[1, 1], offset: 0, weight: 1 }];
        let mut rng = rng(1);
        for (turn, share) in shares.into_iter().enumerate() {
            let left = odometer.left();
            let done = if turn % 3 == 2 {
                odometer.choose("choice", &counts, &candidates, odometer.choice(share), &mut rng).is_ok()
            } else {
                let noise = odometer.noise(share, ONE_ROW_EACH).expect("there is such noise");
                odometer.measure("counts", &counts, &[(0, noise)], &mut rng).is_ok()
            };
            prop_assert_eq!(done, odometer.left() < left);
            prop_assert!(done || share > left);
            prop_assert!(odometer.spent().epsilon <= epsilon && odometer.spent().share <= 1.0 + 1e-9);
        }
    }
}

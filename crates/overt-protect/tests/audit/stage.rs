//! What mechanisms are tried on: a small table, with one person in it and without.

use overt_protect::dp::{Bound, Limit, Marginals, Noise, Odometer, Private, Unit};
use overt_protect::{ColumnDomain, Domain, Rows, Table};
use rand_chacha::ChaCha20Rng;
use rand_chacha::rand_core::SeedableRng;

pub(crate) const ONE_ROW_EACH: Bound = Bound { unit: Unit::Person, rows_most: 1 };
pub(crate) const DELTA: f64 = 1e-6;

/// Three columns of 2, 2 and 3 values; the person's row is of the second value of each.
pub(crate) fn table(person: bool) -> Table {
    rows(usize::from(person))
}

/// The same, where the person has so many rows.
pub(crate) fn rows(of_person: usize) -> Table {
    let column = |(name, values): (&str, usize)| {
        ColumnDomain::new(name, (0..values).map(|value| value.to_string()).collect()).expect("declared")
    };
    let domain = Domain::new([("a", 2), ("b", 2), ("c", 3)].map(column).into()).expect("declared");
    let mut rows = Rows::new(domain);
    for other in 0..6 {
        let other = [other % 2, other / 3, other % 3].map(|code: usize| code.to_string());
        rows.push(other.iter().map(String::as_str)).expect("declared");
    }
    for _ in 0..of_person {
        rows.push(["1", "1", "1"]).expect("declared");
    }
    // The person is the first; the others have a row each.
    let people = (1..=6).chain(std::iter::repeat_n(0, of_person)).collect();
    rows.finish().with_people(people).expect("as many as rows")
}

pub(crate) fn private(table: Table, bound: Bound) -> Private<Table> {
    Private::new(table, bound, &mut ChaCha20Rng::seed_from_u64(1)).expect("bounded")
}

/// The number of rows, the three columns and two pairs, without the person and with.
pub(crate) fn marginals() -> [Private<Marginals>; 2] {
    let sets = || vec![vec![], vec![0], vec![1], vec![2], vec![0, 1], vec![1, 2]];
    [false, true].map(|person| private(table(person), ONE_ROW_EACH).marginals(sets()).expect("columns exist"))
}

pub(crate) fn open(epsilon: f64, delta: f64) -> Odometer {
    open_for(epsilon, delta, Unit::Person)
}

pub(crate) fn open_for(epsilon: f64, delta: f64, unit: Unit) -> Odometer {
    Odometer::open(Limit::new(epsilon, delta).expect("in bounds"), unit, Vec::new()).expect("nothing spent")
}

/// A budget of which nothing is spent, with the limit and unit of another.
pub(crate) fn anew(budget: &Odometer) -> Odometer {
    Odometer::open(budget.limit(), budget.unit(), Vec::new()).expect("nothing spent")
}

/// A budget that forgets, for whoever makes mistakes.
pub(crate) struct Forgetful {
    gaussian: Odometer,
    laplace: Odometer,
}

impl Forgetful {
    pub(crate) fn new() -> Self {
        Self { gaussian: open(20.0, 1e-3), laplace: open(20.0, 0.0) }
    }

    pub(crate) fn measure(
        &self,
        marginals: &Private<Marginals>,
        table: usize,
        noise: Noise,
        rng: &mut ChaCha20Rng,
    ) -> Vec<i64> {
        let budget = if noise.epsilon().is_some() { &self.laplace } else { &self.gaussian };
        let measured = anew(budget).measure("test", marginals, &[(table, noise)], rng);
        measured.expect("within the budget").swap_remove(0).counts
    }
}

//! Small tables to try mechanisms on.

use overt_protect::dp::{Bound, Limit, Odometer, Private, Unit};
use overt_protect::{ColumnDomain, Domain, Rows, Table};
use rand_chacha::ChaCha20Rng;
use rand_chacha::rand_core::SeedableRng;

pub(crate) const ONE_ROW_EACH: Bound = Bound { unit: Unit::Person, rows_most: 1 };

/// Randomness that is the same each time, so that a test is.
pub(crate) fn rng(seed: u64) -> ChaCha20Rng {
    ChaCha20Rng::seed_from_u64(seed)
}

/// Rows of codes over columns of so many values each.
pub(crate) fn table(values: &[u16], rows: &[&[u16]]) -> Table {
    let column = |(place, &values): (usize, &u16)| {
        let values = (0..values).map(|value| value.to_string()).collect();
        ColumnDomain::new(format!("column {place}"), values).expect("declared")
    };
    let domain = Domain::new(values.iter().enumerate().map(column).collect()).expect("declared");
    let mut taken = Rows::new(domain);
    for row in rows {
        let row: Vec<String> = row.iter().map(ToString::to_string).collect();
        taken.push(row.iter().map(String::as_str)).expect("declared");
    }
    taken.finish()
}

pub(crate) fn private(table: Table) -> Private<Table> {
    Private::new(table, ONE_ROW_EACH, &mut rng(0)).expect("bounded")
}

/// A budget of persons of which nothing is spent.
pub(crate) fn open(epsilon: f64, delta: f64) -> Odometer {
    Odometer::open(Limit::new(epsilon, delta).expect("in bounds"), Unit::Person, Vec::new()).expect("nothing spent")
}

//! Invented people, and budgets for them.

use std::path::PathBuf;

use overt_protect::dp::{Bound, Limit, Odometer, Private, Unit};
use overt_protect::synth::{Plan, Synthesis};
use overt_protect::{ColumnDomain, Domain, Rows, Table};
use rand_chacha::ChaCha20Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

pub(crate) const ONE_ROW_EACH: Bound = Bound { unit: Unit::Person, rows_most: 1 };

pub(crate) fn rng(seed: u64) -> ChaCha20Rng {
    ChaCha20Rng::seed_from_u64(seed)
}

pub(crate) fn open(epsilon: f64) -> Odometer {
    Odometer::open(Limit::new(epsilon, 1e-6).expect("in bounds"), Unit::Person, Vec::new()).expect("nothing spent")
}

pub(crate) fn private(table: &Table) -> Private<Table> {
    Private::new(table.clone(), ONE_ROW_EACH, &mut rng(0)).expect("a row each")
}

/// All of a budget is spent on it.
pub(crate) fn synthesise(table: &Table, plan: &Plan, epsilon: f64, seed: u64) -> Synthesis {
    let made = plan.synthesise(&private(table), &mut open(epsilon), 1.0, &mut rng(seed));
    made.expect("within the budget")
}

pub(crate) fn domain(values: &[u16]) -> Domain {
    let column = |(place, &values): (usize, &u16)| {
        let values = (0..values).map(|value| value.to_string()).collect();
        ColumnDomain::new(format!("column {place}"), values).expect("declared")
    };
    Domain::new(values.iter().enumerate().map(column).collect()).expect("declared")
}

/// People of four kinds. A kind has, in each column, two values that are frequent in it, and all others are rare.
pub(crate) fn people(rows: usize, values: &[u16], seed: u64) -> Table {
    let mut rng = rng(seed);
    let mut columns = vec![Vec::with_capacity(rows); values.len()];
    for _ in 0..rows {
        let kind = rng.next_u32() % 4;
        for ((column, &values), place) in columns.iter_mut().zip(values).zip(0_u32..) {
            let drawn = rng.next_u32() % 100;
            let code = match drawn {
                0..55 => kind * (place + 1),
                55..85 => kind + place + 1,
                _ => rng.next_u32(),
            };
            column.push(u16::try_from(code % u32::from(values)).expect("16 bits"));
        }
    }
    Table::from_codes(domain(values), columns).expect("codes of the domain")
}

/// Public data, where they are there. `sizes` gives columns and how many values they have, and the values are numbers.
pub(crate) fn public(file: &str, sizes: impl Fn(&[String]) -> Vec<u16>) -> Option<Table> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/datasets/privacy").join(file);
    if !path.exists() {
        eprintln!("skipped: {} is not there", path.display());
        return None;
    }
    let mut reader = csv::Reader::from_path(&path).expect("it can be read");
    let names: Vec<String> = reader.headers().expect("it has a header").iter().map(str::to_owned).collect();
    let column = |(name, size): (&String, u16)| {
        ColumnDomain::new(name, (0..size).map(|value| value.to_string()).collect()).expect("declared")
    };
    let columns = names.iter().zip(sizes(&names)).map(column).collect();
    let mut rows = Rows::new(Domain::new(columns).expect("declared"));
    for record in reader.records() {
        rows.push(&record.expect("it is CSV")).expect("in the domain");
    }
    Some(rows.finish())
}

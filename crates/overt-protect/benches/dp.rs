//! What measuring costs: `cargo bench -p overt-protect --bench dp`. 50,000 people with 20 columns of 14 values, all pairs.
#![expect(clippy::print_stdout, reason = "a bench prints what it measured")]

use std::time::Instant;

use overt_protect::dp::{Bound, Candidate, Limit, Noise, Odometer, Private, Unit, gdp};
use overt_protect::{ColumnDomain, Domain, Rows};
use rand_chacha::ChaCha20Rng;
use rand_chacha::rand_core::{Rng as _, SeedableRng};

const COLUMNS: usize = 20;
const VALUES: u32 = 14;
const ROWS: usize = 50_000;

fn main() {
    let mut rng = ChaCha20Rng::seed_from_u64(1);
    let texts: Vec<String> = (0..VALUES).map(|value| value.to_string()).collect();
    let column = |column: usize| ColumnDomain::new(format!("column {column}"), texts.clone()).expect("declared");
    let mut rows = Rows::new(Domain::new((0..COLUMNS).map(column).collect()).expect("declared"));
    for _ in 0..ROWS {
        let row: [usize; COLUMNS] = std::array::from_fn(|_| (rng.next_u32() % VALUES) as usize);
        rows.push(row.map(|value| texts[value].as_str())).expect("declared");
    }
    let bound = Bound { unit: Unit::Person, rows_most: 1 };
    let table = Private::new(rows.finish(), bound, &mut rng).expect("bounded");
    let pairs: Vec<Vec<usize>> =
        (0..COLUMNS).flat_map(|one| (one + 1..COLUMNS).map(move |other| vec![one, other])).collect();

    let limit = Limit::new(4.0, 1e-6).expect("in bounds");
    let mut budget =
        timed("open a budget", 1, || Odometer::open(limit, Unit::Person, Vec::new())).expect("nothing spent");
    timed("largest mu of an epsilon and a delta", 1, || gdp::mu(1.0, 1e-9));
    let tables = pairs.len();
    let counts = timed("count 190 pairs, each row", ROWS * tables, || table.marginals(pairs)).expect("columns exist");
    let cells: usize = (0..tables).map(|table| counts.cells(table)).sum();

    let noise = budget.noise(0.5 / 190.0, bound).expect("there is such noise");
    let wanted: Vec<(usize, Noise)> = (0..tables).map(|table| (table, noise)).collect();
    timed("noise for each of their cells", cells, || budget.measure("pairs", &counts, &wanted, &mut rng))
        .expect("within");
    let model = vec![255; cells];
    let candidates: Vec<Candidate<'_>> = (0..tables)
        .map(|table| Candidate { table, model: &model[..counts.cells(table)], offset: 0, weight: 1 })
        .collect();
    let epsilon = budget.choice(0.01);
    timed("choose one of them, each cell", cells, || budget.choose("pair", &counts, &candidates, epsilon, &mut rng))
        .expect("within");

    let generous = Limit::new(20.0, 1e-6).expect("in bounds");
    for sigma in [1.0, 4.2, 20.0, 63.0, 200.0, 10_000.0] {
        for (family, noise) in [("Gaussian", Noise::gaussian(sigma)), ("Laplace", Noise::laplace(sigma))] {
            let all = [(0, noise.expect("in bounds")); 500];
            let draws = counts.cells(0) * all.len();
            let what = format!("draw {family} noise of size {sigma}");
            timed(&what, draws, || {
                let each = |wanted| {
                    Odometer::open(generous, Unit::Person, Vec::new())?.measure(
                        "x",
                        &counts,
                        std::slice::from_ref(wanted),
                        &mut rng,
                    )
                };
                all.iter().map(each).collect::<Vec<_>>()
            });
        }
    }
}

fn timed<T>(what: &str, times: usize, work: impl FnOnce() -> T) -> T {
    let start = Instant::now();
    let done = work();
    let each = start.elapsed().as_nanos() / times as u128;
    println!("{what:40} {each:9} ns each, {:7.1} ms in all", start.elapsed().as_secs_f64() * 1_000.0);
    done
}

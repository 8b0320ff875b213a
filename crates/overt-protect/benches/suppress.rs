//! How long tables of a hundred thousand cells take, and what they lose: `cargo bench -p overt-protect --bench suppress`.
#![expect(clippy::print_stdout, reason = "a benchmark prints its figures")]
#![expect(clippy::cast_precision_loss, clippy::cast_possible_truncation, reason = "invented counts and percentages")]

use std::time::Instant;

use overt_protect::suppress::{Axis, Cell, Counts, Guard, Population, Rules, Why, round, suppress};
use overt_protect::{ColumnDomain, Domain, Rows};
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

/// Seconds that a table may take.
const BAR_SECONDS: f64 = 30.0;

fn main() {
    guarded();
    for (name, sizes, people) in [
        ("sparse", vec![50, 40, 50], 50_000),
        ("usual", vec![50, 40, 50], 500_000),
        ("dense", vec![50, 40, 50], 5_000_000),
        ("rich", vec![50, 40, 50], 50_000_000),
        ("two columns", vec![316, 316], 1_000_000),
        ("four columns", vec![18, 17, 18, 18], 1_000_000),
    ] {
        let counts = skewed(&sizes, people);
        let started = Instant::now();
        let done = suppress(&counts, &Rules::default()).expect("it passes its audit");
        let seconds = started.elapsed().as_secs_f64();
        let cells = done.published.cells.len();
        let secondary = done.why.iter().filter(|why| **why == Some(Why::Secondary)).count();
        let hidden = done.published.cells.iter().filter(|cell| **cell == Cell::Suppressed).count();
        let started = Instant::now();
        done.audit.check(&counts, &done.published).expect("it passes again");
        println!(
            "{name}: {cells} cells, {people} people, {} sensitive, {secondary} more hidden ({:.1} for one, {:.1}% of cells \
             shown), {seconds:.1} s of {BAR_SECONDS} s, check {:.1} s, {} tables in the audit with {} changes",
            hidden - secondary,
            secondary as f64 / (hidden - secondary) as f64,
            100.0 - 100.0 * hidden as f64 / cells as f64,
            started.elapsed().as_secs_f64(),
            done.audit.tables.len(),
            done.audit.tables.iter().map(Vec::len).sum::<usize>(),
        );
        let started = Instant::now();
        let rounded = round(&counts, 5).expect("a sound base");
        println!(
            "  rounded to 5 in {:.2} s, the farthest by {}, {} totals not to a neighbour",
            started.elapsed().as_secs_f64(),
            rounded.farthest,
            rounded.beyond
        );
    }
}

/// How long it takes to judge a table of 40 by 50 cells after one of 40 by 45 of the same people.
fn guarded() {
    let mut random = ChaCha8Rng::seed_from_u64(11);
    let column = |name: &str, values: usize| {
        ColumnDomain::new(name, (0..values).map(|value| value.to_string()).collect()).expect("declared")
    };
    let sizes = [40, 45, 50];
    let columns = vec![column("a", sizes[0]), column("b", sizes[1]), column("c", sizes[2])];
    let mut rows = Rows::new(Domain::new(columns).expect("declared"));
    for _ in 0..200_000 {
        // The smaller of two: some values are much more frequent.
        let row =
            sizes.map(|size| (random.next_u32() as usize % size).min(random.next_u32() as usize % size).to_string());
        rows.push(row.iter().map(String::as_str)).expect("declared");
    }
    let table = rows.finish();
    let rules = Rules::default();
    let published = |columns: &[&str]| {
        let counts = Counts::of(&table, columns, &Population::everyone()).expect("small");
        suppress(&counts, &rules).expect("it passes its audit").published
    };
    let mut guard = Guard::new();
    guard.remember(published(&["a", "b"]));
    let new = published(&["a", "c"]);
    let started = Instant::now();
    let judged = guard.check(&table, &new, &rules);
    println!("guard: {:.1} s, {judged:?}", started.elapsed().as_secs_f64());
}

/// Counts in which each column has frequent and rare values, as those of people have.
fn skewed(sizes: &[usize], people: u64) -> Counts {
    let mut random = ChaCha8Rng::seed_from_u64(7);
    let axes: Vec<Axis> = sizes
        .iter()
        .enumerate()
        .map(|(axis, &size)| Axis {
            name: format!("column {axis}"),
            values: (0..size).map(|at| at.to_string()).collect(),
        })
        .collect();
    let cells: usize = sizes.iter().product();
    let weights: Vec<f64> = (0..cells)
        .map(|mut cell| {
            let mut weight = 1.0;
            for &size in sizes.iter().rev() {
                weight /= 1.0 + 0.15 * (cell % size) as f64;
                cell /= size;
            }
            // Some combinations are much rarer than their values.
            weight * f64::from(random.next_u32() % 1000 + 1).powi(2)
        })
        .collect();
    let total: f64 = weights.iter().sum();
    let given: Vec<Option<i64>> = weights
        .iter()
        .map(|weight| {
            let expected = weight / total * people as f64;
            Some((expected + f64::from(random.next_u32()) / f64::from(u32::MAX)) as i64)
        })
        .collect();
    Counts::from_cells(axes, Population::everyone(), &given).expect("sound")
}

//! Somebody who knows all that is published solves linear programs for the least and the most that a hidden cell can be.

use microlp::{ComparisonOp, OptimizationDirection, Problem};
use overt_protect::suppress::{Axis, Cell, Counts, Population, Published, Rules, suppress};
use proptest::prelude::*;
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

/// What is numerically zero for the attacker.
const NOTHING: f64 = 1e-6;

/// Axes with so many values.
fn axes(sizes: &[usize]) -> Vec<Axis> {
    let axis = |(axis, &size): (usize, &usize)| Axis {
        name: format!("column {axis}"),
        values: (0..size).map(|at| at.to_string()).collect(),
    };
    sizes.iter().enumerate().map(axis).collect()
}

/// A table of two or three columns. Some are full of small counts, some of zeros, some of large counts; every fourth has cells that
/// cannot be.
fn random_table(seed: u64) -> Counts {
    let mut random = ChaCha8Rng::seed_from_u64(seed);
    let mut below = |limit: usize| random.next_u32() as usize % limit;
    let sizes: Vec<usize> =
        if seed.is_multiple_of(2) { vec![2 + below(6), 2 + below(6)] } else { (0..3).map(|_| 2 + below(3)).collect() };
    let (zeros, small) = (below(60), below(100));
    let given: Vec<Option<i64>> = (0..sizes.iter().product())
        .map(|_| {
            if seed.is_multiple_of(4) && below(12) == 0 {
                return None;
            }
            let count = if below(100) < zeros {
                0
            } else if below(100) < small {
                1 + below(14)
            } else {
                11 + below(200)
            };
            i64::try_from(count).ok()
        })
        .collect();
    Counts::from_cells(axes(&sizes), Population::everyone(), &given).expect("sound")
}

/// The places of a cell, the last axis fastest, the total last.
fn places(published: &Published, mut cell: usize) -> Vec<usize> {
    let mut places: Vec<usize> = published
        .axes
        .iter()
        .rev()
        .map(|axis| {
            let size = axis.values.len() + 1;
            let place = cell % size;
            cell /= size;
            place
        })
        .collect();
    places.reverse();
    places
}

/// The least and the most that a hidden cell can be.
fn attack(published: &Published, hidden: usize) -> (f64, f64) {
    let solve = |direction| {
        let mut problem = Problem::new(direction);
        let variables: Vec<_> = published
            .cells
            .iter()
            .enumerate()
            .map(|(cell, shown)| {
                (*shown == Cell::Suppressed)
                    .then(|| problem.add_var(f64::from(u8::from(cell == hidden)), (0.0, f64::INFINITY)))
            })
            .collect();
        let mut stride = published.cells.len();
        for axis in &published.axes {
            let size = axis.values.len();
            stride /= size + 1;
            for first in (0..published.cells.len()).filter(|first| (first / stride).is_multiple_of(size + 1)) {
                let mut unknown = Vec::new();
                let mut known = 0;
                for place in 0..=size {
                    let cell = first + place * stride;
                    match (published.cells[cell], variables[cell]) {
                        (Cell::Shown(count), _) => known += if place == size { -count } else { count },
                        (_, Some(variable)) => unknown.push((variable, if place == size { -1.0 } else { 1.0 })),
                        _ => {}
                    }
                }
                if unknown.is_empty() {
                    assert_eq!(known, 0, "what is shown adds up");
                } else {
                    let known = f64::from(i32::try_from(-known).expect("small counts"));
                    problem.add_constraint(&unknown, ComparisonOp::Eq, known);
                }
            }
        }
        match problem.solve() {
            Ok(microlp::SolveOutcome::Solution(solution)) => solution.objective(),
            Err(microlp::Error::Unbounded) => f64::INFINITY,
            other => panic!("the true table is a solution, so there is one: {other:?}"),
        }
    };
    (solve(OptimizationDirection::Minimize), solve(OptimizationDirection::Maximize))
}

/// How many sensitive cells the attacker can tell to within their protection intervals, and how many there are.
fn told(published: &Published, counts: &Counts, rules: &Rules) -> (usize, usize) {
    let sensitive = rules.sensitive(counts).expect("sound rules");
    let told = sensitive.iter().filter(|sensitive| {
        let (least, most) = attack(published, sensitive.cell);
        #[expect(clippy::cast_precision_loss, reason = "small counts")]
        let (low, high) = (sensitive.low as f64, sensitive.high as f64);
        least > low + NOTHING || most < high - NOTHING
    });
    (told.count(), sensitive.len())
}

fn nothing_is_told(seeds: std::ops::Range<u64>) {
    let rules = Rules::default();
    let mut attacked = 0;
    for seed in seeds {
        let counts = random_table(seed);
        let done = suppress(&counts, &rules).expect("it passes its audit");
        let (told, sensitive) = told(&done.published, &counts, &rules);
        assert_eq!(told, 0, "cells of the table of seed {seed} can be told");
        attacked += sensitive;
    }
    assert!(attacked > 0);
}

#[test]
fn an_attacker_with_linear_programs_tells_no_sensitive_cell() {
    nothing_is_told(0..200);
}

#[test]
#[ignore = "a thousand tables take longer than a test may"]
fn an_attacker_with_linear_programs_tells_no_sensitive_cell_of_a_thousand_tables() {
    nothing_is_told(0..1000);
}

#[test]
fn the_same_attacker_tells_cells_where_only_sensitive_ones_are_hidden() {
    let rules = Rules::default();
    let (mut all_told, mut all) = (0, 0);
    for seed in 0..40 {
        let counts = random_table(seed);
        let mut published = suppress(&counts, &rules).expect("it passes its audit").published;
        let sensitive: Vec<usize> =
            rules.sensitive(&counts).expect("sound rules").iter().map(|sensitive| sensitive.cell).collect();
        for cell in 0..published.cells.len() {
            if published.cells[cell] == Cell::Suppressed && !sensitive.contains(&cell) {
                let axes = places(&published, cell).into_iter().zip(&published.axes);
                let places: Vec<_> = axes.map(|(place, axis)| (place < axis.values.len()).then_some(place)).collect();
                published.cells[cell] = Cell::Shown(counts.at(&places));
            }
        }
        let (told, of) = told(&published, &counts, &rules);
        (all_told, all) = (all_told + told, all + of);
    }
    assert!(all_told * 10 > all, "the attack must bite: {all_told} of {all}");
}

proptest! {
    #[test]
    fn what_is_shown_is_exact_and_not_small_and_everything_hidden_is_needed(seed in any::<u64>(), zeros in any::<bool>()) {
        let counts = random_table(seed);
        let rules = Rules { zeros, ..Rules::default() };
        let done = suppress(&counts, &rules).expect("it passes its audit");
        for (cell, shown) in done.published.cells.iter().enumerate() {
            let axes = places(&done.published, cell).into_iter().zip(&done.published.axes);
            let places: Vec<_> = axes.map(|(place, axis)| (place < axis.values.len()).then_some(place)).collect();
            let count = counts.at(&places);
            match shown {
                Cell::Shown(shown) => {
                    prop_assert_eq!(*shown, count);
                    prop_assert!(count >= 11 || (count == 0 && !zeros));
                }
                Cell::Impossible => prop_assert_eq!(count, 0),
                Cell::Rounded(_) => prop_assert!(false, "nothing is rounded"),
                Cell::Suppressed => {
                    let mut more = done.published.clone();
                    more.cells[cell] = Cell::Shown(count);
                    prop_assert!(done.audit.check(&counts, &more).is_err());
                }
            }
        }
    }

    #[test]
    fn the_same_counts_give_the_same_table_and_a_record_that_can_be_read_again(seed in any::<u64>()) {
        let counts = random_table(seed);
        let rules = Rules::default();
        let done = suppress(&counts, &rules).expect("it passes its audit");
        let again = suppress(&counts, &rules).expect("it passes its audit");
        prop_assert_eq!(&done.published, &again.published);
        prop_assert_eq!(&done.audit, &again.audit);
        let record = serde_json::to_string(&done.audit).expect("it can be written");
        let audit: overt_protect::suppress::Audit = serde_json::from_str(&record).expect("it can be read");
        prop_assert_eq!(audit.check(&counts, &done.published), Ok(()));
    }
}

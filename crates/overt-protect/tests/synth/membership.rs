//! Can somebody tell from synthetic records that a certain person was in the data? Tried on the hundred people who stand
//! out most, by somebody who has everybody else's records and can make synthetic ones as often as he likes.

use overt_protect::Table;
use overt_protect::synth::{Plan, sets_of};
use rand_chacha::rand_core::Rng;

use crate::people::{people, rng, synthesise};

const VALUES: [u16; 8] = [2, 3, 4, 5, 8, 10, 12, 6];
const OTHERS: usize = 600;
const TARGETS: usize = 100;
/// Half of them to learn from, half to be tried.
const TRIALS: usize = 120;

/// How many of the members were recognised, and how many were tried, with the threshold at which one in a hundred who was
/// not there is taken for a member.
fn recognised(release: impl Fn(&Table, u64) -> Table) -> (usize, usize) {
    let everybody = people(OTHERS + TARGETS, &VALUES, 7);
    let (targets, others) = outstanding(&everybody);
    let pairs = sets_of(2, VALUES.len());
    let mut chance = rng(8);
    // For each trial and target: was the target there, and the share of synthetic records in each pair's cell of the
    // target.
    let trials: Vec<Vec<(bool, Vec<f64>)>> = (0_u64..)
        .take(TRIALS)
        .map(|trial| {
            let there: Vec<bool> = targets.iter().map(|_| chance.next_u32().is_multiple_of(2)).collect();
            let members = targets.iter().zip(&there).filter(|(_, there)| **there).map(|(&row, _)| row);
            let rows: Vec<usize> = others.iter().copied().chain(members).collect();
            let columns =
                (0..VALUES.len()).map(|column| rows.iter().map(|&row| everybody.column(column)[row]).collect());
            let table = Table::from_codes(everybody.domain().clone(), columns.collect()).expect("codes of the domain");
            let released = release(&table, trial);
            let shares = cell_counts(&released, &everybody, &targets, &pairs);
            there.into_iter().zip(shares).collect()
        })
        .collect();
    let (learn, test) = trials.split_at(TRIALS / 2);
    let (mut inside, mut outside) = (Vec::new(), Vec::new());
    for target in 0..TARGETS {
        let weights: Vec<(f64, f64)> = (0..pairs.len())
            .map(|pair| {
                let of = |member: bool| -> Vec<f64> {
                    let cases = learn.iter().map(|trial| &trial[target]);
                    cases.filter(|(there, _)| *there == member).map(|(_, counts)| counts[pair]).collect()
                };
                let (absent, present) = (mean_and_variance(&of(false)), mean_and_variance(&of(true)));
                // The best line between two normal distributions, if cells had nothing to do with each other.
                (absent.0, (present.0 - absent.0) / (absent.1 + present.1).max(0.1))
            })
            .collect();
        for trial in test {
            let (there, counts) = &trial[target];
            let score: f64 = counts.iter().zip(&weights).map(|(count, (mean, weight))| (count - mean) * weight).sum();
            if *there { inside.push(score) } else { outside.push(score) }
        }
    }
    outside.sort_by(f64::total_cmp);
    let threshold = outside[outside.len() - 1 - outside.len() / 100];
    (inside.iter().filter(|&&score| score > threshold).count(), inside.len())
}

/// The people with the rarest values, and all others.
fn outstanding(everybody: &Table) -> (Vec<usize>, Vec<usize>) {
    let rare = |row: usize| -> f64 {
        let one = |column: usize| {
            let codes = everybody.column(column);
            let same = codes.iter().filter(|&&code| code == codes[row]).count();
            f64::from(u32::try_from(same).expect("few")).ln()
        };
        (0..VALUES.len()).map(one).sum()
    };
    let mut rows: Vec<usize> = (0..everybody.rows()).collect();
    rows.sort_by(|&one, &other| rare(one).total_cmp(&rare(other)));
    let others = rows.split_off(TARGETS);
    (rows, others)
}

/// For each target, how many released records are in its cell of each pair of columns.
fn cell_counts(released: &Table, everybody: &Table, targets: &[usize], pairs: &[Vec<usize>]) -> Vec<Vec<f64>> {
    let mut all = vec![Vec::with_capacity(pairs.len()); targets.len()];
    for pair in pairs {
        let values = usize::from(VALUES[pair[1]]);
        let cell = |table: &Table, row: usize| {
            usize::from(table.column(pair[0])[row]) * values + usize::from(table.column(pair[1])[row])
        };
        let mut counts = vec![0.0; usize::from(VALUES[pair[0]]) * values];
        for row in 0..released.rows() {
            counts[cell(released, row)] += 1.0;
        }
        for (counted, &target) in all.iter_mut().zip(targets) {
            counted.push(counts[cell(everybody, target)]);
        }
    }
    all
}

fn mean_and_variance(numbers: &[f64]) -> (f64, f64) {
    let many = f64::from(u32::try_from(numbers.len().max(1)).expect("few"));
    let mean = numbers.iter().sum::<f64>() / many;
    (mean, numbers.iter().map(|number| (number - mean).powi(2)).sum::<f64>() / many)
}

/// The probability of so many successes or more, if each try succeeds with this probability.
fn probability_of_more(successes: usize, tries: usize, each: f64) -> f64 {
    let (mut one, mut below) = ((1.0 - each).powi(i32::try_from(tries).expect("few")), 0.0);
    for done in 0..successes {
        below += one;
        let [done, left] = [done + 1, tries - done].map(|number| f64::from(u32::try_from(number).expect("few")));
        one *= left / done * each / (1.0 - each);
    }
    1.0 - below
}

#[test]
fn nobody_is_recognised_at_epsilon_1_and_everybody_in_a_copy() {
    let plan = Plan::new(people(1, &VALUES, 7).domain()).expect("small enough");
    let release = |epsilon| {
        let plan = &plan;
        move |table: &Table, seed| synthesise(table, plan, epsilon, seed).table
    };
    let (found, tried) = recognised(release(1.0));
    eprintln!("epsilon 1: {found} of {tried}");
    // Clopper and Pearson's interval, 95%, reaches down to 1.5%.
    assert!(probability_of_more(found, tried, 0.015) > 0.025, "{found} of {tried}");
    let (found, tried) = recognised(|table, _| table.clone());
    eprintln!("a copy: {found} of {tried}");
    assert!(found * 10 > tried * 3, "{found} of {tried}");
}

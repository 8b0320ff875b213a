//! The most frequent encodings are the most frequent names.

use std::collections::HashMap;

use overt_link::pprl::{Bits, dice};

use super::people::Person;

/// Groups encodings that are alike, puts the groups in the order of their sizes beside the names in the order of their frequency, and
/// returns for which share of the records the given name is right.
#[expect(clippy::cast_precision_loss, reason = "small numbers")]
pub(crate) fn attack(encodings: &[Bits], public: &[Person], truth: &[Person], threshold: f64) -> f64 {
    assert_eq!(encodings.len(), truth.len());
    // A record stands with the first that is like it: chains would put everybody in one group.
    let mut leaders: Vec<usize> = (0..encodings.len()).collect();
    let mut alike: Vec<Vec<usize>> = vec![Vec::new(); encodings.len()];
    for pair in dice::pairs(encodings, encodings, threshold, 2).unwrap() {
        alike[pair.a as usize].push(pair.b as usize);
    }
    let mut by_neighbours: Vec<usize> = leaders.clone();
    by_neighbours.sort_by_key(|place| (usize::MAX - alike[*place].len(), *place));
    let mut grouped = vec![false; encodings.len()];
    for leader in by_neighbours {
        if !grouped[leader] {
            for place in &alike[leader] {
                if !grouped[*place] {
                    grouped[*place] = true;
                    leaders[*place] = leader;
                }
            }
        }
    }
    let mut sizes: HashMap<usize, usize> = HashMap::new();
    for leader in &leaders {
        *sizes.entry(*leader).or_default() += 1;
    }
    let ranked_groups = ranked(sizes);
    let mut names: HashMap<&str, usize> = HashMap::new();
    for person in public {
        *names.entry(&person.given_name).or_default() += 1;
    }
    let guesses: HashMap<usize, &str> = ranked_groups.into_iter().zip(ranked(names)).collect();
    let right =
        leaders.iter().zip(truth).filter(|(leader, person)| guesses.get(leader) == Some(&person.given_name.as_str()));
    right.count() as f64 / truth.len() as f64
}

fn ranked<T: Ord + Copy>(counts: HashMap<T, usize>) -> Vec<T> {
    let mut counts: Vec<(T, usize)> = counts.into_iter().collect();
    counts.sort_by(|left, right| right.1.cmp(&left.1).then(left.0.cmp(&right.0)));
    counts.into_iter().map(|count| count.0).collect()
}

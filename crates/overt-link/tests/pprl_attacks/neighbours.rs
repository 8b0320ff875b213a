//! Who knows some of the people in a file takes the name of the most alike of them for everybody else.

use std::collections::HashMap;

use overt_link::pprl::{Bits, dice};

use super::people::Person;

/// The share of the records from `known` on for which the given name of the most alike of those before is theirs. One without
/// anybody above `threshold` is not guessed.
#[expect(clippy::cast_precision_loss, reason = "small numbers")]
pub(crate) fn attack(encodings: &[Bits], people: &[Person], known: usize, threshold: f64) -> f64 {
    let (ours, others) = encodings.split_at(known);
    let mut nearest: HashMap<u32, u32> = HashMap::new();
    // The most alike come first.
    for pair in dice::pairs(ours, others, threshold, 2).unwrap() {
        nearest.entry(pair.b).or_insert(pair.a);
    }
    let right = nearest
        .iter()
        .filter(|(other, own)| people[known + **other as usize].given_name == people[**own as usize].given_name);
    right.count() as f64 / others.len() as f64
}

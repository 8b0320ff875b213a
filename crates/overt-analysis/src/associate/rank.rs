//! Ranks, with ties.

use std::cmp::Ordering;

/// The rank of each value from 1 on; equal values share the mean of theirs.
pub(super) struct Ranks {
    pub(super) ranks: Vec<f64>,
    /// How many values each group of equal values has, for groups of two or more.
    pub(super) ties: Vec<f64>,
}

/// Whether all values are the same.
pub(super) fn all_equal(mut values: impl Iterator<Item = f64>) -> bool {
    let first = values.next();
    values.all(|value| Some(value).partial_cmp(&first) == Some(Ordering::Equal))
}

/// Ranks of values that are all finite.
pub(super) fn ranks(values: &[f64]) -> Ranks {
    let mut order: Vec<usize> = (0..values.len()).collect();
    order.sort_unstable_by(|one, other| values[*one].total_cmp(&values[*other]));
    let mut ranks = vec![0.0; values.len()];
    let mut ties = Vec::new();
    let mut below = 0;
    // Zero and minus zero are the same value, and the order keeps them together.
    for group in order.chunk_by(|one, other| values[*one] >= values[*other]) {
        let rank = below as f64 + (group.len() + 1) as f64 / 2.0;
        for place in group {
            ranks[*place] = rank;
        }
        if group.len() > 1 {
            ties.push(group.len() as f64);
        }
        below += group.len();
    }
    Ranks { ranks, ties }
}

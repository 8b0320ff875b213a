//! Scoring all pairs that the rules make; only those that may be the same are kept.

use crate::Watch;
use crate::block::Blocks;
use crate::compare::{Cache, Comparer, Pattern};
use crate::model::{Weigher, or_else};

/// A pair that may be the same.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Pair {
    /// The record that comes first.
    pub a: u32,
    /// The other.
    pub b: u32,
    /// Log odds in bits.
    pub weight: f32,
    /// The levels reached.
    pub pattern: Pattern,
}

/// Pairs after which whoever watches is told.
const TOLD_AFTER: u64 = 1 << 16;

/// Scores all pairs and keeps those from this weight on, by record; and says how many there were.
pub(crate) fn score(
    comparer: &Comparer<'_>,
    blocks: &Blocks,
    weigher: &Weigher,
    from_bits: f32,
    threads: usize,
    watch: &impl Watch,
) -> (Vec<Pair>, u64) {
    let states = blocks.scan(
        threads,
        || (Vec::new(), 0u64, Cache::new(comparer)),
        |(kept, seen, cache), _, a, b| {
            *seen += 1;
            if *seen % TOLD_AFTER == 0 {
                watch.compared(TOLD_AFTER);
            }
            let (one, other) = (comparer.row(a), comparer.row(b));
            let Some(pattern) = comparer.compare_if((one, other), weigher, from_bits, cache) else { return };
            let rarity = weigher.rarity(pattern, one, other);
            let (same, household) = weigher.odds(pattern, rarity);
            let weight = same - or_else(household);
            if weight >= from_bits {
                kept.push(Pair { a, b, weight, pattern });
            }
        },
    );
    let seen = states.iter().map(|(_, seen, _)| seen).sum();
    let mut pairs: Vec<Pair> = Vec::with_capacity(states.iter().map(|(kept, ..)| kept.len()).sum());
    for (kept, ..) in states {
        pairs.extend(kept);
    }
    pairs.sort_unstable_by_key(|pair| (pair.a, pair.b));
    (pairs, seen)
}

//! What was compared lately.

use super::{CODE_BITS, Comparer, code};
use crate::column::{MISSING, mix};

/// Pairs of values of one comparison that are remembered.
const REMEMBERED: usize = 1 << 17;
/// Of so few different values all pairs are remembered.
const FEW_VALUES: usize = 256;

/// Levels that were found lately: within and between blocks the same two values meet again and again.
#[derive(Debug)]
pub(crate) struct Cache {
    /// By comparison.
    known: Vec<Known>,
}

#[derive(Debug)]
enum Known {
    /// It is as fast to compare again.
    Nothing,
    /// Levels of all values with each other, zero where they did not meet.
    All { values: usize, levels: Vec<u8> },
    /// In each slot two numbers of values of 28 bits each, and the level.
    Latest(Vec<u64>),
}

impl Cache {
    pub(crate) fn new(comparer: &Comparer<'_>) -> Self {
        let known =
            comparer.comparisons.iter().zip(&comparer.is_costly).map(|(comparison, is_costly)| {
                match comparer.columns[comparison.column].counts.len() {
                    _ if !is_costly => Known::Nothing,
                    values @ ..=FEW_VALUES => Known::All { values, levels: vec![0; values * values] },
                    _ => Known::Latest(vec![0; REMEMBERED]),
                }
            });
        Self { known: known.collect() }
    }

    /// The level of two cells; `find` compares them.
    pub(super) fn level(&mut self, comparison: usize, a: u32, b: u32, find: impl FnOnce() -> u8) -> u8 {
        if a == MISSING || b == MISSING || a == b {
            return find();
        }
        match &mut self.known[comparison] {
            Known::Nothing => find(),
            Known::All { values, levels } => {
                let level = &mut levels[code(a) as usize * *values + code(b) as usize];
                if *level == 0 {
                    *level = find();
                }
                *level
            }
            Known::Latest(slots) => {
                let (less, more) = (code(a.min(b)), code(a.max(b)));
                let values = u64::from(less) << CODE_BITS | u64::from(more);
                let slot = &mut slots[mix(values) as usize % REMEMBERED];
                if *slot >> 8 != values {
                    *slot = values << 8 | u64::from(find());
                }
                (*slot & 0xff) as u8
            }
        }
    }
}

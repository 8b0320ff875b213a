//! What was compared lately.

use super::{CODE_BITS, Comparer, code};
use crate::column::{MISSING, mix};

/// Pairs of values of one comparison that are remembered.
const REMEMBERED: usize = 1 << 17;

/// Levels that were found lately: within and between blocks the same two values meet again and again.
#[derive(Debug)]
pub(crate) struct Cache {
    /// By comparison: two numbers of values of 28 bits each, and the level.
    slots: Vec<Vec<u64>>,
}

impl Cache {
    pub(crate) fn new(comparer: &Comparer<'_>) -> Self {
        let slots = comparer.is_costly.iter().map(|is_costly| vec![0; if *is_costly { REMEMBERED } else { 0 }]);
        Self { slots: slots.collect() }
    }

    pub(super) fn level(&mut self, comparison: usize, a: u32, b: u32, find: impl FnOnce() -> u8) -> u8 {
        if a == MISSING || b == MISSING || a == b {
            return find();
        }
        let (less, more) = (code(a.min(b)), code(a.max(b)));
        let values = u64::from(less) << CODE_BITS | u64::from(more);
        let slot = &mut self.slots[comparison][mix(values) as usize % REMEMBERED];
        if *slot >> 8 != values {
            *slot = values << 8 | u64::from(find());
        }
        (*slot & 0xff) as u8
    }
}

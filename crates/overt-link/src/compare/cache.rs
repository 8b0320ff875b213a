//! What was compared lately.

use super::{Comparer, Comparison, LEVEL_BITS, code};
use crate::column::MISSING;

/// Pairs of values of one comparison that are remembered, as a power of two.
const REMEMBERED_BITS: u32 = 17;
/// Of so few different values all pairs are remembered.
const FEW_VALUES: usize = 256;
/// Of more different values hardly any two meet again, and a slot could not tell them apart.
const MANY_VALUES: usize = 1 << ((REMEMBERED_BITS + 32 - LEVEL_BITS) / 2);
/// Spreads numbers: an odd one, near the golden section of all.
const SPREAD: u64 = 0x9e37_79b9_7f4a_7c15;

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
    /// Levels of values that met lately, of which the numbers have so many bits. In each slot what tells which two values they
    /// are, and the level; zero where there are none.
    Latest { value_bits: u32, slots: Vec<u32> },
}

impl Cache {
    pub(crate) fn new(comparer: &Comparer<'_>) -> Self {
        let values = |comparison: &Comparison| comparer.columns[comparison.column].counts.len();
        let of = |(comparison, is_remembered): (&Comparison, &bool)| match values(comparison) {
            _ if !is_remembered => Known::Nothing,
            values @ ..=FEW_VALUES => Known::All { values, levels: vec![0; values * values] },
            values @ ..=MANY_VALUES => {
                Known::Latest { value_bits: (values - 1).ilog2() + 1, slots: vec![0; 1 << REMEMBERED_BITS] }
            }
            _ => Known::Nothing,
        };
        let known = comparer.comparisons.iter().zip(&comparer.is_remembered).map(of);
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
            Known::Latest { value_bits, slots } => {
                let (place, tag) = place(code(a.min(b)), code(a.max(b)), *value_bits);
                let slot = &mut slots[place];
                let level = *slot ^ tag;
                if (1..1 << LEVEL_BITS).contains(&level) {
                    return level as u8;
                }
                let level = find();
                *slot = tag | u32::from(level);
                level
            }
        }
    }
}

/// The slot of two values, and what in it tells them from all others, above the level. Both are parts of one number that no
/// other two values have, since multiplying by an odd number can be undone.
fn place(less: u32, more: u32, value_bits: u32) -> (usize, u32) {
    let bits = 2 * value_bits;
    let values = u64::from(less) << value_bits | u64::from(more);
    let number = values.wrapping_mul(SPREAD) & (u64::MAX >> (64 - bits));
    let rest = bits - REMEMBERED_BITS;
    ((number >> rest) as usize, ((number & !(u64::MAX << rest)) << LEVEL_BITS) as u32)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{FEW_VALUES, LEVEL_BITS, MANY_VALUES, REMEMBERED_BITS, SPREAD, place};

    #[test]
    fn no_two_pairs_of_values_are_taken_for_each_other() {
        let value_bits = FEW_VALUES.ilog2() + 1;
        let values = 1_u32 << value_bits;
        let mut places: Vec<_> =
            (0..values).flat_map(|less| (0..values).map(move |more| place(less, more, value_bits))).collect();
        places.sort_unstable();
        assert!(places.is_sorted_by(|one, other| one < other));
    }

    proptest! {
        #[test]
        fn slots_are_there_and_levels_have_room_with_any_number_of_values(
            bits in FEW_VALUES.ilog2() + 1..=MANY_VALUES.ilog2(), less in any::<u32>(), more in any::<u32>(),
        ) {
            let below = |number: u32| number & ((1 << bits) - 1);
            let (slot, tag) = place(below(less), below(more), bits);
            prop_assert!(slot < 1 << REMEMBERED_BITS);
            prop_assert_eq!(tag & ((1 << LEVEL_BITS) - 1), 0);
            // Nothing was cut off: the number is there in whole.
            let number = (slot as u64) << (2 * bits - REMEMBERED_BITS) | u64::from(tag >> LEVEL_BITS);
            let values = u64::from(below(less)) << bits | u64::from(below(more));
            prop_assert_eq!(number, values.wrapping_mul(SPREAD) & (u64::MAX >> (64 - 2 * bits)));
        }
    }
}

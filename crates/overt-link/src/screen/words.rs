//! How rare words of names are in a base.

use rustc_hash::FxHashMap;
use smallvec::SmallVec;

use crate::column::hash;
use crate::names::{Name, Script};

/// As if so many entities had been seen before the first, of which a word has one of the shares below: known names are those that are
/// common somewhere. So a small base, which cannot tell, does not make everybody rare. Ours.
const SEEN_BEFORE: f64 = 2_000.0;
const SHARE_KNOWN: f64 = 1.0 / 100.0;
const SHARE_OTHER: f64 = 1.0 / 4_000.0;

/// A smaller base is taken for a part of so many who could be asked for: that few are in it does not make a namesake unlikely.
const ENTITIES_MIN: f64 = 10_000.0;

/// The share of people whose name has a word with a given first letter.
const INITIAL_SHARE: f64 = 0.2;

/// Numbers from here on are not of known names.
const KNOWN_END: u64 = 1 << 63;

/// In how many entities each word occurs. Spellings of one known name, and words of the same sounds, are one word.
#[derive(Debug, Default)]
pub(super) struct Words {
    counts: FxHashMap<u64, u32>,
    entities: f64,
}

/// A word, and how it is written in Latin letters.
pub(super) struct Word<'n> {
    pub(super) latin: &'n [u8],
    pub(super) number: u64,
    /// Whether it is a known name, or one of a script in which a letter more makes another name.
    pub(super) is_fixed: bool,
}

impl Word<'_> {
    /// Whether it is a first letter only.
    pub(super) fn is_initial(&self) -> bool {
        matches!(self.latin, [letter] if letter.is_ascii_alphabetic())
    }
}

pub(super) fn of_name(name: &Name) -> SmallVec<[Word<'_>; 4]> {
    let words = name.tokens.iter().map(|word| {
        let number = match (word.is_known(), word.sounds.as_slice()) {
            (true, _) => word.skeleton(),
            (_, []) => hash(word.latin()) | KNOWN_END,
            (_, sounds) => hash(sounds) | KNOWN_END,
        };
        Word { latin: word.latin(), number, is_fixed: word.is_known() || word.script == Script::Han }
    });
    words.collect()
}

impl Words {
    /// Counts the words of one entity, each once however many names it has.
    pub(super) fn count<'n>(&mut self, names: impl Iterator<Item = &'n Name>) {
        let mut numbers: Vec<u64> = names.flat_map(|name| of_name(name).into_iter().map(|word| word.number)).collect();
        numbers.sort_unstable();
        numbers.dedup();
        for number in numbers {
            *self.counts.entry(number).or_default() += 1;
        }
        self.entities += 1.0;
    }

    /// The share of entities that have a word, above 0 and below 1.
    pub(super) fn share(&self, word: &Word<'_>) -> f64 {
        if word.is_initial() {
            return INITIAL_SHARE;
        }
        let count = self.counts.get(&word.number).map_or(0.0, |count| f64::from(*count));
        let before = if word.number & KNOWN_END == 0 { SHARE_KNOWN } else { SHARE_OTHER };
        (count + SEEN_BEFORE * before) / (self.entities + SEEN_BEFORE)
    }

    /// Whether more than one entity has a word, so that it is hardly a slip of the pen.
    pub(super) fn is_usual(&self, word: &Word<'_>) -> bool {
        self.counts.get(&word.number).is_some_and(|count| *count > 1)
    }

    /// How many entities there are.
    pub(super) const fn entities(&self) -> f64 {
        self.entities
    }

    /// Among how many a name is looked for.
    pub(super) const fn population(&self) -> f64 {
        self.entities.max(ENTITIES_MIN)
    }
}

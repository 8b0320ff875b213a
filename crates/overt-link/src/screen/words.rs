//! How rare words of names are in a base.

use rustc_hash::FxHashMap;
use smallvec::SmallVec;

use crate::column::hash;
use crate::names::Name;

/// As if so many entities had been seen before the first, of which each word has the share below: in a small base, a name that is
/// there once is not yet rare. Ours.
const SEEN_BEFORE: f64 = 100.0;
const SHARE_BEFORE: f64 = 1.0 / 500.0;

/// The share of people whose name has a word with a given first letter.
const INITIAL_SHARE: f64 = 0.2;

/// Numbers from here on are not of known names.
const KNOWN_END: u64 = 1 << 63;

/// In how many entities each word occurs. Spellings of one known name, and words of the same sounds, are one word.
#[derive(Debug, Default)]
pub(crate) struct Words {
    counts: FxHashMap<u64, u32>,
    entities: f64,
}

/// A word, and how it is written in Latin letters.
pub(crate) struct Word {
    pub(crate) latin: String,
    pub(crate) number: u64,
    pub(crate) is_initial: bool,
}

pub(crate) fn of_name(name: &Name) -> SmallVec<[Word; 4]> {
    let words = name.tokens.iter().zip(name.tokens());
    words
        .map(|(word, view)| {
            let number = match (view.skeleton & KNOWN_END, word.sounds.as_slice()) {
                (0, _) => view.skeleton,
                (_, []) => hash(view.latin.as_bytes()) | KNOWN_END,
                (_, sounds) => hash(sounds) | KNOWN_END,
            };
            Word { latin: view.latin, number, is_initial: view.is_initial }
        })
        .collect()
}

impl Words {
    /// Counts the words of one entity, each once however many names it has.
    pub(crate) fn count<'n>(&mut self, names: impl Iterator<Item = &'n Name>) {
        let mut numbers: Vec<u64> = names.flat_map(of_name).map(|word| word.number).collect();
        numbers.sort_unstable();
        numbers.dedup();
        for number in numbers {
            *self.counts.entry(number).or_default() += 1;
        }
        self.entities += 1.0;
    }

    /// The share of entities that have a word, above 0 and below 1.
    pub(crate) fn share(&self, word: &Word) -> f64 {
        if word.is_initial {
            return INITIAL_SHARE;
        }
        let count = self.counts.get(&word.number).map_or(0.0, |count| f64::from(*count));
        (count + SEEN_BEFORE * SHARE_BEFORE) / (self.entities + SEEN_BEFORE)
    }

    /// How many entities there are.
    pub(crate) const fn entities(&self) -> f64 {
        self.entities
    }
}

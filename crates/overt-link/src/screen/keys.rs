//! Keys under which words meet: sounds, sounds with one left out, and two words written as one.

use rustc_hash::FxHashMap;
use smallvec::SmallVec;

use crate::names::Name;

/// Words of a name that are looked at when it is asked for: a bit for each.
pub(crate) const WORDS_MAX: usize = 12;

/// Names with more words are not put together in pairs.
const JOINED_WORDS_MAX: usize = 3;

/// Consonants of a skeleton at most, four bits each; the highest bit is always set.
const SOUND_BITS: u32 = 4;
const MARK: u64 = 1 << 63;

/// The keys of one word: as a known name, and by its sounds.
pub(crate) type WordKeys = SmallVec<[u64; 2]>;

/// Keys of the words of a name that are more than an initial, in their order.
pub(crate) fn of_words(name: &Name) -> SmallVec<[WordKeys; 4]> {
    let words = name.tokens.iter().zip(name.tokens()).filter(|(_, view)| !view.is_initial).take(WORDS_MAX);
    words
        .map(|(word, view)| {
            // A misspelt known name is none any more, and meets the known ones by its sounds.
            let sounds = word.sounds.skeleton();
            let mut keys = WordKeys::from_slice(&[view.skeleton]);
            if sounds != view.skeleton {
                keys.push(sounds);
            }
            keys
        })
        .collect()
}

/// Keys of each two words as if they were written as one: `Xiao Ming` for whoever writes `Xiaoming`. With their places.
pub(crate) fn joined(name: &Name) -> SmallVec<[(u64, usize, usize); 6]> {
    let words: SmallVec<[_; 4]> =
        name.tokens.iter().zip(name.tokens()).filter(|(_, view)| !view.is_initial).map(|(word, _)| word).collect();
    let mut keys = SmallVec::new();
    if words.len() > JOINED_WORDS_MAX {
        return keys;
    }
    for (first, one) in words.iter().enumerate() {
        for (second, other) in words.iter().enumerate().filter(|(second, _)| *second != first) {
            keys.push((one.sounds.joined(&other.sounds).skeleton(), first, second));
        }
    }
    keys
}

/// Which keys of a base are one sound away from another.
#[derive(Debug, Default)]
pub(crate) struct Near {
    /// From a skeleton without one of its sounds, or whole, to the keys that have it, with their numbers.
    by_variant: FxHashMap<u64, SmallVec<[(u64, u32); 2]>>,
}

impl Near {
    pub(crate) fn add(&mut self, key: u64, number: u32) {
        for variant in variants(key) {
            self.by_variant.entry(variant).or_default().push((key, number));
        }
    }

    /// Keys that differ by one sound which was left out, put in or changed, or by two that were swapped. In order, each once.
    pub(crate) fn find(&self, key: u64) -> Vec<u32> {
        let lists = variants(key).into_iter().filter_map(|variant| self.by_variant.get(&variant));
        let alike = lists.flatten().filter(|(other, _)| is_near(key, *other));
        let mut found: Vec<u32> = alike.map(|(_, number)| *number).collect();
        found.sort_unstable();
        found.dedup();
        found
    }
}

/// A skeleton, and what is left of it without each of its sounds. Known names, and words with hardly a sound, have no variants.
fn variants(key: u64) -> SmallVec<[u64; 16]> {
    let mut variants = SmallVec::from_slice(&[key]);
    if key & MARK == 0 {
        return variants;
    }
    let sounds = key & !MARK;
    let count = (u64::BITS - sounds.leading_zeros()).div_ceil(SOUND_BITS);
    if count < 2 {
        return variants;
    }
    for place in 0..count {
        let low = sounds & ((1 << (place * SOUND_BITS)) - 1);
        let high = sounds >> ((place + 1) * SOUND_BITS) << (place * SOUND_BITS);
        let variant = high | low | MARK;
        if !variants.contains(&variant) {
            variants.push(variant);
        }
    }
    variants
}

/// Whether two skeletons that have a variant in common differ by one slip. Each without another sound may still be the same.
fn is_near(one: u64, other: u64) -> bool {
    let (one, other) = (one & !MARK, other & !MARK);
    let count = |sounds: u64| (u64::BITS - sounds.leading_zeros()).div_ceil(SOUND_BITS);
    if count(one) != count(other) {
        return true;
    }
    let differing = one ^ other;
    if differing == 0 {
        return true;
    }
    let low = differing.trailing_zeros() / SOUND_BITS;
    let high = (u64::BITS - 1 - differing.leading_zeros()) / SOUND_BITS;
    let sound = |sounds: u64, place: u32| sounds >> (place * SOUND_BITS) & ((1 << SOUND_BITS) - 1);
    let is_swapped = high == low + 1 && sound(one, low) == sound(other, high) && sound(one, high) == sound(other, low);
    high == low || is_swapped
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sounds(name: &str) -> u64 {
        of_words(&Name::person(name))[0].last().copied().unwrap()
    }

    #[test]
    fn a_sound_that_was_left_out_put_in_or_changed_is_near() {
        let mut near = Near::default();
        near.add(sounds("Kasprzak"), 7);
        near.add(sounds("Wolinski"), 8);
        for spelling in ["Kaprzak", "Kasprzamk", "Kastrzak", "Kasprzak"] {
            assert!(near.find(sounds(spelling)).contains(&7), "{spelling}");
            assert!(!near.find(sounds(spelling)).contains(&8), "{spelling}");
        }
    }

    #[test]
    fn a_word_with_one_consonant_has_no_neighbours() {
        assert_eq!(variants(sounds("Lea")).len(), 1);
        assert_eq!(variants(17).as_slice(), [17]);
    }
}

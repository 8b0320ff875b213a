//! Which entities are compared with a subject at all.
//!
//! An entity is a candidate when two of its words meet two of the subject's, by the same sounds or by sounds that differ in one. Where
//! only one word meets, it must do so by the same sounds, and be rare, or the year of birth be the same. So a name of common words is
//! found by both of them together, and nobody is dropped for being called what many are called.

use super::COMPARED_MAX;
use super::build::Reading;
use super::index::Index;
use super::keys::{self, WORDS_MAX};
use crate::names::Name;

/// A key that more entities have than this brings nobody in alone.
const RARE_MAX: usize = 2_000;

/// Memory for finding candidates, used again for each subject.
#[derive(Debug, Default)]
pub struct Scratch {
    /// Of each entity, which words of the subject it has met.
    met: Vec<Met>,
    touched: Vec<u32>,
}

/// A bit for each word of a name.
#[derive(Debug, Clone, Copy, Default)]
struct Met {
    /// By the same sounds.
    same: u16,
    /// By the same sounds, which are rare.
    rare: u16,
    /// By sounds of which one differs.
    near: u16,
}

const _: () = assert!(WORDS_MAX <= 16, "a word has a bit");

impl Met {
    const fn words(self) -> u32 {
        (self.same | self.near).count_ones()
    }
}

impl Scratch {
    /// None in use yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Numbers of entities in ascending order, and how many are left out beyond the limit.
    pub(super) fn find(&mut self, index: &Index, reading: &Reading) -> (Vec<u32>, usize) {
        self.met.resize(index.len(), Met::default());
        // With how many words each has met, so that the best are kept where there are too many.
        let mut found: Vec<(u32, u32)> = Vec::new();
        for (name, _) in &reading.names {
            self.meet(index, name, reading, &mut found);
        }
        for (identifier, _) in &reading.identifiers {
            let same = index.identifiers.get(identifier.as_str()).into_iter().flatten();
            found.extend(same.map(|entity| (*entity, u32::MAX)));
        }
        found.sort_unstable_by_key(|(entity, words)| (*entity, u32::MAX - words));
        found.dedup_by_key(|(entity, _)| *entity);
        let left_out = found.len().saturating_sub(COMPARED_MAX);
        if left_out > 0 {
            found.sort_unstable_by_key(|(entity, words)| (u32::MAX - words, *entity));
            found.truncate(COMPARED_MAX);
            found.sort_unstable();
        }
        (found.into_iter().map(|(entity, _)| entity).collect(), left_out)
    }

    fn meet(&mut self, index: &Index, name: &Name, reading: &Reading, found: &mut Vec<(u32, u32)>) {
        let words = keys::of_words(name);
        for (place, keys) in words.iter().enumerate() {
            let bit = 1 << place;
            for key in keys {
                let own = index.keys.get(key).copied();
                for number in index.near.find(*key).into_iter().filter(|number| Some(*number) != own) {
                    self.mark(index.postings.of(number), |met| met.near |= bit);
                }
                self.mark_same(index, *key, bit);
            }
        }
        for (key, first, second) in keys::joined(name) {
            self.mark_same(index, key, 1 << first | 1 << second);
        }
        for entity in self.touched.drain(..) {
            let met = std::mem::take(&mut self.met[entity as usize]);
            let known = &index.entities[entity as usize];
            let same_year = || known.year != 0 && reading.births.iter().any(|(birth, _)| birth.year == known.year);
            let is_alone = words.len() < 2 || known.is_single;
            let by_one = met.same != 0 && (met.rare != 0 || is_alone || same_year());
            if met.words() >= 2 || by_one || words.len() < 2 {
                found.push((entity, met.words()));
            }
        }
    }

    fn mark_same(&mut self, index: &Index, key: u64, bits: u16) {
        let Some(number) = index.keys.get(&key) else { return };
        let entities = index.postings.of(*number);
        let rare = if entities.len() <= RARE_MAX { bits } else { 0 };
        self.mark(entities, |met| {
            met.same |= bits;
            met.rare |= rare;
        });
    }

    fn mark(&mut self, entities: &[u32], set: impl Fn(&mut Met)) {
        for entity in entities {
            let met = &mut self.met[*entity as usize];
            if met.words() == 0 {
                self.touched.push(*entity);
            }
            set(met);
        }
    }
}

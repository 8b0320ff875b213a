//! Which lists hang together: the effects of a hierarchical log-linear model.

use std::fmt::Write as _;

/// The most lists that can be used at once.
pub const LISTS_MAX: usize = 8;

const WORDS: usize = (1 << LISTS_MAX) / 64;

/// The effects of a model: sets of lists, each a number whose bit `i` stands for list `i`. With a set all its subsets are in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Effects([u64; WORDS]);

impl Effects {
    /// The intercept and one effect for each list: the lists are independent.
    pub(super) fn main(lists: usize) -> Self {
        let mut main = Self([0; WORDS]);
        main.insert(0);
        for list in 0..lists {
            main.insert(1 << list);
        }
        main
    }

    pub(super) fn contains(&self, effect: usize) -> bool {
        self.0[effect / 64] >> (effect % 64) & 1 == 1
    }

    fn insert(&mut self, effect: usize) {
        self.0[effect / 64] |= 1 << (effect % 64);
    }

    pub(super) fn with(mut self, effect: usize) -> Self {
        self.insert(effect);
        self
    }

    pub(super) fn without(mut self, effect: usize) -> Self {
        self.0[effect / 64] &= !(1 << (effect % 64));
        self
    }

    pub(super) fn union(mut self, other: &Self) -> Self {
        for (word, other) in self.0.iter_mut().zip(other.0) {
            *word |= other;
        }
        self
    }

    pub(super) fn len(&self) -> usize {
        self.0.iter().map(|word| word.count_ones() as usize).sum()
    }

    /// The effects, from the smallest number to the largest.
    pub(super) fn iter(&self) -> impl Iterator<Item = usize> {
        let words = self.0;
        (0..WORDS).flat_map(move |word| {
            let mut rest = words[word];
            std::iter::from_fn(move || {
                (rest != 0).then(|| {
                    let bit = rest.trailing_zeros() as usize;
                    rest &= rest - 1;
                    word * 64 + bit
                })
            })
        })
    }

    /// Whether the model stays hierarchical with this effect: all effects with one list fewer are there.
    pub(super) fn may_take(&self, effect: usize) -> bool {
        members(effect).all(|list| self.contains(effect & !(1 << list)))
    }

    /// Whether the model stays hierarchical without this effect: no larger effect needs it.
    pub(super) fn may_lose(&self, effect: usize) -> bool {
        !self.iter().any(|other| other != effect && other & effect == effect)
    }

    /// The largest sets of lists that hang together, few lists last, as in `[123,25,34]`.
    pub(super) fn generators(&self) -> Vec<usize> {
        let mut generators: Vec<usize> = self.iter().filter(|effect| *effect != 0 && self.may_lose(*effect)).collect();
        generators.sort_by_key(|effect| (std::cmp::Reverse(effect.count_ones()), members(*effect).collect::<Vec<_>>()));
        generators
    }

    /// The usual notation: each largest set by the numbers of its lists, from 1.
    pub(super) fn notation(&self) -> String {
        let mut text = String::from("[");
        for (place, generator) in self.generators().into_iter().enumerate() {
            if place > 0 {
                text.push(',');
            }
            for list in members(generator) {
                write!(text, "{}", list + 1).expect("a string takes everything");
            }
        }
        text.push(']');
        text
    }
}

/// The lists of a set.
pub(super) fn members(set: usize) -> impl Iterator<Item = usize> {
    (0..usize::BITS as usize).filter(move |list| set >> list & 1 == 1)
}

/// The sets of at least two and at most `together_max` of the lists, few lists first, then in the order of the lists.
pub(super) fn interactions(lists: usize, together_max: usize) -> Vec<usize> {
    let mut sets: Vec<usize> =
        (0..1_usize << lists).filter(|set| (2..=together_max).contains(&(set.count_ones() as usize))).collect();
    sets.sort_by_key(|set| (set.count_ones(), members(*set).collect::<Vec<_>>()));
    sets
}

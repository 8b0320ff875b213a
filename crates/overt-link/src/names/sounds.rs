//! Romanised letters become sounds, and sounds have distances: `kh`, `ch` and `h` are one spelling apart, `m` and `k` are not.
//!
//! The rules read a letter as most romanisations of the names in question use it (English, French, German, Slavic, Pinyin
//! and the like), and the distances make up for what they disagree about.

mod distance;
mod letters;

pub(crate) use distance::{Care, nearness};

use letters::next_sound;

/// How many sounds of a word are kept.
pub(crate) const SOUNDS_MAX: usize = 20;

/// The sounds of one word; see [`Sounds::as_slice`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(crate) struct Sounds {
    list: [u8; SOUNDS_MAX],
    length: u8,
}

// Vowels come first, so that one comparison tells them.
const A: u8 = 1;
const E: u8 = 2;
const I: u8 = 3;
const O: u8 = 4;
const U: u8 = 5;
/// `ai`, `ei`, `ay`.
const AI: u8 = 6;
/// `au`, `ao`, `ow`.
const AU: u8 = 7;
const Y: u8 = 8;
const P: u8 = 9;
const B: u8 = 10;
const PH: u8 = 11;
const F: u8 = 12;
const V: u8 = 13;
const T: u8 = 14;
const D: u8 = 15;
const S: u8 = 16;
const Z: u8 = 17;
const SH: u8 = 18;
const ZH: u8 = 19;
const CH: u8 = 20;
const J: u8 = 21;
const TS: u8 = 22;
const K: u8 = 23;
const G: u8 = 24;
const KH: u8 = 25;
const H: u8 = 26;
const M: u8 = 27;
const N: u8 = 28;
const NG: u8 = 29;
const L: u8 = 30;
const R: u8 = 31;

impl Sounds {
    pub(crate) fn as_slice(&self) -> &[u8] {
        &self.list[..usize::from(self.length)]
    }

    pub(crate) fn push(&mut self, sound: u8) {
        let length = usize::from(self.length);
        // Doubled letters are a matter of spelling.
        if length < SOUNDS_MAX && (length == 0 || self.list[length - 1] != sound) {
            self.list[length] = sound;
            self.length += 1;
        }
    }

    pub(crate) fn of(latin: &[u8]) -> Self {
        let mut sounds = Self::default();
        let mut at = 0;
        while at < latin.len() {
            let (sound, used) = next_sound(latin, at);
            if sound == K && latin[at] == b'x' {
                sounds.push(K);
                sounds.push(S);
            } else if sound != 0 {
                sounds.push(sound);
            }
            at += used;
        }
        sounds
    }

    /// One word after the other.
    pub(crate) fn joined(&self, other: &Self) -> Self {
        let mut sounds = *self;
        for &sound in other.as_slice() {
            sounds.push(sound);
        }
        sounds
    }

    /// Without the first `count` sounds.
    pub(crate) fn without_first(&self, count: usize) -> Self {
        let mut sounds = Self::default();
        for &sound in self.as_slice().iter().skip(count) {
            sounds.push(sound);
        }
        sounds
    }

    /// Whether two words begin with sounds of one family.
    pub(crate) fn begin_alike(&self, other: &Self) -> bool {
        match (self.as_slice().first(), other.as_slice().first()) {
            (Some(&one), Some(&two)) => {
                one == two
                    || FAMILY[usize::from(one)] & FAMILY[usize::from(two)] != 0
                    || (is_vowel(one) && is_vowel(two))
            }
            _ => false,
        }
    }

    /// Which families of consonants occur: one bit for each.
    pub(crate) fn families(&self) -> u16 {
        self.as_slice().iter().fold(0, |mask, &sound| mask | FAMILY[usize::from(sound)])
    }
}

const FAMILY: [u16; 32] = {
    let mut family = [0; 32];
    let groups: [&[u8]; 7] =
        [&[P, B, PH, F, V], &[T, D], &[S, Z, SH, ZH, CH, J, TS], &[K, G, KH, H], &[M], &[N, NG], &[L, R]];
    let mut group = 0;
    while group < groups.len() {
        let mut member = 0;
        while member < groups[group].len() {
            family[groups[group][member] as usize] = 1 << group;
            member += 1;
        }
        group += 1;
    }
    family
};

fn is_vowel(sound: u8) -> bool {
    sound <= AU
}

impl Sounds {
    /// The families of the first twelve consonants, for meeting under one key: voicing, vowels and breath are left out.
    pub(crate) fn skeleton(&self) -> u64 {
        let mut key = 0_u64;
        let mut last = 0;
        let mut count = 0;
        for &sound in self.as_slice() {
            let family = FAMILY[usize::from(sound)];
            if family != 0 && sound != H && (family != last) && count < 12 {
                key = key << 4 | u64::from(family.trailing_zeros() + 1);
                count += 1;
            }
            last = family;
        }
        // Names without consonants still need a key, apart from the numbers of known names.
        key | 1 << 63
    }
}

//! Distinct texts in one piece of memory, each with what makes comparing fast.

use crate::names::Name;
use crate::spec::Kind;

/// Bytes of a text that are kept; longer ones are cut. Names and numbers are far shorter.
const KEPT_BYTES: usize = 64;

/// Distinct texts by number; number 0 is the missing one and is empty.
#[derive(Debug, Clone)]
pub(crate) struct Texts {
    bytes: Vec<u8>,
    ends: Vec<u32>,
    /// The letters and digits that occur in each, a bit each: looked at before a text is.
    letters: Vec<u64>,
    /// How the words of each name sound, whatever their order; zero where it is no name.
    sounds: Vec<u64>,
    /// For names only.
    names: Vec<Name>,
    kind: Kind,
}

impl Texts {
    pub(crate) fn new(kind: Kind) -> Self {
        let mut texts = Self {
            bytes: Vec::new(),
            ends: Vec::new(),
            letters: Vec::new(),
            sounds: Vec::new(),
            names: Vec::new(),
            kind,
        };
        texts.push("", "");
        texts
    }

    /// Adds a comparable text, and what it was before.
    pub(crate) fn push(&mut self, text: &str, raw: &str) {
        let mut end = text.len().min(KEPT_BYTES);
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        let kept = &text.as_bytes()[..end];
        self.bytes.extend_from_slice(kept);
        self.ends.push(u32::try_from(self.bytes.len()).expect("distinct texts fit into four gigabytes"));
        let name = match self.kind {
            Kind::Name => Some(Name::person(raw)),
            Kind::Organisation => Some(Name::organisation(raw)),
            _ => None,
        };
        let sound =
            name.as_ref().map_or(0, |name| name.skeletons().fold(0, |sound: u64, word| sound.wrapping_add(mix(word))));
        self.sounds.push(sound);
        self.letters.push(letters(kept));
        self.names.extend(name);
    }

    /// The name, where it is one.
    pub(crate) fn name(&self, number: u32) -> Option<&Name> {
        self.names.get(number as usize)
    }

    pub(crate) fn get(&self, number: u32) -> &[u8] {
        let number = number as usize;
        let start = if number == 0 { 0 } else { self.ends[number - 1] };
        &self.bytes[start as usize..self.ends[number] as usize]
    }

    pub(crate) fn sound(&self, number: u32) -> u64 {
        self.sounds[number as usize]
    }

    pub(crate) fn letters(&self, number: u32) -> u64 {
        self.letters[number as usize]
    }
}

fn letters(text: &[u8]) -> u64 {
    text.iter().fold(0, |set, byte| set | 1 << (byte & 63))
}

/// A hash that is the same on every machine and in every run.
pub(crate) fn hash(bytes: &[u8]) -> u64 {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for chunk in bytes.chunks(8) {
        let mut word = [0; 8];
        word[..chunk.len()].copy_from_slice(chunk);
        hash = mix(hash ^ u64::from_le_bytes(word));
    }
    mix(hash ^ bytes.len() as u64)
}

/// Spreads the bits of a number (Stafford's variant 13 of the finaliser of `SplitMix64`).
pub(crate) fn mix(number: u64) -> u64 {
    let number = (number ^ (number >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let number = (number ^ (number >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    number ^ (number >> 31)
}

//! Spellings that letters alone do not bring together: Mehmet and Mohammed, Nguyen, Chan and Chen.
//!
//! The lists are ours, from common name elements and published romanisation tables. A line is one name; a spelling may stand
//! in two lines.

use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};

use super::clean::Letters;
use super::scripts::arabic;

/// One list of spellings.
pub(crate) struct Variants {
    latin: FxHashMap<&'static [u8], [u16; 3]>,
    native: FxHashMap<Letters, &'static str>,
    /// The numbers of the Chinese family names.
    chinese: std::ops::Range<u16>,
}

static PEOPLE: LazyLock<Variants> = LazyLock::new(|| Variants::read(include_str!("people.txt")));
static WORDS: LazyLock<Variants> = LazyLock::new(|| Variants::read(include_str!("words.txt")));

/// Names of people.
pub(crate) fn people() -> &'static Variants {
    &PEOPLE
}

/// Words of organisations; a line of theirs is also what makes a word generic.
pub(crate) fn words() -> &'static Variants {
    &WORDS
}

impl Variants {
    fn read(list: &'static str) -> Self {
        let mut variants = Self { latin: FxHashMap::default(), native: FxHashMap::default(), chinese: 0..0 };
        let mut number = 0;
        for line in list.lines().filter(|line| !line.is_empty()) {
            if let Some(section) = line.strip_prefix('#') {
                if section.starts_with(" Chinese") {
                    variants.chinese = number + 1..u16::MAX;
                } else if variants.chinese.end == u16::MAX {
                    variants.chinese.end = number + 1;
                }
                continue;
            }
            number += 1;
            let first = line.split(' ').next().unwrap_or(line);
            for spelling in line.split(' ').filter(|spelling| !spelling.is_empty()) {
                if spelling.is_ascii() {
                    let groups = variants.latin.entry(spelling.as_bytes()).or_default();
                    if let Some(free) = groups.iter_mut().find(|group| **group == 0 || **group == number) {
                        *free = number;
                    }
                } else {
                    let key = Self::key(&spelling.chars().collect::<Letters>());
                    variants.native.entry(key).or_insert(first);
                }
            }
        }
        variants
    }

    /// Letters that are written in several ways are brought together, so that one spelling in the list suffices.
    fn key(word: &[char]) -> Letters {
        let arabic = word.first().is_some_and(|letter| ('\u{600}'..='\u{6ff}').contains(letter));
        if arabic { arabic::fold(word) } else { Letters::from_slice(word) }
    }

    /// The names that a romanised word may be a spelling of; zeros where there is none.
    pub(crate) fn groups(&self, latin: &[u8]) -> [u16; 3] {
        self.latin.get(latin).copied().unwrap_or_default()
    }

    /// Whether a word may be a Chinese family name.
    pub(crate) fn is_chinese(&self, groups: [u16; 3]) -> bool {
        groups.iter().any(|group| self.chinese.contains(group))
    }

    /// The romanised form of a word in its own script.
    pub(crate) fn native(&self, word: &[char]) -> Option<&'static str> {
        if word.len() > 32 {
            return None;
        }
        self.native.get(&Self::key(word)).copied()
    }

    /// The longest beginning of `text` that is a known word, for scripts without spaces: its length and romanised form.
    pub(crate) fn longest(&self, text: &[char]) -> Option<(usize, &'static str)> {
        const LONGEST: usize = 12;
        (1..=text.len().min(LONGEST)).rev().find_map(|length| Some((length, self.native(&text[..length])?)))
    }
}

/// A set of the words of a text.
pub(crate) fn set(list: &'static str) -> FxHashSet<&'static [u8]> {
    list.split_whitespace().map(str::as_bytes).collect()
}

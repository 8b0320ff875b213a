//! Which writing system a letter, or most of a text, belongs to.

use std::fmt;

/// A writing system.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[expect(missing_docs, reason = "each variant is the name of a script")]
pub enum Script {
    Arabic,
    Armenian,
    Bengali,
    Burmese,
    Cyrillic,
    Devanagari,
    Ethiopic,
    Georgian,
    Greek,
    Gujarati,
    Gurmukhi,
    Han,
    Hangul,
    Hebrew,
    Kana,
    Kannada,
    Khmer,
    Lao,
    Latin,
    Malayalam,
    Oriya,
    Sinhala,
    Tamil,
    Telugu,
    Thai,
    /// A script without a table of our own, or a text without letters.
    Other,
}

impl Script {
    /// The script of one letter; `None` for digits, punctuation and marks that go with any script.
    pub fn of(letter: char) -> Option<Self> {
        let code = letter as u32;
        Some(match code {
            0x41..=0x5A | 0x61..=0x7A | 0xC0..=0xD6 | 0xD8..=0xF6 | 0xF8..=0x2AF | 0x1E00..=0x1EFF => Self::Latin,
            0x00..=0x36F => return None,
            0x370..=0x3FF | 0x1F00..=0x1FFF => Self::Greek,
            0x400..=0x52F | 0x1C80..=0x1C8F | 0x2DE0..=0x2DFF | 0xA640..=0xA69F => Self::Cyrillic,
            0x530..=0x58F => Self::Armenian,
            0x590..=0x5FF => Self::Hebrew,
            0x600..=0x6FF | 0x750..=0x77F | 0x870..=0x8FF | 0xFB50..=0xFDFF | 0xFE70..=0xFEFE => Self::Arabic,
            0x900..=0x97F => Self::Devanagari,
            0x980..=0x9FF => Self::Bengali,
            0xA00..=0xA7F => Self::Gurmukhi,
            0xA80..=0xAFF => Self::Gujarati,
            0xB00..=0xB7F => Self::Oriya,
            0xB80..=0xBFF => Self::Tamil,
            0xC00..=0xC7F => Self::Telugu,
            0xC80..=0xCFF => Self::Kannada,
            0xD00..=0xD7F => Self::Malayalam,
            0xD80..=0xDFF => Self::Sinhala,
            0xE00..=0xE7F => Self::Thai,
            0xE80..=0xEFF => Self::Lao,
            0x1000..=0x109F | 0xA9E0..=0xA9FF | 0xAA60..=0xAA7F => Self::Burmese,
            0x10A0..=0x10FF | 0x1C90..=0x1CBF | 0x2D00..=0x2D2F => Self::Georgian,
            0x1100..=0x11FF | 0x3130..=0x318F | 0xAC00..=0xD7AF => Self::Hangul,
            0x1200..=0x139F => Self::Ethiopic,
            0x1780..=0x17FF => Self::Khmer,
            0x2000..=0x2BFF | 0x3000..=0x3004 | 0x3008..=0x3020 | 0xFE00..=0xFE2F => return None,
            0x3040..=0x30FF | 0x31F0..=0x31FF | 0xFF66..=0xFF9F => Self::Kana,
            0x3005..=0x3007 | 0x3400..=0x4DBF | 0x4E00..=0x9FFF | 0xF900..=0xFAFF | 0x2_0000..=0x3_FFFF => Self::Han,
            0xFF21..=0xFF3A | 0xFF41..=0xFF5A => Self::Latin,
            _ if letter.is_alphabetic() => Self::Other,
            _ => return None,
        })
    }

    /// Whether the words of this script are read through the Devanagari table, which has the same layout.
    pub(crate) fn is_indic(self) -> bool {
        matches!(
            self,
            Self::Devanagari
                | Self::Bengali
                | Self::Gurmukhi
                | Self::Gujarati
                | Self::Oriya
                | Self::Tamil
                | Self::Telugu
                | Self::Kannada
                | Self::Malayalam
        )
    }
}

impl fmt::Display for Script {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The names of the variants are the English names of the scripts.
        fmt::Debug::fmt(self, formatter)
    }
}

/// How many letters of a text are looked at.
const LETTERS_MAX: usize = 256;
const SCRIPTS: usize = Script::Other as usize + 1;

/// The script that most letters of a text belong to; of two as frequent, the one that comes first in the alphabet of their
/// English names. [`Script::Other`] where there is no letter.
pub fn script_of(text: &str) -> Script {
    let mut counts = [(0_u16, Script::Other); SCRIPTS];
    for letter in text.chars().take(LETTERS_MAX) {
        if let Some(script) = Script::of(letter) {
            let slot = &mut counts[script as usize];
            *slot = (slot.0 + 1, script);
        }
    }
    let mut best = (0, Script::Other);
    for slot in counts {
        if slot.0 > best.0 {
            best = slot;
        }
    }
    best.1
}

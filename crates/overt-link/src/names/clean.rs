//! A text becomes words of lower-case letters, whatever controls, marks and forms of presentation it came with.

use smallvec::SmallVec;
use unicode_normalization::UnicodeNormalization;

/// How many letters of a text are read. A longer text is not a name; the limit keeps hostile ones harmless.
pub(crate) const LETTERS_MAX: usize = 240;
/// How many characters are looked at to find them: bidirectional controls and the like may stand between.
const CHARACTERS_MAX: usize = 4 * LETTERS_MAX;

/// One word, lower case.
pub(crate) type Letters = SmallVec<[char; 32]>;

/// What stood between two words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Gap {
    /// A space, a comma, a bracket.
    Space,
    /// A hyphen, which in `al-Shams` ties the article to its noun.
    Hyphen,
    /// A full stop, which makes a letter an initial.
    Stop,
}

/// Hands each word and what follows it to `word`.
pub(crate) fn words(text: &str, mut word: impl FnMut(&[char], Gap)) {
    let mut letters = Letters::new();
    let mut budget = LETTERS_MAX;
    // The forms that normalisation would change are rare, and it is the slowest step by far.
    if text.chars().take(CHARACTERS_MAX).any(needs_normalising) {
        for character in text.chars().take(CHARACTERS_MAX).nfkc() {
            step(character, &mut letters, &mut budget, &mut word);
        }
    } else {
        for character in text.chars().take(CHARACTERS_MAX) {
            step(character, &mut letters, &mut budget, &mut word);
        }
    }
    if !letters.is_empty() {
        word(&letters, Gap::Space);
    }
}

fn step(character: char, letters: &mut Letters, budget: &mut usize, word: &mut impl FnMut(&[char], Gap)) {
    if is_ignored(character) || *budget == 0 {
        return;
    }
    if let Some(gap) = gap(character) {
        if !letters.is_empty() {
            *budget -= 1;
            word(letters, gap);
            letters.clear();
        }
        return;
    }
    *budget -= 1;
    if character.is_ascii() {
        letters.push(character.to_ascii_lowercase());
    } else {
        // `İ` becomes `i` and a dot above, which is dropped as a mark.
        letters.extend(character.to_lowercase().filter(|&lower| !is_ignored(lower)));
    }
}

fn needs_normalising(character: char) -> bool {
    matches!(character as u32,
        0x300..=0x36F | 0x653..=0x655 | 0x1D00..=0x1DBF | 0x1F00..=0x1FFF | 0x2070..=0x209F | 0x2100..=0x218F | 0x2460..=0x24FF
        | 0x2E80..=0x2FDF | 0x3200..=0x33FF | 0xF900..=0xFAFF | 0xFB00..=0xFDFF | 0xFE30..=0xFE4F | 0xFE70..=0xFEFE
        | 0xFF01..=0xFFEF | 0x1_D400..=0x1_D7FF | 0x1_F100..=0x1_F1FF | 0x2_F800..=0x2_FA1F)
}

/// Whether a character says nothing about a name: controls, joiners, directions, variation selectors, loose accents,
/// apostrophes and the like, which romanisations set or leave out at will.
fn is_ignored(character: char) -> bool {
    match character {
        '\t' | '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' => false,
        '\''
        | '`'
        | '´'
        | '\u{ad}'
        | '\u{2b0}'..='\u{36f}'
        | '\u{61c}'
        | '\u{640}'
        | '\u{180b}'..='\u{180e}'
        | '\u{200b}'..='\u{200f}'
        | '\u{2018}'..='\u{201b}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2032}'
        | '\u{2060}'..='\u{206f}'
        | '\u{fe00}'..='\u{fe0f}'
        | '\u{feff}'
        | '\u{fff9}'..='\u{fffd}'
        | '\u{e0000}'..='\u{e0fff}' => true,
        _ => character.is_control(),
    }
}

fn gap(character: char) -> Option<Gap> {
    Some(match character {
        '.' | '․' | '。' => Gap::Stop,
        '-' | '\u{2010}'..='\u{2015}' | '־' | '᠆' | '﹣' => Gap::Hyphen,
        '&' => return None,
        _ if character.is_ascii() => {
            if character.is_ascii_alphanumeric() {
                return None;
            }
            Gap::Space
        }
        // The dot of foreign names in Chinese, and the signs of Thai, Burmese and Khmer that end a phrase.
        '·' | '・' | '•' | '၊' | '။' | '។' | '៕' | '।' | '॥' | '؟' | '،' | '؛' | '«' | '»' | '№' => {
            Gap::Space
        }
        '\u{2000}'..='\u{2bff}' | '\u{3000}'..='\u{3004}' | '\u{3008}'..='\u{3020}' => Gap::Space,
        _ if character.is_whitespace() => Gap::Space,
        _ => return None,
    })
}

//! Khmer: two series of consonants that colour the vowel after them, subscript consonants, and silent ends.

use super::{Ascii, push};

/// The sign that makes the next consonant a subscript.
const COENG: char = '្';

#[derive(Clone, Copy, PartialEq, Eq)]
enum Series {
    First,
    Second,
}

pub(crate) fn romanise(word: &[char], out: &mut Ascii) {
    let mut at = 0;
    while at < word.len() {
        at += syllable(&word[at..], at == 0, out).max(1);
    }
}

/// Romanises a consonant with its subscripts, vowel and signs, and says how many letters it took.
fn syllable(letters: &[char], first_of_word: bool, out: &mut Ascii) -> usize {
    let Some((base, mut series)) = consonant(letters[0]) else {
        push(out, independent(letters[0]));
        return 1;
    };
    let mut onset = Ascii::from_slice(base.as_bytes());
    let mut at = 1;
    while letters.get(at) == Some(&COENG) && at + 1 < letters.len() {
        if let Some((under, under_series)) = consonant(letters[at + 1]) {
            push(&mut onset, under);
            // A sonorant below takes the series of the consonant above it.
            if !matches!(letters[at + 1], 'ង' | 'ញ' | 'ណ' | 'ន' | 'ម' | 'យ' | 'រ' | 'ល' | 'វ') {
                series = under_series;
            }
        }
        at += 2;
    }
    let mut shifted = false;
    let mut vowel: Option<&'static str> = None;
    let mut tail = "";
    let mut silent = false;
    while let Some(&sign) = letters.get(at) {
        match sign {
            '៉' => (series, shifted) = (Series::First, true),
            '៊' => (series, shifted) = (Series::Second, true),
            '់' | '័' => vowel = vowel.or(if sign == '័' { Some("a") } else { None }),
            '៍' => silent = true,
            'ះ' | 'ៈ' => {
                vowel = vowel.or(Some("a"));
                tail = "h";
            }
            'ំ' => {
                vowel = vowel.or(Some(if series == Series::First { "a" } else { "u" }));
                tail = "m";
            }
            '៌' | '៎' | '៏' | '\u{17dd}' | '៑' => {}
            _ => match dependent(sign, series) {
                Some(found) => vowel = Some(found),
                None => break,
            },
        }
        at += 1;
    }
    if silent {
        return at;
    }
    // A shifted `ប` is p.
    if shifted && onset.as_slice() == b"b" {
        onset = Ascii::from_slice(b"p");
    }
    if let Some(vowel) = vowel {
        out.extend_from_slice(&onset);
        push(out, vowel);
        push(out, tail);
        return at;
    }
    closed_or_inherent(letters, at, first_of_word, series, &onset, out);
    at
}

/// A consonant without a vowel closes the syllable before it, or begins one with the inherent vowel.
fn closed_or_inherent(letters: &[char], at: usize, first: bool, series: Series, onset: &[u8], out: &mut Ascii) {
    let after_vowel = out.last().is_some_and(|last| matches!(last, b'a' | b'e' | b'i' | b'o' | b'u'));
    // Of two at the end without vowels the first begins a syllable: `គង្គ` is kong.
    // Before two that stand one below the other it does so too: `គន្ធា` is konthea.
    let begins = letters.get(at).is_some_and(|&next| consonant(next).is_some())
        && (!has_vowel(&letters[at..]) || letters.get(at + 1) == Some(&COENG));
    if !first && after_vowel && !begins {
        // What stands below the last consonant is silent: `គង្គ` is kong.
        push(out, closing(letters[0]));
        return;
    }
    out.extend_from_slice(onset);
    if at < letters.len() {
        push(out, if series == Series::First { "a" } else { "o" });
    }
}

fn consonant(letter: char) -> Option<(&'static str, Series)> {
    use Series::{First, Second};
    Some(match letter {
        'ក' => ("k", First),
        'ខ' => ("kh", First),
        'គ' => ("k", Second),
        'ឃ' => ("kh", Second),
        'ង' => ("ng", Second),
        'ច' => ("ch", First),
        'ឆ' => ("chh", First),
        'ជ' => ("ch", Second),
        'ឈ' => ("chh", Second),
        'ញ' => ("nh", Second),
        'ដ' => ("d", First),
        'ឋ' | 'ថ' => ("th", First),
        'ឌ' => ("d", Second),
        'ឍ' | 'ធ' => ("th", Second),
        'ណ' => ("n", First),
        'ត' => ("t", First),
        'ទ' => ("t", Second),
        'ន' => ("n", Second),
        'ប' => ("b", First),
        'ផ' => ("ph", First),
        'ព' => ("p", Second),
        'ភ' => ("ph", Second),
        'ម' => ("m", Second),
        'យ' => ("y", Second),
        'រ' => ("r", Second),
        'ល' => ("l", Second),
        'វ' => ("v", Second),
        'ឝ' | 'ឞ' | 'ស' => ("s", First),
        'ហ' => ("h", First),
        'ឡ' => ("l", First),
        'អ' => ("", First),
        _ => return None,
    })
}

/// Whether the first consonant and what stands below it carry a vowel.
fn has_vowel(letters: &[char]) -> bool {
    let mut rest = &letters[1..];
    while let [COENG, _, after @ ..] = rest {
        rest = after;
    }
    rest.first().is_some_and(|&sign| dependent(sign, Series::First).is_some() || matches!(sign, 'ំ' | 'ះ' | 'ៈ'))
}

fn closing(letter: char) -> &'static str {
    match letter {
        'ក' | 'ខ' | 'គ' | 'ឃ' => "k",
        'ច' | 'ឆ' | 'ជ' | 'ឈ' => "ch",
        'ដ' | 'ឋ' | 'ឌ' | 'ឍ' | 'ត' | 'ថ' | 'ទ' | 'ធ' => "t",
        'ប' | 'ផ' | 'ព' | 'ភ' => "p",
        'វ' => "v",
        'អ' => "",
        other => consonant(other).map_or("", |found| found.0),
    }
}

fn dependent(sign: char, series: Series) -> Option<&'static str> {
    let (first, second) = match sign {
        'ា' => ("a", "ea"),
        'ិ' => ("e", "i"),
        'ី' => ("ei", "i"),
        // By the system oe; names have i: Kim, Lim, Yim.
        'ឹ' => ("oe", "i"),
        'ឺ' => ("oe", "eu"),
        'ុ' => ("o", "u"),
        'ូ' => ("ou", "ou"),
        'ួ' => ("uo", "uo"),
        'ើ' => ("aeu", "eu"),
        'ឿ' => ("oea", "oea"),
        'ៀ' => ("ie", "ie"),
        'េ' => ("e", "e"),
        'ែ' => ("ae", "e"),
        'ៃ' => ("ai", "ey"),
        'ោ' => ("ao", "o"),
        'ៅ' => ("au", "ov"),
        _ => return None,
    };
    Some(if series == Series::First { first } else { second })
}

fn independent(letter: char) -> &'static str {
    match letter {
        'ឥ' | 'ឦ' => "e",
        'ឧ' | 'ឩ' => "u",
        'ឪ' => "ov",
        'ឫ' | 'ឬ' => "rue",
        'ឭ' | 'ឮ' => "lue",
        'ឯ' => "ae",
        'ឰ' => "ai",
        'ឱ' | 'ឲ' => "ao",
        'ឳ' => "au",
        '០'..='៩' => any_ascii::any_ascii_char(letter),
        _ => "",
    }
}

//! Burmese, as names are commonly written in Latin letters: one word for each syllable, tones left out.

use super::{Ascii, push};

const ASAT: char = '်';
/// Puts the next consonant below the last, which then closes its syllable.
const STACK: char = '္';

#[derive(Clone, Copy, PartialEq, Eq)]
enum Vowel {
    Inherent,
    A,
    I,
    U,
    E,
    Ai,
    Aw,
    O,
}

pub(crate) fn romanise(word: &[char], out: &mut Ascii) {
    let mut at = 0;
    while at < word.len() {
        let begin = out.len();
        if begin > 0 && out.last() != Some(&b' ') {
            push(out, " ");
        }
        let before = out.len();
        at += syllable(&word[at..], out).max(1);
        if out.len() == before {
            out.truncate(begin);
        }
    }
}

fn syllable(letters: &[char], out: &mut Ascii) -> usize {
    let Some(base) = consonant(letters[0]) else {
        push(out, independent(letters[0]));
        return 1 + letters[1..].iter().take_while(|&&sign| matches!(sign, 'း' | '့')).count();
    };
    let (mut palatal, mut round, mut breathed) = (false, false, false);
    let mut at = 1;
    while let Some(&medial) = letters.get(at) {
        match medial {
            'ျ' | 'ြ' => palatal = true,
            'ွ' => round = true,
            'ှ' => breathed = true,
            _ => break,
        }
        at += 1;
    }
    let mut vowel = Vowel::Inherent;
    let mut nasal = false;
    while let Some(&sign) = letters.get(at) {
        vowel = match (sign, vowel) {
            ('ာ' | 'ါ', Vowel::E) => Vowel::Aw,
            ('ာ' | 'ါ', _) => Vowel::A,
            ('ု' | 'ူ', Vowel::I) => Vowel::O,
            ('ိ' | 'ီ', Vowel::U) => Vowel::O,
            ('ိ' | 'ီ', _) => Vowel::I,
            ('ု' | 'ူ', _) => Vowel::U,
            ('ေ', _) => Vowel::E,
            ('ဲ', _) => Vowel::Ai,
            ('ံ', vowel) => {
                nasal = true;
                vowel
            }
            // After `aw` it marks a tone.
            (ASAT | 'း' | '့', vowel) => vowel,
            _ => break,
        };
        at += 1;
    }
    let (last, used) = final_consonant(&letters[at..]);
    at += used;
    let last = if nasal { Some('န') } else { last };
    onset(base, letters[0], palatal, breathed, out);
    // Alone it would be one letter; names have Aye.
    let alone = vowel == Vowel::E && base.is_empty() && last.is_none() && !round && !palatal;
    push(out, if alone { "aye" } else { rhyme(vowel, round, last) });
    // A short nasal is written with t: Myint, Thant.
    if letters[..at].contains(&'့') && out.last() == Some(&b'n') {
        push(out, "t");
    }
    at
}

/// The consonant that closes the syllable, with its marks; a stacked one leaves the next for the next syllable.
fn final_consonant(rest: &[char]) -> (Option<char>, usize) {
    let Some(&letter) = rest.first().filter(|&&letter| consonant(letter).is_some()) else {
        return (None, 0);
    };
    let marks = rest[1..].iter().take_while(|&&sign| matches!(sign, ASAT | 'း' | '့' | STACK)).count();
    if rest[1..=marks].iter().any(|&sign| sign == ASAT || sign == STACK) {
        (Some(letter), 1 + marks)
    } else {
        (None, 0)
    }
}

fn rhyme(vowel: Vowel, round: bool, last: Option<char>) -> &'static str {
    let stop = matches!(last, Some('တ' | 'ဒ' | 'ဋ' | 'ပ' | 'ဗ' | 'ထ' | 'ဘ' | 'ဓ' | 'သ'));
    let nasal = matches!(last, Some('န' | 'ဏ' | 'မ'));
    match (vowel, round, last) {
        (Vowel::Inherent, false, Some('က' | 'ခ' | 'ဂ')) => "et",
        (Vowel::Inherent, true, Some('က' | 'ခ' | 'ဂ')) => "wet",
        (Vowel::Inherent, false, Some('င' | 'ဉ')) => "in",
        (Vowel::Inherent, true, Some('င' | 'ဉ')) => "win",
        (Vowel::Inherent, _, Some('စ' | 'ဇ')) => "it",
        (Vowel::Inherent, _, Some('ည')) => "i",
        (Vowel::Inherent, false, Some('ယ')) | (Vowel::Ai, false, _) => "e",
        (Vowel::Inherent, true, Some('ယ')) | (Vowel::Ai | Vowel::E, true, _) => "we",
        (Vowel::Inherent, false, _) if nasal => "an",
        (Vowel::Inherent, true, _) if nasal => "un",
        (Vowel::Inherent, false, _) if stop => "at",
        (Vowel::Inherent, true, _) if stop => "ut",
        (Vowel::Inherent | Vowel::A, true, _) => "wa",
        (Vowel::A, false, _) if nasal => "an",
        (Vowel::Inherent | Vowel::A, false, _) => "a",
        (Vowel::I, _, _) if stop => "eik",
        (Vowel::I, _, _) if nasal => "ein",
        (Vowel::I, _, _) => "i",
        (Vowel::U, _, _) if stop => "ok",
        (Vowel::U, _, _) if nasal => "on",
        (Vowel::U, _, _) => "u",
        (Vowel::E, false, _) => "e",
        (Vowel::Aw, _, Some('က')) => "auk",
        (Vowel::Aw, _, Some('င')) => "aung",
        (Vowel::Aw, _, _) => "aw",
        (Vowel::O, _, Some('က')) => "aik",
        (Vowel::O, _, Some('င')) => "aing",
        (Vowel::O, _, _) => "o",
    }
}

fn onset(base: &'static str, letter: char, palatal: bool, breathed: bool, out: &mut Ascii) {
    match (letter, palatal, breathed) {
        ('ရ' | 'ယ', _, true) | ('သ', true, true) => push(out, "sh"),
        ('ခ', true, _) => push(out, "ch"),
        (_, palatal, breathed) => {
            if breathed {
                push(out, "h");
            }
            push(out, base);
            if palatal {
                push(out, "y");
            }
        }
    }
}

fn consonant(letter: char) -> Option<&'static str> {
    Some(match letter {
        'က' => "k",
        'ခ' => "kh",
        'ဂ' | 'ဃ' => "g",
        'င' => "ng",
        'စ' | 'ဆ' => "s",
        'ဇ' | 'ဈ' => "z",
        'ည' | 'ဉ' => "ny",
        'ဋ' | 'တ' => "t",
        'ဌ' | 'ထ' => "ht",
        'ဍ' | 'ဎ' | 'ဒ' | 'ဓ' => "d",
        'ဏ' | 'န' => "n",
        'ပ' => "p",
        'ဖ' => "ph",
        'ဗ' | 'ဘ' => "b",
        'မ' => "m",
        'ယ' | 'ရ' => "y",
        'လ' | 'ဠ' => "l",
        'ဝ' => "w",
        'သ' | 'ဿ' => "th",
        'ဟ' => "h",
        'အ' => "",
        _ => return None,
    })
}

fn independent(letter: char) -> &'static str {
    match letter {
        'ဣ' | 'ဤ' => "i",
        'ဥ' | 'ဦ' => "u",
        'ဧ' => "e",
        'ဩ' | 'ဪ' => "aw",
        '၀'..='၉' => any_ascii::any_ascii_char(letter),
        _ => "",
    }
}

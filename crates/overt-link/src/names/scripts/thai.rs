//! Thai by the Royal Thai General System: syllables are found, vowels before their consonant put behind it, tones dropped.

use super::{Ascii, push};
use crate::names::clean::Letters;

pub(crate) fn romanise(word: &[char], out: &mut Ascii) {
    let letters = spoken(word);
    let mut at = 0;
    while at < letters.len() {
        at += syllable(&letters[at..], out).max(1);
    }
}

/// The letters without tones, and without those that the thanthakhat makes silent.
fn spoken(word: &[char]) -> Letters {
    let mut out = Letters::new();
    for (index, &letter) in word.iter().enumerate() {
        match letter {
            // `เพชร` is read phet.
            'ร' if index > 1 && word[index - 2..index] == ['พ', 'ช'] => {}
            '่' | '้' | '๊' | '๋' | 'ฺ' | '๎' => {}
            '์' => {
                let mut silent = out.pop();
                while silent.is_some_and(|letter| !is_consonant(letter)) {
                    silent = out.pop();
                }
                // `จันทร์` and `อินทร์` lose both.
                if silent == Some('ร') && matches!(out.as_slice(), [.., before, 'ท'] if is_consonant(*before)) {
                    out.pop();
                }
            }
            // Written as two signs or as one.
            'า' if out.last() == Some(&'ํ') => {
                out.pop();
                out.push('ำ');
            }
            _ => out.push(letter),
        }
    }
    out
}

/// Romanises the first syllable and says how many letters it took.
fn syllable(letters: &[char], out: &mut Ascii) -> usize {
    match letters[0] {
        'เ' | 'แ' | 'โ' | 'ใ' | 'ไ' => leading_vowel(letters, out),
        'ฤ' => {
            push(out, "ri");
            1 + finish('ฤ', &letters[1..], out)
        }
        first if is_consonant(first) => consonant_first(letters, out),
        digit @ '๐'..='๙' => {
            out.push(b'0' + u8::try_from(digit as u32 - '๐' as u32).unwrap_or(0));
            1
        }
        _ => 1,
    }
}

fn leading_vowel(letters: &[char], out: &mut Ascii) -> usize {
    let Some(&first) = letters.get(1).filter(|&&next| is_consonant(next)) else {
        return 1;
    };
    // A second consonant belongs to the beginning where the syllable goes on after it.
    let second = letters.get(2).copied().unwrap_or(' ');
    let third = letters.get(3).copied().unwrap_or(' ');
    let goes_on = third != ' ' && !is_leading(third);
    let cluster = clusters(first, second)
        && (goes_on || matches!(letters[0], 'ใ' | 'ไ'))
        && !(second == 'ว' && !is_consonant(third) && !is_vowel(third));
    onset(first, if cluster { Some(second) } else { None }, out);
    let mut at = if cluster { 3 } else { 2 };
    let rest = &letters[at..];
    let (vowel, used) = match (letters[0], rest) {
        ('เ', ['ี', 'ย', 'ะ', ..]) => ("ia", 3),
        ('เ', ['ี', 'ย', ..]) => ("ia", 2),
        ('เ', ['ื', 'อ', ..]) => ("uea", 2),
        ('เ', ['า', 'ะ', ..]) => ("o", 2),
        ('เ', ['า', ..]) => ("ao", 1),
        ('เ', ['ิ', ..]) => ("oe", 1),
        ('เ', ['อ', 'ะ', ..]) => ("oe", 2),
        ('เ', ['อ', ..]) => ("oe", 1),
        ('เ', ['ย', next, ..]) if !is_vowel(*next) => ("oei", 1),
        ('เ', ['ย']) => ("oei", 1),
        ('เ', ['็' | 'ะ', ..]) => ("e", 1),
        ('เ', _) => ("e", 0),
        ('แ', ['็' | 'ะ', ..]) => ("ae", 1),
        ('แ', _) => ("ae", 0),
        ('โ', ['ะ', ..]) => ("o", 1),
        ('โ', _) => ("o", 0),
        (_, ['ย', next, ..]) if !is_vowel(*next) => ("ai", 1),
        (_, ['ย']) => ("ai", 1),
        _ => ("ai", 0),
    };
    push(out, vowel);
    at += used;
    if matches!(letters[0], 'ใ' | 'ไ') || vowel == "oei" || vowel == "ao" {
        return at;
    }
    at + finish(letters[at - 1], &letters[at..], out)
}

fn consonant_first(letters: &[char], out: &mut Ascii) -> usize {
    let first = letters[0];
    let second = letters.get(1).copied().unwrap_or(' ');
    let third = letters.get(2).copied().unwrap_or(' ');
    let vowel_follows = is_vowel(third)
        || (third == 'อ' && !letters.get(3).copied().is_some_and(is_vowel))
        || second == 'ร' && third == 'ร';
    let cluster = clusters(first, second) && vowel_follows && !(second == 'ร' && third == 'ร');
    onset(first, if cluster { Some(second) } else { None }, out);
    let mut at = if cluster { 2 } else { 1 };
    let rest = &letters[at..];
    let (vowel, used) = match rest {
        ['ั', 'ว', 'ะ', ..] => ("ua", 3),
        ['ั', 'ว', ..] => ("ua", 2),
        ['ั' | 'า' | 'ะ', ..] => ("a", 1),
        ['ำ', ..] => ("am", 1),
        ['ิ' | 'ี', ..] => ("i", 1),
        ['ื', 'อ', ..] => ("ue", 2),
        ['ึ' | 'ื', ..] => ("ue", 1),
        ['ุ' | 'ู', ..] => ("u", 1),
        ['็', 'อ', ..] => ("o", 2),
        ['็' | 'ํ' | 'ๅ', ..] => ("o", 1),
        ['ร', 'ร', next, ..] if is_consonant(*next) => ("a", 2),
        ['ร', 'ร', ..] => ("an", 2),
        ['อ', next, ..] if !is_vowel(*next) => ("o", 1),
        ['อ'] => ("o", 1),
        ['ว', last] if is_consonant(*last) => ("ua", 1),
        ['ว', last, next, ..] if is_consonant(*last) && !is_vowel(*next) => ("ua", 1),
        // Three consonants and no more are `CaCoC`.
        [middle, last] if is_consonant(*middle) && is_consonant(*last) => ("a", 0),
        [last] if is_consonant(*last) => ("o", 0),
        [last, next, ..] if is_consonant(*last) && !is_vowel(*next) && *next != 'อ' => ("o", 0),
        [] => ("", 0),
        _ => ("a", 0),
    };
    push(out, vowel);
    at += used;
    if vowel == "a" && used == 0 || vowel == "am" || vowel == "an" {
        return at;
    }
    at + finish(letters[at - 1], &letters[at..], out)
}

/// The consonant that closes a syllable, if the next letter does.
fn finish(before: char, rest: &[char], out: &mut Ascii) -> usize {
    let Some(&last) = rest.first().filter(|&&letter| is_consonant(letter) && letter != 'อ' && letter != 'ห') else {
        return 0;
    };
    let next = rest.get(1).copied().unwrap_or(' ');
    let begins_another = is_vowel(next)
        || next == 'อ' && !rest.get(2).copied().is_some_and(is_vowel)
        || next == 'ร' && rest.get(2) == Some(&'ร')
        || clusters(last, next) && rest.get(2).copied().is_some_and(is_vowel)
        // `-พร` and `-กร` end many names, as phon and kon; after a short a they are one consonant (`จักร`).
        || matches!(rest, ['ก' | 'พ' | 'ศ' | 'ส' | 'ธ', 'ร']) && before != 'ั';
    if begins_another {
        return 0;
    }
    // `กร`, `ตร` and the like at the end are read as their first consonant.
    push(out, closing(last));
    if clusters(last, next) && rest.len() == 2 { 2 } else { 1 }
}

fn onset(first: char, second: Option<char>, out: &mut Ascii) {
    match (first, second) {
        ('ห', Some(second)) => push(out, opening(second)),
        ('ศ' | 'ส' | 'ซ', Some(_)) => push(out, "s"),
        (first, second) => {
            push(out, opening(first));
            if let Some(second) = second {
                push(out, opening(second));
            }
        }
    }
}

/// Whether two consonants are spoken together, or the first only marks the tone or is silent.
fn clusters(first: char, second: char) -> bool {
    match second {
        'ร' => matches!(first, 'ก' | 'ข' | 'ค' | 'ต' | 'ป' | 'พ' | 'ท' | 'ศ' | 'ส' | 'ห' | 'ด' | 'บ'),
        'ล' => matches!(first, 'ก' | 'ข' | 'ค' | 'ป' | 'ผ' | 'พ' | 'ห' | 'บ'),
        'ว' => matches!(first, 'ก' | 'ข' | 'ค' | 'ห'),
        'น' | 'ม' | 'ย' | 'ง' | 'ญ' => first == 'ห',
        _ => false,
    }
}

fn is_consonant(letter: char) -> bool {
    matches!(letter, 'ก'..='ฮ')
}

fn is_leading(letter: char) -> bool {
    matches!(letter, 'เ' | 'แ' | 'โ' | 'ใ' | 'ไ')
}

/// Vowel signs that stand after, above or below their consonant.
fn is_vowel(letter: char) -> bool {
    matches!(letter, 'ะ' | 'ั' | 'า' | 'ำ' | 'ิ' | 'ี' | 'ึ' | 'ื' | 'ุ' | 'ู' | '็' | 'ํ' | 'ๅ')
}

fn opening(letter: char) -> &'static str {
    match letter {
        'ก' => "k",
        'ข' | 'ฃ' | 'ค' | 'ฅ' | 'ฆ' => "kh",
        'ง' => "ng",
        'จ' | 'ฉ' | 'ช' | 'ฌ' => "ch",
        'ซ' | 'ศ' | 'ษ' | 'ส' => "s",
        'ญ' | 'ย' => "y",
        'ฎ' | 'ด' => "d",
        'ฏ' | 'ต' => "t",
        'ฐ' | 'ฑ' | 'ฒ' | 'ถ' | 'ท' | 'ธ' => "th",
        'ณ' | 'น' => "n",
        'บ' => "b",
        'ป' => "p",
        'ผ' | 'พ' | 'ภ' => "ph",
        'ฝ' | 'ฟ' => "f",
        'ม' => "m",
        'ร' => "r",
        'ล' | 'ฬ' => "l",
        'ว' => "w",
        'ห' | 'ฮ' => "h",
        _ => "",
    }
}

fn closing(letter: char) -> &'static str {
    match letter {
        'ก' | 'ข' | 'ค' | 'ฆ' => "k",
        'ง' => "ng",
        'จ' | 'ช' | 'ซ' | 'ฌ' | 'ฎ'..='ฒ' | 'ด'..='ธ' | 'ศ' | 'ษ' | 'ส' => "t",
        'ญ' | 'ณ' | 'น' | 'ร' | 'ล' | 'ฬ' => "n",
        'บ'..='ภ' => "p",
        'ม' => "m",
        'ย' => "i",
        'ว' => "o",
        _ => "",
    }
}

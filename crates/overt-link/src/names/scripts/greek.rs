//! Greek, near ELOT 743 with the digraphs as they sound.

use super::{Ascii, push};

#[derive(Clone, Copy, PartialEq, Eq)]
struct Letter {
    base: char,
    accent: bool,
    diaeresis: bool,
}

fn plain(letter: char) -> Letter {
    let (base, accent, diaeresis) = match letter {
        'ά' | 'ὰ' => ('α', true, false),
        'έ' => ('ε', true, false),
        'ή' => ('η', true, false),
        'ί' => ('ι', true, false),
        'ϊ' => ('ι', false, true),
        'ΐ' => ('ι', true, true),
        'ό' => ('ο', true, false),
        'ύ' => ('υ', true, false),
        'ϋ' => ('υ', false, true),
        'ΰ' => ('υ', true, true),
        'ώ' => ('ω', true, false),
        'ς' => ('σ', false, false),
        other => (other, false, false),
    };
    Letter { base, accent, diaeresis }
}

pub(crate) fn romanise(word: &[char], out: &mut Ascii) {
    let mut index = 0;
    while index < word.len() {
        let here = plain(word[index]);
        // An accent on the first vowel, or a diaeresis on the second, keeps two vowels apart.
        let next = word.get(index + 1).map(|&letter| plain(letter));
        let pair = next.filter(|next| !(here.accent || next.diaeresis)).map(|next| next.base);
        let after = word.get(index + 2).map(|&letter| plain(letter).base);
        let (text, used) = match (here.base, pair) {
            ('α', Some('ι')) => ("ai", 2),
            ('ε' | 'ο' | 'υ', Some('ι')) => ("i", 2),
            ('ο', Some('υ')) => ("ou", 2),
            ('α', Some('υ')) => (if voiceless(after) { "af" } else { "av" }, 2),
            ('ε', Some('υ')) => (if voiceless(after) { "ef" } else { "ev" }, 2),
            ('η', Some('υ')) => (if voiceless(after) { "if" } else { "iv" }, 2),
            ('μ', Some('π')) => (if index == 0 { "b" } else { "mp" }, 2),
            ('ν', Some('τ')) => (if index == 0 { "d" } else { "nt" }, 2),
            ('γ', Some('κ')) => (if index == 0 { "g" } else { "gk" }, 2),
            ('γ', Some('γ')) => ("ng", 2),
            ('γ', Some('χ')) => ("nch", 2),
            ('γ', Some('ξ')) => ("nx", 2),
            ('τ', Some('ζ')) => ("tz", 2),
            ('τ', Some('σ')) => ("ts", 2),
            (base, _) => (single(base), 1),
        };
        push(out, text);
        index += used;
    }
}

fn voiceless(after: Option<char>) -> bool {
    matches!(after, None | Some('θ' | 'κ' | 'ξ' | 'π' | 'σ' | 'τ' | 'φ' | 'χ' | 'ψ'))
}

fn single(base: char) -> &'static str {
    match base {
        'α' => "a",
        'β' => "v",
        'γ' => "g",
        'δ' => "d",
        'ε' => "e",
        'ζ' => "z",
        'η' | 'ι' => "i",
        'θ' => "th",
        'κ' => "k",
        'λ' => "l",
        'μ' => "m",
        'ν' => "n",
        'ξ' => "x",
        'ο' | 'ω' => "o",
        'π' => "p",
        'ρ' => "r",
        'σ' => "s",
        'τ' => "t",
        'υ' => "y",
        'φ' => "f",
        'χ' => "ch",
        'ψ' => "ps",
        other => any_ascii::any_ascii_char(other),
    }
}

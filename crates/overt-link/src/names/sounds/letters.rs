//! Which sound the next letters of a romanised word stand for.

use super::{A, AI, AU, B, CH, D, E, F, G, H, I, J, K, KH, L, M, N, NG, O, P, PH, R, S, SH, T, TS, U, V, Y, Z, ZH};

fn is_vowel_letter(letter: Option<&u8>) -> bool {
    matches!(letter, Some(b'a' | b'e' | b'i' | b'o' | b'u'))
}

/// The sound at one place and how many letters it takes; sound 0 is silent.
pub(super) fn next_sound(word: &[u8], at: usize) -> (u8, usize) {
    plain(word, at).map_or_else(|| spelled(word, at), |sound| (sound, 1))
}

/// Most letters stand for themselves, which the letter after them tells; looking through all spellings takes much longer.
fn plain(word: &[u8], at: usize) -> Option<u8> {
    let letter = word[at];
    // The end of the word counts as a letter that begins nothing.
    let next = word.get(at + 1).copied().unwrap_or(b'f');
    let vowel_follows = matches!(next, b'a' | b'e' | b'i' | b'o' | b'u' | b'y' | b'j' | b'w');
    let stands_alone = match letter {
        b'a' | b'o' | b'u' => !vowel_follows,
        b'e' => !vowel_follows && next != b'n',
        b'f' | b'l' | b'v' => true,
        b'm' => at > 0,
        b'b' | b'p' | b'k' => next != b'h',
        b'z' => next != b'h',
        b'd' => !matches!(next, b'h' | b'j' | b'z' | b's'),
        b't' => !matches!(next, b'h' | b's' | b'z' | b'c'),
        b's' => !matches!(next, b'h' | b'z' | b'c'),
        b'r' => !matches!(next, b'h' | b'n'),
        b'n' => at > 0 && !matches!(next, b'g' | b'h'),
        _ => false,
    };
    stands_alone.then(|| single(letter))
}

fn spelled(word: &[u8], at: usize) -> (u8, usize) {
    let rest = &word[at..];
    let previous_vowel = at > 0 && is_vowel_letter(word.get(at - 1));
    match rest {
        [b's', b'c', b'h', b't', b's', b'c', b'h', ..] => (SH, 7),
        [b'c', b'h', b't', b'c', b'h', ..] => (SH, 5),
        [b's', b'h', b'c', b'h', ..] => (SH, 4),
        [b't', b's', b'c', b'h', ..] => (CH, 4),
        [b'd', b's', b'c', b'h', ..] => (J, 4),
        [b'd', b'z', b'h', ..] => (J, 3),
        [b'c', b'h', b'z', b'h', ..] => (ZH, 4),
        [b'g', b'g', next, ..] if is_vowel_letter(Some(next)) => (N, 1),
        [b't', b'c' | b's', b'h', ..] => (CH, 3),
        [b's', b'c', b'h', ..] => (SH, 3),
        [b'c', b'h', b'h', ..] => (CH, 3),
        [b'c', b'h', b'r' | b'l' | b'n', ..] => (K, 2),
        [b'c', b'h' | b'z', ..] => (CH, 2),
        [b's', b'h' | b'z', ..] => (SH, 2),
        [b'z', b'h', ..] => (ZH, 2),
        [b'd', b'j', ..] | [b'j' | b'x', b'h', ..] => (J, 2),
        [b'd', b'z', ..] => (Z, 2),
        [b'd', b'h', ..] => (D, 2),
        [b'k', b'h', ..] => (KH, 2),
        [b'g', b'h', ..] => (G, 2),
        [b'g', b'u', b'e' | b'i', ..] => (G, 2),
        // Albanian and Macedonian.
        [b'g', b'j', next, ..] if is_vowel_letter(Some(next)) => (J, 2),
        [b'p', b'h', ..] => (PH, 2),
        [b't', b'h', ..] => (T, 2),
        [b'b', b'h', ..] => (B, 2),
        [b'r', b'h', ..] => (R, 2),
        [b'w', b'h', ..] => (V, 2),
        // Breath before a consonant, as Burmese is romanised.
        [b'h', b't', ..] if at == 0 => (T, 2),
        [b'h', b'p', ..] if at == 0 => (PH, 2),
        // Wade-Giles for `x`; Burmese has it as a plain s, which is near.
        [b'h', b's', ..] if at == 0 => (SH, 2),
        [b't', b's' | b'z', ..] => (TS, 2),
        [b'm', b'p', ..] if at == 0 => (B, 2),
        [b'n', b't', ..] if at == 0 => (D, 2),
        [b'g', b'k', ..] if at == 0 => (G, 2),
        [b'c', b'k', ..] => (K, 2),
        // ISO 9 writes c for ts.
        [b'c', b'v', ..] => (TS, 1),
        [b'c', b'e' | b'i' | b'y', ..] => (S, 1),
        [b'q', b'u', b'e' | b'i', ..] => (K, 2),
        [b'q', b'i', ..] => (CH, 1),
        // South Slavic `-ić` without its accent.
        [b'c'] if at > 1 && word[at - 1] == b'i' => (CH, 1),
        [b'c' | b'q', ..] => (K, 1),
        [b'x', ..] if at == 0 => (SH, 1),
        [b'x', ..] => (K, 1),
        // Thai final `r` is n, and written both ways.
        [b'r', b'n'] if previous_vowel => (N, 2),
        [b'n', b'g', next, ..] if at > 0 && is_vowel_letter(Some(next)) => (N, 1),
        [b'n', b'g', ..] => (NG, 2),
        [b'n', b'h'] => (N, 2),
        [b'h'] if previous_vowel => (0, 1),
        // Three vowels in a row: the middle one is a glide.
        [b'o', b'u', next, ..] if is_vowel_letter(Some(next)) => (V, 2),
        [b'a' | b'e', b'y', next, ..] if is_vowel_letter(Some(next)) => (vowel(rest[0]), 1),
        [b'a' | b'e', b'j', next, ..] if is_vowel_letter(Some(next)) => (vowel(rest[0]), 1),
        // South Asian `Raj`; the Slavic names on `-aj` are known.
        [b'a', b'j'] => (A, 1),
        [b'j'] if previous_vowel && word[at - 1] == b'a' => (J, 1),
        [b'a' | b'e', b'i' | b'y' | b'j', ..] => (AI, if matches!(rest.get(2), Some(b'y' | b'j')) { 3 } else { 2 }),
        [b'a' | b'o', b'w', next, ..] if is_vowel_letter(Some(next)) || *next == b'y' => (vowel(rest[0]), 1),
        [b'a', b'u' | b'o' | b'w', ..] => (AU, 2),
        [b'o', b'w', ..] => (AU, 2),
        [b'o', b'u' | b'o', ..] => (U, 2),
        [b'e', b'e', ..] => (I, 2),
        [b'a', b'e', ..] => (E, 2),
        [b'o', b'e', next, ..] if !is_vowel_letter(Some(next)) => (O, 2),
        [b'o', b'e'] => (O, 2),
        [b'u', b'e', next, ..] if !is_vowel_letter(Some(next)) && !previous_vowel && at > 0 => (U, 2),
        // `iy`, `ij`, `yi`, `ii` are one long vowel, unless a vowel follows.
        [b'i' | b'y', b'y' | b'j' | b'i', next, ..] if is_vowel_letter(Some(next)) => (I, 1),
        [b'i' | b'y', b'y' | b'j' | b'i', ..] => (I, 2),
        [b'i' | b'y', next, ..] if is_vowel_letter(Some(next)) => (Y, 1),
        [b'i', ..] => (I, 1),
        [b'y', ..] => (I, 1),
        [b'j', next, ..] if is_vowel_letter(Some(next)) => (J, 1),
        [b'j', ..] => (I, 1),
        // Wade-Giles `ien` is `ian`.
        [b'e', b'n', ..] if at > 0 && word[at - 1] == b'i' && !is_vowel_letter(rest.get(2)) => (A, 1),
        [letter, ..] => (single(*letter), 1),
        [] => (0, 1),
    }
}

fn vowel(letter: u8) -> u8 {
    match letter {
        b'a' => A,
        b'e' => E,
        b'o' => O,
        _ => U,
    }
}

fn single(letter: u8) -> u8 {
    match letter {
        b'a' => A,
        b'e' => E,
        b'o' => O,
        b'u' => U,
        b'p' => P,
        b'b' => B,
        b'f' => F,
        b'v' | b'w' => V,
        b't' => T,
        b'd' => D,
        b's' => S,
        b'z' => Z,
        b'k' => K,
        b'g' => G,
        b'h' => H,
        b'm' => M,
        b'n' => N,
        b'l' => L,
        b'r' => R,
        // Digits are compared as they are written, not as they sound.
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{plain, spelled};

    proptest! {
        #[test]
        fn the_short_way_agrees_with_the_long_one(word in "[a-z']{1,9}") {
            let word = word.as_bytes();
            for at in 0..word.len() {
                if let Some(sound) = plain(word, at) {
                    prop_assert_eq!((sound, 1), spelled(word, at));
                }
            }
        }
    }
}

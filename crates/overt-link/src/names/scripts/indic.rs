//! Devanagari and the scripts of India with the same layout: inherent vowels, and where Hindi leaves them out.

use super::{Ascii, push};
use crate::names::script::Script;

/// Devanagari begins here; the other blocks follow at multiples of 0x80 with the same letter at the same place.
const BLOCK: u32 = 0x900;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Sign {
    Consonant(&'static str),
    Vowel(&'static str),
    /// A vowel sign that replaces the inherent vowel.
    Dependent(&'static str),
    Virama,
    Nasal,
    Other(&'static str),
}

/// One consonant, or one vowel, of a word.
#[derive(Clone, Copy)]
struct Unit {
    consonant: &'static str,
    /// What is written after it; `None` is the inherent vowel, which may be silent.
    vowel: Option<&'static str>,
    nasal: bool,
}

pub(crate) fn romanise(word: &[char], script: Script, out: &mut Ascii) {
    let mut units = smallvec::SmallVec::<[Unit; 24]>::new();
    for &letter in word {
        match sign(letter, script) {
            Sign::Consonant(consonant) => units.push(Unit { consonant, vowel: None, nasal: false }),
            Sign::Vowel(vowel) => units.push(Unit { consonant: "", vowel: Some(vowel), nasal: false }),
            Sign::Dependent(vowel) => {
                if let Some(unit) = units.last_mut() {
                    unit.vowel = Some(vowel);
                }
            }
            Sign::Virama => {
                if let Some(unit) = units.last_mut() {
                    unit.vowel = Some("");
                }
            }
            Sign::Nasal => {
                if let Some(unit) = units.last_mut() {
                    unit.nasal = true;
                }
            }
            Sign::Other("") => nukta(units.last_mut(), letter),
            Sign::Other(text) => units.push(Unit { consonant: text, vowel: Some(""), nasal: false }),
        }
    }
    let deletes = matches!(script, Script::Devanagari | Script::Bengali | Script::Gujarati | Script::Gurmukhi);
    let inherent = if matches!(script, Script::Bengali | Script::Oriya) { "o" } else { "a" };
    let mut silent_before = false;
    for (index, unit) in units.iter().enumerate() {
        push(out, unit.consonant);
        let vowel = unit.vowel.unwrap_or_else(|| {
            let silent = deletes && index > 0 && is_silent(&units, index, silent_before);
            if silent { "" } else { inherent }
        });
        silent_before = unit.vowel.is_none() && vowel.is_empty();
        push(out, vowel);
        if unit.nasal {
            let labial = units.get(index + 1).is_some_and(|next| next.consonant.starts_with(['p', 'b', 'm']));
            push(out, if labial { "m" } else { "n" });
        }
    }
}

/// Hindi leaves the inherent vowel out at the end of a word, and between a vowel and a consonant that has a vowel.
/// At the end it stays after a cluster that could not be spoken (`Krishna`, `Mishra`): people write the `a` there.
fn is_silent(units: &[Unit], index: usize, silent_before: bool) -> bool {
    let unit = units[index];
    if unit.nasal {
        return false;
    }
    let previous = units[index - 1];
    let after_vowel = previous.vowel != Some("") && !silent_before;
    match units.get(index + 1) {
        None => after_vowel || !hard_to_say(previous.consonant, unit.consonant),
        Some(next) => {
            let next_sounds = next.vowel.is_some_and(|vowel| !vowel.is_empty());
            after_vowel && next_sounds && !next.consonant.is_empty()
        }
    }
}

fn hard_to_say(first: &str, second: &str) -> bool {
    matches!(second, "r" | "n" | "y" | "v" | "m" | "l") && first != second || (first == "t" && second == "t")
}

fn nukta(unit: Option<&mut Unit>, letter: char) {
    if (letter as u32).checked_sub(BLOCK).is_none_or(|place| place % 0x80 != 0x3C) {
        return;
    }
    if let Some(unit) = unit {
        unit.consonant = match unit.consonant {
            "j" if letter == '\u{9bc}' => "y",
            "j" => "z",
            "ph" => "f",
            "k" => "q",
            "g" => "gh",
            "d" | "dh" => "r",
            other => other,
        };
    }
}

fn sign(letter: char, script: Script) -> Sign {
    let code = letter as u32;
    if !(BLOCK..BLOCK + 0x480).contains(&code) {
        return Sign::Other(any_ascii::any_ascii_char(letter));
    }
    match (script, letter) {
        // The two letters that Bengali and Assamese have for themselves.
        (Script::Bengali, 'ৰ') => return Sign::Consonant("r"),
        (Script::Bengali, 'ৎ') => return Sign::Other("t"),
        (Script::Bengali, 'য') => return Sign::Consonant("j"),
        (Script::Bengali, '\u{9df}') => return Sign::Consonant("y"),
        (Script::Gurmukhi, 'ੰ') => return Sign::Nasal,
        (Script::Gurmukhi, 'ੱ') => return Sign::Other(""),
        _ => {}
    }
    match (code - BLOCK) % 0x80 {
        0x00..=0x02 => Sign::Nasal,
        0x04 | 0x05 => Sign::Vowel("a"),
        0x06 => Sign::Vowel("a"),
        0x07 | 0x08 => Sign::Vowel("i"),
        0x09 | 0x0A => Sign::Vowel("u"),
        0x0B | 0x60 => Sign::Vowel("ri"),
        0x0D..=0x0F => Sign::Vowel("e"),
        0x10 => Sign::Vowel("ai"),
        0x11..=0x13 => Sign::Vowel("o"),
        0x14 => Sign::Vowel("au"),
        0x15 => Sign::Consonant("k"),
        0x16 => Sign::Consonant("kh"),
        0x17 => Sign::Consonant("g"),
        0x18 => Sign::Consonant("gh"),
        0x19 => Sign::Consonant("n"),
        0x1A => Sign::Consonant("ch"),
        0x1B => Sign::Consonant("chh"),
        0x1C | 0x79 => Sign::Consonant("j"),
        0x1D => Sign::Consonant("jh"),
        0x1E => Sign::Consonant("n"),
        0x1F | 0x24 => Sign::Consonant("t"),
        0x20 | 0x25 => Sign::Consonant("th"),
        0x21 | 0x26 => Sign::Consonant("d"),
        0x22 | 0x27 => Sign::Consonant("dh"),
        0x23 | 0x28 | 0x29 => Sign::Consonant("n"),
        0x2A => Sign::Consonant("p"),
        0x2B => Sign::Consonant("ph"),
        0x2C => Sign::Consonant("b"),
        0x2D => Sign::Consonant("bh"),
        0x2E => Sign::Consonant("m"),
        0x2F | 0x5F => Sign::Consonant("y"),
        0x30 | 0x31 => Sign::Consonant("r"),
        0x32 | 0x33 => Sign::Consonant("l"),
        // Tamil and Malayalam have a sound here that is written zh.
        0x34 => Sign::Consonant("zh"),
        0x35 => Sign::Consonant("v"),
        0x36 | 0x37 => Sign::Consonant("sh"),
        0x38 => Sign::Consonant("s"),
        0x39 => Sign::Consonant("h"),
        0x3E => Sign::Dependent("a"),
        0x3F | 0x40 => Sign::Dependent("i"),
        0x41 | 0x42 => Sign::Dependent("u"),
        0x43 | 0x44 => Sign::Dependent("ri"),
        0x45..=0x47 => Sign::Dependent("e"),
        0x48 => Sign::Dependent("ai"),
        0x49..=0x4B => Sign::Dependent("o"),
        0x4C => Sign::Dependent("au"),
        0x4D => Sign::Virama,
        0x58 => Sign::Consonant("q"),
        0x59 => Sign::Consonant("kh"),
        0x5A => Sign::Consonant("gh"),
        0x5B => Sign::Consonant("z"),
        0x5C | 0x5D => Sign::Consonant("r"),
        0x5E => Sign::Consonant("f"),
        digit @ 0x66..=0x6F => {
            const DIGITS: [&str; 10] = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"];
            Sign::Other(DIGITS[(digit - 0x66) as usize])
        }
        _ => Sign::Other(""),
    }
}

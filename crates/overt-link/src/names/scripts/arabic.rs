//! Arabic, Persian and Urdu letters: consonants and long vowels, short vowels where they are written.

use super::{Ascii, push};
use crate::names::clean::Letters;

/// Brings the spellings of one letter together and drops tatweel; short vowels go, since nobody writes them in names.
pub(crate) fn fold(word: &[char]) -> Letters {
    let mut out = Letters::new();
    for &letter in word {
        out.push(match letter {
            '\u{610}'..='\u{61a}' | '\u{64b}'..='\u{65f}' | '\u{670}' | '\u{6d6}'..='\u{6ed}' | '\u{640}' => continue,
            'أ' | 'إ' | 'آ' | 'ٱ' => 'ا',
            'ى' | 'ی' | 'ې' | 'ۍ' | 'ے' | 'ۓ' => 'ي',
            'ة' | 'ۀ' | 'ہ' | 'ە' | 'ۃ' | 'ھ' => 'ه',
            'ک' | 'ڪ' => 'ك',
            'ؤ' => 'و',
            'ئ' => 'ي',
            'ء' => continue,
            other => other,
        });
    }
    out
}

/// The word without the article, where it has one. `إلياس` has none: its alef carries a hamza.
pub(crate) fn without_article(word: &[char]) -> Option<&[char]> {
    match word {
        ['ا', 'ل', rest @ ..] if rest.len() >= 2 && rest != ['ل', 'ه'] => Some(rest),
        _ => None,
    }
}

/// Romanises letter by letter. Aspirated letters of Urdu are a consonant and `ھ`.
pub(crate) fn romanise(word: &[char], out: &mut Ascii) {
    for (index, &letter) in word.iter().enumerate() {
        let first = index == 0;
        let last = index + 1 == word.len();
        let after_vowel = index > 0 && matches!(word[index - 1], 'ا' | 'آ' | 'أ' | 'و' | 'ي' | 'ی' | 'ى');
        let before_vowel = matches!(word.get(index + 1), Some('ا' | 'آ' | 'و' | 'ي' | 'ی' | 'ى' | 'ة'));
        // A mark, dropped later, keeps two letters from being read as one sound: `سه` is not sh.
        if matches!(letter, 'ح' | 'ه' | 'ہ')
            && (first || matches!(out.last(), Some(b's' | b'k' | b't' | b'd' | b'g' | b'z' | b'b')))
        {
            push(out, "'");
        }
        push(
            out,
            match letter {
                'ا' | 'أ' | 'إ' | 'آ' | 'ٱ' | 'ى' | '\u{64e}' | '\u{670}' => "a",
                '\u{650}' => "i",
                '\u{64f}' => "u",
                'ب' => "b",
                'پ' => "p",
                'ت' | 'ط' | 'ٹ' | 'ټ' => "t",
                'ث' => "th",
                'ج' => "j",
                'چ' => "ch",
                'ح' | 'ه' | 'ہ' | 'ھ' if !last => "h",
                'ح' => "h",
                // At the end it is read as a vowel more often than as h.
                'ه' | 'ہ' | 'ة' | 'ۀ' | 'ۃ' => "ah",
                'خ' => "kh",
                'د' | 'ض' | 'ڈ' | 'ډ' => "d",
                'ذ' => "dh",
                'ر' | 'ڑ' | 'ړ' => "r",
                'ز' | 'ظ' => "z",
                'ژ' | 'ږ' => "zh",
                'س' | 'ص' => "s",
                'ش' | 'ښ' => "sh",
                'ع' if first => "a",
                'غ' => "gh",
                'ف' => "f",
                'ڤ' => "v",
                'ق' => "q",
                'ك' | 'ک' => "k",
                'گ' | 'ګ' => "g",
                'ل' => "l",
                'م' => "m",
                'ن' | 'ں' | 'ڼ' => "n",
                'و' | 'ؤ' if first || before_vowel || (after_vowel && !last) => "w",
                'و' | 'ؤ' => "u",
                'ي' | 'ی' | 'ئ' if first || (before_vowel && !last) => "y",
                'ي' | 'ی' | 'ې' | 'ۍ' | 'ئ' => "i",
                'ے' | 'ۓ' => "e",
                '٠'..='٩' => digit(letter, '٠'),
                '۰'..='۹' => digit(letter, '۰'),
                _ => "",
            },
        );
    }
}

fn digit(letter: char, zero: char) -> &'static str {
    const DIGITS: [&str; 10] = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"];
    DIGITS[(letter as usize - zero as usize) % 10]
}

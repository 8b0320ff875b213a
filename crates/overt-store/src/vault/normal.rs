//! Normal forms of names, telephone numbers and paper numbers, for blind indexes.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

const PHONE_DIGITS_MIN: usize = 7;
const PAPER_CHARACTERS_MIN: usize = 5;

/// The digit 0 of each script whose digits people write numbers with.
const ZEROS: [char; 14] = [
    '0', '\u{660}', '\u{6f0}', '\u{7c0}', '\u{966}', '\u{9e6}', '\u{a66}', '\u{ae6}', '\u{b66}', '\u{be6}', '\u{e50}',
    '\u{ed0}', '\u{1040}', '\u{17e0}',
];

/// Lower case, without diacritics and apostrophes, words sorted.
pub(super) fn name(value: &str) -> Option<String> {
    let mut plain = String::with_capacity(value.len());
    for character in value.nfkd() {
        match character {
            _ if is_optional_mark(character) => {}
            '\'' | '\u{2018}' | '\u{2019}' | '\u{2bb}' | '\u{2bc}' | '`' => {}
            _ if character.is_alphanumeric() || is_combining_mark(character) => push_folded(&mut plain, character),
            _ => plain.push(' '),
        }
    }
    // Lower-casing and folding can leave new marks and compositions behind, so the result is decomposed once more.
    let plain: String = plain.nfkd().filter(|character| !is_optional_mark(*character)).collect();
    let mut words: Vec<&str> = plain.split_whitespace().collect();
    words.sort_unstable();
    words.iter().any(|word| word.chars().any(char::is_alphabetic)).then(|| words.join(" "))
}

/// Digits from the first one to the next letter, after `+` where the number is written with its country code.
pub(super) fn phone(value: &str) -> Option<String> {
    let text = value.nfkc().collect::<String>().replace("(0)", "");
    let number = text.trim_start_matches(|character| character != '+' && digit(character).is_none());
    let digits: String = number.chars().take_while(|character| !character.is_alphabetic()).filter_map(digit).collect();
    let (digits, international) = match digits.strip_prefix("00") {
        Some(rest) if !number.starts_with('+') => (rest, true),
        _ => (digits.as_str(), number.starts_with('+')),
    };
    if digits.len() < PHONE_DIGITS_MIN {
        return None;
    }
    Some(if international { format!("+{digits}") } else { digits.to_owned() })
}

/// Letters and digits, upper case.
pub(super) fn paper(value: &str) -> Option<String> {
    let mut plain = String::with_capacity(value.len());
    for character in value.nfkd().filter(|character| character.is_alphanumeric()) {
        match digit(character) {
            Some(digit) => plain.push(digit),
            None => plain.extend(character.to_uppercase()),
        }
    }
    let plain: String = plain.nfkd().filter(|character| character.is_alphanumeric()).collect();
    (plain.chars().count() >= PAPER_CHARACTERS_MIN).then_some(plain)
}

/// Marks without which a name is still the same name: accents of Latin, Greek and Cyrillic letters, vowel points of Arabic and
/// Hebrew. In other scripts marks are vowels, and leaving them out would make one name of many.
fn is_optional_mark(character: char) -> bool {
    matches!(character, '\u{300}'..='\u{36f}' | '\u{591}'..='\u{5c7}' | '\u{610}'..='\u{61a}' | '\u{640}' | '\u{64b}'..='\u{65f}' | '\u{670}')
}

/// Lower case; letters whose stroke or ligature has no decomposition are written out.
fn push_folded(plain: &mut String, character: char) {
    for character in character.to_lowercase() {
        match character {
            'ø' => plain.push('o'),
            'ł' => plain.push('l'),
            'đ' | 'ð' => plain.push('d'),
            'ħ' => plain.push('h'),
            'ı' => plain.push('i'),
            'ß' => plain.push_str("ss"),
            'æ' => plain.push_str("ae"),
            'œ' => plain.push_str("oe"),
            'þ' => plain.push_str("th"),
            'ς' => plain.push('σ'),
            _ => plain.push(character),
        }
    }
}

fn digit(character: char) -> Option<char> {
    let value =
        ZEROS.iter().find_map(|zero| u32::from(character).checked_sub(u32::from(*zero)).filter(|value| *value < 10))?;
    char::from_digit(value, 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_name_are_one() {
        let spellings = ["Zoë  O’Invented-Łabędź", "o'invented ŁABĘDŹ, zoe", " LABEDZ\tZoe\u{308} OʼInvented"];
        for spelling in spellings {
            assert_eq!(name(spelling).as_deref(), Some("labedz oinvented zoe"));
        }
        assert_eq!(name("İNVENTED Ørsted Weiß"), name("invented orsted weiss"));
        assert_eq!(name("ΟΔΥΣΣΕΎΣ"), name("οδυσσευς"));
        assert_eq!(name("مُخْتَرَع"), name("مخترع"));
    }

    #[test]
    fn vowels_of_indic_scripts_stay() {
        assert_ne!(name("राम"), name("रमा"));
        assert_eq!(name("राम"), name(" राम "));
    }

    #[test]
    fn what_holds_no_letter_is_no_name() {
        assert_eq!([name(""), name(" - "), name("123"), name("\u{301}")], [None, None, None, None]);
    }

    #[test]
    fn numbers_with_country_code_are_one() {
        for number in ["+44 (0)20 7946 0000", "0044 20 7946 0000", "Tel: (+44) 20-7946-0000", "+٤٤ ٢٠ ٧٩٤٦ ٠٠٠٠"]
        {
            assert_eq!(phone(number).as_deref(), Some("+442079460000"), "{number}");
        }
        assert_eq!(phone("020 7946 0000 ext. 12").as_deref(), Some("02079460000"));
        assert_ne!(phone("020 7946 0000"), phone("+44 20 7946 0000"));
    }

    #[test]
    fn short_numbers_are_not_indexed() {
        assert_eq!([phone("112"), phone("+1 555"), paper("A 12"), paper("----")], [None, None, None, None]);
    }

    #[test]
    fn papers_are_letters_and_digits() {
        for number in ["ab-12 34.567", "AB1234567", "ａｂ１２３４５６７", "AB ١٢٣٤٥٦٧"] {
            assert_eq!(paper(number).as_deref(), Some("AB1234567"), "{number}");
        }
    }
}

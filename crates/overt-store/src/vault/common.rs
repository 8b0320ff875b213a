//! Passphrases that are long enough and tried first all the same.
//!
//! NIST SP 800-63B asks for a comparison with values that are commonly used or expected. Of the long ones, lists of leaked
//! passwords hold repetitions, rows of the keyboard or alphabet, and quotations; so these are recognised by their form, and
//! the quotations by a short list.

use zeroize::Zeroizing;

/// Fewest different characters.
const DIFFERENT_MIN: usize = 5;

/// Rows along which fingers run.
const ROWS: [&str; 6] = [
    "abcdefghijklmnopqrstuvwxyz",
    "0123456789",
    "1234567890",
    "qwertyuiopasdfghjklzxcvbnm",
    "azertyuiopqsdfghjklmwxcvbn",
    "qwertzuiopasdfghjklyxcvbnm",
];

/// Letters and digits of well-known phrases, without spaces.
const KNOWN: [&str; 20] = [
    "correcthorsebatterystaple",
    "thequickbrownfoxjumpsoverthelazydog",
    "thequickbrownfox",
    "tobeornottobe",
    "tobeornottobethatisthequestion",
    "maytheforcebewithyou",
    "iloveyouiloveyou",
    "iloveyouforever",
    "letmeinletmein",
    "openthesesame",
    "changemechangeme",
    "passwordpassword",
    "mypasswordissecret",
    "thisismypassword",
    "thisisapassphrase",
    "inthebeginningwastheword",
    "onceuponatime",
    "lorumipsumdolorsitamet",
    "loremipsumdolorsitamet",
    "fourfivewordsthatdonotbelongtogether",
];

/// Whether a passphrase in its normal form is one that is tried first.
pub(super) fn is_common(passphrase: &str) -> bool {
    let mut plain = Zeroizing::new(String::with_capacity(3 * passphrase.len()));
    plain.extend(passphrase.chars().filter(|character| character.is_alphanumeric()).flat_map(char::to_lowercase));
    let characters: Zeroizing<Vec<char>> = Zeroizing::new(plain.chars().collect());
    let trimmed = plain.trim_end_matches(|character: char| character.is_ascii_digit());
    KNOWN.contains(&trimmed) || has_few_different(&characters) || is_repeated(&characters) || is_row(&characters)
}

fn has_few_different(characters: &[char]) -> bool {
    let mut different = Zeroizing::new(Vec::with_capacity(DIFFERENT_MIN));
    for character in characters {
        if !different.contains(character) {
            different.push(*character);
        }
        if different.len() >= DIFFERENT_MIN {
            return false;
        }
    }
    true
}

/// The same part again and again, the last time perhaps cut short.
fn is_repeated(characters: &[char]) -> bool {
    (1..=characters.len() / 2)
        .any(|part| characters[part..].iter().zip(characters).all(|(later, earlier)| later == earlier))
}

/// Four of five neighbours are neighbours on a row, forwards or backwards.
fn is_row(characters: &[char]) -> bool {
    let are_neighbours = |pair: &&[char]| {
        ROWS.iter().any(|row| {
            let place = |letter: char| row.chars().position(|other| other == letter);
            matches!((place(pair[0]), place(pair[1])), (Some(one), Some(other)) if one.abs_diff(other) <= 1)
        })
    };
    let pairs = characters.len().saturating_sub(1);
    characters.windows(2).filter(are_neighbours).count() * 5 >= pairs * 4
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_tried_first_is_common() {
        for passphrase in [
            "aaaaaaaaaaaaaaaa",
            "abababababababab",
            "123456789012345",
            "987654321098765",
            "qwertyuiopasdfgh",
            "Abcdefghijklmnop",
            "password password",
            "Shelter1Shelter1",
            "hunter2hunter2hun",
            "Correct Horse Battery Staple",
            "correct-horse-battery-staple-2026",
            "................",
        ] {
            assert!(is_common(passphrase), "{passphrase}");
        }
    }

    #[test]
    fn words_that_do_not_belong_together_are_not() {
        for passphrase in [
            "seven red boats",
            "four invented words that differ",
            "caf\u{e9} sur la lune d'avril",
            "ปลาทองกินข้าวเช้า",
            "tolva nube jirafa 9 pan",
            "kx7 marble ontario fig",
        ] {
            assert!(!is_common(passphrase), "{passphrase}");
        }
    }
}

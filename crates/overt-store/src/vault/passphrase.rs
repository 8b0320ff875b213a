//! Passphrases.
//!
//! A passphrase is brought to Unicode normalisation form NFKC before it is used, as NIST SP 800-63B advises: keyboards and
//! operating systems write the same letters in several ways (é as one character or two, full-width letters of an input
//! method, the no-break space), and whoever types the same words must get in. A new one has at least
//! [`CHARACTERS_MIN`] characters, counted in Unicode scalar values. Both the text as typed and its normal form must have them,
//! since one ligature can become eighteen letters. There are no rules on composition: they make people choose worse. What everybody
//! tries first is refused (`common.rs`).

use overt_model::Secret;
use unicode_normalization::UnicodeNormalization;

use super::common::is_common;

/// Fewest characters of a new passphrase.
pub const CHARACTERS_MIN: usize = 15;
/// Most bytes of a passphrase as typed.
const LEN_MAX: usize = 1024;

/// What a person types to sign in, in its normal form.
#[derive(Debug)]
pub struct Passphrase(Secret<String>);

/// Why a text cannot be a passphrase.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PassphraseError {
    /// Fewer than [`CHARACTERS_MIN`] characters.
    #[error(
        "the passphrase needs at least {CHARACTERS_MIN} characters; four or five words that do not belong together do well"
    )]
    TooShort,
    /// Among the first that anybody would try.
    #[error(
        "the passphrase is one of those that are tried first: repeated, in a row, or well known; take four or five words that do not belong together"
    )]
    Common,
    /// More than 1024 bytes.
    #[error("the passphrase is limited to {LEN_MAX} bytes")]
    TooLong,
}

impl Passphrase {
    /// A passphrase that somebody chooses.
    pub fn chosen(text: &Secret<String>) -> Result<Self, PassphraseError> {
        let passphrase = Self::typed(text)?;
        let characters = text.expose().chars().count().min(passphrase.0.expose().chars().count());
        if characters < CHARACTERS_MIN {
            return Err(PassphraseError::TooShort);
        }
        if is_common(passphrase.0.expose()) {
            return Err(PassphraseError::Common);
        }
        Ok(passphrase)
    }

    /// A passphrase that somebody chose before; rules may have changed since.
    pub fn typed(text: &Secret<String>) -> Result<Self, PassphraseError> {
        let text = text.expose();
        if text.len() > LEN_MAX {
            return Err(PassphraseError::TooLong);
        }
        // NFKC makes at most eleven times as many bytes in UTF-8 (Unicode Standard Annex 15), so the text is never moved
        // while it is written, and leaves no copy behind.
        let mut normal = String::with_capacity(11 * text.len());
        normal.extend(text.nfkc());
        Ok(Self(Secret::new(normal)))
    }

    pub(super) fn bytes(&self) -> &[u8] {
        self.0.expose().as_bytes()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chosen(text: &str) -> Result<Passphrase, PassphraseError> {
        Passphrase::chosen(&Secret::new(text.to_owned()))
    }

    #[test]
    fn the_same_words_from_another_keyboard_are_the_same_passphrase() {
        let composed = chosen("caf\u{e9} sur la lune d'avril").unwrap();
        let decomposed = chosen("cafe\u{301}\u{a0}sur la lune d'avril").unwrap();
        let full_width = chosen("\u{ff43}afé sur la lune d'avril").unwrap();
        assert_eq!(composed.bytes(), decomposed.bytes());
        assert_eq!(composed.bytes(), full_width.bytes());
    }

    #[test]
    fn fifteen_characters_of_any_script_will_do() {
        assert!(chosen("seven red boats").is_ok());
        assert!(chosen("ปลาทองกินข้าวเช้า").is_ok());
        assert_eq!(chosen("fourteen chars").err(), Some(PassphraseError::TooShort));
        assert_eq!(chosen("ééééééé").err(), Some(PassphraseError::TooShort));
    }

    /// U+FDFA becomes eighteen letters.
    #[test]
    fn one_ligature_is_not_eighteen_characters() {
        assert_eq!(chosen("\u{fdfa}").err(), Some(PassphraseError::TooShort));
        assert!(Passphrase::typed(&Secret::new("\u{fdfa}".to_owned())).is_ok());
    }

    #[test]
    fn endless_text_is_refused() {
        assert_eq!(chosen(&"a".repeat(LEN_MAX + 1)).err(), Some(PassphraseError::TooLong));
        let longest = Passphrase::typed(&Secret::new("\u{fdfa}".repeat(LEN_MAX / 3))).unwrap();
        assert_eq!(longest.bytes().len(), 33 * (LEN_MAX / 3));
    }
}

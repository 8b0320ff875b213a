//! Recovery codes: what a person prints and puts away, to open the own secret key when the passphrase is lost.
//!
//! 130 random bits in Crockford's base 32 (no I, L, O and U) with his check character: 27 characters in groups of four. So
//! many bits need neither a slow derivation nor the pepper, and so a code also helps after the pepper was lost. What it opens is in
//! the form of [`Strong`]; the secret are its 26 values, a byte each.

use overt_model::Secret;
use rand_core::CryptoRng;
use zeroize::Zeroize;

use super::keys::SecretKey;
use super::sealing::{Domain, OpenError};
use super::strong::Strong;
use super::user_lock::Holder;

const USE: Strong = Strong {
    version: 1,
    domain: Domain("overt.vault 2026 recovery v1: commitment and message key"),
    salt: b"overt.vault 2026 recovery v1: HKDF-SHA-256",
};

/// Characters that hold five bits each.
const VALUES: usize = 26;
/// Characters between two hyphens.
const GROUP: usize = 4;
/// The first 32 write values, the last five only check.
const ALPHABET: &[u8; 37] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ*~$=U";

/// A recovery code.
#[derive(Debug)]
pub struct RecoveryCode(Secret<[u8; VALUES]>);

/// Why a text is no recovery code. None of these repeats what was typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum RecoveryCodeError {
    /// Not 27 characters.
    #[error("a recovery code has 27 letters and digits, hyphens and spaces aside")]
    Length,
    /// A character that no code has.
    #[error("character {0} of the recovery code is none that a code can have")]
    Character(usize),
    /// The last character does not agree with the others.
    #[error("the recovery code has a slip of the pen: its last character does not agree with the others")]
    Check,
}

impl RecoveryCode {
    /// A new code.
    pub fn generate(random: &mut impl CryptoRng) -> Self {
        let mut values = [0; VALUES];
        random.fill_bytes(&mut values);
        for value in &mut values {
            *value &= 31;
        }
        let code = Self(Secret::new(values));
        values.zeroize();
        code
    }

    /// Reads a code as people write it: any case, O for 0, I or L for 1, and spaces, hyphens and line ends anywhere.
    pub fn read(text: &str) -> Result<Self, RecoveryCodeError> {
        let mut values = [0; VALUES];
        let read = read_into(&mut values, text);
        let code = Self(Secret::new(values));
        values.zeroize();
        read.map(|()| code)
    }

    /// The code to print. It is shown once and stored nowhere.
    pub fn to_text(&self) -> Secret<String> {
        let mut text = String::with_capacity(VALUES + 1 + VALUES / GROUP);
        let check = check(self.0.expose());
        for (place, value) in self.0.expose().iter().chain([&check]).enumerate() {
            if place > 0 && place % GROUP == 0 {
                text.push('-');
            }
            text.push(char::from(ALPHABET[usize::from(*value)]));
        }
        Secret::new(text)
    }

    /// Wraps a person's secret key with this code. The answer is what the store may keep.
    pub fn wrap(&self, key: &SecretKey, holder: Holder, random: &mut impl CryptoRng) -> Vec<u8> {
        USE.wrap(self.0.expose(), key, holder, random)
    }

    /// Takes the secret key out of what [`RecoveryCode::wrap`] made.
    pub fn unwrap(&self, wrap: &[u8], holder: Holder) -> Result<SecretKey, OpenError> {
        USE.unwrap(self.0.expose(), wrap, holder)
    }
}

/// The 130-bit number modulo 37, which catches every wrong character and every exchange of neighbours.
fn check(values: &[u8; VALUES]) -> u8 {
    values.iter().fold(0, |rest, value| {
        let rest = (u16::from(rest) * 32 + u16::from(*value)) % 37;
        u8::try_from(rest).expect("a rest below 37 fits a byte")
    })
}

fn read_into(values: &mut [u8; VALUES], text: &str) -> Result<(), RecoveryCodeError> {
    let mut count = 0;
    for character in text.chars().filter(|character| !is_separator(*character)) {
        let value = value(character, count == VALUES).ok_or(RecoveryCodeError::Character(count + 1))?;
        match count {
            ..VALUES => values[count] = value,
            VALUES if value != check(values) => return Err(RecoveryCodeError::Check),
            VALUES => {}
            _ => return Err(RecoveryCodeError::Length),
        }
        count += 1;
    }
    if count == VALUES + 1 { Ok(()) } else { Err(RecoveryCodeError::Length) }
}

fn is_separator(character: char) -> bool {
    character.is_whitespace() || matches!(character, '-' | '_' | '.' | '\u{2010}'..='\u{2015}' | '\u{2212}')
}

fn value(character: char, checks: bool) -> Option<u8> {
    let upper = match character.to_ascii_uppercase() {
        'O' => '0',
        'I' | 'L' => '1',
        other => other,
    };
    let place = ALPHABET.iter().position(|letter| char::from(*letter) == upper)?;
    let value = u8::try_from(place).ok()?;
    (checks || value < 32).then_some(value)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::context::{AccountId, TenantId};
    use super::super::testing::Seeded;
    use super::*;

    const HOLDER: Holder = Holder { tenant: TenantId::from_bits(1), account: AccountId::from_bits(2) };

    fn code(seed: u64) -> (RecoveryCode, String) {
        let code = RecoveryCode::generate(&mut Seeded::new(seed));
        let text = code.to_text().expose().clone();
        (code, text)
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(10_000))]

        #[test]
        fn a_code_is_read_as_people_write_it(seed: u64) {
            let (code, text) = code(seed);
            let sloppy = text.to_lowercase().replace('0', "o").replace('1', "l").replace('-', " \u{2013} ");
            let plain = text.replace('-', "").replace('1', "I");
            for written in [&text, &sloppy, &plain] {
                let read = RecoveryCode::read(written).unwrap();
                prop_assert_eq!(read.0.expose(), code.0.expose());
            }
        }

        #[test]
        fn one_wrong_character_is_noticed(seed: u64, place in 0..VALUES, other in 0_usize..32) {
            let (_, text) = code(seed);
            let mut characters: Vec<u8> = text.replace('-', "").into_bytes();
            prop_assume!(characters[place] != ALPHABET[other]);
            characters[place] = ALPHABET[other];
            let read = RecoveryCode::read(&String::from_utf8(characters).unwrap());
            prop_assert_eq!(read.err(), Some(RecoveryCodeError::Check));
        }

        #[test]
        fn two_exchanged_neighbours_are_noticed(seed: u64, place in 0..VALUES - 1) {
            let (_, text) = code(seed);
            let mut characters: Vec<u8> = text.replace('-', "").into_bytes();
            prop_assume!(characters[place] != characters[place + 1]);
            characters.swap(place, place + 1);
            prop_assert!(RecoveryCode::read(&String::from_utf8(characters).unwrap()).is_err());
        }

        #[test]
        fn no_text_makes_reading_panic(text: String) {
            prop_assert!(RecoveryCode::read(&text).is_err());
        }
    }

    #[test]
    fn a_code_has_seven_groups() {
        let (_, text) = code(3);
        assert_eq!(text.split('-').map(str::len).collect::<Vec<_>>(), [4, 4, 4, 4, 4, 4, 3]);
        assert_eq!(RecoveryCode::read(&text[..31]).err(), Some(RecoveryCodeError::Length));
        assert_eq!(RecoveryCode::read(&format!("{text}0")).err(), Some(RecoveryCodeError::Length));
        assert_eq!(RecoveryCode::read("AB-U").err(), Some(RecoveryCodeError::Character(3)));
    }

    #[test]
    fn a_code_opens_the_key_of_its_holder_only() {
        let mut random = Seeded::new(9);
        let key = SecretKey::generate(&mut random);
        let (code_one, _) = code(1);
        let (code_two, _) = code(2);
        let wrap = code_one.wrap(&key, HOLDER, &mut random);
        assert_eq!(code_one.unwrap(&wrap, HOLDER).unwrap().bytes(), key.bytes());
        assert_eq!(code_two.unwrap(&wrap, HOLDER).err(), Some(OpenError::Refused));
        let other = Holder { account: AccountId::from_bits(3), ..HOLDER };
        assert_eq!(code_one.unwrap(&wrap, other).err(), Some(OpenError::Refused));
        for place in 0..wrap.len() {
            let mut changed = wrap.clone();
            changed[place] ^= 1;
            assert!(code_one.unwrap(&changed, HOLDER).is_err());
        }
    }
}

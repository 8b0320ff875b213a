//! Plain Bloom filters of whole records ("cryptographic linkage keys"), as others use them.
//!
//! They are here to be measured against, not to be used: `tests/pprl_attacks` gives the names back. Every token sets the
//! same few bits in every record that has it, so that bits which are set together are a token, and frequent ones frequent tokens.
//!
//! Double hashing (Kirsch and Mitzenmacher 2006) with two keyed hashes, HMAC-SHA1 and HMAC-MD5, as in clkhash: the bits of a token
//! are `h1 + i * h2` modulo 1024. Source of the whole: Schnell, Bachteler and Reiher (2009), "Privacy-preserving record linkage
//! using Bloom filters", BMC Medical Informatics and Decision Making 9:41.

use hmac::{Hmac, KeyInit, Mac};
use md5::Md5;
use overt_model::Secret;
use sha1::Sha1;

use super::dice::{BITS, Bits, WORDS};

/// How a value is cut into tokens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cut {
    /// One token: the whole value.
    Whole,
    /// Each character with its place.
    Places,
    /// Pairs of characters, with a blank before the first and after the last.
    Pairs,
}

/// How one field is encoded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Field {
    /// Its name, which is part of every token.
    pub name: &'static str,
    /// How its value is cut.
    pub cut: Cut,
    /// Bits that a token sets, which is the weight of the field.
    pub bits_per_token: u16,
}

/// The fields of the benchmark `bench/linkage`.
pub const FIELDS: [Field; 5] = [
    Field { name: "given_name", cut: Cut::Pairs, bits_per_token: 12 },
    Field { name: "surname", cut: Cut::Pairs, bits_per_token: 12 },
    Field { name: "dob", cut: Cut::Places, bits_per_token: 12 },
    Field { name: "sex", cut: Cut::Whole, bits_per_token: 6 },
    Field { name: "nationality", cut: Cut::Whole, bits_per_token: 6 },
];

/// Makes Bloom filters with two keys.
#[derive(Debug)]
pub struct Encoder {
    keys: [Secret<Vec<u8>>; 2],
}

impl Encoder {
    /// An encoder with the key of HMAC-SHA1 and that of HMAC-MD5.
    pub const fn new(sha1_key: Secret<Vec<u8>>, md5_key: Secret<Vec<u8>>) -> Self {
        Self { keys: [sha1_key, md5_key] }
    }

    /// The filter of a record. A blank value sets no bit.
    pub fn encode<'a>(&self, values: impl IntoIterator<Item = (Field, &'a str)>) -> Bits {
        let mut bits = [0; WORDS];
        for (field, value) in values {
            for token in tokens(field, value) {
                for place in self.places(field, &token) {
                    bits[place / 64] |= 1 << (place % 64);
                }
            }
        }
        bits
    }

    /// The places of the bits that a token sets.
    ///
    /// # Panics
    ///
    /// Never: a key of any length will do.
    pub fn places(&self, field: Field, token: &str) -> impl Iterator<Item = usize> + use<> {
        let first = residue(Hmac::<Sha1>::new_from_slice(self.keys[0].expose()).expect("any length will do"), token);
        let step = residue(Hmac::<Md5>::new_from_slice(self.keys[1].expose()).expect("any length will do"), token);
        (0..usize::from(field.bits_per_token)).map(move |number| (first + number * step) % BITS)
    }
}

/// The tokens of a value, with the name of the field.
pub fn tokens(field: Field, value: &str) -> Vec<String> {
    let value = value.trim().to_lowercase();
    let name = field.name;
    if value.is_empty() {
        return Vec::new();
    }
    match field.cut {
        Cut::Whole => vec![format!("{name}|{value}")],
        Cut::Places => value.chars().enumerate().map(|(place, letter)| format!("{name}|{place}|{letter}")).collect(),
        Cut::Pairs => {
            let letters: Vec<char> = std::iter::once(' ').chain(value.chars()).chain([' ']).collect();
            letters.windows(2).map(|pair| format!("{name}|{}{}", pair[0], pair[1])).collect()
        }
    }
}

/// The hash as a big-endian number, modulo [`BITS`], of which only the last two bytes matter.
fn residue(mut mac: impl Mac, token: &str) -> usize {
    mac.update(token.as_bytes());
    let hash = mac.finalize().into_bytes();
    let [.., high, low] = hash[..] else { unreachable!("a hash has more than two bytes") };
    (usize::from(high) << 8 | usize::from(low)) % BITS
}

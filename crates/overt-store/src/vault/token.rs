//! Tokens of sessions: what a person's browser keeps, so that the server need not keep the person's key between two requests.
//!
//! The token itself is 32 random bytes. What it opens is in the form of [`Strong`].

use overt_model::Secret;
use rand_core::CryptoRng;
use sha2::{Digest as _, Sha256};
use zeroize::Zeroize;

use super::keys::SecretKey;
use super::sealing::{Domain, OpenError};
use super::strong::Strong;
use super::user_lock::Holder;

const USE: Strong = Strong {
    version: 1,
    domain: Domain("overt.vault 2026 session v1: commitment and message key"),
    salt: b"overt.vault 2026 session v1: HKDF-SHA-256",
};

/// The token of a session.
#[derive(Debug)]
pub struct SessionToken(Secret<[u8; 32]>);

impl SessionToken {
    /// A new token.
    pub fn generate(random: &mut impl CryptoRng) -> Self {
        let mut bytes = [0; 32];
        random.fill_bytes(&mut bytes);
        let token = Self(Secret::new(bytes));
        bytes.zeroize();
        token
    }

    /// The token that is written so, in 64 digits from `0` to `f`; nothing where it is none.
    pub fn read(text: &str) -> Option<Self> {
        let mut bytes = digits(text)?;
        let token = Self(Secret::new(bytes));
        bytes.zeroize();
        Some(token)
    }

    /// What the browser keeps.
    pub fn to_text(&self) -> Secret<String> {
        Secret::new(written(self.0.expose()))
    }

    /// By what the session is found: it tells nothing of the token.
    pub fn digest(&self) -> [u8; 32] {
        Sha256::digest(self.0.expose()).into()
    }

    /// What proves that a form was written for this session: only who has the token can work it out.
    pub fn proof(&self) -> [u8; 32] {
        blake3::derive_key("overt.vault 2026 session v1: proof of a form", self.0.expose())
    }

    /// The proof as it stands in a form.
    pub fn proof_text(&self) -> String {
        written(&self.proof())
    }

    /// The proof that is written so.
    pub fn read_proof(text: &str) -> Option<[u8; 32]> {
        digits(text)
    }

    pub(crate) fn wrap(&self, key: &SecretKey, holder: Holder, random: &mut impl CryptoRng) -> Vec<u8> {
        USE.wrap(self.0.expose(), key, holder, random)
    }

    pub(crate) fn unwrap(&self, wrap: &[u8], holder: Holder) -> Result<SecretKey, OpenError> {
        USE.unwrap(self.0.expose(), wrap, holder)
    }
}

fn written(bytes: &[u8; 32]) -> String {
    crate::home::hex(bytes)
}

fn digits(text: &str) -> Option<[u8; 32]> {
    let value = |digit: u8| match digit {
        b'0'..=b'9' => Some(digit - b'0'),
        b'a'..=b'f' => Some(digit - b'a' + 10),
        _ => None,
    };
    let pairs = text.as_bytes().chunks_exact(2);
    let mut bytes = [0; 32];
    if text.len() != 64 {
        return None;
    }
    for (byte, pair) in bytes.iter_mut().zip(pairs) {
        *byte = value(pair[0])? << 4 | value(pair[1])?;
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::super::context::{AccountId, TenantId};
    use super::super::testing::Seeded;
    use super::*;

    const HOLDER: Holder = Holder { tenant: TenantId::from_bits(1), account: AccountId::from_bits(2) };

    #[test]
    fn a_token_opens_what_it_wrapped_and_no_other_does() {
        let mut random = Seeded::new(3);
        let (key, token) = (SecretKey::generate(&mut random), SessionToken::generate(&mut random));
        let wrap = token.wrap(&key, HOLDER, &mut random);
        let again = SessionToken::read(token.to_text().expose()).unwrap();
        assert_eq!(again.unwrap(&wrap, HOLDER).unwrap().bytes(), key.bytes());
        let other = SessionToken::generate(&mut random);
        assert!(other.unwrap(&wrap, HOLDER).is_err());
        assert!(token.unwrap(&wrap, Holder { account: AccountId::from_bits(3), ..HOLDER }).is_err());
        assert!(token.digest() != other.digest() && token.proof() != other.proof() && token.digest() != token.proof());
    }

    #[test]
    fn only_64_digits_are_a_token() {
        let token = SessionToken::generate(&mut Seeded::new(4)).to_text();
        assert!(SessionToken::read(&token.expose()[1..]).is_none());
        assert!(SessionToken::read(&token.expose().replacen(|_: char| true, "G", 1)).is_none());
        assert!(SessionToken::read("").is_none());
    }
}

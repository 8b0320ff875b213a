//! Secrets of one-time codes (RFC 6238). A person's secret is worked out from the person's own key and a salt, so that whoever has the
//! database, and whoever administers it, learns no code.

use hkdf::Hkdf;
use overt_model::Secret;
use rand_core::CryptoRng;
use sha2::Sha256;
use zeroize::Zeroize;

use super::keys::SecretKey;

const SALT_LEN: usize = 16;
const INFO: &[u8] = b"overt.vault 2026 one-time codes v1";

/// What the store keeps of a person's one-time codes: it is no secret. A new one makes the old codes worthless.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TotpSalt([u8; SALT_LEN]);

impl TotpSalt {
    /// A new salt.
    pub fn generate(random: &mut impl CryptoRng) -> Self {
        let mut bytes = [0; SALT_LEN];
        random.fill_bytes(&mut bytes);
        Self(bytes)
    }

    /// The salt as a form sends it back: it is no secret.
    pub fn to_text(&self) -> String {
        format!("{:032x}", u128::from_be_bytes(self.0))
    }

    /// The salt that is written so; nothing where it is none.
    pub fn read(text: &str) -> Option<Self> {
        let is_whole = text.len() == 2 * SALT_LEN && text.bytes().all(|digit| digit.is_ascii_hexdigit());
        is_whole.then(|| u128::from_str_radix(text, 16).ok().map(|number| Self(number.to_be_bytes()))).flatten()
    }

    /// The salt of these bytes; nothing where they are none.
    pub(crate) fn from_bytes(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self)
    }

    pub(crate) const fn as_bytes(&self) -> &[u8] {
        &self.0
    }
}

impl SecretKey {
    /// The secret that the person's other device holds.
    pub(crate) fn totp_secret(&self, salt: &TotpSalt) -> Secret<[u8; 20]> {
        let mut bytes = [0; 20];
        Hkdf::<Sha256>::new(Some(&salt.0), self.bytes())
            .expand(INFO, &mut bytes)
            .expect("20 bytes are within what HKDF can give");
        let secret = Secret::new(bytes);
        bytes.zeroize();
        secret
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::Seeded;
    use super::*;

    #[test]
    fn the_secret_follows_from_the_key_and_the_salt_and_from_nothing_else() {
        let mut random = Seeded::new(5);
        let [one, other] = [(); 2].map(|()| SecretKey::generate(&mut random));
        let [salt, new] = [(); 2].map(|()| TotpSalt::generate(&mut random));
        let secret = |key: &SecretKey, salt: &TotpSalt| *key.totp_secret(salt).expose();
        assert_eq!(secret(&one, &salt), secret(&one, &TotpSalt::from_bytes(salt.as_bytes()).unwrap()));
        assert_ne!(secret(&one, &salt), secret(&other, &salt));
        assert_ne!(secret(&one, &salt), secret(&one, &new));
        assert_eq!(TotpSalt::from_bytes(&[0; 15]), None);
        assert_eq!(TotpSalt::read(&salt.to_text()), Some(salt));
        assert_eq!(TotpSalt::read("+0"), None);
    }
}

//! The key under which a person's passkeys are kept. It follows from the person's own key: whoever has the database reads none of them,
//! and cannot put one there that opens.

use hkdf::Hkdf;
use overt_model::Secret;
use sha2::Sha256;
use zeroize::Zeroize;

use super::keys::{DataKey, SecretKey};

const INFO: &[u8] = b"overt.vault 2026 passkeys v1";

impl SecretKey {
    /// The key of the person's passkeys.
    pub(crate) fn passkey_key(&self) -> DataKey {
        let mut bytes = [0; 32];
        Hkdf::<Sha256>::new(None, self.bytes())
            .expand(INFO, &mut bytes)
            .expect("32 bytes are within what HKDF can give");
        let key = DataKey::new(Secret::new(bytes));
        bytes.zeroize();
        key
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::Seeded;
    use super::*;

    #[test]
    fn the_key_follows_from_the_persons_key_and_from_nothing_else() {
        let mut random = Seeded::new(7);
        let [one, other] = [(); 2].map(|()| SecretKey::generate(&mut random));
        let again = SecretKey::new(&Secret::new(*one.bytes()));
        assert_eq!(one.passkey_key().bytes(), again.passkey_key().bytes());
        assert_ne!(one.passkey_key().bytes(), other.passkey_key().bytes());
        assert_ne!(one.passkey_key().bytes(), one.bytes());
    }
}

//! A person's secret key under a secret of so many random bits that neither a slow derivation nor the pepper is needed: a recovery
//! code, or the token of a session.
//!
//! ```text
//! version (1) | suite (1) | nonce (24) | commitment (32) | sealed secret key (32) | tag (16)
//! key = HKDF-SHA-256(salt = label, the secret, info = tenant | account)
//! ```

use hkdf::Hkdf;
use overt_model::Secret;
use rand_core::CryptoRng;
use sha2::Sha256;
use zeroize::Zeroize;

use super::keys::SecretKey;
use super::sealing::{self, Domain, OpenError, SUITE};
use super::user_lock::Holder;

/// One use of such a secret, kept apart from every other by its labels.
pub(super) struct Strong {
    pub(super) version: u8,
    pub(super) domain: Domain,
    pub(super) salt: &'static [u8],
}

impl Strong {
    pub(super) fn wrap(&self, secret: &[u8], key: &SecretKey, holder: Holder, random: &mut impl CryptoRng) -> Vec<u8> {
        let header = [self.version, SUITE];
        let mut wrap = Vec::from(header);
        let derived = self.derive(secret, holder);
        let keyed = (self.domain, derived.expose(), &holder.bind(&header));
        sealing::seal_onto(&mut wrap, keyed, 32, |output| output.extend_from_slice(key.bytes()), random);
        wrap
    }

    pub(super) fn unwrap(&self, secret: &[u8], wrap: &[u8], holder: Holder) -> Result<SecretKey, OpenError> {
        let sealed = sealing::after_header(wrap, self.version)?;
        let binding = holder.bind(&[self.version, SUITE]);
        let material = sealing::open_key(self.domain, self.derive(secret, holder).expose(), &binding, sealed)?;
        Ok(SecretKey::new(&material))
    }

    pub(super) fn derive(&self, secret: &[u8], holder: Holder) -> Secret<[u8; 32]> {
        let mut bytes = [0; 32];
        Hkdf::<Sha256>::new(Some(self.salt), secret)
            .expand_multi_info(&[&holder.tenant.bits().to_le_bytes(), &holder.account.bits().to_le_bytes()], &mut bytes)
            .expect("32 bytes are within what HKDF can give");
        let secret = Secret::new(bytes);
        bytes.zeroize();
        secret
    }
}

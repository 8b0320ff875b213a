//! The one way in which this vault encrypts: XChaCha20-Poly1305 under a key of its own for every message, with a commitment.
//!
//! ```text
//! BLAKE3 derive_key(domain, key | nonce | binding) -> commitment (32 bytes) | message key (32 bytes)
//! stored: nonce | commitment | XChaCha20-Poly1305(message key, nonce, binding, plaintext)
//! ```
//! XChaCha20-Poly1305 alone does not commit to its key: someone who knows two keys can build one ciphertext that opens under
//! both to two texts. The commitment is a collision-resistant hash of key, nonce and binding, so one sealed thing opens under
//! one key and in one place only. It is compared, in constant time, before anything is decrypted.

use chacha20poly1305::aead::{AeadInOut, KeyInit};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use overt_model::Secret;
use rand_core::CryptoRng;
use subtle::ConstantTimeEq;
use zeroize::Zeroize;

use super::context::Binding;
use super::kdf::NoMemory;

/// Suite byte: XChaCha20-Poly1305, BLAKE3 commitment and, where keys are wrapped to a public key, X25519.
///
/// 2 is reserved for the same with a hybrid of X25519 and ML-KEM-768.
pub(super) const SUITE: u8 = 1;

/// Bytes of a nonce.
pub(super) const NONCE_LEN: usize = 24;
/// Bytes of a commitment.
pub(super) const COMMITMENT_LEN: usize = 32;
/// Bytes that the authentication adds.
pub(super) const TAG_LEN: usize = 16;
/// Bytes that sealing adds to a plaintext.
pub(super) const OVERHEAD_LEN: usize = NONCE_LEN + COMMITMENT_LEN + TAG_LEN;

/// Why something sealed was not opened. No message says which of key, place and data was at fault.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum OpenError {
    /// The form is newer than this program, or the data were changed.
    #[error("cannot be opened: version {0} of the sealed form is not known to this version of Overt")]
    Version(u8),
    /// The ciphers are newer than this program, or the data were changed.
    #[error("cannot be opened: cipher suite {0} is not known to this version of Overt")]
    Suite(u8),
    /// The parameters of the key derivation lie outside the limits, so that a hostile file cannot exhaust the machine.
    #[error("cannot be opened: its key derivation lies outside the limits of Overt")]
    Parameters,
    /// The key derivation found too little memory. Nothing is wrong with key or data.
    #[error("cannot be opened now")]
    Memory(#[from] NoMemory),
    /// Wrong key, wrong place, or changed data.
    #[error("cannot be opened: wrong key, or the data were changed")]
    Refused,
}

/// Separates the uses of one key: no thing sealed for one use opens in another.
#[derive(Clone, Copy)]
pub(super) struct Domain(pub(super) &'static str);

/// The key of one message, and what commits to it.
pub(super) struct MessageKey {
    key: Secret<[u8; 32]>,
    commitment: [u8; COMMITMENT_LEN],
}

impl MessageKey {
    pub(super) fn derive(domain: Domain, key: &[u8; 32], nonce: &[u8], binding: &Binding) -> Self {
        let mut hasher = blake3::Hasher::new_derive_key(domain.0);
        hasher.update(key).update(nonce).update(binding.as_bytes());
        let mut output = hasher.finalize_xof();
        let mut commitment = [0; COMMITMENT_LEN];
        let mut message_key = [0; 32];
        output.fill(&mut commitment);
        output.fill(&mut message_key);
        output.zeroize();
        hasher.zeroize();
        let secret = Secret::new(message_key);
        message_key.zeroize();
        Self { key: secret, commitment }
    }

    pub(super) const fn commitment(&self) -> &[u8; COMMITMENT_LEN] {
        &self.commitment
    }

    pub(super) fn commits_to(&self, commitment: &[u8]) -> bool {
        self.commitment.ct_eq(commitment).into()
    }

    /// Encrypts `buffer[from..]` in place and appends the tag.
    pub(super) fn encrypt(&self, nonce: &[u8; NONCE_LEN], binding: &Binding, buffer: &mut Vec<u8>, from: usize) {
        let tag = self
            .cipher()
            .encrypt_inout_detached(&XNonce::from(*nonce), binding.as_bytes(), (&mut buffer[from..]).into())
            .expect("the limits on lengths lie far below those of the cipher");
        buffer.extend_from_slice(&tag);
    }

    /// Decrypts `buffer` in place and takes the tag off its end; on failure nothing of it is decrypted.
    pub(super) fn decrypt(
        &self,
        nonce: &[u8; NONCE_LEN],
        binding: &Binding,
        buffer: &mut Vec<u8>,
    ) -> Result<(), OpenError> {
        self.cipher()
            .decrypt_in_place(&XNonce::from(*nonce), binding.as_bytes(), buffer)
            .map_err(|_| OpenError::Refused)
    }

    fn cipher(&self) -> XChaCha20Poly1305 {
        XChaCha20Poly1305::new(self.key.expose().into())
    }
}

/// Appends `nonce | commitment | ciphertext` to `output`, of what `write` appends to its argument.
///
/// `plaintext_len` is how much `write` will append: room for it is made first, so that no plaintext is left behind in
/// memory by a buffer that grew.
pub(super) fn seal_onto(
    output: &mut Vec<u8>,
    (domain, key, binding): (Domain, &[u8; 32], &Binding),
    plaintext_len: usize,
    write: impl FnOnce(&mut Vec<u8>),
    random: &mut impl CryptoRng,
) {
    let mut nonce = [0; NONCE_LEN];
    random.fill_bytes(&mut nonce);
    let message_key = MessageKey::derive(domain, key, &nonce, binding);
    output.reserve_exact(plaintext_len + OVERHEAD_LEN);
    output.extend_from_slice(&nonce);
    output.extend_from_slice(message_key.commitment());
    let from = output.len();
    write(output);
    assert_eq!(output.len() - from, plaintext_len, "the plaintext has the length that was announced");
    message_key.encrypt(&nonce, binding, output, from);
}

/// Opens what [`seal_onto`] appended. The caller wipes the plaintext.
pub(super) fn open(domain: Domain, key: &[u8; 32], binding: &Binding, sealed: &[u8]) -> Result<Vec<u8>, OpenError> {
    let (nonce, rest) = sealed.split_first_chunk::<NONCE_LEN>().ok_or(OpenError::Refused)?;
    let (commitment, ciphertext) = rest.split_first_chunk::<COMMITMENT_LEN>().ok_or(OpenError::Refused)?;
    let message_key = MessageKey::derive(domain, key, nonce, binding);
    if !message_key.commits_to(commitment) {
        return Err(OpenError::Refused);
    }
    let mut buffer = ciphertext.to_vec();
    message_key.decrypt(nonce, binding, &mut buffer)?;
    Ok(buffer)
}

/// Opens what [`seal_onto`] made of exactly 32 bytes of key material.
pub(super) fn open_key(
    domain: Domain,
    key: &[u8; 32],
    binding: &Binding,
    sealed: &[u8],
) -> Result<Secret<[u8; 32]>, OpenError> {
    let mut opened = open(domain, key, binding, sealed)?;
    let material = <[u8; 32]>::try_from(opened.as_slice()).map(Secret::new).map_err(|_| OpenError::Refused);
    opened.zeroize();
    material
}

/// What follows the version and suite bytes, if they are `version` and the suite of today.
pub(super) fn after_header(bytes: &[u8], version: u8) -> Result<&[u8], OpenError> {
    let ([found_version, found_suite], rest) = bytes.split_first_chunk::<2>().ok_or(OpenError::Refused)?;
    if *found_version != version {
        return Err(OpenError::Version(*found_version));
    }
    if *found_suite != SUITE {
        return Err(OpenError::Suite(*found_suite));
    }
    Ok(rest)
}

#[cfg(test)]
mod tests {
    use super::super::testing::{Seeded, bytes};
    use super::*;

    /// draft-irtf-cfrg-xchacha-03, appendix A.3.1.
    #[test]
    fn xchacha20_poly1305_as_in_the_draft() {
        let key: Vec<u8> = (0x80..=0x9f).collect();
        let nonce: Vec<u8> = (0x40..=0x57).collect();
        let mut buffer =
            b"Ladies and Gentlemen of the class of '99: If I could offer you only one tip for the future, \
            sunscreen would be it."
                .to_vec();
        let tag = XChaCha20Poly1305::new(key.as_slice().try_into().unwrap())
            .encrypt_inout_detached(
                nonce.as_slice().try_into().unwrap(),
                &bytes("50515253c0c1c2c3c4c5c6c7"),
                buffer.as_mut_slice().into(),
            )
            .unwrap();
        let ciphertext = "bd6d179d3e83d43b9576579493c0e939572a1700252bfaccbed2902c21396cbb731c7f1b0b4aa6440bf3a82f4eda7e39ae64\
             c6708c54c216cb96b72e1213b4522f8c9ba40db5d945b11b69b982c1bb9e3f3fac2bc369488f76b2383565d3fff921f9664c97637d\
             a9768812f615c68b13b52e";
        assert_eq!(buffer, bytes(ciphertext));
        assert_eq!(tag.to_vec(), bytes("c0875924c1c7987947deafd8780acf49"));
    }

    #[test]
    fn domains_keep_uses_of_one_key_apart() {
        let (key, binding) = ([7; 32], Binding::new(b"place"));
        let mut sealed = Vec::new();
        let write = |output: &mut Vec<u8>| output.extend_from_slice(b"text");
        seal_onto(&mut sealed, (Domain("test one"), &key, &binding), 4, write, &mut Seeded::new(1));
        assert_eq!(open(Domain("test one"), &key, &binding, &sealed), Ok(b"text".to_vec()));
        assert_eq!(open(Domain("test two"), &key, &binding, &sealed), Err(OpenError::Refused));
    }

    /// With a right commitment and a changed text, the authentication refuses.
    #[test]
    fn the_commitment_does_not_replace_the_authentication() {
        let (key, binding) = ([7; 32], Binding::new(b"place"));
        let mut sealed = Vec::new();
        let write = |output: &mut Vec<u8>| output.extend_from_slice(b"text");
        seal_onto(&mut sealed, (Domain("test"), &key, &binding), 4, write, &mut Seeded::new(1));
        for place in NONCE_LEN + COMMITMENT_LEN..sealed.len() {
            let mut changed = sealed.clone();
            changed[place] ^= 1;
            assert_eq!(open(Domain("test"), &key, &binding, &changed), Err(OpenError::Refused));
        }
    }
}

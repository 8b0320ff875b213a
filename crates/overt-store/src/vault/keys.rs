//! Keys as types, so that no key can be used as another. None can be printed, compared or copied, and each is overwritten in
//! memory when dropped.

use std::fmt;

use overt_model::Secret;
use rand_core::CryptoRng;
use x25519_dalek::StaticSecret;
use zeroize::Zeroize;

/// The random key of one class of one record, or of one file.
///
/// A revision sealed in a later epoch than the key was made in takes a new key: whoever has left the team may have kept the
/// old one.
#[derive(Debug)]
pub struct DataKey(Secret<[u8; 32]>);

impl DataKey {
    /// A new key.
    pub fn generate(random: &mut impl CryptoRng) -> Self {
        Self(random_secret(random))
    }

    /// The key with these bytes.
    pub const fn new(bytes: Secret<[u8; 32]>) -> Self {
        Self(bytes)
    }

    /// The key of what only who holds both keys may open.
    #[must_use]
    pub fn joined(&self, other: &Self) -> Self {
        let mut hasher = blake3::Hasher::new_derive_key("overt.vault 2026 joined data keys v1");
        hasher.update(self.bytes()).update(other.bytes());
        let mut bytes: [u8; 32] = hasher.finalize().into();
        hasher.zeroize();
        let secret = Secret::new(bytes);
        bytes.zeroize();
        Self(secret)
    }

    pub(super) const fn bytes(&self) -> &[u8; 32] {
        self.0.expose()
    }
}

/// 32 bytes from which a tenant's keys for one purpose are derived: blind indexes, or proofs of erasure.
#[derive(Debug)]
pub struct TenantSecret(Secret<[u8; 32]>);

impl TenantSecret {
    /// A new secret.
    pub fn generate(random: &mut impl CryptoRng) -> Self {
        Self(random_secret(random))
    }

    /// The secret with these bytes.
    pub const fn new(bytes: Secret<[u8; 32]>) -> Self {
        Self(bytes)
    }

    pub(super) const fn bytes(&self) -> &[u8; 32] {
        self.0.expose()
    }
}

/// The public half of a key pair of a user, a team epoch, a custodian or an escrow.
///
/// Every value is a point to which things can be wrapped safely: points of low order, to which anyone could open what is
/// wrapped, and second spellings of a point are refused when read. That a key belongs to whom the store says is another
/// question: the caller shows [`PublicKey::fingerprint`] to people, and logs every change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct PublicKey([u8; 32]);

/// The bytes are no public key to which anything can be wrapped safely.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a usable public key: a point of low order, or not in its one spelling")]
pub struct PublicKeyError;

/// The points of the curve and its twist of orders 1, 2, 4 and 8 in their one spelling (Bernstein, cr.yp.to/ecdh.html): 0, 1,
/// two more, and p - 1, as the lower and the higher half of the number. To find them by multiplying takes as long as to wrap.
const LOW_ORDER: [[u128; 2]; 5] = [
    [0, 0],
    [1, 0],
    [0x6ac4_9ff1_fae3_5616_aeb8_413b_7c7a_ebe0, 0x00b8_495f_1605_6286_fdb1_329c_eb8d_09da],
    [0x5bef_839c_55b1_d0b1_248c_50a3_bc95_9c5f, 0x5711_9fd0_dd4e_22d8_868e_1c58_c45c_4404],
    [u128::MAX - 19, u128::MAX >> 1],
];

impl PublicKey {
    /// Reads a public key.
    pub fn from_bytes(bytes: [u8; 32]) -> Result<Self, PublicKeyError> {
        if is_canonical(&bytes) && !LOW_ORDER.map(little_endian).contains(&bytes) {
            return Ok(Self(bytes));
        }
        Err(PublicKeyError)
    }

    /// A public key out of a wrap, for deriving keys only: who uses it looks at the shared secret instead.
    pub(super) const fn unchecked(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// The bytes to store.
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// What two people read to each other to make sure that they mean the same key: 100 bits in five groups of digits and
    /// letters from `0` to `f`.
    pub fn fingerprint(&self) -> String {
        let hash = blake3::derive_key("overt.vault 2026 public key fingerprint v1", &self.0);
        let digits = blake3::Hash::from_bytes(hash).to_hex();
        [0, 5, 10, 15, 20].map(|start| &digits[start..start + 5]).join("-")
    }

    pub(super) fn point(&self) -> x25519_dalek::PublicKey {
        self.0.into()
    }
}

fn little_endian(halves: [u128; 2]) -> [u8; 32] {
    let mut bytes = [0; 32];
    bytes[..16].copy_from_slice(&halves[0].to_le_bytes());
    bytes[16..].copy_from_slice(&halves[1].to_le_bytes());
    bytes
}

/// Whether the little-endian number lies below 2^255 - 19.
fn is_canonical(bytes: &[u8; 32]) -> bool {
    bytes[31] < 0x7f || (bytes[31] == 0x7f && (bytes[0] < 0xed || bytes[1..31].iter().any(|byte| *byte != 0xff)))
}

/// The secret half of a key pair, together with the public half.
pub struct SecretKey {
    /// In one place, because a value that is moved leaves a copy behind that nobody overwrites.
    secret: Box<StaticSecret>,
    public: PublicKey,
}

impl SecretKey {
    /// A new key pair.
    pub fn generate(random: &mut impl CryptoRng) -> Self {
        Self::new(&random_secret(random))
    }

    /// The key pair of these 32 bytes, as RFC 7748 reads them.
    pub fn new(bytes: &Secret<[u8; 32]>) -> Self {
        let secret = Box::new(StaticSecret::from(*bytes.expose()));
        let public = PublicKey(x25519_dalek::PublicKey::from(&*secret).to_bytes());
        Self { secret, public }
    }

    /// The public half.
    pub const fn public(&self) -> PublicKey {
        self.public
    }

    pub(super) fn bytes(&self) -> &[u8; 32] {
        self.secret.as_bytes()
    }

    pub(super) fn scalar(&self) -> &StaticSecret {
        &self.secret
    }
}

impl fmt::Debug for SecretKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SecretKey([secret])")
    }
}

/// 32 random bytes.
pub(super) fn random_secret(random: &mut impl CryptoRng) -> Secret<[u8; 32]> {
    let mut bytes = [0; 32];
    random.fill_bytes(&mut bytes);
    let secret = Secret::new(bytes);
    bytes.zeroize();
    secret
}

#[cfg(test)]
mod tests {
    use super::super::testing::{Seeded, key};
    use super::*;

    /// RFC 7748, section 6.1.
    #[test]
    fn key_pairs_agree_as_in_rfc_7748() {
        let alice =
            SecretKey::new(&Secret::new(key("77076d0a7318a57d3c16c17251b26645df4c2f87ebc0992ab177fba51db92c2a")));
        let bob = SecretKey::new(&Secret::new(key("5dab087e624a8a4b79e17f8b83800ee66f3bb1292618b6fd1c2f8b27ff88e0eb")));
        assert_eq!(alice.public.0, key("8520f0098930a754748b7ddcb43ef75a0dbf3a0d26381af4eba4a98eaa9b4e6a"));
        assert_eq!(bob.public.0, key("de9edb7d7b7dc1b4d35b61c2ece435373f8343c85b78674dadfc7e146f882b4f"));
        let shared = key("4a5d9d5ba4ce2de1728e3bf480350f25e07e21c947d19e3376f09b3c1e161742");
        assert_eq!(alice.secret.diffie_hellman(&bob.public.point()).to_bytes(), shared);
        assert_eq!(bob.secret.diffie_hellman(&alice.public.point()).to_bytes(), shared);
    }

    /// RFC 7748, section 5.2.
    #[test]
    fn scalars_multiply_as_in_rfc_7748() {
        let cases = [
            (
                "a546e36bf0527c9d3b16154b82465edd62144c0ac1fc5a18506a2244ba449ac4",
                "e6db6867583030db3594c1a424b15f7c726624ec26b3353b10a903a6d0ab1c4c",
                "c3da55379de9c6908e94ea4df28d084f32eccf03491c71f754b4075577a28552",
            ),
            (
                "4b66e9d4d1b4673c5ad22691957d6af5c11b6421e0ea01d42ca4169e7918ba0d",
                "e5210f12786811d3f4b7959d0538ae2c31dbe7106fc03c3efc4cd549c715a493",
                "95cbde9476e8907d7aade45cb4b873f88b595a68799fa152e6f8f7647aac7957",
            ),
        ];
        for (scalar, point, product) in cases {
            assert_eq!(x25519_dalek::x25519(key(scalar), key(point)), key(product));
        }
    }

    #[test]
    fn points_to_which_nothing_is_safe_are_refused() {
        for point in LOW_ORDER.map(little_endian) {
            // Clamped scalars are multiples of the cofactor, so any of them takes exactly these points to zero.
            assert_eq!(x25519_dalek::x25519([0x55; 32], point), [0; 32]);
            assert_eq!(PublicKey::from_bytes(point), Err(PublicKeyError));
            let mut high_bit = point;
            high_bit[31] |= 0x80;
            assert_eq!(PublicKey::from_bytes(high_bit), Err(PublicKeyError));
        }
    }

    #[test]
    fn a_point_has_one_spelling() {
        let mut spelling = [0xff; 32];
        spelling[31] = 0x7f;
        for first in 0xed..=0xff {
            spelling[0] = first;
            assert!(!is_canonical(&spelling));
        }
        let public = SecretKey::generate(&mut Seeded::new(1)).public();
        assert_eq!(PublicKey::from_bytes(public.0), Ok(public));
        let mut high_bit = public.0;
        high_bit[31] |= 0x80;
        assert_eq!(PublicKey::from_bytes(high_bit), Err(PublicKeyError));
    }

    #[test]
    fn different_keys_have_different_fingerprints() {
        let mut random = Seeded::new(1);
        let [one, other] = [(); 2].map(|()| SecretKey::generate(&mut random).public().fingerprint());
        assert_ne!(one, other);
        assert_eq!(one.len(), 29);
    }

    #[test]
    fn debug_output_holds_no_key() {
        let mut random = Seeded::new(1);
        assert_eq!(format!("{:?}", SecretKey::generate(&mut random)), "SecretKey([secret])");
        assert_eq!(format!("{:?}", DataKey::generate(&mut random)), "DataKey([secret])");
    }
}

//! From a passphrase to keys.
//!
//! ```text
//! stretched = Argon2id(passphrase, salt; memory, passes, lanes)                  RFC 9106
//! pseudorandom key = HKDF-Extract(salt = pepper, stretched)                      RFC 5869: HMAC-SHA-256(pepper, stretched)
//! verifier           = HKDF-Expand(…, "verifier"           | tenant | account)   stored as SHA-256 of it
//! key-encryption key = HKDF-Expand(…, "key-encryption key" | tenant | account)   never stored
//! ```
//! The pepper lies outside the database, so whoever copies the database alone has nothing to test guesses against.

use argon2::{Algorithm, Argon2, Params, Version};
use hkdf::Hkdf;
use overt_model::Secret;
use rand_core::CryptoRng;
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;
use zeroize::Zeroize;

use super::context::{AccountId, TenantId};
use super::keys::random_secret;
use super::passphrase::Passphrase;

/// Bytes of a salt.
pub(super) const SALT_LEN: usize = 16;

const MEMORY_KIB_RANGE: std::ops::RangeInclusive<u32> = 8 << 10..=1 << 20;
const PASSES_RANGE: std::ops::RangeInclusive<u32> = 1..=16;
const LANES_RANGE: std::ops::RangeInclusive<u32> = 1..=4;
/// Most memory times passes: 4 GiB, a few seconds on a small machine.
const WORK_KIB_MAX: u32 = 4 << 20;

/// 32 random bytes that are kept outside the database and its backups.
#[derive(Debug)]
pub struct Pepper(Secret<[u8; 32]>);

impl Pepper {
    /// A new pepper.
    pub fn generate(random: &mut impl CryptoRng) -> Self {
        Self(random_secret(random))
    }

    /// The pepper with these bytes.
    pub const fn new(bytes: Secret<[u8; 32]>) -> Self {
        Self(bytes)
    }

    /// The bytes, for the file outside the database that keeps them.
    pub const fn expose(&self) -> &[u8; 32] {
        self.0.expose()
    }
}

/// How much work each guess at a passphrase costs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KdfParameters {
    memory_kib: u32,
    passes: u32,
    lanes: u32,
}

/// The parameters lie outside the limits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error(
    "the key derivation must use 8 MiB to 1 GiB of memory, 1 to 16 passes and 1 to 4 lanes, and memory times passes at most 4 GiB"
)]
pub struct KdfParametersError;

impl KdfParameters {
    /// 128 MiB, three passes, one lane: more than the second recommendation of RFC 9106 (64 MiB, three passes).
    pub const STANDARD: Self = Self { memory_kib: 128 << 10, passes: 3, lanes: 1 };

    /// Parameters within the limits.
    pub fn new(memory_kib: u32, passes: u32, lanes: u32) -> Result<Self, KdfParametersError> {
        let within = MEMORY_KIB_RANGE.contains(&memory_kib)
            && PASSES_RANGE.contains(&passes)
            && LANES_RANGE.contains(&lanes)
            && memory_kib.checked_mul(passes).is_some_and(|work| work <= WORK_KIB_MAX);
        if within { Ok(Self { memory_kib, passes, lanes }) } else { Err(KdfParametersError) }
    }

    /// Memory in KiB.
    pub const fn memory_kib(self) -> u32 {
        self.memory_kib
    }

    /// Passes over the memory.
    pub const fn passes(self) -> u32 {
        self.passes
    }

    /// Lanes.
    pub const fn lanes(self) -> u32 {
        self.lanes
    }

    /// Whether guessing costs less than with [`KdfParameters::STANDARD`].
    pub const fn is_weaker_than_standard(self) -> bool {
        self.memory_kib < Self::STANDARD.memory_kib || self.passes < Self::STANDARD.passes
    }

    pub(super) fn to_bytes(self) -> [u8; 12] {
        let mut bytes = [0; 12];
        for (bytes, number) in bytes.chunks_exact_mut(4).zip([self.memory_kib, self.passes, self.lanes]) {
            bytes.copy_from_slice(&number.to_le_bytes());
        }
        bytes
    }

    pub(super) fn from_bytes(bytes: [u8; 12]) -> Result<Self, KdfParametersError> {
        let number = |place| bytes.as_chunks().0.get(place).copied().map_or(0, u32::from_le_bytes);
        Self::new(number(0), number(1), number(2))
    }
}

/// What wraps a person's secret key; it exists only while that person signs in.
#[derive(Debug)]
pub(super) struct KeyEncryptionKey(Secret<[u8; 32]>);

impl KeyEncryptionKey {
    pub(super) const fn bytes(&self) -> &[u8; 32] {
        self.0.expose()
    }
}

/// SHA-256 of a verifier: what the store keeps to tell a right passphrase from a wrong one.
#[derive(Clone, Copy)]
pub(super) struct VerifierHash(pub(super) [u8; 32]);

impl VerifierHash {
    pub(super) fn matches(self, other: Self) -> bool {
        self.0.ct_eq(&other.0).into()
    }
}

/// The machine has not the memory that the parameters ask for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("could not derive the key of the passphrase: not enough memory is free; try again in a moment")]
pub struct NoMemory;

/// Derives what a passphrase gives: the hash to compare, and the key to unwrap with.
pub(super) fn derive(
    passphrase: &Passphrase,
    pepper: &Pepper,
    (salt, parameters): (&[u8; SALT_LEN], KdfParameters),
    (tenant, account): (TenantId, AccountId),
) -> Result<(VerifierHash, KeyEncryptionKey), NoMemory> {
    let mut stretched = stretch(passphrase.bytes(), salt, parameters)?;
    let extracted = Hkdf::<Sha256>::new(Some(pepper.expose()), &stretched);
    stretched.zeroize();
    let expand = |label: &[u8]| {
        let mut bytes = [0; 32];
        let info =
            [b"overt.vault 2026 user key v1: ", label, &tenant.bits().to_le_bytes(), &account.bits().to_le_bytes()];
        extracted.expand_multi_info(&info, &mut bytes).expect("32 bytes are within what HKDF can give");
        let secret = Secret::new(bytes);
        bytes.zeroize();
        secret
    };
    let verifier = expand(b"verifier");
    let hash = VerifierHash(Sha256::digest(verifier.expose()).into());
    Ok((hash, KeyEncryptionKey(expand(b"key-encryption key"))))
}

fn stretch(passphrase: &[u8], salt: &[u8; SALT_LEN], parameters: KdfParameters) -> Result<[u8; 32], NoMemory> {
    let parameters = Params::new(parameters.memory_kib, parameters.passes, parameters.lanes, Some(32))
        .expect("our limits lie within those of Argon2");
    let mut stretched = [0; 32];
    match Argon2::new(Algorithm::Argon2id, Version::V0x13, parameters).hash_password_into(
        passphrase,
        salt,
        &mut stretched,
    ) {
        Err(argon2::Error::OutOfMemory) => Err(NoMemory),
        outcome => {
            outcome.expect("passphrase and salt lie within the limits of Argon2");
            Ok(stretched)
        }
    }
}

#[cfg(test)]
mod tests {
    use argon2::{AssociatedData, ParamsBuilder};

    use super::super::testing::key;
    use super::*;

    const WEAK: KdfParameters = KdfParameters { memory_kib: 64, passes: 1, lanes: 1 };

    fn derived(text: &str, pepper: u8, salt: u8, account: u128) -> ([u8; 32], [u8; 32]) {
        let passphrase = Passphrase::typed(&Secret::new(text.to_owned())).unwrap();
        let pepper = Pepper::new(Secret::new([pepper; 32]));
        let who = (TenantId::from_bits(1), AccountId::from_bits(account));
        let (verifier, key) = derive(&passphrase, &pepper, (&[salt; 16], WEAK), who).unwrap();
        (verifier.0, *key.bytes())
    }

    /// RFC 9106, section 5.3.
    #[test]
    fn argon2id_as_in_rfc_9106() {
        let data = AssociatedData::new(&[4; 12]).unwrap();
        let parameters = ParamsBuilder::new().m_cost(32).t_cost(3).p_cost(4).data(data).build().unwrap();
        let argon = Argon2::new_with_secret(&[3; 8], Algorithm::Argon2id, Version::V0x13, parameters).unwrap();
        let mut tag = [0; 32];
        argon.hash_password_into(&[1; 32], &[2; 16], &mut tag).unwrap();
        assert_eq!(tag, key("0d640df58d78766c08c037a34a8b53c9d01ef0452d75b65eb52520e96b01e659"));
    }

    /// RFC 5869, appendix A.1: the extraction is an HMAC under the salt.
    #[test]
    fn hkdf_as_in_rfc_5869() {
        let salt: Vec<u8> = (0..=12).collect();
        let info: Vec<u8> = (0xf0..=0xf9).collect();
        let (pseudorandom_key, hkdf) = Hkdf::<Sha256>::extract(Some(&salt), &[0x0b; 22]);
        let mut output = [0; 32];
        hkdf.expand(&info, &mut output).unwrap();
        let expected = key("077709362c2e32df0ddc3f0dc47bba6390b6c73bb50f9c3122ec844ad7c2b3e5");
        assert_eq!(<[u8; 32]>::from(pseudorandom_key), expected);
        assert_eq!(output, key("3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf"));
    }

    #[test]
    fn every_part_changes_both_outputs() {
        let (verifier, key) = derived("a passphrase of words", 1, 1, 1);
        assert_eq!((verifier, key), derived("a passphrase of words", 1, 1, 1));
        assert_ne!(verifier, key);
        for other in [
            derived("a passphrase of wordS", 1, 1, 1),
            derived("a passphrase of words", 2, 1, 1),
            derived("a passphrase of words", 1, 2, 1),
            derived("a passphrase of words", 1, 1, 2),
        ] {
            assert!(other.0 != verifier && other.1 != key);
        }
    }

    #[test]
    fn a_hostile_file_cannot_ask_for_more_than_the_limits() {
        assert_eq!(KdfParameters::from_bytes(KdfParameters::STANDARD.to_bytes()), Ok(KdfParameters::STANDARD));
        let hostile = [
            (64 << 20, 3, 1),
            (u32::MAX, u32::MAX, u32::MAX),
            (1 << 20, 5, 1),
            (8 << 10, 17, 1),
            (8 << 10, 1, 5),
            (64, 1, 1),
        ];
        for (memory_kib, passes, lanes) in hostile {
            assert_eq!(
                KdfParameters::from_bytes(KdfParameters { memory_kib, passes, lanes }.to_bytes()),
                Err(KdfParametersError)
            );
        }
        assert!(KdfParameters::new(1 << 20, 4, 4).is_ok());
        assert!(KdfParameters::new(8 << 10, 3, 1).is_ok_and(KdfParameters::is_weaker_than_standard));
        assert!(!KdfParameters::STANDARD.is_weaker_than_standard());
    }
}

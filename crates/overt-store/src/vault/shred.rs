//! Proofs of erasure.
//!
//! Erasing destroys every wrap of a data key; without one, what the key sealed is noise, in every copy and backup of it. What
//! remains is a proof: which class of which record, why, on which day, and a keyed hash of each destroyed wrap. Who holds
//! the key of the proofs can check that a proof is genuine, and whether a wrap found in an old backup is one that should be
//! gone. Nobody else can compare proofs with backups.
//!
//! A proof says that the store destroyed these wraps. It cannot say that nobody copied them before.

use overt_model::{Class, Secret};
use subtle::ConstantTimeEq;
use zeroize::Zeroize;

use super::context::{Binding, TenantId};
use super::erasure::{Erasure, ErasureReason};
use super::keys::TenantSecret;

/// Most wraps that one proof speaks of.
pub const FINGERPRINTS_MAX: usize = 10_000;

const VERSION: u8 = 1;
const HASH_LEN: usize = 32;
const TABLE_LEN_MAX: usize = 64;

/// The keys of a tenant's proofs. They open nothing.
#[derive(Debug)]
pub struct ProofKey {
    fingerprint: Secret<[u8; HASH_LEN]>,
    seal: Secret<[u8; HASH_LEN]>,
}

impl ProofKey {
    /// Derives the keys from a secret that the tenant keeps for this purpose.
    pub fn derive(secret: &TenantSecret, tenant: TenantId) -> Self {
        let derive = |context| {
            let mut hasher = blake3::Hasher::new_derive_key(context);
            let key = Secret::new(hasher.update(secret.bytes()).update(&tenant.bits().to_le_bytes()).finalize().into());
            hasher.zeroize();
            key
        };
        Self {
            fingerprint: derive("overt.vault 2026 erasure v1: fingerprints of wraps"),
            seal: derive("overt.vault 2026 erasure v1: seals of proofs"),
        }
    }

    fn fingerprint(&self, wrap: &[u8]) -> [u8; HASH_LEN] {
        blake3::keyed_hash(self.fingerprint.expose(), wrap).into()
    }
}

/// A proof of erasure. It holds nothing that was erased.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ErasureProof {
    erasure: Erasure,
    fingerprints: Vec<[u8; HASH_LEN]>,
    seal: [u8; HASH_LEN],
}

/// Why a proof was not made or does not hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ProofError {
    /// No wrap, or more than [`FINGERPRINTS_MAX`].
    #[error("could not prove the erasure: a proof speaks of 1 to {FINGERPRINTS_MAX} destroyed wraps")]
    Wraps,
    /// The name of the table is longer than 64 bytes.
    #[error("could not prove the erasure: the name of a table has at most {TABLE_LEN_MAX} bytes")]
    Table,
    /// Not in a form this version knows.
    #[error("could not read the proof of erasure: not in a form that this version of Overt knows")]
    Form,
    /// Another key, or a changed proof.
    #[error("the proof of erasure does not hold: another key, or the proof was changed")]
    Refused,
}

impl ErasureProof {
    /// Makes the proof, from the wraps that are about to be destroyed.
    pub fn new(key: &ProofKey, erasure: Erasure, wraps: &[&[u8]]) -> Result<Self, ProofError> {
        if wraps.is_empty() || wraps.len() > FINGERPRINTS_MAX {
            return Err(ProofError::Wraps);
        }
        if erasure.table.len() > TABLE_LEN_MAX {
            return Err(ProofError::Table);
        }
        let mut fingerprints: Vec<_> = wraps.iter().map(|wrap| key.fingerprint(wrap)).collect();
        fingerprints.sort_unstable();
        fingerprints.dedup();
        let mut proof = Self { erasure, fingerprints, seal: [0; HASH_LEN] };
        proof.seal = proof.expected_seal(key);
        Ok(proof)
    }

    /// What was erased, why, and when. Believe it once [`ErasureProof::verify`] has said yes.
    pub const fn erasure(&self) -> &Erasure {
        &self.erasure
    }

    /// Keyed hashes of the destroyed wraps, in ascending order.
    pub fn fingerprints(&self) -> &[[u8; HASH_LEN]] {
        &self.fingerprints
    }

    /// Whether the holder of `key` made this proof, just so.
    pub fn verify(&self, key: &ProofKey) -> Result<(), ProofError> {
        if self.expected_seal(key).ct_eq(&self.seal).into() { Ok(()) } else { Err(ProofError::Refused) }
    }

    /// Whether `wrap` is one of the destroyed ones: found anywhere, it must be destroyed there too.
    pub fn covers(&self, key: &ProofKey, wrap: &[u8]) -> bool {
        self.fingerprints.contains(&key.fingerprint(wrap))
    }

    /// What the store and a certificate keep: every part after its length.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = self.content().as_bytes().to_vec();
        bytes.extend_from_slice(&self.seal);
        bytes
    }

    /// The same as two digits for each byte, to be printed.
    pub fn to_text(&self) -> String {
        crate::home::hex(&self.to_bytes())
    }

    /// Reads what [`ErasureProof::to_bytes`] wrote.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, ProofError> {
        let (content, seal) = bytes.split_last_chunk().ok_or(ProofError::Form)?;
        read(content, *seal).filter(|proof| proof.to_bytes() == bytes).ok_or(ProofError::Form)
    }

    fn expected_seal(&self, key: &ProofKey) -> [u8; HASH_LEN] {
        blake3::keyed_hash(key.seal.expose(), self.content().as_bytes()).into()
    }

    fn content(&self) -> Binding {
        let erasure = &self.erasure;
        Binding::new(&[VERSION])
            .part(&erasure.tenant.bits().to_le_bytes())
            .part(erasure.table.as_bytes())
            .part(&erasure.row.to_le_bytes())
            .part(erasure.class.code().as_bytes())
            .part(erasure.reason.code().as_bytes())
            .part(erasure.day.to_string().as_bytes())
            .part(self.fingerprints.as_flattened())
    }
}

fn read(mut content: &[u8], seal: [u8; HASH_LEN]) -> Option<ErasureProof> {
    let mut part = || {
        let (length, rest) = content.split_first_chunk()?;
        let (part, rest) = rest.split_at_checked(usize::try_from(u64::from_le_bytes(*length)).ok()?)?;
        content = rest;
        Some(part)
    };
    if part()? != [VERSION] {
        return None;
    }
    let number = |part: &[u8]| part.try_into().ok().map(u128::from_le_bytes);
    let erasure = Erasure {
        tenant: TenantId::from_bits(number(part()?)?),
        table: str::from_utf8(part()?).ok().filter(|table| table.len() <= TABLE_LEN_MAX)?.to_owned(),
        row: number(part()?)?,
        class: Class::from_code(str::from_utf8(part()?).ok()?)?,
        reason: ErasureReason::from_code(str::from_utf8(part()?).ok()?)?,
        day: str::from_utf8(part()?).ok()?.parse().ok()?,
    };
    let fingerprints = part()?.as_chunks().0;
    (1..=FINGERPRINTS_MAX).contains(&fingerprints.len()).then(|| ErasureProof {
        erasure,
        fingerprints: fingerprints.to_vec(),
        seal,
    })
}

#[cfg(test)]
mod tests {
    use jiff::civil::Date;
    use proptest::prelude::*;

    use super::super::testing::Seeded;
    use super::*;

    fn proof_key(seed: u64) -> ProofKey {
        ProofKey::derive(&TenantSecret::generate(&mut Seeded::new(seed)), TenantId::from_bits(1))
    }

    fn proof(key: &ProofKey, row: u128, wraps: &[&[u8]]) -> ErasureProof {
        let erasure = Erasure {
            tenant: TenantId::from_bits(1),
            table: "sealed".to_owned(),
            row,
            class: Class::Direct,
            reason: ErasureReason::ConsentWithdrawn,
            day: Date::constant(2026, 11, 23),
        };
        ErasureProof::new(key, erasure, wraps).unwrap()
    }

    proptest! {
        #[test]
        fn a_proof_survives_being_written_and_read_and_no_change(
            row: u128, wraps in proptest::collection::vec(proptest::collection::vec(any::<u8>(), 0..140), 1..5),
            bit: prop::sample::Index, cut: prop::sample::Index,
        ) {
            let key = proof_key(1);
            let wraps: Vec<&[u8]> = wraps.iter().map(Vec::as_slice).collect();
            let proof = proof(&key, row, &wraps);
            let mut bytes = proof.to_bytes();
            prop_assert_eq!(ErasureProof::from_bytes(&bytes), Ok(proof.clone()));
            prop_assert_eq!(proof.verify(&key), Ok(()));
            prop_assert!(wraps.iter().all(|wrap| proof.covers(&key, wrap)));
            prop_assert!(ErasureProof::from_bytes(&bytes[..cut.index(bytes.len())]).is_err());
            let bit = bit.index(bytes.len() * 8);
            bytes[bit / 8] ^= 1 << (bit % 8);
            prop_assert!(ErasureProof::from_bytes(&bytes).and_then(|changed| changed.verify(&key)).is_err());
        }

        #[test]
        fn no_bytes_make_reading_panic(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
            prop_assert!(ErasureProof::from_bytes(&bytes).is_err());
        }
    }

    #[test]
    fn another_key_neither_verifies_nor_recognises() {
        let (key, other) = (proof_key(1), proof_key(2));
        let proof = proof(&key, 7, &[b"wrap"]);
        assert_eq!(proof.verify(&other), Err(ProofError::Refused));
        assert!(proof.covers(&key, b"wrap") && !proof.covers(&other, b"wrap") && !proof.covers(&key, b"another"));
        let secret = TenantSecret::generate(&mut Seeded::new(1));
        assert!(proof.verify(&ProofKey::derive(&secret, TenantId::from_bits(2))).is_err());
    }

    #[test]
    fn a_proof_of_nothing_is_refused() {
        let key = proof_key(1);
        let erasure = proof(&key, 7, &[b"wrap"]).erasure().clone();
        assert_eq!(ErasureProof::new(&key, erasure.clone(), &[]), Err(ProofError::Wraps));
        let long = Erasure { table: "t".repeat(65), ..erasure };
        assert_eq!(ErasureProof::new(&key, long, &[b"wrap"]), Err(ProofError::Table));
    }
}

//! Escrow: a secret key split among custodians, so that any `threshold` of them together, and no fewer, give it back.
//!
//! Shamir's scheme (1979) byte by byte over the field of 256 elements, with uniform random coefficients: the leading one may
//! be 0, for excluding it would let fewer shares rule values out. Custodian `n` gets the values at `n`. What the store keeps
//! lets anybody see whether a share or the secret is the right one:
//!
//! ```text
//! version (1) | threshold (1) | count (1) | commitment to the secret (32) | commitment to each share (32 × count)
//! ```
//! Commitments are hashes of 32 uniform bytes with their place, so they do not help to find them. The record itself is not
//! secret and not authenticated: it belongs in the log when it is made, as does every opening.

use overt_model::Secret;
use rand_core::CryptoRng;
use subtle::ConstantTimeEq;
use zeroize::{Zeroize, Zeroizing};

use super::context::{Binding, EscrowId, TenantId};
use super::field::{evaluate, multiply, weight_at_zero};
use super::keys::SecretKey;

/// Most custodians of one escrow.
pub const SHARES_MAX: u8 = 16;

const VERSION: u8 = 1;
const HASH_LEN: usize = 32;
const DOMAIN: &str = "overt.vault 2026 escrow v1: commitment";

/// What one custodian holds. It is wrapped to that custodian's public key before it is stored.
#[derive(Debug)]
pub struct Share {
    number: u8,
    value: Secret<[u8; 32]>,
}

impl Share {
    /// The share with this number and value.
    pub const fn new(number: u8, value: Secret<[u8; 32]>) -> Self {
        Self { number, value }
    }

    /// Its number, from 1.
    pub const fn number(&self) -> u8 {
        self.number
    }

    pub(super) const fn value(&self) -> &[u8; 32] {
        self.value.expose()
    }
}

/// What the store keeps of one split.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Escrow {
    tenant: TenantId,
    id: EscrowId,
    threshold: u8,
    secret_commitment: [u8; HASH_LEN],
    share_commitments: Vec<[u8; HASH_LEN]>,
}

/// Why a key was not split or not put together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum EscrowError {
    /// Fewer than two of them, more needed than there are, or more than [`SHARES_MAX`].
    #[error(
        "could not split the key: at least 2 custodians must be needed, at most as many as there are, and at most {SHARES_MAX}"
    )]
    Numbers,
    /// The record is not in a form this version knows.
    #[error("could not read the escrow: not in a form that this version of Overt knows")]
    Form,
    /// Too few shares.
    #[error("could not put the key together: {0} shares are needed")]
    TooFew(u8),
    /// A share stands there twice.
    #[error("could not put the key together: share {0} is given twice")]
    Twice(u8),
    /// Not a share of this split, or a changed one.
    #[error("could not put the key together: share {0} is not the one that was handed out in this escrow")]
    WrongShare(u8),
    /// The shares are right and the secret is not: the record was changed.
    #[error("could not put the key together: the escrow's record was changed")]
    Changed,
}

impl Escrow {
    /// Splits `key` into `count` shares, any `threshold` of which give it back.
    pub fn split(
        key: &SecretKey,
        (tenant, id): (TenantId, EscrowId),
        (threshold, count): (u8, u8),
        random: &mut impl CryptoRng,
    ) -> Result<(Self, Vec<Share>), EscrowError> {
        if threshold < 2 || threshold > count || count > SHARES_MAX {
            return Err(EscrowError::Numbers);
        }
        let mut coefficients = Zeroizing::new(vec![[0; 32]; usize::from(threshold)]);
        for (degree, row) in coefficients.iter_mut().enumerate() {
            match degree {
                0 => row.copy_from_slice(key.bytes()),
                _ => random.fill_bytes(row),
            }
        }
        let share = |number| {
            let mut value = [0; 32];
            for (place, byte) in value.iter_mut().enumerate() {
                *byte = evaluate(coefficients.iter().map(|row| row[place]), number);
            }
            let share = Share::new(number, Secret::new(value));
            value.zeroize();
            share
        };
        let shares: Vec<Share> = (1..=count).map(share).collect();
        let mut escrow = Self {
            tenant,
            id,
            threshold,
            secret_commitment: [0; HASH_LEN],
            share_commitments: vec![[0; HASH_LEN]; shares.len()],
        };
        escrow.secret_commitment = escrow.commitment(0, key.bytes());
        escrow.share_commitments = shares.iter().map(|share| escrow.commitment(share.number, share.value())).collect();
        Ok((escrow, shares))
    }

    /// Puts the key together from at least `threshold` shares.
    pub fn join(&self, shares: &[Share]) -> Result<SecretKey, EscrowError> {
        let mut numbers = Vec::with_capacity(shares.len());
        for share in shares {
            if numbers.contains(&share.number) {
                return Err(EscrowError::Twice(share.number));
            }
            if !self.is_own(share) {
                return Err(EscrowError::WrongShare(share.number));
            }
            numbers.push(share.number);
        }
        let enough = usize::from(self.threshold);
        if shares.len() < enough {
            return Err(EscrowError::TooFew(self.threshold));
        }
        let numbers = &numbers[..enough];
        let mut joined = Zeroizing::new([0; 32]);
        for share in &shares[..enough] {
            let weight = weight_at_zero(share.number, numbers);
            for (sum, byte) in joined.iter_mut().zip(share.value()) {
                *sum ^= multiply(weight, *byte);
            }
        }
        if !bool::from(self.commitment(0, &joined).ct_eq(&self.secret_commitment)) {
            return Err(EscrowError::Changed);
        }
        Ok(SecretKey::new(&Secret::new(*joined)))
    }

    /// Whether `share` was handed out in this escrow, so that custodians can test theirs without opening anything.
    pub fn is_own(&self, share: &Share) -> bool {
        let place = usize::from(share.number).checked_sub(1);
        let commitment = place.and_then(|place| self.share_commitments.get(place));
        commitment.is_some_and(|commitment| self.commitment(share.number, share.value()).ct_eq(commitment).into())
    }

    /// How many custodians must act together.
    pub const fn threshold(&self) -> u8 {
        self.threshold
    }

    /// What the store may keep.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = vec![VERSION, self.threshold, self.count()];
        bytes.extend_from_slice(&self.secret_commitment);
        bytes.extend_from_slice(self.share_commitments.as_flattened());
        bytes
    }

    /// Reads what [`Escrow::to_bytes`] wrote.
    pub fn from_bytes(bytes: &[u8], (tenant, id): (TenantId, EscrowId)) -> Result<Self, EscrowError> {
        let ([version, threshold, count], rest) = bytes.split_first_chunk().ok_or(EscrowError::Form)?;
        let (secret_commitment, rest) = rest.split_first_chunk().ok_or(EscrowError::Form)?;
        let (share_commitments, rest) = rest.as_chunks();
        let numbers = *threshold >= 2 && threshold <= count && *count <= SHARES_MAX;
        if *version != VERSION || !numbers || !rest.is_empty() || share_commitments.len() != usize::from(*count) {
            return Err(EscrowError::Form);
        }
        let share_commitments = share_commitments.to_vec();
        Ok(Self { tenant, id, threshold: *threshold, secret_commitment: *secret_commitment, share_commitments })
    }

    fn count(&self) -> u8 {
        u8::try_from(self.share_commitments.len()).expect("there are at most 16 shares")
    }

    /// Number 0 stands for the secret.
    fn commitment(&self, number: u8, value: &[u8; 32]) -> [u8; HASH_LEN] {
        let binding = Binding::new(&[VERSION, self.threshold, self.count(), number])
            .part(&self.tenant.bits().to_le_bytes())
            .part(&self.id.bits().to_le_bytes());
        let mut hasher = blake3::Hasher::new_derive_key(DOMAIN);
        let hash = hasher.update(value).update(binding.as_bytes()).finalize();
        hasher.zeroize();
        hash.into()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::testing::Seeded;
    use super::*;

    const PLACE: (TenantId, EscrowId) = (TenantId::from_bits(1), EscrowId::from_bits(2));

    fn copy(share: &Share) -> Share {
        Share::new(share.number, Secret::new(*share.value()))
    }

    fn split(seed: u64, threshold: u8, count: u8) -> (SecretKey, Escrow, Vec<Share>) {
        let mut random = Seeded::new(seed);
        let key = SecretKey::generate(&mut random);
        let (escrow, shares) = Escrow::split(&key, PLACE, (threshold, count), &mut random).unwrap();
        (key, escrow, shares)
    }

    fn numbers() -> impl Strategy<Value = (u8, u8)> {
        (2..=SHARES_MAX).prop_flat_map(|count| (2..=count, Just(count)))
    }

    proptest! {
        #[test]
        fn any_threshold_of_shares_gives_the_key_back(
            seed: u64, (threshold, count) in numbers(), order in Just((0..16).collect::<Vec<usize>>()).prop_shuffle(),
        ) {
            let (key, escrow, shares) = split(seed, threshold, count);
            let chosen: Vec<Share> = order.into_iter().filter_map(|place| shares.get(place)).map(copy).collect();
            let enough = usize::from(threshold);
            for chosen in [&chosen[..enough], &chosen] {
                let joined = escrow.join(chosen).unwrap();
                prop_assert_eq!(joined.bytes(), key.bytes());
            }
            prop_assert_eq!(escrow.join(&chosen[..enough - 1]).err(), Some(EscrowError::TooFew(threshold)));
        }

        #[test]
        fn a_wrong_share_is_named(seed: u64, bit in 0_usize..256) {
            let (_, escrow, mut shares) = split(seed, 2, 3);
            let mut value = *shares[1].value();
            value[bit / 8] ^= 1 << (bit % 8);
            shares[1] = Share::new(2, Secret::new(value));
            prop_assert_eq!(escrow.join(&shares).err(), Some(EscrowError::WrongShare(2)));
        }

        #[test]
        fn a_record_survives_being_written_and_read((threshold, count) in numbers(), cut: prop::sample::Index) {
            let (_, escrow, _) = split(1, threshold, count);
            let bytes = escrow.to_bytes();
            prop_assert_eq!(Escrow::from_bytes(&bytes[..cut.index(bytes.len())], PLACE), Err(EscrowError::Form));
            prop_assert_eq!(Escrow::from_bytes(&bytes, PLACE), Ok(escrow));
        }
    }

    #[test]
    fn shares_of_another_escrow_number_or_record_are_refused() {
        let (_, escrow, shares) = split(1, 2, 3);
        let (_, _, others) = split(2, 2, 3);
        let joined = |shares: &[Share]| escrow.join(shares).err();
        assert_eq!(joined(&[copy(&shares[0]), copy(&others[1])]), Some(EscrowError::WrongShare(2)));
        assert_eq!(joined(&[copy(&shares[0]), copy(&shares[0])]), Some(EscrowError::Twice(1)));
        for number in [0, 2, 4, 255] {
            let renumbered = Share::new(number, Secret::new(*shares[0].value()));
            assert_eq!(joined(&[renumbered]), Some(EscrowError::WrongShare(number)));
        }
        let elsewhere = Escrow::from_bytes(&escrow.to_bytes(), (PLACE.0, EscrowId::from_bits(3))).unwrap();
        assert_eq!(elsewhere.join(&shares).err(), Some(EscrowError::WrongShare(1)));
        let mut changed = escrow.to_bytes();
        changed[3] ^= 1;
        assert_eq!(Escrow::from_bytes(&changed, PLACE).unwrap().join(&shares).err(), Some(EscrowError::Changed));
    }

    #[test]
    fn senseless_numbers_are_refused() {
        let mut random = Seeded::new(1);
        let key = SecretKey::generate(&mut random);
        for numbers in [(0, 3), (1, 3), (4, 3), (2, 17), (2, 1)] {
            assert_eq!(Escrow::split(&key, PLACE, numbers, &mut random).err(), Some(EscrowError::Numbers));
        }
    }
}

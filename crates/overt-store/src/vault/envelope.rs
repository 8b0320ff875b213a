//! Envelopes: the sealed values of one class of one revision of a row.
//!
//! ```text
//! version (1) | suite (1) | nonce (24) | commitment (32) | XChaCha20-Poly1305(padded plaintext) | tag (16)
//! ```
//! The place is bound, not stored: an envelope opens only as the tenant, table, row, class, epoch and revision it was sealed for.

use overt_model::Secret;
use rand_core::CryptoRng;

use super::context::{Binding, Context};
use super::keys::DataKey;
use super::padding::{pad_onto, padded_len, unpad};
use super::sealing::{self, Domain, OpenError, SUITE};

/// Version byte of envelopes.
const VERSION: u8 = 1;
const HEADER: [u8; 2] = [VERSION, SUITE];
const DOMAIN: Domain = Domain("overt.vault 2026 envelope v1: commitment and message key");

/// Longest plaintext of an envelope in bytes: 16 MiB. Longer things are files and belong in a sealed stream.
pub const PLAINTEXT_LEN_MAX: usize = 16 << 20;

/// The plaintext is longer than [`PLAINTEXT_LEN_MAX`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("could not seal: the values of one class of a record are limited to 16 MiB; attach them as a file")]
pub struct TooLong;

impl DataKey {
    /// Seals `plaintext` for the place that `context` names. The answer is what the store may keep.
    pub fn seal(
        &self,
        plaintext: &[u8],
        context: &Context<'_>,
        random: &mut impl CryptoRng,
    ) -> Result<Vec<u8>, TooLong> {
        if plaintext.len() > PLAINTEXT_LEN_MAX {
            return Err(TooLong);
        }
        let mut envelope = Vec::with_capacity(HEADER.len() + sealing::OVERHEAD_LEN + padded_len(plaintext.len()));
        envelope.extend_from_slice(&HEADER);
        let keyed = (DOMAIN, self.bytes(), &context.bind(&HEADER));
        let write = |output: &mut Vec<u8>| pad_onto(output, plaintext);
        sealing::seal_onto(&mut envelope, keyed, padded_len(plaintext.len()), write, random);
        Ok(envelope)
    }

    /// Opens an envelope that was sealed with this key for this place.
    pub fn open(&self, envelope: &[u8], context: &Context<'_>) -> Result<Secret<Vec<u8>>, OpenError> {
        let sealed = sealing::after_header(envelope, VERSION)?;
        let binding: Binding = context.bind(&HEADER);
        unpad(sealing::open(DOMAIN, self.bytes(), &binding, sealed)?).ok_or(OpenError::Refused)
    }
}

#[cfg(test)]
mod tests {
    use overt_model::Class;
    use proptest::prelude::*;

    use super::super::context::{Epoch, TenantId};
    use super::super::testing::Seeded;
    use super::*;

    const PLACE: Context<'_> = Context {
        tenant: TenantId::from_bits(1),
        table: "sealed",
        row: 2,
        class: Class::Direct,
        epoch: Epoch::FIRST,
        revision: 3,
    };

    fn sealed(plaintext: &[u8], seed: u64) -> (DataKey, Vec<u8>) {
        let mut random = Seeded::new(seed);
        let key = DataKey::generate(&mut random);
        let envelope = key.seal(plaintext, &PLACE, &mut random).unwrap();
        (key, envelope)
    }

    fn other_place() -> impl Strategy<Value = Context<'static>> {
        prop_oneof![
            (2_u128..).prop_map(|bits| Context { tenant: TenantId::from_bits(bits), ..PLACE }),
            prop_oneof!["seale", "sealed2", "", "key_wrap"]
                .prop_map(|table| Context { table: Box::leak(table.into_boxed_str()), ..PLACE }),
            (3_u128..).prop_map(|row| Context { row, ..PLACE }),
            prop_oneof![Just(Class::Quasi), Just(Class::Sensitive), Just(Class::Narrative), Just(Class::Open)]
                .prop_map(|class| Context { class, ..PLACE }),
            (2_u32..).prop_map(|epoch| Context { epoch: Epoch::new(epoch), ..PLACE }),
            prop_oneof![0_u64..3, 4_u64..].prop_map(|revision| Context { revision, ..PLACE }),
        ]
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(10_000))]

        #[test]
        fn what_is_sealed_comes_back(
            plaintext in proptest::collection::vec(any::<u8>(), 0..400), seed: u64, revision: u64, row: u128,
        ) {
            let mut random = Seeded::new(seed);
            let key = DataKey::generate(&mut random);
            let place = Context { row, revision, ..PLACE };
            let envelope = key.seal(&plaintext, &place, &mut random).unwrap();
            let opened = key.open(&envelope, &place).unwrap();
            prop_assert_eq!(opened.expose(), &plaintext);
        }

        #[test]
        fn a_flipped_bit_is_refused(length in 0_usize..200, seed: u64, bit: prop::sample::Index) {
            let (key, mut envelope) = sealed(&vec![5; length], seed);
            let bit = bit.index(envelope.len() * 8);
            envelope[bit / 8] ^= 1 << (bit % 8);
            prop_assert!(key.open(&envelope, &PLACE).is_err());
        }

        #[test]
        fn a_shortened_or_lengthened_envelope_is_refused(
            length in 0_usize..200, seed: u64, cut: prop::sample::Index, more in proptest::collection::vec(any::<u8>(), 1..80),
        ) {
            let (key, mut envelope) = sealed(&vec![5; length], seed);
            prop_assert!(key.open(&envelope[..cut.index(envelope.len())], &PLACE).is_err());
            envelope.extend_from_slice(&more);
            prop_assert!(key.open(&envelope, &PLACE).is_err());
        }

        #[test]
        fn another_place_is_refused(seed: u64, place in other_place()) {
            let (key, envelope) = sealed(b"text", seed);
            prop_assert_eq!(key.open(&envelope, &place).err(), Some(OpenError::Refused));
        }

        /// Also when the commitment is exchanged for the one of the other key, as someone who knows both keys could.
        #[test]
        fn two_keys_never_open_one_envelope(seed: u64) {
            let (key, mut envelope) = sealed(b"text", seed);
            let (other, _) = sealed(b"text", seed ^ 1);
            prop_assert_eq!(other.open(&envelope, &PLACE).err(), Some(OpenError::Refused));
            let nonce: Vec<u8> = envelope[2..26].to_vec();
            let others = sealing::MessageKey::derive(DOMAIN, other.bytes(), &nonce, &PLACE.bind(&HEADER));
            envelope[26..58].copy_from_slice(others.commitment());
            prop_assert!(key.open(&envelope, &PLACE).is_err());
            prop_assert!(other.open(&envelope, &PLACE).is_err());
        }

        #[test]
        fn noise_is_refused_without_a_panic(noise in proptest::collection::vec(any::<u8>(), 0..300)) {
            let (key, _) = sealed(b"", 1);
            prop_assert!(key.open(&noise, &PLACE).is_err());
            prop_assert!(key.open(&[&HEADER[..], &noise].concat(), &PLACE).is_err());
        }
    }

    #[test]
    fn newer_forms_are_told_apart_from_wrong_keys() {
        let (key, mut envelope) = sealed(b"text", 1);
        envelope[1] = 2;
        assert_eq!(key.open(&envelope, &PLACE).err(), Some(OpenError::Suite(2)));
        envelope[0] = 9;
        assert_eq!(key.open(&envelope, &PLACE).err(), Some(OpenError::Version(9)));
    }

    #[test]
    fn sealing_twice_gives_nothing_in_common() {
        let mut random = Seeded::new(1);
        let key = DataKey::generate(&mut random);
        let [one, other] = [(); 2].map(|()| key.seal(b"text", &PLACE, &mut random).unwrap());
        assert_ne!(one[2..34], other[2..34]);
        assert_ne!(one[58..], other[58..]);
    }

    #[test]
    fn too_much_is_refused() {
        let mut random = Seeded::new(1);
        let key = DataKey::generate(&mut random);
        assert_eq!(key.seal(&vec![0; PLAINTEXT_LEN_MAX + 1], &PLACE, &mut random), Err(TooLong));
    }
}

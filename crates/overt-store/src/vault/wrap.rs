//! Wraps: 32 bytes of key material that only the holder of one secret key can take out, in one place.
//!
//! ```text
//! version (1) | suite (1) | ephemeral public key (32) | nonce (24) | commitment (32) | sealed key (32) | tag (16)
//! wrapping key = HKDF-SHA-256(salt = label, X25519(ephemeral, recipient), info = ephemeral public | recipient public)
//! ```
//! The kind of key and its place are bound as in an envelope. Nothing in a wrap tells who made it: anybody can wrap a key to
//! a public key, so a wrap proves nothing about its sender.

use hkdf::Hkdf;
use overt_model::Secret;
use rand_core::CryptoRng;
use sha2::Sha256;
use zeroize::Zeroize;

use super::keys::{PublicKey, SecretKey};
use super::place::Wrappable;
use super::sealing::{self, Domain, OpenError, SUITE};

/// Bytes of every wrap.
pub const WRAP_LEN: usize = 2 + 32 + sealing::OVERHEAD_LEN + 32;

const VERSION: u8 = 1;
const HEADER: [u8; 2] = [VERSION, SUITE];
const DOMAIN: Domain = Domain("overt.vault 2026 wrap v1: commitment and message key");
const SALT: &[u8] = b"overt.vault 2026 wrap v1: X25519 HKDF-SHA-256";

/// Wraps many keys to one recipient at the price of one key agreement.
///
/// Wraps of one wrapper share their ephemeral public key, so a reader of the database sees that they were made together. Use
/// it where that is plain anyway: within one record, or within one import.
pub struct Wrapper {
    ephemeral: PublicKey,
    wrapping_key: Secret<[u8; 32]>,
}

impl Wrapper {
    /// Agrees on a wrapping key with `recipient`.
    #[expect(clippy::missing_panics_doc, reason = "no `PublicKey` is of low order")]
    pub fn to(recipient: &PublicKey, random: &mut impl CryptoRng) -> Self {
        let ephemeral = SecretKey::generate(random);
        let shared = ephemeral.scalar().diffie_hellman(&recipient.point());
        assert!(shared.was_contributory(), "public keys of low order are refused when read");
        let wrapping_key = wrapping_key(&shared, &ephemeral.public(), recipient);
        Self { ephemeral: ephemeral.public(), wrapping_key }
    }

    /// Wraps `key` for `place`. The answer is what the store may keep.
    pub fn wrap<P, K: Wrappable<P>>(&self, key: &K, place: &P, random: &mut impl CryptoRng) -> Vec<u8> {
        let mut wrap = Vec::with_capacity(WRAP_LEN);
        wrap.extend_from_slice(&HEADER);
        wrap.extend_from_slice(self.ephemeral.as_bytes());
        let keyed = (DOMAIN, self.wrapping_key.expose(), &K::bind(place, &HEADER));
        sealing::seal_onto(&mut wrap, keyed, 32, |output| output.extend_from_slice(key.material()), random);
        wrap
    }
}

impl PublicKey {
    /// Wraps `key` for `place`, so that only the holder of the secret half can take it out.
    pub fn wrap<P, K: Wrappable<P>>(&self, key: &K, place: &P, random: &mut impl CryptoRng) -> Vec<u8> {
        Wrapper::to(self, random).wrap(key, place, random)
    }
}

impl SecretKey {
    /// Takes a key out of `wrap`, which was made for this key pair and this place.
    pub fn unwrap<P, K: Wrappable<P>>(&self, wrap: &[u8], place: &P) -> Result<K, OpenError> {
        let rest = sealing::after_header(wrap, VERSION)?;
        let (ephemeral, sealed) = rest.split_first_chunk::<32>().ok_or(OpenError::Refused)?;
        let shared = self.scalar().diffie_hellman(&(*ephemeral).into());
        if !shared.was_contributory() {
            return Err(OpenError::Refused);
        }
        let wrapping_key = wrapping_key(&shared, &PublicKey::unchecked(*ephemeral), &self.public());
        let material = sealing::open_key(DOMAIN, wrapping_key.expose(), &K::bind(place, &HEADER), sealed)?;
        Ok(K::of_material(material, place))
    }

    /// Takes a key out and wraps it to another public key, as when an epoch begins.
    pub fn rewrap<P, K: Wrappable<P>>(
        &self,
        (wrap, place): (&[u8], &P),
        (recipient, new_place): (&Wrapper, &P),
        random: &mut impl CryptoRng,
    ) -> Result<Vec<u8>, OpenError> {
        let key: K = self.unwrap(wrap, place)?;
        Ok(recipient.wrap(&key, new_place, random))
    }
}

fn wrapping_key(shared: &x25519_dalek::SharedSecret, ephemeral: &PublicKey, recipient: &PublicKey) -> Secret<[u8; 32]> {
    let mut bytes = [0; 32];
    Hkdf::<Sha256>::new(Some(SALT), shared.as_bytes())
        .expand_multi_info(&[ephemeral.as_bytes(), recipient.as_bytes()], &mut bytes)
        .expect("32 bytes are within what HKDF can give");
    let secret = Secret::new(bytes);
    bytes.zeroize();
    secret
}

#[cfg(test)]
mod tests {
    use overt_model::Class;
    use proptest::prelude::*;

    use super::super::context::{AccountId, Epoch, TeamId, TenantId};
    use super::super::keys::DataKey;
    use super::super::place::{DataKeyPlace, SecretKeyPlace};
    use super::super::testing::{Seeded, key};
    use super::*;

    const PLACE: DataKeyPlace<'_> = DataKeyPlace {
        tenant: TenantId::from_bits(1),
        table: "sealed",
        row: 2,
        class: Class::Direct,
        epoch: Epoch::FIRST,
        wrapped_to: Epoch::FIRST,
    };

    fn wrapped(seed: u64) -> (SecretKey, DataKey, Vec<u8>) {
        let mut random = Seeded::new(seed);
        let (recipient, key) = (SecretKey::generate(&mut random), DataKey::generate(&mut random));
        let wrap = recipient.public().wrap(&key, &PLACE, &mut random);
        (recipient, key, wrap)
    }

    fn refused(recipient: &SecretKey, wrap: &[u8], place: &DataKeyPlace<'_>) -> bool {
        recipient.unwrap::<_, DataKey>(wrap, place).is_err()
    }

    proptest! {
        #[test]
        fn what_is_wrapped_comes_out(seed: u64) {
            let (recipient, key, wrap) = wrapped(seed);
            prop_assert_eq!(wrap.len(), WRAP_LEN);
            let unwrapped: DataKey = recipient.unwrap(&wrap, &PLACE).unwrap();
            prop_assert_eq!(unwrapped.bytes(), key.bytes());
        }

        #[test]
        fn a_flipped_bit_or_cut_is_refused(seed: u64, bit in 0..WRAP_LEN * 8, cut in 0..WRAP_LEN) {
            let (recipient, _, mut wrap) = wrapped(seed);
            prop_assert!(refused(&recipient, &wrap[..cut], &PLACE));
            wrap[bit / 8] ^= 1 << (bit % 8);
            prop_assert!(refused(&recipient, &wrap, &PLACE));
        }

        #[test]
        fn another_place_or_person_is_refused(seed: u64, bits in 3_u128..) {
            let (recipient, _, wrap) = wrapped(seed);
            let places = [
                DataKeyPlace { tenant: TenantId::from_bits(bits), ..PLACE },
                DataKeyPlace { table: "file", ..PLACE },
                DataKeyPlace { row: bits, ..PLACE },
                DataKeyPlace { class: Class::Narrative, ..PLACE },
                DataKeyPlace { epoch: Epoch::new(2), ..PLACE },
                DataKeyPlace { wrapped_to: Epoch::new(2), ..PLACE },
            ];
            for place in places {
                prop_assert!(refused(&recipient, &wrap, &place));
            }
            prop_assert!(refused(&SecretKey::generate(&mut Seeded::new(seed ^ 1)), &wrap, &PLACE));
        }
    }

    #[test]
    fn a_wrap_that_gives_no_shared_secret_is_refused() {
        let (recipient, _, mut wrap) = wrapped(1);
        wrap[2..34].copy_from_slice(&key("e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800"));
        assert!(refused(&recipient, &wrap, &PLACE));
        wrap[2..34].fill(0);
        assert!(refused(&recipient, &wrap, &PLACE));
    }

    #[test]
    fn one_kind_of_key_never_opens_as_another() {
        let (recipient, _, wrap) = wrapped(1);
        let place = SecretKeyPlace::Team(PLACE.tenant, TeamId::from_bits(2), PLACE.epoch, AccountId::from_bits(3));
        assert_eq!(recipient.unwrap::<_, SecretKey>(&wrap, &place).err(), Some(OpenError::Refused));
    }

    #[test]
    fn a_key_moves_to_a_new_epoch_and_leaves_the_old_place() {
        let mut random = Seeded::new(7);
        let (old, key, wrap) = wrapped(1);
        let new = SecretKey::generate(&mut random);
        let new_place = DataKeyPlace { wrapped_to: Epoch::new(2), ..PLACE };
        let wrapper = Wrapper::to(&new.public(), &mut random);
        let moved = old.rewrap::<_, DataKey>((&wrap, &PLACE), (&wrapper, &new_place), &mut random).unwrap();
        assert_eq!(new.unwrap::<_, DataKey>(&moved, &new_place).unwrap().bytes(), key.bytes());
        assert!(refused(&new, &moved, &PLACE) && refused(&old, &moved, &new_place));
    }

    #[test]
    fn wraps_of_one_wrapper_share_nothing_but_the_ephemeral_key() {
        let mut random = Seeded::new(7);
        let (recipient, key, _) = wrapped(1);
        let wrapper = Wrapper::to(&recipient.public(), &mut random);
        let [one, other] = [(); 2].map(|()| wrapper.wrap(&key, &PLACE, &mut random));
        assert_eq!(one[..34], other[..34]);
        assert_ne!(one[34..66], other[34..66]);
        assert_ne!(one[90..], other[90..]);
    }
}

//! User locks: a person's secret key under that person's passphrase.
//!
//! ```text
//! version (1) | suite (1) | memory KiB (4) | passes (4) | lanes (4) | salt (16) | SHA-256 of the verifier (32)
//!             | nonce (24) | commitment (32) | sealed secret key (32) | tag (16)
//! ```
//! Everything before the nonce is bound, with tenant and account.

use overt_model::Secret;
use rand_core::CryptoRng;

use super::context::{AccountId, Binding, TenantId};
use super::kdf::{self, KdfParameters, NoMemory, Pepper, SALT_LEN, VerifierHash};
use super::keys::SecretKey;
use super::passphrase::Passphrase;
use super::sealing::{self, Domain, OpenError, SUITE};

const VERSION: u8 = 1;
const DOMAIN: Domain = Domain("overt.vault 2026 user lock v1: commitment and message key");
const HEADER_LEN: usize = 2 + 12 + SALT_LEN + 32;

/// Bytes of every user lock.
pub const USER_LOCK_LEN: usize = HEADER_LEN + sealing::OVERHEAD_LEN + 32;

/// Whose lock it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Holder {
    /// The tenant.
    pub tenant: TenantId,
    /// The account.
    pub account: AccountId,
}

impl Holder {
    pub(super) fn bind(self, header: &[u8]) -> Binding {
        Binding::new(header).part(&self.tenant.bits().to_le_bytes()).part(&self.account.bits().to_le_bytes())
    }
}

impl SecretKey {
    /// Locks this key with a passphrase. The answer is what the store may keep.
    ///
    /// A changed passphrase is a new lock around the same key; nothing else is sealed anew.
    pub fn lock(
        &self,
        (passphrase, pepper): (&Passphrase, &Pepper),
        holder: Holder,
        parameters: KdfParameters,
        random: &mut impl CryptoRng,
    ) -> Result<Vec<u8>, NoMemory> {
        let mut salt = [0; SALT_LEN];
        random.fill_bytes(&mut salt);
        let who = (holder.tenant, holder.account);
        let (verifier, key) = kdf::derive(passphrase, pepper, (&salt, parameters), who)?;
        let mut lock = Vec::with_capacity(USER_LOCK_LEN);
        lock.extend_from_slice(&[VERSION, SUITE]);
        lock.extend_from_slice(&parameters.to_bytes());
        lock.extend_from_slice(&salt);
        lock.extend_from_slice(&verifier.0);
        let keyed = (DOMAIN, key.bytes(), &holder.bind(&lock));
        sealing::seal_onto(&mut lock, keyed, 32, |output| output.extend_from_slice(self.bytes()), random);
        Ok(lock)
    }

    /// Opens `lock` with the passphrase it was locked with.
    ///
    /// This takes the time and memory that the lock's parameters ask for, within the limits; the caller limits how many run
    /// at once.
    pub fn unlock(
        lock: &[u8],
        (passphrase, pepper): (&Passphrase, &Pepper),
        holder: Holder,
    ) -> Result<Self, OpenError> {
        let parsed = Parsed::of(lock)?;
        let who = (holder.tenant, holder.account);
        let (verifier, key) = kdf::derive(passphrase, pepper, (&parsed.salt, parsed.parameters), who)?;
        if !verifier.matches(parsed.verifier) {
            return Err(OpenError::Refused);
        }
        let material: Secret<[u8; 32]> =
            sealing::open_key(DOMAIN, key.bytes(), &holder.bind(parsed.header), parsed.sealed)?;
        Ok(Self::new(&material))
    }
}

/// With how much work a lock was made, so that a weak one can be made anew at the next sign-in.
pub fn lock_parameters(lock: &[u8]) -> Result<KdfParameters, OpenError> {
    Parsed::of(lock).map(|parsed| parsed.parameters)
}

struct Parsed<'a> {
    parameters: KdfParameters,
    salt: [u8; SALT_LEN],
    verifier: VerifierHash,
    header: &'a [u8],
    sealed: &'a [u8],
}

impl<'a> Parsed<'a> {
    fn of(lock: &'a [u8]) -> Result<Self, OpenError> {
        let rest = sealing::after_header(lock, VERSION)?;
        let (header, sealed) = lock.split_at_checked(HEADER_LEN).ok_or(OpenError::Refused)?;
        let (parameters, rest) = rest.split_first_chunk().ok_or(OpenError::Refused)?;
        let (salt, rest) = rest.split_first_chunk().ok_or(OpenError::Refused)?;
        let verifier = rest.first_chunk().ok_or(OpenError::Refused)?;
        let parameters = KdfParameters::from_bytes(*parameters).map_err(|_| OpenError::Parameters)?;
        Ok(Self { parameters, salt: *salt, verifier: VerifierHash(*verifier), header, sealed })
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::Seeded;
    use super::*;

    const HOLDER: Holder = Holder { tenant: TenantId::from_bits(1), account: AccountId::from_bits(2) };

    fn passphrase(text: &str) -> Passphrase {
        Passphrase::chosen(&Secret::new(text.to_owned())).unwrap()
    }

    fn locked() -> (SecretKey, Pepper, Vec<u8>) {
        let mut random = Seeded::new(1);
        let (key, pepper) = (SecretKey::generate(&mut random), Pepper::generate(&mut random));
        let parameters = KdfParameters::new(8 << 10, 1, 1).unwrap();
        let lock = key.lock((&passphrase("four words that differ"), &pepper), HOLDER, parameters, &mut random);
        (key, pepper, lock.unwrap())
    }

    #[test]
    fn the_passphrase_opens_the_lock_and_nothing_else_does() {
        let (key, pepper, lock) = locked();
        let (right, wrong) = (passphrase("four words that differ"), passphrase("four words that differ!"));
        assert_eq!(lock.len(), USER_LOCK_LEN);
        assert_eq!(SecretKey::unlock(&lock, (&right, &pepper), HOLDER).unwrap().bytes(), key.bytes());
        let other_pepper = Pepper::new(Secret::new([0; 32]));
        let other_holder = Holder { account: AccountId::from_bits(3), ..HOLDER };
        for refused in [
            SecretKey::unlock(&lock, (&wrong, &pepper), HOLDER),
            SecretKey::unlock(&lock, (&right, &other_pepper), HOLDER),
            SecretKey::unlock(&lock, (&right, &pepper), other_holder),
        ] {
            assert_eq!(refused.err(), Some(OpenError::Refused));
        }
    }

    #[test]
    fn a_changed_lock_is_refused() {
        let (_, pepper, lock) = locked();
        let right = passphrase("four words that differ");
        for place in [0, 1, 15, 20, 40, 63, 70, 90, 120, 150, USER_LOCK_LEN - 1] {
            let mut changed = lock.clone();
            changed[place] ^= 0x40;
            assert!(SecretKey::unlock(&changed, (&right, &pepper), HOLDER).is_err(), "byte {place}");
        }
        assert!(SecretKey::unlock(&lock[..USER_LOCK_LEN - 1], (&right, &pepper), HOLDER).is_err());
        assert!(SecretKey::unlock(&lock[..10], (&right, &pepper), HOLDER).is_err());
    }

    #[test]
    fn a_lock_that_asks_for_64_gib_is_refused_before_any_work() {
        let (_, pepper, mut lock) = locked();
        lock[2..6].copy_from_slice(&(64_u32 << 20).to_le_bytes());
        let refused = SecretKey::unlock(&lock, (&passphrase("four words that differ"), &pepper), HOLDER);
        assert_eq!(refused.err(), Some(OpenError::Parameters));
        assert_eq!(lock_parameters(&lock), Err(OpenError::Parameters));
        let (_, _, lock) = locked();
        assert!(lock_parameters(&lock).is_ok_and(KdfParameters::is_weaker_than_standard));
    }
}

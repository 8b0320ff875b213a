//! The key of one run of one agreement.

use overt_model::Secret;
use zeroize::Zeroize;

use super::PprlError;

/// What encodings are made with. It is derived from the secret that the parties share, for one run only: encodings of two runs
/// have nothing in common, so that collecting them does not help.
///
/// Derivation is BLAKE3 in its mode for it, the hashing of tokens BLAKE3 in its keyed mode, which is a pseudorandom function and
/// takes the place of HMAC.
#[derive(Debug)]
pub struct Key {
    tokens: Secret<[u8; 32]>,
    check: String,
    agreement: String,
    run: String,
}

impl Key {
    /// The key of a run, which needs a name that was never used before under this agreement, such as `2027-01`.
    ///
    /// # Errors
    ///
    /// [`PprlError::Name`] where a name could not stand in the header of a file.
    pub fn from_secret(secret: &Secret<[u8; 32]>, agreement: &str, run: &str) -> Result<Self, PprlError> {
        for (what, name) in [("agreement", agreement), ("run", run)] {
            let fits = |letter: char| letter.is_alphanumeric() || matches!(letter, '.' | '-' | '_');
            if name.is_empty() || name.chars().count() > 100 || !name.chars().all(fits) {
                return Err(PprlError::Name { what });
            }
        }
        let check = derive("overt.pprl 2026 v1: check value of a run", secret, agreement, run);
        let check = blake3::Hash::from_bytes(*check.expose()).to_hex().as_str()[..32].to_owned();
        Ok(Self {
            tokens: derive("overt.pprl 2026 v1: tokens of a run", secret, agreement, run),
            check,
            agreement: agreement.to_owned(),
            run: run.to_owned(),
        })
    }

    /// The agreement it belongs to.
    pub fn agreement(&self) -> &str {
        &self.agreement
    }

    /// The run it belongs to.
    pub fn run(&self) -> &str {
        &self.run
    }

    /// What both sides must have in common for their keys to be the same: 32 hexadecimal digits that are derived beside the key
    /// and tell nothing of it, unless the shared secret can be guessed. So it must be random, never a passphrase.
    pub fn check(&self) -> &str {
        &self.check
    }

    /// The stream of pseudorandom bytes of one token.
    pub(super) fn stream(&self, token: &str) -> blake3::OutputReader {
        blake3::Hasher::new_keyed(self.tokens.expose()).update(token.as_bytes()).finalize_xof()
    }
}

/// Names have their length before them, so that no two pairs of names are the same bytes.
fn derive(context: &str, secret: &Secret<[u8; 32]>, agreement: &str, run: &str) -> Secret<[u8; 32]> {
    let mut hasher = blake3::Hasher::new_derive_key(context);
    hasher.update(secret.expose());
    for name in [agreement, run] {
        hasher.update(&(name.len() as u64).to_le_bytes()).update(name.as_bytes());
    }
    let key = Secret::new(hasher.finalize().into());
    hasher.zeroize();
    key
}

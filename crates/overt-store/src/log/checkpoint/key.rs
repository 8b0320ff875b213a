//! Keys of logs and witnesses, and what each of them signs.
//!
//! A public key is written `name+id+base64(kind ‖ key)`, where the id is the first four bytes, in hexadecimal, of
//! `SHA-256(name ‖ "\n" ‖ kind ‖ key)`. The kind is `0x01` for a key that signs the text of a note (the log) and `0x04` for
//! one that signs cosignatures (a witness).
//!
//! A secret key is written `PRIVATE+KEY+name+id+base64(kind ‖ seed)` with the id of its public key, as other programs that
//! sign notes write it.

use std::fmt;
use std::str::FromStr;

use ed25519_dalek::{Signature, Signer as _, SigningKey, VerifyingKey};
use overt_model::Secret;
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use super::note::{NoteSignature, is_name};
use super::{CheckpointError, base64};

/// What begins a secret key.
const SECRET_MARK: &str = "PRIVATE+KEY+";

/// Latest time of a cosignature that the specification allows, in seconds since 1970.
const SECONDS_MAX: u64 = i64::MAX as u64;

/// What a key signs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum KeyKind {
    /// The text of a checkpoint, as its log: “this is my tree”.
    Log,
    /// A cosignature: “of this log I have seen no other tree, and this is the largest, at this time”.
    Witness,
}

impl KeyKind {
    const fn byte(self) -> u8 {
        match self {
            Self::Log => 1,
            Self::Witness => 4,
        }
    }

    fn of(byte: u8) -> Result<Self, KeyError> {
        [Self::Log, Self::Witness].into_iter().find(|known| known.byte() == byte).ok_or(KeyError::Kind)
    }
}

/// A public key that a policy trusts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VerifierKey {
    name: String,
    kind: KeyKind,
    key: VerifyingKey,
}

/// The text or the bytes are not a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum KeyError {
    /// Not `name+id+base64`.
    #[error("a key is written name+id+base64; copy it whole")]
    Form,
    /// Not `PRIVATE+KEY+name+id+base64`.
    #[error("a secret key is written PRIVATE+KEY+name+id+base64; copy it whole, and keep it where nobody else reads")]
    SecretForm,
    /// The id does not fit name and key.
    #[error("the id of the key does not fit its name and bytes; a letter was changed in copying")]
    Id,
    /// A kind of key other than log and witness.
    #[error("the key is of a kind other than Ed25519 for a log (1) or a witness (4)")]
    Kind,
    /// Not a point on the curve, or one that accepts forged signatures.
    #[error("the bytes of the key are not a safe Ed25519 public key; ask its owner for another")]
    Unsafe,
    /// An empty name, or one with spaces or plus signs.
    #[error("the name of a key is not empty and has neither spaces nor plus signs")]
    Name,
}

impl VerifierKey {
    fn new(name: &str, kind: KeyKind, key: VerifyingKey) -> Result<Self, KeyError> {
        if !is_name(name) {
            return Err(KeyError::Name);
        }
        if key.is_weak() {
            return Err(KeyError::Unsafe);
        }
        Ok(Self { name: name.to_owned(), kind, key })
    }

    /// The name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What it signs.
    pub const fn kind(&self) -> KeyKind {
        self.kind
    }

    /// The id that signatures of this key carry.
    pub fn id(&self) -> [u8; 4] {
        let hash = Sha256::new().chain_update(&self.name).chain_update([b'\n', self.kind.byte()]);
        let hash: [u8; 32] = hash.chain_update(self.key.as_bytes()).finalize().into();
        [hash[0], hash[1], hash[2], hash[3]]
    }

    /// The id as keys are written with it.
    fn id_text(&self) -> String {
        format!("{:08x}", u32::from_be_bytes(self.id()))
    }

    /// Whether both are the same bytes, under whichever name and kind.
    pub(super) fn same_bytes(&self, other: &Self) -> bool {
        self.key == other.key
    }

    /// Whether a signature claims to be of this key.
    pub(super) fn claims(&self, signature: &NoteSignature) -> bool {
        signature.name == self.name && signature.key_id == self.id()
    }

    /// Verifies a signature over the text of a note. Returns the time of a cosignature in seconds since 1970, and `None`
    /// for a log, which states no time.
    pub(super) fn verify(&self, text: &str, signature: &NoteSignature) -> Result<Option<u64>, CheckpointError> {
        let error = || CheckpointError::BadSignature { name: self.name.clone() };
        let verified = |message: &[u8], bytes: &[u8]| {
            let signature = Signature::from_slice(bytes).map_err(|_| error())?;
            self.key.verify_strict(message, &signature).map_err(|_| error())
        };
        match self.kind {
            KeyKind::Log => verified(text.as_bytes(), &signature.bytes).map(|()| None),
            KeyKind::Witness => {
                let (time, bytes) = signature.bytes.split_first_chunk().ok_or_else(error)?;
                let seconds = u64::from_be_bytes(*time);
                if seconds > SECONDS_MAX {
                    return Err(error());
                }
                verified(cosigned_message(text, seconds).as_bytes(), bytes).map(|()| Some(seconds))
            }
        }
    }
}

impl fmt::Display for VerifierKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let bytes = [&[self.kind.byte()][..], self.key.as_bytes()].concat();
        write!(f, "{}+{}+{}", self.name, self.id_text(), base64::encode(&bytes))
    }
}

impl FromStr for VerifierKey {
    type Err = KeyError;

    fn from_str(text: &str) -> Result<Self, KeyError> {
        // Base64 may hold further plus signs; a name and an id may not.
        let mut parts = text.splitn(3, '+');
        let (Some(name), Some(id), Some(encoded)) = (parts.next(), parts.next(), parts.next()) else {
            return Err(KeyError::Form);
        };
        let bytes = base64::decode(encoded).ok_or(KeyError::Form)?;
        let (&kind, bytes) = bytes.split_first().ok_or(KeyError::Form)?;
        let kind = KeyKind::of(kind)?;
        let bytes: [u8; 32] = bytes.try_into().map_err(|_| KeyError::Form)?;
        let key = Self::new(name, kind, VerifyingKey::from_bytes(&bytes).map_err(|_| KeyError::Unsafe)?)?;
        if key.id_text() == id { Ok(key) } else { Err(KeyError::Id) }
    }
}

/// A secret key of a log or a witness. Overwritten in memory when dropped, and never printed.
pub struct SignerKey {
    public: VerifierKey,
    /// In one place, because a value that is moved leaves a copy behind that nobody overwrites.
    secret: Box<SigningKey>,
}

impl SignerKey {
    /// The key that belongs to a seed of 32 random bytes.
    pub fn from_seed(name: &str, kind: KeyKind, seed: &Secret<[u8; 32]>) -> Result<Self, KeyError> {
        let secret = Box::new(SigningKey::from_bytes(seed.expose()));
        Ok(Self { public: VerifierKey::new(name, kind, secret.verifying_key())?, secret })
    }

    /// Reads what [`SignerKey::write`] wrote, or another program that signs notes. Without a line end.
    pub fn parse(text: &Secret<String>) -> Result<Self, KeyError> {
        let mut parts = text.expose().strip_prefix(SECRET_MARK).ok_or(KeyError::SecretForm)?.splitn(3, '+');
        let (Some(name), Some(id), Some(encoded)) = (parts.next(), parts.next(), parts.next()) else {
            return Err(KeyError::SecretForm);
        };
        let bytes = Zeroizing::new(base64::decode_array::<33>(encoded).ok_or(KeyError::SecretForm)?);
        let [kind, seed @ ..] = &*bytes;
        let key = Self::from_seed(name, KeyKind::of(*kind)?, &Secret::new(*seed))?;
        if key.public.id_text() == id { Ok(key) } else { Err(KeyError::Id) }
    }

    /// The secret key as text, for the one place where it is kept.
    pub fn write(&self) -> Secret<String> {
        let mut bytes = Zeroizing::new([self.public.kind.byte(); 33]);
        bytes[1..].copy_from_slice(self.secret.as_bytes());
        let encoded = Zeroizing::new(base64::encode(&*bytes));
        let VerifierKey { name, .. } = &self.public;
        Secret::new([SECRET_MARK, name, "+", &self.public.id_text(), "+", &encoded].concat())
    }

    /// What others verify with.
    pub const fn public(&self) -> &VerifierKey {
        &self.public
    }

    /// Signs the text of a note. A log signs the text; a witness signs it together with `seconds` since 1970, which a log
    /// does not look at.
    pub(super) fn sign(&self, text: &str, seconds: u64) -> NoteSignature {
        let bytes = match self.public.kind {
            KeyKind::Log => self.secret.sign(text.as_bytes()).to_vec(),
            KeyKind::Witness => {
                let seconds = seconds.min(SECONDS_MAX);
                let signature = self.secret.sign(cosigned_message(text, seconds).as_bytes());
                [&seconds.to_be_bytes()[..], &signature.to_bytes()].concat()
            }
        };
        NoteSignature { name: self.public.name.clone(), key_id: self.public.id(), bytes }
    }
}

impl fmt::Debug for SignerKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "[secret key of {}]", self.public)
    }
}

/// What a witness signs (C2SP `tlog-cosignature`, version 1).
fn cosigned_message(text: &str, seconds: u64) -> String {
    format!("cosignature/v1\ntime {seconds}\n{text}")
}

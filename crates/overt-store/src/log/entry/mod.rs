//! What a leaf is: a salted commitment to who did what, to which record, for which purpose, on which day, and to what was
//! stored with it.
//!
//! # Bytes, version 1
//!
//! An [`Entry`] is encoded as the byte `0x01` and seven fields in this order, each as its length (two bytes, big-endian) and
//! its UTF-8 text. A field that is absent has the length 0; no field that is present has it.
//!
//! | field | text |
//! |---|---|
//! | actor | handle of the account; absent when nobody was signed in |
//! | role | code of the role in which the actor acted |
//! | action | code of an [`Action`] |
//! | object | handle of the record or other thing; absent when the action has none |
//! | class | code of the class that was opened or changed; absent when the action is not about one |
//! | purpose | code of the purpose; absent when none was asked for |
//! | day | `YYYY-MM-DD`, the day in UTC and never the time of day |
//!
//! The commitment is `SHA-256("overt-log-entry/v1\n" ‖ salt ‖ entry)` with a random salt of 16 bytes. Who has only the tree
//! learns nothing about an entry, not even that two are equal. Salt and entry together are an [`Opening`]; they are kept
//! sealed to the auditors. Showing one opening proves that one entry and says nothing about any other. Destroying it leaves
//! the tree whole and the entry unreadable for ever.
//!
//! # Leaves
//!
//! | [`Leaf`] | its 32 bytes |
//! |---|---|
//! | of an entry alone | the commitment, version 1 |
//! | bound to what was stored with it | `SHA-256("overt-log-entry/v2\n" ‖ content ‖ commitment)`, with a digest of 32 bytes |
//!
//! The hash in the tree is `SHA-256(0x00 ‖ the 32 bytes)`. An entry is written and committed to in the same way for both, so
//! whoever has the content can verify the leaf without the opening, and whoever has the opening can verify both.

mod action;
mod handle;
mod json;
mod leaf;

#[cfg(test)]
pub(super) mod tests;

use std::fmt;

use jiff::civil::Date;
use overt_model::Class;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use sha2::{Digest, Sha256};

pub use action::Action;
pub use handle::{CODE_BYTES_MAX, Code, Handle, NameError};
pub use leaf::{Content, Leaf};

use super::base64;

/// Separates commitments of this version from everything else that is hashed.
const COMMITMENT_DOMAIN: &[u8] = b"overt-log-entry/v1\n";

/// Version of the encoding of an entry.
const ENTRY_VERSION: u8 = 1;

/// Length of a salt in bytes.
pub const SALT_LEN: usize = 16;

/// One act, as the log remembers it. There is no field for content, time of day, IP address or program.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Entry {
    /// The account that acted. `None`: nobody was signed in, as when signing in fails for an unknown name.
    pub actor: Option<Handle>,
    /// The role in which it acted.
    pub role: Code,
    /// What it did.
    pub action: Action,
    /// What it did it to. `None`: the action has no object.
    pub object: Option<Handle>,
    /// Which class of properties. `None`: the action is not about one class.
    pub class: Option<Class>,
    /// What for. `None`: no purpose was asked for.
    pub purpose: Option<Code>,
    /// The day in UTC.
    pub day: Date,
}

/// The bytes are not an entry or opening of a version this program knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error(
    "could not read the field `{field}` of a log entry; the sealed details were damaged or come from a newer program"
)]
pub struct EntryError {
    field: &'static str,
}

impl Entry {
    /// The bytes described in the module documentation. Equal entries have equal bytes, and different ones different bytes.
    ///
    /// # Panics
    ///
    /// When the year is before 0, which no clock says.
    pub fn encode(&self) -> Vec<u8> {
        assert!(self.day.year() >= 0, "acts are logged on days of our era");
        let text = |handle: &Option<Handle>| handle.as_ref().map(Handle::to_string).unwrap_or_default();
        let mut bytes = Vec::with_capacity(192);
        bytes.push(ENTRY_VERSION);
        for field in [
            text(&self.actor).as_str(),
            self.role.as_str(),
            self.action.code(),
            &text(&self.object),
            self.class.map_or("", Class::code),
            self.purpose.as_ref().map_or("", Code::as_str),
            &self.day.to_string(),
        ] {
            let len = u16::try_from(field.len()).expect("handles, codes and days are shorter than 65 536 bytes");
            bytes.extend_from_slice(&len.to_be_bytes());
            bytes.extend_from_slice(field.as_bytes());
        }
        bytes
    }

    /// Reads what [`Entry::encode`] wrote; refuses every other spelling.
    pub fn decode(bytes: &[u8]) -> Result<Self, EntryError> {
        let (&ENTRY_VERSION, mut rest) = bytes.split_first().ok_or(EntryError { field: "version" })? else {
            return Err(EntryError { field: "version" });
        };
        let entry = Self {
            actor: field(&mut rest, "actor", |text| text.parse().ok())?,
            role: required(field(&mut rest, "role", |text| text.parse().ok())?, "role")?,
            action: required(field(&mut rest, "action", Action::from_code)?, "action")?,
            object: field(&mut rest, "object", |text| text.parse().ok())?,
            class: field(&mut rest, "class", Class::from_code)?,
            purpose: field(&mut rest, "purpose", |text| text.parse().ok())?,
            day: required(field(&mut rest, "day", day)?, "day")?,
        };
        if rest.is_empty() { Ok(entry) } else { Err(EntryError { field: "end" }) }
    }
}

/// Takes the next field off `rest`; `None` when it is absent.
fn field<T>(rest: &mut &[u8], field: &'static str, read: impl Fn(&str) -> Option<T>) -> Result<Option<T>, EntryError> {
    let error = EntryError { field };
    let (len, after) = rest.split_first_chunk::<2>().ok_or(error)?;
    let (text, after) = after.split_at_checked(u16::from_be_bytes(*len).into()).ok_or(error)?;
    *rest = after;
    if text.is_empty() {
        return Ok(None);
    }
    str::from_utf8(text).ok().and_then(read).map(Some).ok_or(error)
}

fn required<T>(value: Option<T>, field: &'static str) -> Result<T, EntryError> {
    value.ok_or(EntryError { field })
}

/// A day in the one spelling that is logged.
fn day(text: &str) -> Option<Date> {
    text.parse::<Date>().ok().filter(|day| day.year() >= 0 && day.to_string() == text)
}

/// Sixteen random bytes that keep anybody from guessing the entry behind a commitment. Secret until the entry is shown.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Salt(pub [u8; SALT_LEN]);

impl fmt::Debug for Salt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[salt]")
    }
}

/// It binds to one entry, or to one leaf, and tells nothing about it. Written in base64.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Commitment(pub [u8; 32]);

impl Commitment {
    /// Whether this is the commitment to that entry under that salt.
    pub fn opens_to(&self, opening: &Opening) -> bool {
        *self == opening.commitment()
    }
}

impl Serialize for Commitment {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        base64::serialize(&self.0, serializer)
    }
}

impl<'de> Deserialize<'de> for Commitment {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        base64::deserialize(deserializer).map(Self)
    }
}

/// An entry and the salt under which it was committed: what is sealed to the auditors, and what is shown to reveal one leaf.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opening {
    /// The salt.
    pub salt: Salt,
    /// The entry.
    pub entry: Entry,
}

impl Opening {
    /// The commitment to this entry: what a [`Leaf`] is made of.
    pub fn commitment(&self) -> Commitment {
        let hash = Sha256::new().chain_update(COMMITMENT_DOMAIN).chain_update(self.salt.0);
        Commitment(hash.chain_update(self.entry.encode()).finalize().into())
    }

    /// Salt and entry as bytes, for the vault to seal.
    pub fn encode(&self) -> Vec<u8> {
        [&self.salt.0[..], &self.entry.encode()].concat()
    }

    /// Reads what [`Opening::encode`] wrote.
    pub fn decode(bytes: &[u8]) -> Result<Self, EntryError> {
        let (salt, entry) = bytes.split_first_chunk().ok_or(EntryError { field: "salt" })?;
        Ok(Self { salt: Salt(*salt), entry: Entry::decode(entry)? })
    }
}

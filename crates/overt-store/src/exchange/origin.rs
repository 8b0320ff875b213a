//! Where a revision comes from that was written elsewhere.

use std::fmt;
use std::str::FromStr;

use jiff::civil::Date;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::StoreError;
use crate::home::{bytes_of_hex, hex};
use crate::record::Loaded;

/// By what a revision is recognised wherever it is: nobody can work it out who does not have the revision or its digest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Mark([u8; 16]);

impl Mark {
    fn of_digest(digest: &[u8; 32]) -> Self {
        let hash = blake3::derive_key("overt.store 2026 mark of a revision v1", digest);
        let mark = hash.first_chunk().expect("a hash has 32 bytes");
        Self(*mark)
    }
}

impl fmt::Display for Mark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&hex(&self.0))
    }
}

impl FromStr for Mark {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        bytes_of_hex(text).map(Self).ok_or("a mark has 32 hexadecimal digits")
    }
}

impl Serialize for Mark {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Mark {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        std::borrow::Cow::<'de, str>::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

/// What the sender of a bundle says about a revision that was written elsewhere. It is kept with what the revision says, and so
/// bound to the log of this store as what was received; that it is true stands in the log of the other one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Origin {
    /// The fingerprint of the installation where it was written.
    pub by: String,
    /// By what it is recognised.
    pub mark: Mark,
    /// Which revision it was there.
    pub revision: u64,
    /// Why it was written there.
    pub reason: String,
    /// On which day.
    pub day: Date,
    /// Under which version of the codebook.
    pub codebook: String,
}

impl Origin {
    /// Texts that anybody may have written must be what they claim, because they are shown.
    pub(super) fn is_in_form(&self) -> bool {
        let is_hex = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
        let is_code = |byte: u8| byte.is_ascii_lowercase() || byte == b'-';
        self.by.len() == 29
            && self.by.bytes().all(|byte| byte == b'-' || is_hex(byte))
            && (1..=32).contains(&self.reason.len())
            && self.reason.bytes().all(is_code)
    }
}

/// By what a revision of this store is recognised, and where it comes from when it was written elsewhere.
pub(crate) fn mark_of(loaded: &Loaded) -> Result<(Mark, Option<Origin>), StoreError> {
    let origin = loaded.origin()?;
    let digest = loaded.logged.as_ref().ok_or(StoreError::Tampered("a revision"))?;
    Ok((origin.as_ref().map_or_else(|| Mark::of_digest(digest), |origin| origin.mark), origin))
}

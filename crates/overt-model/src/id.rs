//! Identifiers that cannot be mixed up and reveal nothing.

use std::fmt;
use std::hash::{Hash, Hasher};
use std::marker::PhantomData;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// What an [`Id`] identifies; its name is the prefix of the written form.
pub trait Kind {
    /// Prefix of the written form, such as `record`.
    const NAME: &'static str;
}

/// A random 128-bit identifier of one [`Kind`] of thing, written `record:` and 32 hexadecimal digits.
///
/// It holds no time and no counter, so nobody can learn from it when something was recorded or how much there is.
/// The caller supplies the randomness: this crate does no input or output.
pub struct Id<K> {
    bits: u128,
    kind: PhantomData<fn() -> K>,
}

impl<K> Id<K> {
    /// An identifier from 128 random bits.
    pub const fn from_bits(bits: u128) -> Self {
        Self { bits, kind: PhantomData }
    }

    /// The 128 bits.
    pub const fn bits(self) -> u128 {
        self.bits
    }
}

impl<K> Clone for Id<K> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<K> Copy for Id<K> {}
impl<K> PartialEq for Id<K> {
    fn eq(&self, other: &Self) -> bool {
        self.bits == other.bits
    }
}
impl<K> Eq for Id<K> {}
impl<K> PartialOrd for Id<K> {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}
impl<K> Ord for Id<K> {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.bits.cmp(&other.bits)
    }
}
impl<K> Hash for Id<K> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.bits.hash(state);
    }
}

impl<K: Kind> fmt::Display for Id<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{:032x}", K::NAME, self.bits)
    }
}

impl<K: Kind> fmt::Debug for Id<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// The text is not an identifier of the kind expected.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("expected `{expected}:` followed by 32 hexadecimal digits")]
pub struct IdError {
    expected: &'static str,
}

impl<K: Kind> FromStr for Id<K> {
    type Err = IdError;

    fn from_str(text: &str) -> Result<Self, IdError> {
        let error = IdError { expected: K::NAME };
        let digits = text.strip_prefix(K::NAME).and_then(|rest| rest.strip_prefix(':')).ok_or(error.clone())?;
        if digits.len() != 32 || !digits.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f')) {
            return Err(error);
        }
        u128::from_str_radix(digits, 16).map(Self::from_bits).map_err(|_| error)
    }
}

impl<K: Kind> Serialize for Id<K> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de, K: Kind> Deserialize<'de> for Id<K> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        std::borrow::Cow::<'de, str>::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

macro_rules! kinds {
    ($($(#[$doc:meta])* $id:ident = $kind:ident $name:literal;)*) => {$(
        #[doc = concat!("Marks identifiers written `", $name, ":…`.")]
        pub enum $kind {}
        impl Kind for $kind {
            const NAME: &'static str = $name;
        }
        $(#[$doc])*
        pub type $id = Id<$kind>;
    )*};
}

kinds! {
    /// One record: what one source says about one person, act, payment or other thing.
    RecordId = RecordKind "record";
    /// One contributor.
    SourceId = SourceKind "source";
    /// One entity: the records that are about the same person, body, place or event.
    EntityId = EntityKind "entity";
    /// One signal: an indicator that fired on an entity or record.
    SignalId = SignalKind "signal";
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn every_id_survives_being_written_and_read(bits: u128) {
            let id = RecordId::from_bits(bits);
            prop_assert_eq!(id.to_string().parse::<RecordId>(), Ok(id));
        }
    }

    #[test]
    fn an_id_of_another_kind_or_length_is_refused() {
        let id = RecordId::from_bits(7).to_string();
        assert!(id.parse::<SourceId>().is_err());
        assert!(id[..id.len() - 1].parse::<RecordId>().is_err());
        assert!("record:+0000000000000000000000000000007".parse::<RecordId>().is_err());
    }
}

//! Standard base64 (RFC 4648, section 4) with padding, the one spelling of bytes in every format of the log.
//!
//! Decoding is strict: a text that is not what encoding would have written is refused, so that two texts never mean the
//! same bytes.

use std::fmt;

use base64ct::{Base64, Encoding};
use serde::de::{Deserializer, Error, Visitor};
use serde::ser::{Error as _, Serializer};

/// The bytes as text.
pub(super) fn encode(bytes: &[u8]) -> String {
    Base64::encode_string(bytes)
}

/// The bytes of a text; `None` when it is not base64 or not written as [`encode`] writes it.
pub(super) fn decode(text: &str) -> Option<Vec<u8>> {
    let bytes = Base64::decode_vec(text).ok()?;
    (Base64::encode_string(&bytes) == text).then_some(bytes)
}

/// The `N` bytes of a text; `None` when it is not base64 or holds another number of bytes.
pub(super) fn decode_array<const N: usize>(text: &str) -> Option<[u8; N]> {
    let mut bytes = [0; N];
    let mut buffer = [0; 64];
    let canonical = Base64::decode(text, &mut bytes).ok()?.len() == N
        && Base64::encode(&bytes, &mut buffer).is_ok_and(|written| written == text);
    canonical.then_some(bytes)
}

/// Writes bytes as a base64 text. At most 48 bytes.
pub(super) fn serialize<S: Serializer>(bytes: &[u8], serializer: S) -> Result<S::Ok, S::Error> {
    let mut buffer = [0; 64];
    serializer.serialize_str(Base64::encode(bytes, &mut buffer).map_err(S::Error::custom)?)
}

/// Reads `N` bytes from a base64 text. At most 48 bytes.
pub(super) fn deserialize<'de, const N: usize, D: Deserializer<'de>>(deserializer: D) -> Result<[u8; N], D::Error> {
    struct Bytes<const N: usize>;

    impl<const N: usize> Visitor<'_> for Bytes<N> {
        type Value = [u8; N];

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            write!(f, "{N} bytes in base64")
        }

        fn visit_str<E: Error>(self, text: &str) -> Result<[u8; N], E> {
            // The value stays out of the message, as everywhere.
            decode_array(text).ok_or_else(|| E::custom(format_args!("expected {N} bytes in base64")))
        }
    }

    deserializer.deserialize_str(Bytes)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn every_text_is_what_its_bytes_are_written_as(text in "[A-Za-z0-9+/]{0,12}={0,3}", bytes: [u8; 32]) {
            if let Some(bytes) = decode(&text) {
                prop_assert_eq!(encode(&bytes), text);
            }
            prop_assert_eq!(decode_array::<32>(&encode(&bytes)), Some(bytes));
        }
    }

    #[test]
    fn a_second_spelling_of_the_same_bytes_is_refused() {
        assert_eq!(decode("AA=="), Some(vec![0]));
        for text in ["AB==", "AA", "AA=", "A-==", "AA==\n", " AA==", "AA==AA=="] {
            assert_eq!(decode(text), None, "{text}");
            assert_eq!(decode_array::<1>(text), None, "{text}");
        }
        assert_eq!(decode_array::<2>("AA=="), None);
    }
}

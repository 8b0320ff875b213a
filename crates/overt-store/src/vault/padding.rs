//! Padding, so that the length of something sealed says little about what it is.
//!
//! Padmé (Nikitin, Barman, Lueks, Underwood, Hubaux and Ford, "Reducing Metadata Leakage from Encrypted Files and
//! Communication with PURBs", Proceedings on Privacy Enhancing Technologies 2019(4), section 4.3) rounds a length up so that
//! only O(log log length) bits of it remain visible, and adds at most 12 %. Below [`PADDED_LEN_MIN`] it hides almost nothing
//! ("yes" and "no" would differ), so everything short is padded to that floor, whatever it costs.

use overt_model::Secret;
use zeroize::Zeroize;

/// Shortest padded length in bytes.
pub const PADDED_LEN_MIN: usize = 64;

/// Bytes that tell the real length, before the data.
pub(super) const PREFIX_LEN: usize = 4;

/// The Padmé length for `length` bytes: never shorter, at most 12 % longer.
///
/// Lengths within 12 % of the largest number are returned as they are.
pub const fn padme(length: u64) -> u64 {
    if length < 2 {
        return length;
    }
    let exponent = length.ilog2();
    let significant_bits = exponent.ilog2() + 1;
    let mask = (1_u64 << (exponent - significant_bits)) - 1;
    match length.checked_add(mask) {
        Some(sum) => sum & !mask,
        None => length,
    }
}

/// Length in bytes of `length` bytes of data once padded, with the prefix that tells the real length.
pub(super) fn padded_len(length: usize) -> usize {
    let total = padme((PREFIX_LEN + length) as u64);
    usize::try_from(total).expect("a padded length of data in memory fits in memory").max(PADDED_LEN_MIN)
}

/// Appends the length of `data`, `data`, and zeros up to the padded length.
///
/// # Panics
/// If `data` has 4 GiB or more; the callers set far lower limits.
pub(super) fn pad_onto(output: &mut Vec<u8>, data: &[u8]) {
    let end = output.len() + padded_len(data.len());
    let length = u32::try_from(data.len()).expect("callers limit what is padded to far less than 4 GiB");
    output.extend_from_slice(&length.to_le_bytes());
    output.extend_from_slice(data);
    output.resize(end, 0);
}

/// The data within `padded`, or nothing where this is not what [`pad_onto`] writes.
///
/// Called on authenticated data only, so that its answer tells an attacker nothing.
pub(super) fn unpad(mut padded: Vec<u8>) -> Option<Secret<Vec<u8>>> {
    let Some(length) = real_len(&padded) else {
        padded.zeroize();
        return None;
    };
    padded.copy_within(PREFIX_LEN..PREFIX_LEN + length, 0);
    padded[length..].zeroize();
    padded.truncate(length);
    Some(Secret::new(padded))
}

/// The length that the prefix tells, if the padding is the one that belongs to it.
fn real_len(padded: &[u8]) -> Option<usize> {
    let (prefix, rest) = padded.split_first_chunk::<PREFIX_LEN>()?;
    let length = usize::try_from(u32::from_le_bytes(*prefix)).ok()?;
    let padding = rest.get(length..)?;
    (padded.len() == padded_len(length) && padding.iter().all(|byte| *byte == 0)).then_some(length)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn padded(data: &[u8]) -> Vec<u8> {
        let mut output = Vec::new();
        pad_onto(&mut output, data);
        output
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(10_000))]

        #[test]
        fn padding_adds_at_most_twelve_per_cent(length in 0_u64..1 << 60) {
            let total = padme(length);
            prop_assert!(total >= length);
            prop_assert!(u128::from(total - length) * 100 <= u128::from(length) * 12);
        }

        #[test]
        fn a_longer_text_never_pads_to_less(length in 0_u64..1 << 60, more in 0_u64..1 << 20) {
            prop_assert!(padme(length) <= padme(length + more));
        }

        #[test]
        fn a_padded_length_is_its_own_padded_length(length in 0_u64..1 << 60) {
            prop_assert_eq!(padme(padme(length)), padme(length));
        }

        #[test]
        fn what_is_padded_comes_back(data in proptest::collection::vec(any::<u8>(), 0..600)) {
            let padded = padded(&data);
            prop_assert_eq!(padded.len(), padded_len(data.len()));
            prop_assert_eq!(unpad(padded).map(|data| data.expose().clone()), Some(data));
        }

        #[test]
        fn other_padding_is_refused(length in 0_usize..600, place: prop::sample::Index, byte in 1_u8..) {
            let mut padded = padded(&vec![7; length]);
            let padding = &mut padded[PREFIX_LEN + length..];
            if !padding.is_empty() {
                padding[place.index(padding.len())] = byte;
                prop_assert!(unpad(padded).is_none());
            }
        }
    }

    /// The largest overhead lies at small lengths: 11.11 % at 9.
    #[test]
    fn lengths_as_in_the_paper() {
        let lengths = [0, 1, 2, 8, 9, 10, 11, 17, 100, 1_000, 1_000_000].map(padme);
        assert_eq!(lengths, [0, 1, 2, 8, 10, 10, 12, 18, 104, 1_024, 1_015_808]);
        assert_eq!(padme(u64::MAX), u64::MAX);
    }

    #[test]
    fn yes_and_no_have_one_length() {
        assert_eq!(padded(b"yes").len(), padded(b"no").len());
        assert_eq!(padded(b"").len(), PADDED_LEN_MIN);
    }

    #[test]
    fn a_length_that_reaches_beyond_is_refused() {
        let mut padded = padded(b"text");
        padded[0] = 61;
        assert!(unpad(padded.clone()).is_none());
        padded[3] = 255;
        assert!(unpad(padded).is_none());
        assert!(unpad(vec![0; 3]).is_none());
    }
}

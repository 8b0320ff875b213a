//! Jaro–Winkler similarity, 64 positions at a time.

/// Longer strings are compared by their first bytes.
const BYTES_MAX: usize = 1024;
const PREFIX_WEIGHT: f64 = 0.1;
const PREFIX_MAX: usize = 4;
/// Winkler's bonus is for strings that already resemble one another.
const BONUS_FROM: f64 = 0.7;

/// The Jaro–Winkler similarity of two byte strings, 0 to 1 (Winkler 1990; bonus for up to four equal first bytes, from a
/// Jaro similarity of 0.7 on). Only the first 1024 bytes are compared.
pub fn jaro_winkler(a: &[u8], b: &[u8]) -> f32 {
    let (a, b) = (&a[..a.len().min(BYTES_MAX)], &b[..b.len().min(BYTES_MAX)]);
    if a == b {
        return 1.0;
    }
    if a.is_empty() || b.is_empty() {
        return 0.0;
    }
    let jaro = match a.len().max(b.len()) {
        0..=16 => jaro_short(a, b),
        17..=64 => jaro_words(a, b),
        _ => jaro_long(a, b),
    };
    let prefix = a.iter().zip(b).take(PREFIX_MAX).take_while(|(left, right)| left == right).count();
    let bonus = if jaro < BONUS_FROM { 0.0 } else { count(prefix) * PREFIX_WEIGHT * (1.0 - jaro) };
    narrow(jaro + bonus)
}

/// Worked out in double precision, so that the bonus begins where it should; more digits than this mean nothing.
#[expect(clippy::cast_possible_truncation, reason = "between 0 and 1, and the last digits are noise")]
fn narrow(similarity: f64) -> f32 {
    similarity as f32
}

fn count(number: usize) -> f64 {
    // At most `BYTES_MAX`, so it fits.
    f64::from(u16::try_from(number).unwrap_or(u16::MAX))
}

fn window(a: &[u8], b: &[u8]) -> usize {
    (a.len().max(b.len()) / 2).saturating_sub(1)
}

fn score(common: usize, transposed: usize, a: &[u8], b: &[u8]) -> f64 {
    if common == 0 {
        return 0.0;
    }
    let common_count = count(common);
    (common_count / count(a.len())
        + common_count / count(b.len())
        + (common_count - count(transposed / 2)) / common_count)
        / 3.0
}

/// As [`jaro_words`] for up to 16 bytes: which bytes are equal is seen in one number, eight bits for each.
fn jaro_short(a: &[u8], b: &[u8]) -> f64 {
    const ONES: u128 = u128::MAX / 255;
    const LOW: u128 = ONES * 0x7f;
    let mut bytes = [0; 16];
    bytes[..a.len()].copy_from_slice(a);
    let there = u128::MAX >> (128 - 8 * a.len());
    let number = u128::from_le_bytes(bytes);
    let reach = window(a, b);
    let (mut matched_a, mut matched_b) = (0_u128, 0_u64);
    for (index, &byte) in b.iter().enumerate() {
        let (low, high) = (index.saturating_sub(reach), (index + reach).min(15));
        let differ = number ^ (ONES * u128::from(byte));
        // The highest bit of each byte that is zero, and of no other.
        let equal = !(((differ & LOW) + LOW) | differ | LOW);
        let allowed = (u128::MAX >> (8 * (15 - high))) & (u128::MAX << (8 * low));
        let free = equal & there & allowed & !matched_a;
        if free != 0 {
            matched_a |= free & free.wrapping_neg();
            matched_b |= 1 << index;
        }
    }
    let common = matched_b.count_ones() as usize;
    let mut transposed = 0;
    while matched_a != 0 {
        if a[matched_a.trailing_zeros() as usize / 8] != b[matched_b.trailing_zeros() as usize] {
            transposed += 1;
        }
        matched_a &= matched_a - 1;
        matched_b &= matched_b - 1;
    }
    score(common, transposed, a, b)
}

fn jaro_words(a: &[u8], b: &[u8]) -> f64 {
    let mut positions = [0_u64; 256];
    for (index, &byte) in a.iter().enumerate() {
        positions[usize::from(byte)] |= 1 << index;
    }
    let reach = window(a, b);
    let (mut matched_a, mut matched_b) = (0_u64, 0_u64);
    for (index, &byte) in b.iter().enumerate() {
        let low = index.saturating_sub(reach);
        let high = (index + reach).min(63);
        if low > 63 {
            break;
        }
        let allowed = (u64::MAX >> (63 - high)) & (u64::MAX << low);
        let free = positions[usize::from(byte)] & allowed & !matched_a;
        if free != 0 {
            matched_a |= free & free.wrapping_neg();
            matched_b |= 1 << index;
        }
    }
    let common = matched_a.count_ones() as usize;
    let mut transposed = 0;
    while matched_a != 0 {
        if a[matched_a.trailing_zeros() as usize] != b[matched_b.trailing_zeros() as usize] {
            transposed += 1;
        }
        matched_a &= matched_a - 1;
        matched_b &= matched_b - 1;
    }
    score(common, transposed, a, b)
}

fn jaro_long(a: &[u8], b: &[u8]) -> f64 {
    let reach = window(a, b);
    let (mut taken, mut matched_b) = (vec![false; a.len()], Vec::new());
    for (index, &byte) in b.iter().enumerate() {
        let (low, high) = (index.saturating_sub(reach).min(a.len()), (index + reach + 1).min(a.len()));
        if let Some(found) = (low..high).find(|&place| !taken[place] && a[place] == byte) {
            taken[found] = true;
            matched_b.push(byte);
        }
    }
    let matched_a = a.iter().zip(&taken).filter(|(_, taken)| **taken).map(|(byte, _)| byte);
    let transposed = matched_a.zip(&matched_b).filter(|(left, right)| left != right).count();
    score(matched_b.len(), transposed, a, b)
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::prelude::*;

    use super::{jaro_long, jaro_short, jaro_words};

    /// Few different bytes, so that many are equal, or any.
    fn text(most: usize) -> impl Strategy<Value = Vec<u8>> {
        prop_oneof![
            vec(b'a'..b'e', 1..=most),
            vec(any::<u8>(), 1..=most),
            vec(prop_oneof![Just(0_u8), Just(255)], 1..=most)
        ]
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 4000, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn short_strings_are_compared_as_longer_ones_are(a in text(16), b in text(16)) {
            let short = jaro_short(&a, &b).to_bits();
            prop_assert_eq!(short, jaro_short(&b, &a).to_bits(), "whichever comes first");
            prop_assert_eq!(short, jaro_words(&a, &b).to_bits());
            prop_assert_eq!(short, jaro_long(&a, &b).to_bits());
        }

        #[test]
        fn strings_of_up_to_a_word_are_compared_as_longer_ones_are(a in text(64), b in text(64)) {
            prop_assert_eq!(jaro_words(&a, &b).to_bits(), jaro_words(&b, &a).to_bits(), "whichever comes first");
            prop_assert_eq!(jaro_words(&a, &b).to_bits(), jaro_long(&a, &b).to_bits());
        }
    }
}

//! One bit string for all tokens of a record, in which no token has bits of its own.
//!
//! At each of the 1024 places the tokens of a record run a race, with lots that a keyed hash draws; the winner sets the bit, to 0 or 1 as
//! its hash says. A token of weight `w` wins `w` out of the sum of weights. Two records agree at a place for certain
//! where the same token wins in both, which happens as often as their tokens coincide (the weighted Jaccard index), and else
//! in half of the cases. What an observer sees at a place depends on every token of the record, and half of all records have each bit set.
//!
//! Sources: Li and König (2010), "b-Bit minwise hashing"; Smith (2017), "Secure pseudonymisation for privacy-preserving
//! probabilistic record linkage", Journal of Information Security and Applications 34 (the same with tabulation hashing and
//! without weights); Moulton and Jiang (2018), "Maximally consistent sampling and the Jaccard index of probability distributions".

use std::collections::BTreeMap;

use multiversion::multiversion;

use super::dice::{BITS, Bits, WORDS, weight};
use super::key::Key;

/// Bits set in every hardened encoding.
pub const WEIGHT: u32 = 512;

/// The largest weight of a token, for which there is a factor.
const TOKEN_WEIGHT_MAX: u8 = 20;

/// The bit string of the tokens, before noise. A record without tokens has none set.
pub(super) fn sketch(key: &Key, tokens: &BTreeMap<String, u8>) -> Bits {
    let mut lots = [0; 4 * BITS];
    let mut race = Race { times: [f32::INFINITY; BITS], bits: [0; BITS] };
    for (token, weight) in tokens {
        assert!((1..=TOKEN_WEIGHT_MAX).contains(weight), "a plan that was checked has such weights");
        key.stream(token).fill(&mut lots);
        run(&mut race, &lots, 1.0 / f32::from(*weight));
    }
    let mut bits = [0; WORDS];
    for (place, bit) in race.bits.iter().enumerate() {
        bits[place / 64] |= u64::from(*bit) << (place % 64);
    }
    bits
}

#[derive(Debug, Clone, PartialEq)]
struct Race {
    /// The time of the fastest so far.
    times: [f32; BITS],
    /// The last bit of its lot.
    bits: [u32; BITS],
}

/// Lets one token run at every place.
///
/// The time of a lot `u` is `-log2(u) / weight`. The logarithm is that of Mitchell (1962): the bits of a floating-point number, read as an
/// integer. It is nowhere wrong by more than 0.09 and the same on every machine, which matters more here.
#[multiversion(targets("x86_64+avx512f+avx512bw+avx512vl+avx512dq+avx2", "x86_64+avx2", "aarch64+neon"))]
fn run(race: &mut Race, lots: &[u8; 4 * BITS], factor: f32) {
    run_anywhere(race, lots, factor);
}

/// What [`run`] does, for whatever processor the caller is compiled for.
#[expect(clippy::cast_precision_loss, reason = "lots are rounded to 24 bits on purpose")]
#[inline(always)]
fn run_anywhere(race: &mut Race, lots: &[u8; 4 * BITS], factor: f32) {
    const ONE: u32 = (127 + 32) << 23;
    let (lots, _) = lots.as_chunks::<4>();
    for ((lot, time), bit) in lots.iter().zip(&mut race.times).zip(&mut race.bits) {
        let lot = u32::from_le_bytes(*lot);
        let own = (ONE - (lot as f32).to_bits()) as f32 * factor;
        let wins = own < *time;
        *time = if wins { own } else { *time };
        *bit = if wins { lot & 1 } else { *bit };
    }
}

/// Turns each bit with probability `share`, then as many of the more frequent kind, at random, as it takes for [`WEIGHT`] to be set.
pub(super) fn harden(mut bits: Bits, share: f64, noise: &mut blake3::OutputReader) -> Bits {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a share of at most 0.25")]
    let limit = (share * f64::from(u32::MAX)) as u32;
    let mut lots = [0; 4 * BITS];
    noise.fill(&mut lots);
    for (place, lot) in lots.as_chunks::<4>().0.iter().enumerate() {
        bits[place / 64] ^= u64::from(u32::from_le_bytes(*lot) < limit) << (place % 64);
    }
    let mut set = weight(&bits);
    while set != WEIGHT {
        let mut lot = [0; 2];
        noise.fill(&mut lot);
        let place = usize::from(u16::from_le_bytes(lot)) % BITS;
        let is_set = bits[place / 64] >> (place % 64) & 1 == 1;
        if is_set == (set > WEIGHT) {
            bits[place / 64] ^= 1 << (place % 64);
            set = if is_set { set - 1 } else { set + 1 };
        }
    }
    bits
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_processor_makes_the_same_sketch() {
        let mut here = Race { times: [f32::INFINITY; BITS], bits: [0; BITS] };
        let mut anywhere = here.clone();
        let mut reader = blake3::Hasher::new_derive_key("overt tests: lots").finalize_xof();
        for weight in 1..=TOKEN_WEIGHT_MAX {
            let mut lots = [0; 4 * BITS];
            reader.fill(&mut lots);
            run(&mut here, &lots, 1.0 / f32::from(weight));
            run_anywhere(&mut anywhere, &lots, 1.0 / f32::from(weight));
        }
        assert!(here == anywhere);
    }

    /// A token of weight 3 among others of weight 1, 6 and 10 must win 15 in 100 races.
    #[test]
    fn tokens_win_by_their_weight() {
        let mut reader = blake3::Hasher::new_derive_key("overt tests: weights").finalize_xof();
        let mut wins = [0_u32; 4];
        for _ in 0..20 {
            let mut race = Race { times: [f32::INFINITY; BITS], bits: [0; BITS] };
            let mut winners = [0; BITS];
            for (token, weight) in [1.0, 3.0, 6.0, 10.0_f32].into_iter().enumerate() {
                let before = race.times;
                let mut lots = [0; 4 * BITS];
                reader.fill(&mut lots);
                run(&mut race, &lots, 1.0 / weight);
                for place in 0..BITS {
                    if race.times[place] < before[place] {
                        winners[place] = token;
                    }
                }
            }
            for winner in winners {
                wins[winner] += 1;
            }
        }
        for (wins, expected) in wins.into_iter().zip([0.05, 0.15, 0.3, 0.5]) {
            let share = f64::from(wins) / 20_480.0;
            assert!((share - expected).abs() < 0.03, "{share} instead of {expected}");
        }
    }
}

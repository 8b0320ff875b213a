//! Yes or no with an exact probability, by integers alone (Canonne, Kamath and Steinke 2020, "The discrete Gaussian for
//! differential privacy", algorithms 1 and 2).
//!
//! A probability that is a fraction is compared with a random number bit by bit, as far as the first bit that differs: no
//! rounding, and two bits on average.

use rand_core::CryptoRng;

/// Fractions have denominators below this, so that nothing overflows.
const DENOMINATOR_MAX: u128 = 1 << 96;

/// Random bits, one by one.
pub(in crate::dp) struct Bits<'a, R> {
    rng: &'a mut R,
    held: u64,
    left: u32,
}

impl<'a, R: CryptoRng> Bits<'a, R> {
    pub(in crate::dp) fn new(rng: &'a mut R) -> Self {
        Self { rng, held: 0, left: 0 }
    }

    pub(in crate::dp) fn bit(&mut self) -> bool {
        if self.left == 0 {
            self.held = self.rng.next_u64();
            self.left = u64::BITS;
        }
        let bit = self.held & 1 == 1;
        self.held >>= 1;
        self.left -= 1;
        bit
    }

    /// A whole number below `bound`, each as likely as the others.
    pub(in crate::dp) fn below(&mut self, bound: u64) -> u64 {
        assert!(bound > 0, "there must be a number to draw");
        let mask = u64::MAX.checked_shr((bound - 1).leading_zeros()).unwrap_or(0);
        loop {
            let drawn = self.rng.next_u64() & mask;
            if drawn < bound {
                return drawn;
            }
        }
    }

    /// Yes with probability `part / whole`.
    pub(in crate::dp) fn chance(&mut self, part: u128, whole: u128) -> bool {
        debug_assert!(part <= whole && whole < 1 << 126);
        if part == whole {
            return true;
        }
        let mut rest = part;
        loop {
            rest <<= 1;
            let digit = rest >= whole;
            if digit {
                rest -= whole;
            }
            if self.bit() != digit {
                return digit;
            }
        }
    }

    /// Yes with probability `exp(-part / whole)`.
    pub(in crate::dp) fn chance_exp(&mut self, mut part: u128, whole: u128) -> bool {
        assert!(0 < whole && whole < DENOMINATOR_MAX, "parameters are bounded where they are made");
        while part > whole {
            if !self.chance_exp_within(1, 1) {
                return false;
            }
            part -= whole;
        }
        self.chance_exp_within(part, whole)
    }

    /// The same where `part <= whole`: von Neumann's series. The `n`-th step is reached with probability `(part / whole)^n / n!`.
    fn chance_exp_within(&mut self, part: u128, whole: u128) -> bool {
        let mut step = 1;
        let mut steps_whole = whole;
        while self.chance(part, steps_whole) {
            step += 1;
            steps_whole = whole.saturating_mul(step);
        }
        step % 2 == 1
    }
}

#[cfg(test)]
mod tests {
    use std::convert::Infallible;

    use rand_chacha::ChaCha20Rng;
    use rand_core::{SeedableRng as _, TryCryptoRng, TryRng};

    use super::*;

    /// Gives these bits, and then zeros.
    struct Written(u64);

    impl TryRng for Written {
        type Error = Infallible;

        fn try_next_u32(&mut self) -> Result<u32, Infallible> {
            unreachable!("bits are taken 64 at a time")
        }

        fn try_next_u64(&mut self) -> Result<u64, Infallible> {
            Ok(std::mem::take(&mut self.0))
        }

        fn try_fill_bytes(&mut self, _: &mut [u8]) -> Result<(), Infallible> {
            unreachable!("bits are taken 64 at a time")
        }
    }

    impl TryCryptoRng for Written {}

    #[test]
    fn of_all_beginnings_of_random_bits_the_right_part_says_yes() {
        for whole in 1..40_u128 {
            for part in 0..=whole {
                let yes = (0..1_u64 << 12).filter(|&bits| {
                    // A one behind them, so that those that are not decided end.
                    Bits::new(&mut Written(bits | 1 << 12)).chance(part, whole)
                });
                let yes = yes.count() as u128;
                assert!((yes * whole).abs_diff(part << 12) <= whole, "{part}/{whole}: {yes} of 4096");
            }
        }
    }

    #[test]
    fn exponentials_come_as_often_as_they_should() {
        let mut rng = ChaCha20Rng::seed_from_u64(9);
        let mut bits = Bits::new(&mut rng);
        let draws = 200_000_u32;
        for (part, whole) in [(0, 1), (1, 10), (1, 2), (1, 1), (5, 2), (3, 1), (7_u128 << 80, 9_u128 << 80)] {
            let yes = f64::from((0..draws).map(|_| u32::from(bits.chance_exp(part, whole))).sum::<u32>());
            #[expect(clippy::cast_precision_loss, reason = "a fraction to compare with")]
            let chance = (-(part as f64) / whole as f64).exp();
            let (expected, draws) = (chance * f64::from(draws), f64::from(draws));
            assert!((yes - expected).abs() <= 4.5 * (draws * chance * (1.0 - chance)).sqrt(), "{part}/{whole}: {yes}");
        }
    }

    #[test]
    fn numbers_below_a_bound_are_equally_frequent() {
        let mut rng = ChaCha20Rng::seed_from_u64(9);
        let mut bits = Bits::new(&mut rng);
        assert_eq!(bits.below(1), 0);
        assert!(bits.below(u64::MAX) < u64::MAX);
        let mut often = [0_u32; 10];
        for _ in 0..100_000 {
            often[usize::try_from(bits.below(10)).expect("small")] += 1;
        }
        assert!(often.iter().all(|times| (9_500..10_500).contains(times)), "{often:?}");
    }
}

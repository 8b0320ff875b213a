//! Chance from a seed.

use rand_chacha::ChaCha20Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

/// Draws that a seed decides.
pub(crate) struct Chance(ChaCha20Rng);

impl Chance {
    pub(crate) fn new(seed: u64) -> Self {
        Self(ChaCha20Rng::seed_from_u64(seed))
    }

    /// A number above 0 and at most 1.
    pub(crate) fn part(&mut self) -> f64 {
        #[expect(clippy::cast_precision_loss, reason = "53 bits are as many as a number keeps")]
        let drawn = (self.0.next_u64() >> 11) as f64;
        (drawn + 1.0) / 9_007_199_254_740_992.0
    }

    /// A whole number below `bound`, which is at least 1.
    pub(crate) fn below(&mut self, bound: usize) -> usize {
        let scaled = u128::from(self.0.next_u64()) * u128::try_from(bound).expect("128 bits hold it");
        usize::try_from(scaled >> 64).expect("below the bound")
    }

    /// A standard normal value (Box and Muller 1958).
    pub(crate) fn normal(&mut self) -> f64 {
        (-2.0 * self.part().ln()).sqrt() * (std::f64::consts::TAU * self.part()).cos()
    }

    /// A value of chi-square.
    pub(crate) fn chi_square(&mut self, degrees: usize) -> f64 {
        (0..degrees).map(|_| self.normal().powi(2)).sum()
    }
}

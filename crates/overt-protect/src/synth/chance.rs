//! Chance for what is made of released counts. It protects nobody: noise was drawn before, from what was passed in.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};
use rand_core::CryptoRng;

/// A fast source of chance, seeded by another.
pub(super) struct Chance(ChaCha8Rng);

impl Chance {
    pub(super) fn new(rng: &mut impl CryptoRng) -> Self {
        let mut seed = [0; 32];
        rng.fill_bytes(&mut seed);
        Self(ChaCha8Rng::from_seed(seed))
    }

    /// A number from 0 to 1, without 1.
    pub(super) fn part(&mut self) -> f64 {
        f64::from(self.0.next_u32()) / (f64::from(u32::MAX) + 1.0)
    }

    /// A whole number below `bound`, each as likely as the others but for one in four milliards.
    pub(super) fn below(&mut self, bound: usize) -> usize {
        let scaled = u64::from(self.0.next_u32()) * u64::try_from(bound).expect("64 bits at most");
        usize::try_from(scaled >> u32::BITS).expect("below the bound")
    }

    /// A place in `shares`, each with a probability like its share. They need not add up to 1, but one must be above 0.
    pub(super) fn one_of(&mut self, shares: &[f32]) -> usize {
        let mut left = self.part() * shares.iter().map(|&share| f64::from(share)).sum::<f64>();
        let mut last = 0;
        for (place, &share) in shares.iter().enumerate().filter(|(_, share)| **share > 0.0) {
            left -= f64::from(share);
            last = place;
            if left < 0.0 {
                break;
            }
        }
        last
    }

    /// Puts things in an order in which every order is as likely.
    pub(super) fn shuffle<T>(&mut self, things: &mut [T]) {
        for last in (1..things.len()).rev() {
            things.swap(last, self.below(last + 1));
        }
    }
}

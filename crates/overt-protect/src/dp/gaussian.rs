//! The discrete Gaussian distribution, exactly (Canonne, Kamath and Steinke 2020, algorithm 3).

use rand_core::CryptoRng;

use super::sampler::Bits;

impl<R: CryptoRng> Bits<'_, R> {
    /// An integer `x` with probability proportional to `exp(-x^2 / (2 * variance))`.
    pub(in crate::dp) fn gaussian(&mut self, variance: u64) -> i64 {
        let scale = variance.isqrt() + 1;
        // Laplace noise, kept with the probability that turns it into Gaussian.
        let whole = 2 * u128::from(variance) * u128::from(scale).pow(2);
        loop {
            let drawn = self.laplace(scale, 1);
            let away = (u128::from(drawn.unsigned_abs()) * u128::from(scale)).abs_diff(variance.into());
            if self.chance_exp(away.saturating_mul(away), whole) {
                return drawn;
            }
        }
    }
}

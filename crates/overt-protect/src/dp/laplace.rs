//! The discrete Laplace distribution, exactly.

use rand_core::CryptoRng;

use super::sampler::Bits;

impl<R: CryptoRng> Bits<'_, R> {
    /// An integer `x` with probability proportional to `exp(-|x| * per / scale)`.
    pub(in crate::dp) fn laplace(&mut self, scale: u64, per: u64) -> i64 {
        loop {
            let offset = self.below(scale);
            if !self.chance_exp(offset.into(), scale.into()) {
                continue;
            }
            let mut turns = 0_u64;
            while self.chance_exp(1, 1) {
                turns += 1;
            }
            let size = turns.checked_mul(scale).and_then(|whole| whole.checked_add(offset)).map(|size| size / per);
            let size = size.and_then(|size| i64::try_from(size).ok()).expect("less likely than exp(-2^22)");
            let negative = self.bit();
            // Zero would come up twice as often otherwise.
            if !(negative && size == 0) {
                return if negative { -size } else { size };
            }
        }
    }
}

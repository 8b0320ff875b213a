//! A stream of random bytes from a seed, for kernels that ask for a source of randomness.

use std::convert::Infallible;

use overt_model::Secret;
use rand_core::{TryCryptoRng, TryRng};

/// Bytes of BLAKE3 in its mode for output of any length, from 32 bytes of the operating system: as hard to foresee as these are. The
/// same seed gives the same bytes.
///
/// Whoever calls a kernel draws the seed; kernels make no randomness.
pub struct Seeded(blake3::OutputReader);

impl Seeded {
    /// From a seed, which must be drawn anew for each use.
    pub fn new(seed: &Secret<[u8; 32]>) -> Self {
        Self(
            blake3::Hasher::new_derive_key("overt 2026 v1: random bytes from a seed")
                .update(seed.expose())
                .finalize_xof(),
        )
    }
}

impl std::fmt::Debug for Seeded {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("[secret]")
    }
}

impl TryRng for Seeded {
    type Error = Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        let mut bytes = [0; 4];
        self.0.fill(&mut bytes);
        Ok(u32::from_le_bytes(bytes))
    }

    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        let mut bytes = [0; 8];
        self.0.fill(&mut bytes);
        Ok(u64::from_le_bytes(bytes))
    }

    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Infallible> {
        self.0.fill(bytes);
        Ok(())
    }
}

impl TryCryptoRng for Seeded {}

#[cfg(test)]
mod tests {
    use rand_core::Rng as _;

    use super::*;

    #[test]
    fn one_seed_gives_one_stream_and_another_seed_another() {
        let stream = |seed: u8| {
            let (mut random, mut bytes) = (Seeded::new(&Secret::new([seed; 32])), [0; 100]);
            random.fill_bytes(&mut bytes);
            bytes
        };
        assert_eq!(stream(1), stream(1));
        assert_ne!(stream(1), stream(2));
    }
}

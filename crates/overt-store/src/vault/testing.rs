//! Randomness for tests that comes out the same every time.

use std::convert::Infallible;

use rand_core::{TryCryptoRng, TryRng};

/// A stream of bytes that follows from a seed.
pub(super) struct Seeded(blake3::OutputReader);

impl Seeded {
    pub(super) fn new(seed: u64) -> Self {
        let mut hasher = blake3::Hasher::new_derive_key("overt tests: repeatable randomness");
        Self(hasher.update(&seed.to_le_bytes()).finalize_xof())
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

/// The bytes that hexadecimal digits write.
pub(super) fn bytes(digits: &str) -> Vec<u8> {
    (0..digits.len()).step_by(2).map(|start| u8::from_str_radix(&digits[start..start + 2], 16).unwrap()).collect()
}

/// The 32 bytes that hexadecimal digits write.
pub(super) fn key(digits: &str) -> [u8; 32] {
    bytes(digits).try_into().unwrap()
}

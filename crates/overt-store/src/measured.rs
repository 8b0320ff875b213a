//! Counting and hashing what passes to a file.

use std::io::{Result, Write};

/// A writer that remembers how much went through it, and its BLAKE3.
pub(crate) struct Measured<W> {
    inner: W,
    length: u64,
    hasher: blake3::Hasher,
}

impl<W: Write> Measured<W> {
    pub(crate) fn new(inner: W) -> Self {
        Self { inner, length: 0, hasher: blake3::Hasher::new() }
    }

    /// The writer, the length and the hash.
    pub(crate) fn finish(self) -> (W, u64, [u8; 32]) {
        (self.inner, self.length, self.hasher.finalize().into())
    }
}

impl<W: Write> Write for Measured<W> {
    fn write(&mut self, bytes: &[u8]) -> Result<usize> {
        let count = self.inner.write(bytes)?;
        self.hasher.update(&bytes[..count]);
        self.length += count as u64;
        Ok(count)
    }

    fn flush(&mut self) -> Result<()> {
        self.inner.flush()
    }
}

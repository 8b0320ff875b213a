//! Writing a container.

use std::io::{self, Write};

use rand_core::CryptoRng;
use zeroize::Zeroizing;

use super::super::keys::DataKey;
use super::error::ContainerError;
use super::header::ContainerHeader;
use super::{CONTENT_LEN_MAX, HEAD_LEN, frame_place, key_place};
use crate::vault::{ContainerId, TenantId};

/// Seals what is written to it, frame by frame, under a key of its own.
///
/// Without [`ContainerWriter::finish`] the container has no end and is refused when it is read. An error is a
/// [`ContainerError`] within an [`io::Error`], and every write after it fails too.
pub struct ContainerWriter<W, C> {
    destination: W,
    random: C,
    hasher: blake3::Hasher,
    key: DataKey,
    place: (TenantId, ContainerId),
    /// The frame that is being filled. A full one waits until it is known whether it is the last.
    frame: Zeroizing<Vec<u8>>,
    frame_len_max: usize,
    number: u64,
    failed: bool,
}

impl<W: Write, C: CryptoRng> ContainerWriter<W, C> {
    /// Makes a data key, wraps it to every holder and writes the header.
    pub fn new(destination: W, header: &ContainerHeader, mut random: C) -> Result<Self, ContainerError> {
        let key = DataKey::generate(&mut random);
        Self::with_key(destination, header, (key, CONTENT_LEN_MAX), random)
    }

    pub(super) fn with_key(
        destination: W,
        header: &ContainerHeader,
        (key, content_len_max): (DataKey, usize),
        mut random: C,
    ) -> Result<Self, ContainerError> {
        let place = key_place(header.tenant, header.id);
        let wraps: Vec<_> =
            header.holders.iter().map(|holder| holder.public_key.wrap(&key, &place, &mut random)).collect();
        let mut writer = Self {
            destination,
            random,
            hasher: blake3::Hasher::new(),
            key,
            place: (header.tenant, header.id),
            // Room for all of it, so that no plaintext is left behind by a buffer that grew.
            frame: Zeroizing::new(Vec::with_capacity(HEAD_LEN + content_len_max)),
            frame_len_max: HEAD_LEN + content_len_max,
            number: 0,
            failed: false,
        };
        writer.emit(&header.to_bytes(&wraps)?)?;
        writer.frame.push(0);
        writer.frame.extend_from_slice(writer.hasher.finalize().as_bytes());
        Ok(writer)
    }

    /// Seals the last frame, writes the end, and gives the destination back.
    pub fn finish(mut self) -> Result<W, ContainerError> {
        self.seal_frame(true)?;
        self.emit(&0_u32.to_le_bytes())?;
        let hash = self.hasher.finalize();
        self.emit(hash.as_bytes())?;
        self.destination.flush().map_err(ContainerError::Write)?;
        Ok(self.destination)
    }

    fn seal_frame(&mut self, is_last: bool) -> Result<(), ContainerError> {
        self.frame[0] = u8::from(is_last);
        self.number += 1;
        let place = frame_place(self.place.0, self.place.1, self.number);
        let envelope = self.key.seal(&self.frame, &place, &mut self.random).expect("a frame is shorter than 16 MiB");
        let length = u32::try_from(envelope.len()).expect("an envelope of a frame is shorter than 4 GiB");
        self.emit(&length.to_le_bytes())?;
        self.emit(&envelope)?;
        self.frame.truncate(HEAD_LEN);
        Ok(())
    }

    fn emit(&mut self, bytes: &[u8]) -> Result<(), ContainerError> {
        if self.failed {
            return Err(ContainerError::Failed);
        }
        self.failed = true;
        self.destination.write_all(bytes).map_err(ContainerError::Write)?;
        self.hasher.update(bytes);
        self.failed = false;
        Ok(())
    }
}

impl<W: Write, C: CryptoRng> Write for ContainerWriter<W, C> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if !bytes.is_empty() && self.frame.len() == self.frame_len_max {
            self.seal_frame(false)?;
        }
        let length = bytes.len().min(self.frame_len_max - self.frame.len());
        self.frame.extend_from_slice(&bytes[..length]);
        Ok(length)
    }

    /// Flushes the destination. What does not fill a frame stays here until [`ContainerWriter::finish`], so that nothing
    /// shows how the content was written.
    fn flush(&mut self) -> io::Result<()> {
        self.destination.flush()
    }
}

//! Taking a container apart, without a key: header, frames, hash and end.

use std::io::{self, BufRead as _, BufReader, Read};

use super::error::ContainerError;
use super::header::{CONTAINER_HEADER_LEN_MAX, ContainerHeader, MAGIC, MAGIC_START};
use super::{ENVELOPE_LEN_MAX, HASH_LEN};

/// The bytes of a container, with the hash of those that were read.
pub(super) struct Source<R> {
    reader: BufReader<R>,
    hasher: blake3::Hasher,
    envelope: Vec<u8>,
    number: u64,
}

impl<R: Read> Source<R> {
    pub(super) fn new(reader: R) -> Self {
        let envelope = Vec::new();
        Self { reader: BufReader::new(reader), hasher: blake3::Hasher::new(), envelope, number: 0 }
    }

    /// Reads the header, and gives the wraps of the data key in the order of the holders.
    pub(super) fn header(&mut self) -> Result<(ContainerHeader, Vec<Vec<u8>>), ContainerError> {
        let mut line = Vec::new();
        self.reader.by_ref().take(MAGIC.len() as u64).read_to_end(&mut line).map_err(ContainerError::Read)?;
        if line != MAGIC {
            return Err(match () {
                () if MAGIC.starts_with(&line) => ContainerError::Truncated,
                () if line.starts_with(MAGIC_START) => ContainerError::Version,
                () => ContainerError::NotAContainer,
            });
        }
        self.hasher.update(&line);
        line.clear();
        let mut limited = self.reader.by_ref().take(CONTAINER_HEADER_LEN_MAX as u64);
        limited.read_until(b'\n', &mut line).map_err(ContainerError::Read)?;
        if line.last() != Some(&b'\n') {
            let is_full = line.len() == CONTAINER_HEADER_LEN_MAX;
            return Err(if is_full { ContainerError::HeaderTooLong } else { ContainerError::Truncated });
        }
        self.hasher.update(&line);
        ContainerHeader::of_line(&line)
    }

    /// The hash of what was read until now.
    pub(super) fn hash(&self) -> [u8; HASH_LEN] {
        self.hasher.finalize().into()
    }

    /// The next envelope and its number, from 1. None where the container is at its end, and that is the right one.
    pub(super) fn next_envelope(&mut self) -> Result<Option<(u64, &[u8])>, ContainerError> {
        let mut length = [0; 4];
        self.fill(&mut length)?;
        self.hasher.update(&length);
        let length = usize::try_from(u32::from_le_bytes(length)).unwrap_or(usize::MAX);
        if length == 0 {
            return self.end().map(|()| None);
        }
        self.number += 1;
        if length > ENVELOPE_LEN_MAX {
            return Err(ContainerError::FrameTooLong(self.number));
        }
        let mut envelope = std::mem::take(&mut self.envelope);
        envelope.resize(length, 0);
        self.fill(&mut envelope)?;
        self.hasher.update(&envelope);
        self.envelope = envelope;
        Ok(Some((self.number, &self.envelope)))
    }

    fn end(&mut self) -> Result<(), ContainerError> {
        let expected = self.hash();
        let mut found = [0; HASH_LEN];
        self.fill(&mut found)?;
        match self.reader.by_ref().bytes().next() {
            Some(Ok(_)) => Err(ContainerError::AfterEnd),
            Some(Err(error)) => Err(ContainerError::Read(error)),
            None if found != expected => Err(ContainerError::Damaged),
            None => Ok(()),
        }
    }

    fn fill(&mut self, buffer: &mut [u8]) -> Result<(), ContainerError> {
        self.reader.read_exact(buffer).map_err(|error| match error.kind() {
            io::ErrorKind::UnexpectedEof => ContainerError::Truncated,
            _ => ContainerError::Read(error),
        })
    }
}

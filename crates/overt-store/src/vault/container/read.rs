//! Reading a container: first its header, then, with a key, what is inside.

use std::io::{self, Read};

use overt_model::Secret;

use super::super::keys::{DataKey, SecretKey};
use super::super::sealing::OpenError;
use super::error::ContainerError;
use super::header::ContainerHeader;
use super::source::Source;
use super::{HASH_LEN, HEAD_LEN, frame_place, key_place};

/// A container of which the header was read.
pub struct SealedContainer<R> {
    source: Source<R>,
    header: ContainerHeader,
    header_hash: [u8; HASH_LEN],
    wraps: Vec<Vec<u8>>,
}

impl<R: Read> SealedContainer<R> {
    /// Reads the header. At most 1 MiB of it is held in memory.
    pub fn read_header(reader: R) -> Result<Self, ContainerError> {
        let mut source = Source::new(reader);
        let (header, wraps) = source.header()?;
        let header_hash = source.hash();
        Ok(Self { source, header, header_hash, wraps })
    }

    /// What the container says of itself. Anybody may have written it: believe [`ContainerReader::header`].
    pub const fn header(&self) -> &ContainerHeader {
        &self.header
    }

    /// Whether the container is complete and undamaged, without a key. This reads all of it.
    ///
    /// It finds damage and not forgery: whoever changes a container can make the hash at its end anew.
    pub fn check(mut self) -> Result<ContainerHeader, ContainerError> {
        while self.source.next_envelope()?.is_some() {}
        Ok(self.header)
    }

    /// Unlocks the container for the holder whose key this is, and verifies the header.
    ///
    /// The secret key comes out of the holder's user lock ([`SecretKey::unlock`]) or recovery wrap
    /// ([`RecoveryCode::unwrap`](super::super::RecoveryCode::unwrap)).
    pub fn unlock(self, secret: &SecretKey) -> Result<ContainerReader<R>, ContainerError> {
        let public = secret.public();
        let mut holders = self.header.holders.iter().zip(&self.wraps);
        let (_, wrap) = holders.find(|(holder, _)| holder.public_key == public).ok_or(ContainerError::NotAHolder)?;
        let place = key_place(self.header.tenant, self.header.id);
        let key = secret.unwrap(wrap, &place).map_err(ContainerError::Key)?;
        let Self { source, header, header_hash, .. } = self;
        let frame = Secret::new(Vec::new());
        let mut reader = ContainerReader { source, header, header_hash, key, frame, position: 0, state: State::More };
        reader.advance()?;
        Ok(reader)
    }
}

/// What is inside a container, through [`Read`].
///
/// **What is read before the end is a beginning, not the container.** Only `Ok(0)` says that it is complete. An error is a
/// [`ContainerError`] within an [`io::Error`], and every read after it fails too.
pub struct ContainerReader<R> {
    source: Source<R>,
    header: ContainerHeader,
    header_hash: [u8; HASH_LEN],
    key: DataKey,
    /// The present frame, of which everything before `position` was given out.
    frame: Secret<Vec<u8>>,
    position: usize,
    state: State,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    /// Frames follow the present one.
    More,
    /// The present frame is the last one, and everything was verified.
    Complete,
    /// Something was wrong.
    Failed,
}

impl<R: Read> ContainerReader<R> {
    /// The header that the container was made with.
    pub const fn header(&self) -> &ContainerHeader {
        &self.header
    }

    fn advance(&mut self) -> Result<(), ContainerError> {
        if self.state == State::Failed {
            return Err(ContainerError::Failed);
        }
        self.state = State::Failed;
        self.state = self.open_next()?;
        Ok(())
    }

    fn open_next(&mut self) -> Result<State, ContainerError> {
        let (number, envelope) = self.source.next_envelope()?.ok_or(ContainerError::Truncated)?;
        let wrong = |source| ContainerError::Frame { number, source };
        let place = frame_place(self.header.tenant, self.header.id, number);
        self.frame = self.key.open(envelope, &place).map_err(wrong)?;
        self.position = HEAD_LEN;
        let [is_last, header_hash @ ..] =
            self.frame.expose().first_chunk::<HEAD_LEN>().ok_or(wrong(OpenError::Refused))?;
        if *header_hash != self.header_hash {
            return Err(ContainerError::HeaderChanged);
        }
        match is_last {
            0 => Ok(State::More),
            1 if self.source.next_envelope()?.is_some() => Err(ContainerError::AfterEnd),
            1 => Ok(State::Complete),
            _ => Err(wrong(OpenError::Refused)),
        }
    }
}

impl<R: Read> Read for ContainerReader<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if buffer.is_empty() {
            return Ok(0);
        }
        while self.state == State::Failed || (self.state == State::More && self.position == self.frame.expose().len()) {
            self.advance()?;
        }
        let rest = &self.frame.expose()[self.position..];
        let length = rest.len().min(buffer.len());
        buffer[..length].copy_from_slice(&rest[..length]);
        self.position += length;
        Ok(length)
    }
}

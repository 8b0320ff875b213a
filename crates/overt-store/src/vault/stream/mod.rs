//! Sealed files: any length in constant memory, in chunks that cannot be reordered, repeated, left out or exchanged.
//!
//! ```text
//! header: version (1) | suite (1) | nonce prefix (19) | commitment (32)
//! chunks: XChaCha20-Poly1305(64 KiB; the last one may be shorter) | tag (16)
//! nonce of a chunk: nonce prefix | number of the chunk (4, big endian) | 1 for the last chunk, else 0
//! inside: length (8) | length of name (2) | length of type (2) | name | type | file | zeros
//! ```
//! This is the STREAM construction (Hoang, Reyhanitabar, Rogaway and Vizár, "Online Authenticated-Encryption and its
//! Nonce-Reuse Misuse-Resistance", CRYPTO 2015). The key of the file follows from data key, nonce prefix and place and is
//! committed to in the header, as in an envelope; header and place are bound to every chunk. The zeros pad the inside to its
//! Padmé length and to at least 4 KiB, so that neither length nor name shows.
//!
//! **What arrives before the end is not the file.** [`DataKey::open_file`] writes each chunk once it is verified, because a
//! large file does not fit in memory. Only `Ok` says that the file is complete: write to a temporary place, and
//! show or move it only then.

mod open;
mod seal;
#[cfg(test)]
mod tests;

use std::io;

use overt_model::Private;

use super::keys::DataKey;
use super::padding::padme;
use super::sealing::{COMMITMENT_LEN, Domain, NONCE_LEN, OpenError, SUITE, TAG_LEN};

/// Bytes of a chunk before it is sealed.
pub const CHUNK_LEN: usize = 64 << 10;
/// Longest file in bytes: 1 TiB.
pub const FILE_LEN_MAX: u64 = 1 << 40;
/// Longest name in bytes.
pub const NAME_LEN_MAX: usize = 1024;
/// Longest media type in bytes.
pub const MEDIA_TYPE_LEN_MAX: usize = 255;

/// Shortest inside in bytes.
const INSIDE_LEN_MIN: u64 = 4 << 10;
/// Bytes before name and type.
const FACTS_LEN: usize = 12;

const VERSION: u8 = 1;
const VERSION_AND_SUITE: [u8; 2] = [VERSION, SUITE];
const PREFIX_LEN: usize = NONCE_LEN - 5;
const HEADER_LEN: usize = 2 + PREFIX_LEN + COMMITMENT_LEN;
const DOMAIN: Domain = Domain("overt.vault 2026 file v1: commitment and file key");

/// What is known of a file, and sealed with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileFacts {
    /// Its name.
    pub name: Private<String>,
    /// Its media type.
    pub media_type: String,
    /// Its length in bytes.
    pub length: u64,
}

/// Why a file was not sealed or not opened.
#[derive(Debug, thiserror::Error)]
pub enum FileError {
    /// Name, type or length are beyond the limits.
    #[error(
        "could not seal the file: names are limited to {NAME_LEN_MAX} bytes, types to {MEDIA_TYPE_LEN_MAX}, files to 1 TiB"
    )]
    TooLong,
    /// There was more or less to read than the facts say.
    #[error("could not seal the file: it changed its length meanwhile")]
    LengthChanged,
    /// Wrong key or place, or changed, shortened, lengthened data.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// The source failed.
    #[error("could not read the file")]
    Read(#[source] io::Error),
    /// The destination failed.
    #[error("could not write the file")]
    Write(#[source] io::Error),
}

impl FileFacts {
    /// Bytes of the sealed file.
    pub fn sealed_len(&self) -> Result<u64, FileError> {
        let inside = self.inside_len()?;
        Ok(HEADER_LEN as u64 + inside + inside.div_ceil(CHUNK_LEN as u64) * TAG_LEN as u64)
    }

    fn inside_len(&self) -> Result<u64, FileError> {
        let (name, media_type) = (self.name.expose().len(), self.media_type.len());
        if name > NAME_LEN_MAX || media_type > MEDIA_TYPE_LEN_MAX || self.length > FILE_LEN_MAX {
            return Err(FileError::TooLong);
        }
        Ok(padme((FACTS_LEN + name + media_type) as u64 + self.length).max(INSIDE_LEN_MIN))
    }
}

fn nonce(prefix: [u8; PREFIX_LEN], number: u32, is_last: bool) -> [u8; NONCE_LEN] {
    let mut nonce = [0; NONCE_LEN];
    nonce[..PREFIX_LEN].copy_from_slice(&prefix);
    nonce[PREFIX_LEN..PREFIX_LEN + 4].copy_from_slice(&number.to_be_bytes());
    nonce[PREFIX_LEN + 4] = u8::from(is_last);
    nonce
}

/// Reads until `buffer` is full or the source ends, and says how much that was.
fn read_full(source: &mut impl io::Read, buffer: &mut [u8]) -> Result<usize, FileError> {
    let mut filled = 0;
    while filled < buffer.len() {
        match source.read(&mut buffer[filled..]) {
            Ok(0) => break,
            Ok(count) => filled += count,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(FileError::Read(error)),
        }
    }
    Ok(filled)
}

//! What somebody gives to be read: a file on a disk, or the content of one that is in memory only.

use std::fs::File;
use std::io::{self, Cursor, Read, Seek, SeekFrom};
use std::path::Path;

use bytes::Bytes;
use parquet::errors::ParquetError;
use parquet::file::reader::{ChunkReader, Length};

/// What is given.
#[derive(Debug, Clone, Copy)]
pub enum Given<'a> {
    /// A file at this place.
    Path(&'a Path),
    /// A file of this name that never was on this machine's disk.
    Bytes {
        /// Its name.
        name: &'a str,
        /// All of it.
        bytes: &'a Bytes,
    },
}

impl<'a, P: AsRef<Path> + ?Sized> From<&'a P> for Given<'a> {
    fn from(path: &'a P) -> Self {
        Self::Path(path.as_ref())
    }
}

impl Given<'_> {
    /// Opens it at its start.
    pub(super) fn open(self) -> io::Result<Opened> {
        Ok(match self {
            Self::Path(path) => Opened::File(File::open(path)?),
            Self::Bytes { bytes, .. } => Opened::Bytes(Cursor::new(bytes.clone())),
        })
    }

    /// Its name in small letters.
    pub(super) fn name(self) -> String {
        match self {
            Self::Path(path) => path.file_name().unwrap_or_default().to_string_lossy().to_lowercase(),
            Self::Bytes { name, .. } => name.to_lowercase(),
        }
    }
}

/// What was given, opened.
#[derive(Debug)]
pub(crate) enum Opened {
    /// On a disk.
    File(File),
    /// In memory.
    Bytes(Cursor<Bytes>),
}

impl Read for Opened {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match self {
            Self::File(file) => file.read(buffer),
            Self::Bytes(bytes) => bytes.read(buffer),
        }
    }
}

impl Seek for Opened {
    fn seek(&mut self, place: SeekFrom) -> io::Result<u64> {
        match self {
            Self::File(file) => file.seek(place),
            Self::Bytes(bytes) => bytes.seek(place),
        }
    }
}

impl Length for Opened {
    fn len(&self) -> u64 {
        match self {
            Self::File(file) => file.len(),
            Self::Bytes(bytes) => Length::len(bytes.get_ref()),
        }
    }
}

impl ChunkReader for Opened {
    type T = Box<dyn Read>;

    fn get_read(&self, start: u64) -> Result<Self::T, ParquetError> {
        Ok(match self {
            Self::File(file) => Box::new(file.get_read(start)?),
            Self::Bytes(bytes) => Box::new(bytes.get_ref().get_read(start)?),
        })
    }

    fn get_bytes(&self, start: u64, length: usize) -> Result<Bytes, ParquetError> {
        match self {
            Self::File(file) => file.get_bytes(start, length),
            Self::Bytes(bytes) => bytes.get_ref().get_bytes(start, length),
        }
    }
}

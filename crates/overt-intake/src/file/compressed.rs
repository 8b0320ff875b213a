//! Texts that may be compressed with gzip, read as if they were not.

use std::io::{self, BufReader, Read, Seek, SeekFrom};

use flate2::bufread::MultiGzDecoder;

use super::Opened;

/// The first bytes of what gzip wrote.
pub(super) const MARK: &[u8] = b"\x1f\x8b";

/// A file of text. It can be read again from its start, and nothing is unpacked to disk for that.
pub(super) enum Text {
    Plain(Opened),
    /// `None` if it could not be started again.
    Packed(Option<Box<MultiGzDecoder<BufReader<Opened>>>>),
}

impl Text {
    pub(super) fn of(mut file: Opened) -> io::Result<Self> {
        let mut head = Vec::new();
        file.by_ref().take(MARK.len() as u64).read_to_end(&mut head)?;
        file.rewind()?;
        let is_packed = head == MARK;
        Ok(if is_packed {
            Self::Packed(Some(Box::new(MultiGzDecoder::new(BufReader::new(file)))))
        } else {
            Self::Plain(file)
        })
    }
}

impl Read for Text {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match self {
            Self::Plain(file) => file.read(buffer),
            Self::Packed(None) => Ok(0),
            Self::Packed(Some(decoder)) => decoder.read(buffer).map_err(|error| match error.kind() {
                io::ErrorKind::UnexpectedEof => io::Error::new(
                    error.kind(),
                    "the compressed file ends too early, so a part of it is missing; copy or download it again",
                ),
                io::ErrorKind::InvalidInput | io::ErrorKind::InvalidData => io::Error::new(
                    io::ErrorKind::InvalidData,
                    "the compressed file is damaged; copy or download it again",
                ),
                _ => error,
            }),
        }
    }
}

impl Seek for Text {
    /// To the start only.
    fn seek(&mut self, place: SeekFrom) -> io::Result<u64> {
        match (self, place) {
            (Self::Plain(file), _) => file.seek(place),
            (Self::Packed(decoder), SeekFrom::Start(0)) => {
                let Some(started) = decoder.take() else { return Ok(0) };
                let mut file = started.into_inner().into_inner();
                file.rewind()?;
                *decoder = Some(Box::new(MultiGzDecoder::new(BufReader::new(file))));
                Ok(0)
            }
            (Self::Packed(_), _) => Err(io::ErrorKind::Unsupported.into()),
        }
    }
}

//! The parts of a workbook, which is a ZIP archive.
//!
//! The directory is read here and not by a library, so that nothing of it is kept before its size was looked at. No part may
//! be larger than it says, so what a part may take is decided before it is read.

use std::io::{self, BufReader, Read, Seek, SeekFrom, Take};

use flate2::Crc;
use flate2::bufread::DeflateDecoder;

use crate::rows::OpenError;

/// Most bytes of the directory.
const DIRECTORY_MAX: u32 = 4 << 20;

/// Most parts.
const PARTS_MAX: u16 = 10_000;

/// The mark at the end, without a comment, and how long a comment may be.
const END: usize = 22;
const COMMENT_MAX: u64 = u16::MAX as u64;

/// A damaged workbook, or one that is none.
pub(crate) const DAMAGED: OpenError = OpenError::Unreadable {
    what: "a ZIP archive that is cut or damaged",
    remedy: "copy or download it again, or open it in a spreadsheet program and save it",
};

const TOO_LARGE: OpenError = OpenError::Unreadable {
    what: "a workbook with more in it than is read",
    remedy: "save the sheet as CSV and import that",
};

/// An archive of which the directory was read.
pub(crate) struct Archive<R> {
    input: R,
    parts: Vec<Part>,
}

struct Part {
    name: String,
    is_encrypted: bool,
    method: u16,
    checksum: u32,
    packed: u32,
    length: u32,
    place: u32,
}

impl<R: Read + Seek> Archive<R> {
    pub(crate) fn open(mut input: R) -> Result<Self, OpenError> {
        let length = input.seek(SeekFrom::End(0))?;
        let tail = length.min(END as u64 + COMMENT_MAX);
        input.seek(SeekFrom::Start(length - tail))?;
        let mut bytes = Vec::new();
        input.by_ref().take(tail).read_to_end(&mut bytes)?;
        let end = bytes.windows(END).rposition(|window| window.starts_with(b"PK\x05\x06")).ok_or(DAMAGED)?;
        let end = &bytes[end..];
        let (count, size, place) = (short(end, 10)?, long(end, 12)?, long(end, 16)?);
        if count > PARTS_MAX || size > DIRECTORY_MAX || place == u32::MAX {
            return Err(TOO_LARGE);
        }
        input.seek(SeekFrom::Start(place.into()))?;
        bytes.clear();
        input.by_ref().take(size.into()).read_to_end(&mut bytes)?;
        let (mut parts, mut rest) = (Vec::new(), &bytes[..]);
        for _ in 0..count {
            let [name, extra, comment] = [28, 30, 32].map(|at| short(rest, at).map(usize::from));
            let (name, after) = (name?, extra? + comment?);
            if !rest.starts_with(b"PK\x01\x02") {
                return Err(DAMAGED);
            }
            parts.push(Part {
                name: String::from_utf8_lossy(rest.get(46..46 + name).ok_or(DAMAGED)?).replace('\\', "/"),
                is_encrypted: short(rest, 8)? & 1 == 1,
                method: short(rest, 10)?,
                checksum: long(rest, 16)?,
                packed: long(rest, 20)?,
                length: long(rest, 24)?,
                place: long(rest, 42)?,
            });
            rest = rest.get(46 + name + after..).ok_or(DAMAGED)?;
        }
        Ok(Self { input, parts })
    }

    pub(crate) fn has(&self, name: &str) -> bool {
        self.parts.iter().any(|part| part.name == name)
    }

    /// Whether there is a part in this folder.
    pub(crate) fn has_in(&self, folder: &str) -> bool {
        self.parts.iter().any(|part| part.name.starts_with(folder))
    }

    /// A part of at most `length_max` bytes.
    pub(crate) fn part(&mut self, name: &str, length_max: u32) -> Result<Content<&mut R>, OpenError> {
        let part = self.parts.iter().find(|part| part.name == name).ok_or(DAMAGED)?;
        content(&mut self.input, part, length_max)
    }

    /// The last part that is wanted.
    pub(crate) fn into_part(mut self, name: &str, length_max: u32) -> Result<Content<R>, OpenError> {
        let place = self.parts.iter().position(|part| part.name == name).ok_or(DAMAGED)?;
        content(self.input, &self.parts.swap_remove(place), length_max)
    }
}

fn content<R: Read + Seek>(mut input: R, part: &Part, length_max: u32) -> Result<Content<R>, OpenError> {
    if part.is_encrypted {
        return Err(super::PROTECTED);
    }
    if part.length > length_max {
        return Err(TOO_LARGE);
    }
    input.seek(SeekFrom::Start(part.place.into()))?;
    let mut head = Vec::new();
    input.by_ref().take(30).read_to_end(&mut head)?;
    if !head.starts_with(b"PK\x03\x04") {
        return Err(DAMAGED);
    }
    let skipped = i64::from(short(&head, 26)?) + i64::from(short(&head, 28)?);
    input.seek(SeekFrom::Current(skipped))?;
    let input = BufReader::new(input.take(part.packed.into()));
    let packed = match part.method {
        0 => Packed::Stored(input),
        8 => Packed::Deflated(DeflateDecoder::new(input)),
        _ => return Err(DAMAGED),
    };
    Ok(Content { packed, sum: Crc::new(), read: 0, length: part.length, checksum: part.checksum })
}

enum Packed<R> {
    Stored(BufReader<Take<R>>),
    Deflated(DeflateDecoder<BufReader<Take<R>>>),
}

/// What is in a part. It is an error if that is not what the directory says.
pub(crate) struct Content<R> {
    packed: Packed<R>,
    sum: Crc,
    read: u64,
    length: u32,
    checksum: u32,
}

impl<R> Content<R> {
    /// How many bytes were read.
    pub(crate) const fn read_len(&self) -> u64 {
        self.read
    }
}

impl<R: Read> Read for Content<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = match &mut self.packed {
            Packed::Stored(input) => input.read(buffer)?,
            Packed::Deflated(input) => input.read(buffer).map_err(|_| super::damaged())?,
        };
        self.sum.update(&buffer[..count]);
        self.read += count as u64;
        let is_over = count == 0 && !buffer.is_empty();
        // Whoever looks for faults does not stop at a checksum.
        let is_whole = cfg!(fuzzing) || self.read == u64::from(self.length) && self.sum.sum() == self.checksum;
        if self.read > u64::from(self.length) || is_over && !is_whole {
            return Err(super::damaged());
        }
        Ok(count)
    }
}

fn short(bytes: &[u8], at: usize) -> Result<u16, OpenError> {
    let bytes = bytes.get(at..at + 2).ok_or(DAMAGED)?;
    Ok(u16::from_le_bytes([bytes[0], bytes[1]]))
}

fn long(bytes: &[u8], at: usize) -> Result<u32, OpenError> {
    Ok(u32::from(short(bytes, at)?) | u32::from(short(bytes, at + 2)?) << 16)
}

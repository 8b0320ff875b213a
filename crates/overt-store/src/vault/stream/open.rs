//! Opening sealed files.

use std::io::{Read, Write};

use overt_model::Private;
use zeroize::Zeroizing;

use super::super::context::Context;
use super::super::sealing::{MessageKey, OpenError, TAG_LEN, after_header};
use super::{
    CHUNK_LEN, DOMAIN, DataKey, FACTS_LEN, FileError, FileFacts, HEADER_LEN, PREFIX_LEN, VERSION, VERSION_AND_SUITE,
    nonce, read_full,
};

impl DataKey {
    /// Opens a sealed file that was sealed with this key for this place.
    ///
    /// Each chunk is written once it is verified. Until this returns `Ok`, what was written may lack its end: keep it apart,
    /// and throw it away on an error.
    pub fn open_file(
        &self,
        (source, destination): (&mut impl Read, &mut impl Write),
        context: &Context<'_>,
    ) -> Result<FileFacts, FileError> {
        let mut header = [0; HEADER_LEN];
        let header_len = read_full(source, &mut header)?;
        let rest = after_header(&header[..header_len], VERSION)?;
        let (prefix, commitment) = rest.split_first_chunk::<PREFIX_LEN>().ok_or(OpenError::Refused)?;
        let key = MessageKey::derive(DOMAIN, self.bytes(), prefix, &context.bind(&VERSION_AND_SUITE));
        if !key.commits_to(commitment) {
            return Err(OpenError::Refused.into());
        }

        let binding = context.bind(&header);
        let mut chunk = Zeroizing::new(Vec::with_capacity(CHUNK_LEN + TAG_LEN));
        let mut next = Zeroizing::new(Vec::with_capacity(CHUNK_LEN + TAG_LEN));
        let mut delivery: Option<Delivery> = None;
        let mut number = 0_u32;
        read_chunk(source, &mut chunk)?;
        while !chunk.is_empty() {
            read_chunk(source, &mut next)?;
            key.decrypt(&nonce(*prefix, number, next.is_empty()), &binding, &mut chunk)?;
            let (mut begun, file) = match delivery.take() {
                Some(begun) => (begun, chunk.as_slice()),
                None => Delivery::begin(&chunk)?,
            };
            begun.write(file, destination)?;
            delivery = Some(begun);
            number = number.checked_add(1).ok_or(OpenError::Refused)?;
            std::mem::swap(&mut chunk, &mut next);
        }
        let facts = delivery.ok_or(OpenError::Refused)?.end()?;
        destination.flush().map_err(FileError::Write)?;
        Ok(facts)
    }
}

/// Fills `chunk` with the next sealed chunk; it is empty at the end.
fn read_chunk(source: &mut impl Read, chunk: &mut Vec<u8>) -> Result<(), FileError> {
    chunk.resize(CHUNK_LEN + TAG_LEN, 0);
    let length = read_full(source, chunk)?;
    chunk.truncate(length);
    Ok(())
}

/// The file as it comes out.
struct Delivery {
    facts: FileFacts,
    file_left: u64,
    inside_left: u64,
}

impl Delivery {
    /// Reads the facts at the start of the first chunk, and gives back what follows them.
    fn begin(chunk: &[u8]) -> Result<(Self, &[u8]), FileError> {
        let (facts, rest) = Self::facts(chunk).ok_or(OpenError::Refused)?;
        let inside_len = facts.inside_len().map_err(|_| OpenError::Refused)?;
        let facts_len = (chunk.len() - rest.len()) as u64;
        let inside_left = inside_len.checked_sub(facts_len).ok_or(OpenError::Refused)?;
        Ok((Self { file_left: facts.length, inside_left, facts }, rest))
    }

    fn facts(chunk: &[u8]) -> Option<(FileFacts, &[u8])> {
        let (start, rest) = chunk.split_first_chunk::<FACTS_LEN>()?;
        let [length @ .., name_low, name_high, type_low, type_high] = *start;
        let (name, rest) = rest.split_at_checked(u16::from_le_bytes([name_low, name_high]).into())?;
        let (media_type, rest) = rest.split_at_checked(u16::from_le_bytes([type_low, type_high]).into())?;
        let facts = FileFacts {
            name: Private::new(str::from_utf8(name).ok()?.to_owned()),
            media_type: str::from_utf8(media_type).ok()?.to_owned(),
            length: u64::from_le_bytes(length),
        };
        Some((facts, rest))
    }

    fn write(&mut self, chunk: &[u8], destination: &mut impl Write) -> Result<(), FileError> {
        self.inside_left = self.inside_left.checked_sub(chunk.len() as u64).ok_or(OpenError::Refused)?;
        let length = usize::try_from(self.file_left).unwrap_or(usize::MAX).min(chunk.len());
        let (file, padding) = chunk.split_at(length);
        if padding.iter().any(|byte| *byte != 0) {
            return Err(OpenError::Refused.into());
        }
        self.file_left -= length as u64;
        destination.write_all(file).map_err(FileError::Write)
    }

    fn end(self) -> Result<FileFacts, FileError> {
        if self.file_left == 0 && self.inside_left == 0 { Ok(self.facts) } else { Err(OpenError::Refused.into()) }
    }
}

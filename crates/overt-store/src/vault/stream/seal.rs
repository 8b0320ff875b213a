//! Sealing files.

use std::io::{Read, Write};

use rand_core::CryptoRng;
use zeroize::Zeroizing;

use super::super::context::Context;
use super::super::sealing::{MessageKey, TAG_LEN};
use super::{
    CHUNK_LEN, DOMAIN, DataKey, FACTS_LEN, FileError, FileFacts, HEADER_LEN, PREFIX_LEN, VERSION_AND_SUITE, nonce,
    read_full,
};

impl DataKey {
    /// Seals all of `source` into `destination`, for the place that `context` names. `source` must have just the length that
    /// `facts` says.
    pub fn seal_file(
        &self,
        facts: &FileFacts,
        (source, destination): (&mut impl Read, &mut impl Write),
        context: &Context<'_>,
        random: &mut impl CryptoRng,
    ) -> Result<(), FileError> {
        let inside_len = facts.inside_len()?;
        let mut prefix = [0; PREFIX_LEN];
        random.fill_bytes(&mut prefix);
        let key = MessageKey::derive(DOMAIN, self.bytes(), &prefix, &context.bind(&VERSION_AND_SUITE));
        let mut header = Vec::with_capacity(HEADER_LEN);
        header.extend_from_slice(&VERSION_AND_SUITE);
        header.extend_from_slice(&prefix);
        header.extend_from_slice(key.commitment());
        destination.write_all(&header).map_err(FileError::Write)?;

        let binding = context.bind(&header);
        let mut inside = Inside { facts: facts_bytes(facts), file_left: facts.length, source };
        let mut chunk = Zeroizing::new(Vec::with_capacity(CHUNK_LEN + TAG_LEN));
        let count = u32::try_from(inside_len.div_ceil(CHUNK_LEN as u64)).map_err(|_| FileError::TooLong)?;
        let mut left = inside_len;
        for number in 0..count {
            let length = usize::try_from(left).unwrap_or(usize::MAX).min(CHUNK_LEN);
            left -= length as u64;
            chunk.clear();
            chunk.resize(length, 0);
            inside.fill(&mut chunk)?;
            if left == 0 {
                inside.expect_end()?;
            }
            key.encrypt(&nonce(prefix, number, left == 0), &binding, &mut chunk, 0);
            destination.write_all(&chunk).map_err(FileError::Write)?;
        }
        destination.flush().map_err(FileError::Write)
    }
}

/// What stands inside, in its order: the facts, the file, and zeros without end.
struct Inside<'a, R> {
    facts: Zeroizing<Vec<u8>>,
    file_left: u64,
    source: &'a mut R,
}

impl<R: Read> Inside<'_, R> {
    /// Fills `chunk`, which is zero. The facts are shorter than the first chunk.
    fn fill(&mut self, chunk: &mut [u8]) -> Result<(), FileError> {
        let facts = std::mem::take(&mut self.facts);
        let (start, rest) = chunk.split_at_mut(facts.len());
        start.copy_from_slice(&facts);
        let length = usize::try_from(self.file_left).unwrap_or(usize::MAX).min(rest.len());
        if read_full(self.source, &mut rest[..length])? < length {
            return Err(FileError::LengthChanged);
        }
        self.file_left -= length as u64;
        Ok(())
    }

    fn expect_end(&mut self) -> Result<(), FileError> {
        let mut more = Zeroizing::new([0]);
        if self.file_left > 0 || read_full(self.source, more.as_mut_slice())? > 0 {
            return Err(FileError::LengthChanged);
        }
        Ok(())
    }
}

fn facts_bytes(facts: &FileFacts) -> Zeroizing<Vec<u8>> {
    let (name, media_type) = (facts.name.expose().as_bytes(), facts.media_type.as_bytes());
    let mut bytes = Zeroizing::new(Vec::with_capacity(FACTS_LEN + name.len() + media_type.len()));
    bytes.extend_from_slice(&facts.length.to_le_bytes());
    for part in [name, media_type] {
        let length = u16::try_from(part.len()).expect("names and types were measured");
        bytes.extend_from_slice(&length.to_le_bytes());
    }
    bytes.extend_from_slice(name);
    bytes.extend_from_slice(media_type);
    bytes
}

//! In which encoding a file is, and its text in UTF-8.
//!
//! Bytes that are no characters become U+FFFF, which is no character either, so that the reader finds the rows they stand in.

use std::io::{self, Read};

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Decoder, DecoderResult, Encoding, UTF_8, UTF_16BE, UTF_16LE};

/// Stands for bytes that are no characters.
pub(crate) const NO_CHARACTER: char = '\u{ffff}';

/// Bytes that are read at once.
const CHUNK: usize = 64 << 10;

/// Room for decoded text in which every decoder gets on.
const ROOM_MIN: usize = 16;

/// Bytes beyond ASCII, with what is around them, that are enough to tell encodings apart.
const EVIDENCE_MAX: usize = 1 << 20;

/// In which encoding a file is, and how that was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoded {
    /// The file says so itself, with a byte order mark.
    Marked(&'static Encoding),
    /// UTF-8: all of it, or nearly all of it, is valid, which other encodings hardly ever are by chance.
    Utf8,
    /// UTF-16 without a mark: every other byte of nearly all characters is zero.
    Utf16(&'static Encoding),
    /// Not valid UTF-8; guessed from which letters stand beside each other.
    Guessed(&'static Encoding),
}

impl Encoded {
    /// The encoding itself.
    pub fn encoding(&self) -> &'static Encoding {
        match self {
            Self::Marked(encoding) | Self::Utf16(encoding) | Self::Guessed(encoding) => encoding,
            Self::Utf8 => UTF_8,
        }
    }

    /// What the mark says, and UTF-8 without one: for files whose format allows nothing else.
    pub(crate) fn marked_or_utf8(head: &[u8]) -> Self {
        Encoding::for_bom(head).map_or(Self::Utf8, |(encoding, _)| Self::Marked(encoding))
    }

    /// Reads all of `input` to find out. A file whose first half has no accents may have them in the second.
    pub(crate) fn of(mut input: impl Read) -> io::Result<Self> {
        let mut chunk = Vec::with_capacity(CHUNK);
        let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
        let (mut utf8, mut evidence) = (Utf8Evidence::default(), 0);
        fill(&mut input, &mut chunk)?;
        if let Some((encoding, _)) = Encoding::for_bom(&chunk) {
            return Ok(Self::Marked(encoding));
        }
        if let Some(encoding) = utf16(&chunk) {
            return Ok(Self::Utf16(encoding));
        }
        while !chunk.is_empty() {
            // Most files are ASCII, which says nothing for or against.
            if !(chunk.is_ascii() && utf8.begun.is_empty()) {
                utf8.add(&chunk);
            }
            if evidence < EVIDENCE_MAX && !chunk.is_ascii() {
                detector.feed(&chunk, false);
                evidence += chunk.len();
            }
            fill(&mut input, &mut chunk)?;
        }
        if utf8.is_convincing() {
            return Ok(Self::Utf8);
        }
        detector.feed(&[], true);
        Ok(Self::Guessed(detector.guess(None, Utf8Detection::Deny)))
    }
}

/// How much of a file is UTF-8. A few bytes that are not are damage, or pasted from another file; to read all of it in another
/// encoding would spoil every accent.
#[derive(Default)]
struct Utf8Evidence {
    /// Characters of several bytes.
    for_it: u64,
    /// Places that are not valid.
    against: u64,
    /// The first bytes of a character whose rest is still to come.
    begun: Vec<u8>,
}

impl Utf8Evidence {
    /// Characters of several bytes that outweigh one place that is not valid.
    const WEIGHT: u64 = 10;

    fn add(&mut self, bytes: &[u8]) {
        self.begun.extend_from_slice(bytes);
        let joined = std::mem::take(&mut self.begun);
        for part in joined.utf8_chunks() {
            self.for_it += part.valid().bytes().filter(|byte| *byte >= 0xc0).count() as u64;
            let invalid = part.invalid();
            let is_begun = std::str::from_utf8(invalid).is_err_and(|error| error.error_len().is_none());
            if is_begun && joined.ends_with(invalid) {
                self.begun = invalid.to_vec();
            } else {
                self.against += u64::from(!invalid.is_empty());
            }
        }
    }

    /// A character that the end of the file cuts does not count against it.
    const fn is_convincing(&self) -> bool {
        self.for_it >= self.against * Self::WEIGHT
    }
}

/// UTF-16 without a mark, of a text that is mostly in the Latin alphabet.
fn utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    let pairs = bytes.len() / 2;
    let zeros = |side: usize| bytes.chunks_exact(2).filter(|pair| pair[side] == 0).count();
    let (first, second) = (zeros(0), zeros(1));
    let is_most = |count: usize| pairs > 0 && count * 10 > pairs * 7;
    match (is_most(first), is_most(second)) {
        (false, true) if first * 10 < pairs => Some(UTF_16LE),
        (true, false) if second * 10 < pairs => Some(UTF_16BE),
        _ => None,
    }
}

/// Fills `chunk` with what comes next; it is shorter only where the file ends.
fn fill(input: &mut impl Read, chunk: &mut Vec<u8>) -> io::Result<()> {
    chunk.clear();
    input.take(CHUNK as u64).read_to_end(chunk)?;
    Ok(())
}

/// The text of a file in UTF-8, chunk by chunk.
pub(crate) struct Text<R> {
    input: R,
    decoder: Decoder,
    chunk: Vec<u8>,
    is_over: bool,
    bytes_read: u64,
}

impl<R: Read> Text<R> {
    pub(crate) fn new(input: R, encoding: Encoded) -> Self {
        let decoder = encoding.encoding().new_decoder_with_bom_removal();
        Self { input, decoder, chunk: Vec::with_capacity(CHUNK), is_over: false, bytes_read: 0 }
    }

    /// Appends more of the text to `text`; nothing is appended once it is over.
    pub(crate) fn read_onto(&mut self, text: &mut Vec<u8>) -> io::Result<()> {
        if self.is_over {
            return Ok(());
        }
        fill(&mut self.input, &mut self.chunk)?;
        self.is_over = self.chunk.len() < CHUNK;
        self.bytes_read += self.chunk.len() as u64;
        let mut bytes = &self.chunk[..];
        let mut end = text.len();
        loop {
            // Filled once a chunk, not once for each byte that is no character.
            if text.len() < end + ROOM_MIN {
                text.resize(end + 2 * bytes.len() + 2 * ROOM_MIN, 0);
            }
            let (result, read, written) =
                self.decoder.decode_to_utf8_without_replacement(bytes, &mut text[end..], self.is_over);
            end += written;
            bytes = &bytes[read..];
            match result {
                DecoderResult::InputEmpty => break,
                DecoderResult::OutputFull => {}
                DecoderResult::Malformed(..) => {
                    text.resize(text.len().max(end + ROOM_MIN), 0);
                    end += NO_CHARACTER.encode_utf8(&mut text[end..]).len();
                }
            }
        }
        text.truncate(end);
        Ok(())
    }

    pub(crate) fn into_input(self) -> R {
        self.input
    }

    pub(crate) const fn is_over(&self) -> bool {
        self.is_over
    }

    /// How many bytes of the file were read.
    pub(crate) const fn bytes_read(&self) -> u64 {
        self.bytes_read
    }
}

/// A text as another program may write it: for tests of readers.
#[cfg(test)]
pub(crate) fn encoded(text: &str, encoding: &'static Encoding, has_mark: bool) -> Vec<u8> {
    let marked = if has_mark { format!("\u{feff}{text}") } else { text.to_owned() };
    if encoding == UTF_16LE || encoding == UTF_16BE {
        let order = |unit: u16| if encoding == UTF_16LE { unit.to_le_bytes() } else { unit.to_be_bytes() };
        return marked.encode_utf16().flat_map(order).collect();
    }
    let mut encoder = encoding.new_encoder();
    let mut bytes = vec![0; marked.len() * 4 + 16];
    let (result, _, written, _) = encoder.encode_from_utf8(&marked, &mut bytes, true);
    assert_eq!(result, encoding_rs::CoderResult::InputEmpty);
    bytes.truncate(written);
    bytes
}

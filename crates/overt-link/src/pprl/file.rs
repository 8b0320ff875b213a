//! The encoded file: what leaves the house.
//!
//! ```text
//! {"format":"overt-pprl","version":1,"agreement":"…","run":"…","plan":"…","key-check":"…","threshold":0.59}
//! 00c1…  <base64 of 1024 bits>
//! …
//! {"records":2,"digest":"…"}
//! ```
//!
//! Lines end with a line feed. A record is 32 hexadecimal digits, one space and 171 characters of base64 without padding, in
//! ascending order of the digits. The digest is BLAKE3 over all that stands before the last line; it finds damage, not malice.

use std::collections::HashSet;
use std::fmt;
use std::io::{BufRead, Read, Write};

use base64ct::{Base64Unpadded, Encoding};
use serde::{Deserialize, Serialize};

use super::dice::weight;
use super::sketch::WEIGHT;
use super::{Bits, Key, Plan, PprlError};

/// Records of a file at most.
pub const RECORDS_MAX: usize = 10_000_000;

/// The version that is written and read.
const VERSION: u32 = 1;

/// Longer lines are rubbish, and are not read to their end.
const LINE_BYTES_MAX: usize = 2048;

/// Base64 of 1024 bits.
const ENCODING_CHARACTERS: usize = 171;

/// The random number of a record in one file. It means nothing outside of it, and only the owner knows whose it is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RecordId([u8; 16]);

impl RecordId {
    /// Wraps random bytes.
    pub const fn from_bytes(bytes: [u8; 16]) -> Self {
        Self(bytes)
    }

    /// What [`fmt::Display`] writes; none for anything else.
    pub fn from_text(text: &str) -> Option<Self> {
        let digits = text.as_bytes();
        if digits.len() != 32 || digits.iter().any(|digit| !matches!(digit, b'0'..=b'9' | b'a'..=b'f')) {
            return None;
        }
        u128::from_str_radix(text, 16).ok().map(|number| Self(number.to_be_bytes()))
    }
}

impl fmt::Display for RecordId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:032x}", u128::from_be_bytes(self.0))
    }
}

impl fmt::Debug for RecordId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// What must be the same in files that are to be joined.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Header {
    format: String,
    version: u32,
    /// The agreement under which it was made.
    pub agreement: String,
    /// The run.
    pub run: String,
    /// The fingerprint of the plan.
    pub plan: String,
    /// The check value of the key.
    pub key_check: String,
    /// The share of bits in common from which on two records are the same person.
    pub threshold: f64,
}

impl Header {
    pub(super) fn new(plan: &Plan, key: &Key) -> Self {
        Self {
            format: "overt-pprl".to_owned(),
            version: VERSION,
            agreement: key.agreement().to_owned(),
            run: key.run().to_owned(),
            plan: plan.fingerprint(),
            key_check: key.check().to_owned(),
            threshold: plan.threshold,
        }
    }
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Trailer {
    records: usize,
    digest: String,
}

/// An encoded file that was read.
#[derive(Debug, Clone, PartialEq)]
pub struct Encoded {
    /// Its first line.
    pub header: Header,
    /// The numbers, ascending.
    pub ids: Vec<RecordId>,
    /// The encodings, in the same order.
    pub bits: Vec<Bits>,
}

/// Writes a file. `encodings` must be in the order of their numbers.
pub(super) fn write(header: &Header, encodings: &[(RecordId, Bits)], mut out: impl Write) -> Result<(), PprlError> {
    let mut digest = blake3::Hasher::new();
    let mut put = |line: &str| {
        digest.update(line.as_bytes());
        out.write_all(line.as_bytes())
    };
    put(&(serde_json::to_string(header).expect("a header is JSON") + "\n"))?;
    for (id, bits) in encodings {
        let mut bytes = [0; 128];
        for (eight, word) in bytes.as_chunks_mut::<8>().0.iter_mut().zip(bits) {
            *eight = word.to_le_bytes();
        }
        put(&format!("{id} {}\n", Base64Unpadded::encode_string(&bytes)))?;
    }
    let trailer = Trailer { records: encodings.len(), digest: digest.finalize().to_hex().to_string() };
    writeln!(out, "{}", serde_json::to_string(&trailer).expect("a trailer is JSON"))?;
    out.flush()?;
    Ok(())
}

/// Reads a file, in memory that grows with the number of records only.
///
/// # Errors
///
/// One of [`PprlError`] says which line is not as it was written. A file that was cut off, changed or put together is refused whole:
/// half a file would look like few matches.
pub fn read(mut from: impl BufRead) -> Result<Encoded, PprlError> {
    let mut line = Vec::new();
    let mut digest = blake3::Hasher::new();
    if !next_line(&mut from, &mut line)? {
        return Err(PprlError::NoHeader);
    }
    digest.update(&line);
    let header = header(&line)?;
    let mut file = Encoded { header, ids: Vec::new(), bits: Vec::new() };
    let mut known = HashSet::new();
    let mut number = 1;
    loop {
        number += 1;
        let problem = |problem| PprlError::Line { line: number, problem };
        if !next_line(&mut from, &mut line)? {
            return Err(PprlError::Truncated { records: file.ids.len() });
        }
        if line.first() == Some(&b'{') {
            let trailer: Trailer = serde_json::from_slice(&line).map_err(|_| problem("is no last line"))?;
            if trailer.records != file.ids.len() {
                return Err(PprlError::Mismatch { what: "number of records" });
            }
            if trailer.digest != digest.finalize().to_hex().as_str() {
                return Err(PprlError::Mismatch { what: "digest" });
            }
            if next_line(&mut from, &mut line)? {
                return Err(PprlError::Line { line: number + 1, problem: "stands after the last line" });
            }
            return Ok(file);
        }
        digest.update(&line);
        if file.ids.len() >= RECORDS_MAX {
            return Err(PprlError::TooManyRecords { limit: RECORDS_MAX });
        }
        let (id, bits) = record(&line).map_err(problem)?;
        if !known.insert(id) {
            return Err(problem("has a number that an earlier line has"));
        }
        file.ids.push(id);
        file.bits.push(bits);
    }
}

/// The next line with its line feed; false at the end. A line that is too long is cut, and then no line of ours.
fn next_line(from: &mut impl BufRead, line: &mut Vec<u8>) -> Result<bool, PprlError> {
    line.clear();
    from.by_ref().take(LINE_BYTES_MAX as u64).read_until(b'\n', line)?;
    Ok(!line.is_empty())
}

fn header(line: &[u8]) -> Result<Header, PprlError> {
    /// Only what tells the format, since a later version may have other fields.
    #[derive(Deserialize)]
    struct Kind {
        format: String,
        version: u32,
    }
    let kind: Kind = serde_json::from_slice(line).map_err(|_| PprlError::NoHeader)?;
    if kind.format != "overt-pprl" {
        return Err(PprlError::NoHeader);
    }
    if kind.version != VERSION {
        return Err(PprlError::Version { found: kind.version, known: VERSION });
    }
    serde_json::from_slice(line).map_err(|_| PprlError::NoHeader)
}

fn record(line: &[u8]) -> Result<(RecordId, Bits), &'static str> {
    let text = line.strip_suffix(b"\n").and_then(|line| std::str::from_utf8(line).ok());
    let text = text.ok_or("is too long, cut off, or not text")?;
    let (id, encoding) = text.split_once(' ').ok_or("is not a number and an encoding")?;
    let id = RecordId::from_text(id).ok_or("does not begin with a number of 32 hexadecimal digits")?;
    if encoding.len() != ENCODING_CHARACTERS {
        return Err("has an encoding of another length");
    }
    let mut bytes = [0; 128];
    Base64Unpadded::decode(encoding, &mut bytes).map_err(|_| "has an encoding that is not base64")?;
    let mut bits = Bits::default();
    for (word, eight) in bits.iter_mut().zip(bytes.as_chunks::<8>().0) {
        *word = u64::from_le_bytes(*eight);
    }
    if weight(&bits) != WEIGHT {
        return Err("has an encoding in which not half of the bits are set");
    }
    Ok((id, bits))
}

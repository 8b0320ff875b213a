//! Signed notes (C2SP `signed-note`): a text, an empty line, and signature lines `— name base64(key id ‖ signature)`.

use std::fmt::Write as _;

use super::base64;

/// The longest note that is read, in bytes: a checkpoint with sixteen post-quantum signatures fits.
pub const NOTE_BYTES_MAX: usize = 128 * 1024;

/// The most signatures that are read in one note. The specification asks for at least 16.
pub const SIGNATURES_MAX: usize = 100;

/// What begins a signature line.
const SIGNATURE_MARK: &str = "\u{2014} ";

/// A text with signatures that nobody has verified yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    text: String,
    signatures: Vec<NoteSignature>,
}

/// One signature line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoteSignature {
    /// Name of the key.
    pub name: String,
    /// First four bytes of the hash over name, kind and key.
    pub key_id: [u8; 4],
    /// What follows the key id. Its form depends on the kind of key.
    pub bytes: Vec<u8>,
}

/// The text is not a signed note.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NoteError {
    /// Longer than [`NOTE_BYTES_MAX`] or with more than [`SIGNATURES_MAX`] signatures.
    #[error("the note is longer than 128 KiB or has more than 100 signatures; it is not a checkpoint")]
    TooLong,
    /// A control character other than the end of a line.
    #[error("the note holds control characters; copy it as a file, byte for byte")]
    Control,
    /// No empty line with signature lines after it.
    #[error("the note has no signatures at its end; copy it whole, with the last line end")]
    Unsigned,
    /// A line that should be a signature is none.
    #[error("line {line} of the signatures is not of the form “— name base64”; copy the note byte for byte")]
    SignatureLine {
        /// Number of the signature line, from 1.
        line: usize,
    },
}

impl Note {
    /// A note with this text, which ends with a line end, and no signatures yet.
    pub(super) const fn unsigned(text: String) -> Self {
        Self { text, signatures: Vec::new() }
    }

    /// Reads a note, byte for byte as it was written.
    pub fn parse(note: &str) -> Result<Self, NoteError> {
        if note.len() > NOTE_BYTES_MAX {
            return Err(NoteError::TooLong);
        }
        if note.bytes().any(|byte| byte < b' ' && byte != b'\n') {
            return Err(NoteError::Control);
        }
        let end = note.rfind("\n\n").ok_or(NoteError::Unsigned)?;
        let (text, signatures) = (&note[..=end], &note[end + 2..]);
        let lines = signatures.strip_suffix('\n').ok_or(NoteError::Unsigned)?;
        let mut note = Self::unsigned(text.to_owned());
        for (index, line) in lines.split('\n').enumerate() {
            if index == SIGNATURES_MAX {
                return Err(NoteError::TooLong);
            }
            note.signatures.push(NoteSignature::parse(line).ok_or(NoteError::SignatureLine { line: index + 1 })?);
        }
        Ok(note)
    }

    /// The signed text, with its last line end.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// All signatures, verified or not.
    pub fn signatures(&self) -> &[NoteSignature] {
        &self.signatures
    }

    /// Adds a signature at the end.
    pub fn push(&mut self, signature: NoteSignature) {
        self.signatures.push(signature);
    }

    /// The note as it is passed on: the text, an empty line and a line for each signature.
    pub fn write(&self) -> String {
        let mut note = format!("{}\n", self.text);
        for signature in &self.signatures {
            note.push_str(&signature.line());
        }
        note
    }
}

impl NoteSignature {
    /// The signature line with its line end: what a witness answers.
    pub fn line(&self) -> String {
        let mut line = String::from(SIGNATURE_MARK);
        let bytes = [&self.key_id[..], &self.bytes].concat();
        writeln!(line, "{} {}", self.name, base64::encode(&bytes)).expect("a text can always be extended");
        line
    }

    /// Reads a signature line without its line end; `None` when it is none.
    pub fn parse(line: &str) -> Option<Self> {
        let (name, encoded) = line.strip_prefix(SIGNATURE_MARK)?.split_once(' ')?;
        let bytes = base64::decode(encoded)?;
        let (key_id, bytes) = bytes.split_first_chunk()?;
        if !is_name(name) || bytes.is_empty() {
            return None;
        }
        Some(Self { name: name.to_owned(), key_id: *key_id, bytes: bytes.to_vec() })
    }
}

/// Whether a text may name a key: not empty, without spaces, control characters and plus signs.
pub(super) fn is_name(text: &str) -> bool {
    !text.is_empty() && !text.chars().any(|letter| letter.is_whitespace() || letter.is_control() || letter == '+')
}

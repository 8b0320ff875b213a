//! Checkpoints: what the log says about its tree, signed by the log and cosigned by witnesses outside the organisation.
//!
//! The format is C2SP `tlog-checkpoint` v1 in a C2SP `signed-note`, with cosignatures as in C2SP `tlog-cosignature` v1, so
//! that any witness of the public networks can cosign and any of their tools can verify:
//!
//! ```text
//! overt.example.org/log                            origin: which log
//! 10000                                            number of leaves
//! CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=     root, base64
//!
//! — overt.example.org/log Az3grl…                  Ed25519 over the lines above, after a key id of four bytes
//! — witness.example.com/w1 jWbPPw…                 key id, time (eight bytes), Ed25519 over
//!                                                  "cosignature/v1\ntime <seconds>\n" and the lines above
//! ```
//!
//! Signatures by keys that nobody asked about are skipped. A signature that claims to be by a key of the policy and is not
//! makes the whole note worthless.
//!
//! A [`Policy`] says whose signatures count. As a file it has one line for each key, and is compared by its bytes:
//! `origin …`, `log <public key>`, `witness <public key>`, `witnesses-min N` ([`Policy::parse`]).

mod key;
mod note;
mod policy;
mod policy_file;
mod statement;

#[cfg(test)]
pub(super) mod tests;

pub use key::{KeyError, KeyKind, SignerKey, VerifierKey};
pub use note::{NOTE_BYTES_MAX, Note, NoteError, NoteSignature, SIGNATURES_MAX};
pub use policy::{Cosigned, Opened, Policy, PolicyError};
pub use policy_file::{POLICY_BYTES_MAX, PolicyFinding, PolicyProblem};

use super::base64;
use super::tree::{Head, ProofError, TreeHash, verify_consistency};

/// The statement of a log about its tree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checkpoint {
    origin: String,
    head: Head,
    extensions: Vec<String>,
}

/// Why a note is not a checkpoint that can be relied on.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CheckpointError {
    /// Not a signed note.
    #[error(transparent)]
    Note(#[from] NoteError),
    /// The text of the note is not a checkpoint.
    #[error("line {line} of the checkpoint is not what it should be: origin, number of leaves, root, further lines")]
    Body {
        /// Number of the line, from 1.
        line: usize,
    },
    /// A checkpoint of another log.
    #[error("the checkpoint belongs to another log; give the checkpoints of the log that the policy names")]
    Origin,
    /// The log has not signed it.
    #[error("the log has not signed the checkpoint; if its key was replaced, add the new key to the policy")]
    LogSignatureMissing,
    /// A key of the policy did not make the signature under its name.
    #[error("the signature of {name} does not fit the checkpoint; the checkpoint was changed or forged")]
    BadSignature {
        /// Name of the key.
        name: String,
    },
    /// The witness has signed a tree that this one does not extend.
    #[error("the checkpoint does not extend the one cosigned before, so it was not cosigned: {0}")]
    NotAnExtension(#[from] ProofError),
    /// A log key where a witness key belongs, or the reverse.
    #[error("the key signs other things than this; use a log key for checkpoints and a witness key for cosignatures")]
    WrongKey,
}

impl Checkpoint {
    /// The statement that the log `origin` has this head. `None` when the origin could not name a key: when it is empty or
    /// holds spaces, line ends or plus signs.
    pub fn new(origin: &str, head: Head) -> Option<Self> {
        note::is_name(origin).then(|| Self { origin: origin.to_owned(), head, extensions: Vec::new() })
    }

    /// Reads the text of a note. Any origin that is not empty is read, as the specification asks.
    pub fn parse(text: &str) -> Result<Self, CheckpointError> {
        let body = |line| CheckpointError::Body { line };
        let mut lines = text.strip_suffix('\n').ok_or(body(1))?.split('\n');
        let origin = lines.next().filter(|line| !line.is_empty()).ok_or(body(1))?;
        let size_line = lines.next().ok_or(body(2))?;
        let size: u64 = size_line.parse().map_err(|_| body(2))?;
        if size.to_string() != size_line {
            return Err(body(2));
        }
        let root = lines.next().and_then(base64::decode_array).map(TreeHash).ok_or(body(3))?;
        let extensions: Vec<String> = lines.map(str::to_owned).collect();
        if let Some(empty) = extensions.iter().position(String::is_empty) {
            return Err(body(4 + empty));
        }
        Ok(Self { origin: origin.to_owned(), head: Head { size, root }, extensions })
    }

    /// The text that is signed.
    pub fn text(&self) -> String {
        let mut text = format!("{}\n{}\n{}\n", self.origin, self.head.size, self.head.root);
        for line in &self.extensions {
            text.push_str(line);
            text.push('\n');
        }
        text
    }

    /// Which log.
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// Number of leaves and root.
    pub const fn head(&self) -> Head {
        self.head
    }

    /// Further lines, about which witnesses say nothing.
    pub fn extensions(&self) -> &[String] {
        &self.extensions
    }

    /// The note signed by the log, ready for witnesses.
    pub fn sign(&self, log: &SignerKey) -> Result<Note, CheckpointError> {
        if log.public().kind() != KeyKind::Log {
            return Err(CheckpointError::WrongKey);
        }
        let mut note = Note::unsigned(self.text());
        note.push(log.sign(note.text(), 0));
        Ok(note)
    }
}

/// What a witness does with a checkpoint that `policy` opened: verifies that it extends the head it cosigned last, and
/// signs it together with the time, in seconds since 1970.
///
/// `last` is `None` the first time the witness sees the log. The caller must keep the new head, on disk, before it passes
/// the signature on: a witness that forgets cosigns forks.
pub fn cosign(
    witness: &SignerKey,
    opened: &Opened,
    last: Option<Head>,
    proof: &[TreeHash],
    seconds: u64,
) -> Result<NoteSignature, CheckpointError> {
    if witness.public().kind() != KeyKind::Witness {
        return Err(CheckpointError::WrongKey);
    }
    if let Some(last) = last {
        verify_consistency(last, opened.head(), proof)?;
    }
    Ok(witness.sign(&opened.checkpoint.text(), seconds))
}

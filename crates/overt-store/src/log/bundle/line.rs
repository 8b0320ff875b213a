//! The lines of a bundle, and reading one of bounded length.

use std::io::{self, BufRead, Read as _};

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use sha2::{Digest, Sha256};

use super::super::base64;
use super::super::entry::{Commitment, Content, Leaf, Opening};
use super::super::tree::{Head, TreeHash};

/// The longest line that is read, in bytes.
pub const LINE_BYTES_MAX: usize = 256 * 1024;

/// Version of the format that is written.
pub const BUNDLE_VERSION: u32 = 2;

/// The earliest version that is read. Its leaves have no content.
pub(super) const BUNDLE_VERSION_MIN: u32 = 1;

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[expect(clippy::large_enum_variant, reason = "nearly every line is a leaf, and one line is held at a time")]
pub(super) enum Line {
    Bundle(Header),
    Leaf(LeafLine),
    Checkpoint(String),
    Consistency(Consistency),
    End(End),
}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Header {
    pub(super) version: u32,
    pub(super) origin: String,
    pub(super) start: u64,
    pub(super) peaks: Vec<TreeHash>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct LeafLine {
    pub(super) index: u64,
    pub(super) commitment: Commitment,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) entry: Option<Commitment>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) content: Option<Content>,
    pub(super) link: Link,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) opening: Option<Opening>,
}

impl LeafLine {
    /// What the line says the leaf is made of; `None` when one of `entry` and `content` is missing.
    pub(super) fn leaf(&self) -> Option<Leaf> {
        match (self.entry, self.content) {
            (None, None) => Some(Leaf { entry: self.commitment, content: None }),
            (Some(entry), Some(_)) => Some(Leaf { entry, content: self.content }),
            _ => None,
        }
    }
}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Consistency {
    pub(super) from: u64,
    pub(super) to: u64,
    pub(super) proof: Vec<TreeHash>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct End {
    pub(super) leaves: u64,
}

/// The first 16 bytes of `SHA-256(link before ‖ commitment)`: ties a leaf to the one before it, so that damage is found at
/// its line. It is not signed; the roots of the checkpoints are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Link([u8; 16]);

impl Link {
    /// The link before the first leaf: the first 16 bytes of the root that the bundle starts from.
    pub(super) fn before(start: Head) -> Self {
        Self(first_half(&start.root.0))
    }

    pub(super) fn to(self, commitment: &Commitment) -> Self {
        Self(first_half(&Sha256::new().chain_update(self.0).chain_update(commitment.0).finalize().into()))
    }
}

fn first_half(hash: &[u8; 32]) -> [u8; 16] {
    std::array::from_fn(|index| hash[index])
}

impl Serialize for Link {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        base64::serialize(&self.0, serializer)
    }
}

impl<'de> Deserialize<'de> for Link {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        base64::deserialize(deserializer).map(Self)
    }
}

/// What reading a line came to.
pub(super) enum LineRead {
    End,
    TooLong,
    Line,
}

/// Reads one line into `buffer`, which is emptied first.
pub(super) fn read_line(reader: &mut impl BufRead, buffer: &mut Vec<u8>) -> io::Result<LineRead> {
    buffer.clear();
    let read = reader.by_ref().take(LINE_BYTES_MAX as u64 + 1).read_until(b'\n', buffer)?;
    Ok(match read {
        0 => LineRead::End,
        1..=LINE_BYTES_MAX => LineRead::Line,
        _ => LineRead::TooLong,
    })
}

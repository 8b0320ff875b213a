//! Why a container was not written or not read.

use std::io;

use super::super::sealing::OpenError;
use super::{CONTAINER_HEADER_LEN_MAX, HOLDER_NAME_LEN_MAX};

/// Why a container was not written or not read.
#[derive(Debug, thiserror::Error)]
pub enum ContainerError {
    /// Without a holder, nobody could ever open it.
    #[error("could not write the backup: nobody could open it; name at least one person who may")]
    Nobody,
    /// An account stands there twice.
    #[error("could not write the backup: an account is named twice among those who may open it; name it once")]
    Twice,
    /// The name of a holder is empty, longer than [`HOLDER_NAME_LEN_MAX`], or holds a line end or another control character.
    #[error(
        "could not write the backup: the name of a person who may open it has 1 to {HOLDER_NAME_LEN_MAX} bytes and no line \
         ends; change the name"
    )]
    Name,
    /// The header is longer than [`CONTAINER_HEADER_LEN_MAX`].
    #[error(
        "the header of the backup is longer than {CONTAINER_HEADER_LEN_MAX} bytes, room for some 1000 people; to write one, \
         name fewer who may open it; to read one, take another copy"
    )]
    HeaderTooLong,
    /// It does not begin like a container.
    #[error("this is not a backup of Overt: it begins otherwise; choose another file")]
    NotAContainer,
    /// A form that this program does not know, or damage.
    #[error("the backup has a form that this version of Overt does not know; open it with a newer version")]
    Version,
    /// Ciphers that this program does not know, or damage.
    #[error(
        "the backup uses cipher suite {0}, which this version of Overt does not know; open it with a newer version"
    )]
    Suite(u8),
    /// The header is not of the form of this version.
    #[error("the header of the backup, its second line, cannot be read: it was changed or damaged; take another copy")]
    Header,
    /// It ends before its end.
    #[error("the backup is not complete: its end is missing, because it was cut or never written; take another copy")]
    Truncated,
    /// A frame claims to be longer than any frame is.
    #[error("frame {0} of the backup claims a length that no frame has: it was changed or damaged; take another copy")]
    FrameTooLong(u64),
    /// Something follows the end.
    #[error("something follows the end of the backup: it was changed or damaged; take another copy")]
    AfterEnd,
    /// The hash at the end is another one.
    #[error("the backup does not agree with the hash at its end: it was changed or damaged; take another copy")]
    Damaged,
    /// The key belongs to none of the holders.
    #[error("this key opens nothing in the backup: its owner is not named in the header; ask a person who is")]
    NotAHolder,
    /// The data key did not come out of the holder's wrap.
    #[error("the key of the backup cannot be taken out with yours: its header was changed; take another copy")]
    Key(#[source] OpenError),
    /// A frame does not open in its place.
    #[error(
        "frame {number} of the backup cannot be opened: it was changed, or does not belong there; take another copy"
    )]
    Frame {
        /// Which frame, from 1.
        number: u64,
        /// Why.
        #[source]
        source: OpenError,
    },
    /// The frames were sealed under another header.
    #[error("the header of the backup is not the one that it was made with; take another copy")]
    HeaderChanged,
    /// An error came before, and what follows would have a gap.
    #[error("the backup cannot be continued after an error; begin anew")]
    Failed,
    /// The source failed.
    #[error("could not read the backup; see that its disk can be reached")]
    Read(#[source] io::Error),
    /// The destination failed.
    #[error("could not write the backup; see that its disk can be reached and has room")]
    Write(#[source] io::Error),
}

/// For [`io::Read`] and [`io::Write`]; [`io::Error::downcast`] gives the error back.
impl From<ContainerError> for io::Error {
    fn from(error: ContainerError) -> Self {
        let kind = match &error {
            ContainerError::Read(cause) | ContainerError::Write(cause) => cause.kind(),
            ContainerError::Failed => io::ErrorKind::Other,
            _ => io::ErrorKind::InvalidData,
        };
        Self::new(kind, error)
    }
}

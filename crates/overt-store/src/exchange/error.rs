//! Why an address or a bundle was not written, read or believed.

use std::io;

/// Why an address or a bundle was not written, read or believed.
#[derive(Debug, thiserror::Error)]
pub enum ExchangeError {
    /// It does not begin like an address, or a line is none.
    #[error("this is not an address of Overt, or it was changed in copying")]
    NotAnAddress,
    /// The address is not signed by the key that it names.
    #[error("the address is not signed by the key that it names: it was changed")]
    AddressChanged,
    /// It does not begin like a bundle.
    #[error("this is not a bundle of Overt: it begins otherwise")]
    NotABundle,
    /// A form that this program does not know.
    #[error("the bundle has a form that this version of Overt does not know")]
    Version,
    /// Written under a codebook that is newer than the one of this program.
    #[error("the bundle was written under codebook {found}, and this program knows {known}")]
    Codebook {
        /// Version it was written under.
        found: String,
        /// Version of this program.
        known: String,
    },
    /// No key of the person opens it.
    #[error("the bundle was not sealed for a team of this person, or its beginning was damaged")]
    NotForYou,
    /// It holds identities, and the person is no custodian.
    #[error("the bundle holds identities, which only a person opens who is also a custodian")]
    NeedsCustodian,
    /// It ends before its end.
    #[error("the bundle is not complete: its end is missing")]
    Truncated,
    /// Something in it was changed.
    #[error("the bundle was changed or damaged (piece {0})")]
    Damaged(u64),
    /// Something follows its end.
    #[error("something follows the end of the bundle")]
    AfterEnd,
    /// It is sealed well, and not in the form of a bundle.
    #[error("what the bundle holds is not in its form ({0})")]
    Form(&'static str),
    /// More of something than is read.
    #[error("the bundle holds more {0} than are read at once")]
    TooMany(&'static str),
    /// The signature does not fit.
    #[error("the signature of the bundle does not fit: it was not written by whom it names, or not for you")]
    Signature,
    /// Nobody was named from whom it may come, or somebody else.
    #[error("the bundle was signed by {fingerprint}, from whom nothing is expected")]
    UnknownSender {
        /// The fingerprint of the key that signed it.
        fingerprint: String,
    },
    /// The file could not be read.
    #[error("could not read the bundle")]
    Read(#[source] io::Error),
    /// The file could not be written.
    #[error("could not write the bundle")]
    Write(#[source] io::Error),
}

impl ExchangeError {
    /// What helps, where something does.
    pub const fn hint(&self) -> Option<&'static str> {
        Some(match self {
            Self::NotAnAddress => "ask for the file that `overt export address` wrote, unchanged",
            Self::AddressChanged => "ask for it again over another way, and compare the fingerprint by voice",
            Self::NotABundle => "choose the file that `overt export bundle` wrote",
            Self::Version | Self::Codebook { .. } => "update Overt, and import it again; nothing was imported",
            Self::NotForYou => {
                "a member of the team whose address was used must import it; if the team got a new key since, give the sender a new address"
            }
            Self::NeedsCustodian => "somebody who is a caseworker and a custodian must import it; nothing was imported",
            Self::Truncated | Self::Damaged(_) | Self::AfterEnd | Self::Signature | Self::Form(_) => {
                "ask for another copy; nothing of it was believed"
            }
            Self::TooMany(_) => "ask for several smaller bundles",
            Self::UnknownSender { .. } => {
                "compare the fingerprint with the sender by voice, then name it: `--from FINGERPRINT`; nothing was imported"
            }
            _ => return None,
        })
    }

    /// A stable code for programs.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NotAnAddress | Self::AddressChanged => "address",
            Self::NotABundle => "not-a-bundle",
            Self::Version => "newer-bundle",
            Self::Codebook { .. } => "newer-codebook",
            Self::NotForYou | Self::NeedsCustodian => "bundle-locked",
            Self::Truncated | Self::Damaged(_) | Self::AfterEnd => "bundle-damaged",
            Self::Form(_) | Self::TooMany(_) => "bundle-contents",
            Self::Signature => "bundle-signature",
            Self::UnknownSender { .. } => "unknown-sender",
            Self::Read(_) | Self::Write(_) => "file",
        }
    }
}

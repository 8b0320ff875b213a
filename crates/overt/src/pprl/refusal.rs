//! What the kernel refuses, as a failure of the command.

use std::io::ErrorKind;
use std::path::Path;

use overt_link::pprl::PprlError;

use crate::exit::Exit;
use crate::failure::Failure;

/// With the file it is about, where it is about one.
pub(super) fn failure(error: &PprlError, path: Option<&Path>) -> Failure {
    let (exit, code) = match error {
        PprlError::Io(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::IsADirectory) => {
            (Exit::WrongUse, "pprl-file")
        }
        PprlError::Io(_) => (Exit::MachineFailed, "machine-failed"),
        PprlError::Incomparable { .. } => (Exit::WrongUse, "pprl-incomparable"),
        PprlError::Plan { .. } => (Exit::WrongUse, "pprl-plan"),
        PprlError::Name { .. } => (Exit::WrongUse, "pprl-name"),
        _ => (Exit::WrongUse, "pprl-file"),
    };
    let cause = match error {
        PprlError::Io(error) => format!("{}: {error}", PprlError::Io(ErrorKind::Other.into())),
        other => other.to_string(),
    };
    let message = path.map_or_else(|| cause.clone(), |path| format!("cannot use {}: {cause}", path.display()));
    Failure::new(exit, code, message)
}

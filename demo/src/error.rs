//! What can go wrong while the files are written.

use std::io;
use std::path::{Path, PathBuf};

/// Why the files are not there.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The scale is not one of those that are supported.
    #[error("the scale is {0}, and may be from 1 to 100")]
    Scale(u32),
    /// Whoever asked for the files did not want to wait any longer.
    #[error("stopped before the files were finished")]
    Stopped,
    /// The machine failed.
    #[error("cannot write {}: {source}", .path.display())]
    Write {
        /// The file.
        path: PathBuf,
        /// What the machine says.
        source: io::Error,
    },
    /// The workbook could not be written.
    #[error("cannot write {}: {source}", .path.display())]
    Workbook {
        /// The file.
        path: PathBuf,
        /// What the writer says.
        source: rust_xlsxwriter::XlsxError,
    },
}

impl Error {
    pub(crate) fn write(path: &Path) -> impl FnOnce(io::Error) -> Self {
        let path = path.to_owned();
        move |source| Self::Write { path, source }
    }
}

//! Opening files to be imported.

use std::io::{ErrorKind, Read as _};
use std::path::Path;

use overt_intake::rows::{OpenError, Rows};
use overt_intake::{file, rejects};
use sha2::{Digest as _, Sha256};

use crate::exit::Exit;
use crate::failure::Failure;

/// The rows of a file.
pub(crate) fn open(path: &Path, table: Option<&str>) -> Result<Box<dyn Rows + Send>, Failure> {
    let rows = file::open(path, table).map_err(|error| unusable(path, &error))?;
    Ok(rejects::mended(rows))
}

fn unusable(path: &Path, error: &OpenError) -> Failure {
    let exit = match error {
        OpenError::Io(error) if !matches!(error.kind(), ErrorKind::NotFound | ErrorKind::IsADirectory) => {
            Exit::MachineFailed
        }
        _ => Exit::WrongUse,
    };
    Failure::new(exit, "file-unusable", format!("cannot read {}: {error}", path.display()))
}

/// SHA-256 of a file, in hexadecimal digits as `sha256sum` shows it.
pub(crate) fn fingerprint(path: &Path) -> anyhow::Result<String> {
    let mut file = std::fs::File::open(path)?;
    let (mut hasher, mut chunk) = (Sha256::new(), vec![0; 1 << 16]);
    loop {
        match file.read(&mut chunk)? {
            0 => break,
            read => hasher.update(&chunk[..read]),
        }
    }
    Ok(overt_store::hex(&hasher.finalize()))
}

//! Folders of invented files, and the folder of published ones.

use std::fs;
use std::path::Path;

/// A folder that is gone afterwards.
pub(super) struct Folder(tempfile::TempDir);

impl Folder {
    pub(super) fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    pub(super) fn path(&self, name: &str) -> String {
        self.0.path().join(name).display().to_string()
    }

    /// Writes a file, and says where it is.
    pub(super) fn write(&self, name: &str, text: impl AsRef<[u8]>) -> String {
        fs::write(self.0.path().join(name), text).unwrap();
        self.path(name)
    }

    pub(super) fn read(&self, name: &str) -> String {
        fs::read_to_string(self.0.path().join(name)).unwrap()
    }
}

/// The folder of published figures, which is not part of the repository; none, said aloud, where it is absent.
pub(super) fn reference() -> Option<&'static str> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/reference");
    if Path::new(folder).exists() {
        return Some(folder);
    }
    eprintln!("SKIPPED: {folder} is not there, so nothing was recomputed from it");
    None
}

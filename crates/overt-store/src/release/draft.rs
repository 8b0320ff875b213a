//! Where the files of a release lie until it is published: in the folder of the store.

use std::fs::{File, read, read_dir};
use std::io::{ErrorKind, Read as _};
use std::path::{Path, PathBuf};

use super::{RELEASE_TEXT_LEN_MAX, ReleaseId};
use crate::StoreError;
use crate::store::Store;

/// Files, each with its name.
pub type ReleaseFiles = Vec<(String, Vec<u8>)>;

/// The folder of a release in the folder of a store. What becomes public is in its folder `draft`, and the rest stays in the house.
pub fn release_folder(store: &Path, id: ReleaseId) -> PathBuf {
    store.join("releases").join(id.to_string().replace(':', "-"))
}

impl Store {
    /// A text of a draft, such as `notes.md`; none where it does not lie there, or is longer than any text of a release.
    pub fn release_text(&self, id: ReleaseId, name: &str) -> Result<Option<Vec<u8>>, StoreError> {
        let path = release_folder(self.folder(), id).join("draft").join(name);
        let mut bytes = Vec::new();
        let read =
            File::open(&path).and_then(|file| file.take(RELEASE_TEXT_LEN_MAX as u64 + 1).read_to_end(&mut bytes));
        match read {
            Ok(length) => Ok((length <= RELEASE_TEXT_LEN_MAX).then_some(bytes)),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(cause) => Err(StoreError::File { what: "read", path, cause }),
        }
    }

    /// Every file of a draft, in the order of their names; none where together they are longer than `most`.
    pub fn release_files(&self, id: ReleaseId, most: u64) -> Result<Option<ReleaseFiles>, StoreError> {
        let folder = release_folder(self.folder(), id).join("draft");
        let (mut files, mut length) = (Vec::new(), 0_u64);
        for entry in read_dir(&folder).map_err(StoreError::file("read", &folder))? {
            let path = entry.map_err(StoreError::file("read", &folder))?.path();
            length = length.saturating_add(path.metadata().map_err(StoreError::file("read", &path))?.len());
            if length > most {
                return Ok(None);
            }
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            files.push((name, read(&path).map_err(StoreError::file("read", &path))?));
        }
        files.sort();
        Ok(Some(files))
    }
}

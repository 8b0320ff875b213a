//! The files of a draft in the folder of the store, until it is published.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use anyhow::Context as _;
use overt_protect::release::Files;
use overt_store::ReleaseId;

use crate::file;
use crate::store_options::StoreOptions;

/// Where a draft lies.
pub(super) fn folder(options: &StoreOptions, id: ReleaseId) -> PathBuf {
    let name = id.to_string().replace(':', "-");
    options.data.join("releases").join(name)
}

/// What becomes public.
pub(super) fn public(options: &StoreOptions, id: ReleaseId) -> PathBuf {
    folder(options, id).join("draft")
}

/// Writes files that only their owner can read, each whole or not at all.
pub(super) fn write(folder: &Path, files: &[(String, Vec<u8>)]) -> anyhow::Result<()> {
    fs::create_dir_all(folder).with_context(|| format!("cannot make the folder {}", folder.display()))?;
    for (name, bytes) in files {
        let path = folder.join(name);
        file::stream(&path, |output| {
            output.write_all(bytes).with_context(|| format!("cannot write {}", path.display()))
        })?;
    }
    Ok(())
}

/// Reads all files of a folder, in the order of their names.
pub(super) fn read(folder: &Path) -> anyhow::Result<Files> {
    let say = || format!("cannot read {}", folder.display());
    let mut files = Files::new();
    for entry in fs::read_dir(folder).with_context(say)? {
        let path = entry.with_context(say)?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let bytes = fs::read(&path).with_context(|| format!("cannot read {}", path.display()))?;
        files.push((name, bytes));
    }
    files.sort();
    Ok(files)
}

//! The files of a draft in the folder of the store, until it is published.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use anyhow::Context as _;
use overt_protect::release::Files;
use overt_store::{ReleaseId, release_folder};

use crate::exit::Exit;
use crate::failure::Failure;
use crate::file;
use crate::store_options::StoreOptions;

/// Most bytes of a file of a release: a million cells, each with a long line.
const FILE_LEN_MAX: u64 = 1 << 30;

/// Where a draft lies.
pub(super) fn folder(options: &StoreOptions, id: ReleaseId) -> PathBuf {
    release_folder(&options.data, id)
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

/// Writes a folder that is there only when all of it is.
pub(super) fn write_whole(out: &Path, files: &[(String, Vec<u8>)]) -> anyhow::Result<()> {
    let unfinished = out.with_added_extension("unfinished");
    let say = || format!("cannot write {}", out.display());
    if unfinished.exists() {
        fs::remove_dir_all(&unfinished).with_context(say)?;
    }
    let written = write(&unfinished, files).and_then(|()| {
        // An empty folder of that name makes room.
        if out.exists() {
            fs::remove_dir(out).with_context(say)?;
        }
        fs::rename(&unfinished, out).with_context(say)
    });
    if written.is_err() {
        // The first error is the one worth telling.
        let _ = fs::remove_dir_all(&unfinished);
    }
    written
}

/// Reads all files of a folder, in the order of their names.
pub(crate) fn read(folder: &Path) -> anyhow::Result<Files> {
    let say = || format!("cannot read {}", folder.display());
    let mut files = Files::new();
    for entry in fs::read_dir(folder).with_context(say)? {
        let path = entry.with_context(say)?.path();
        let length = path.metadata().with_context(say)?.len();
        if length > FILE_LEN_MAX {
            let message = format!("{} is larger than any file of a release", path.display());
            return Err(Failure::new(Exit::WrongUse, "release-file", message).into());
        }
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let bytes = fs::read(&path).with_context(|| format!("cannot read {}", path.display()))?;
        files.push((name, bytes));
    }
    files.sort();
    Ok(files)
}

//! Writing a file.

use std::fs;
use std::path::Path;

use anyhow::Context;

/// Whole or not at all: a full disk or a killed process leaves the earlier file as it was.
pub(crate) fn replace(path: &Path, bytes: &[u8]) -> anyhow::Result<()> {
    let say = || format!("cannot write {}", path.display());
    let folder = path.parent().with_context(say)?;
    fs::create_dir_all(folder).with_context(say)?;
    let unfinished = path.with_added_extension("unfinished");
    let written = fs::write(&unfinished, bytes).and_then(|()| fs::rename(&unfinished, path));
    if written.is_err() {
        // The first error is the one worth telling.
        let _ = fs::remove_file(&unfinished);
    }
    written.with_context(say)
}

//! Writing a file.

use std::fs::{self, File, OpenOptions};
use std::io::{BufWriter, Write as _};
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

/// A new file that only its owner can read, of any length, whole or not at all. An earlier one stays until then.
pub(crate) fn stream<T>(
    path: &Path,
    write: impl FnOnce(&mut BufWriter<File>) -> anyhow::Result<T>,
) -> anyhow::Result<T> {
    let say = || format!("cannot write {}", path.display());
    let unfinished = path.with_added_extension("unfinished");
    let written = create(&unfinished).with_context(say).and_then(|file| {
        let mut writer = BufWriter::new(file);
        let value = write(&mut writer)?;
        writer.flush().and_then(|()| writer.get_ref().sync_all()).with_context(say)?;
        fs::rename(&unfinished, path).with_context(say)?;
        Ok(value)
    });
    if written.is_err() {
        let _ = fs::remove_file(&unfinished);
    }
    written
}

fn create(path: &Path) -> std::io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true);
    set_private(&mut options);
    options.open(path)
}

/// Nobody but the owner reads what is opened with these.
#[cfg(unix)]
pub(crate) fn set_private(options: &mut OpenOptions) {
    use std::os::unix::fs::OpenOptionsExt as _;
    options.mode(0o600);
}

#[cfg(not(unix))]
pub(crate) fn set_private(_: &mut OpenOptions) {}

//! The files of an export: private to their owner, and there only when all of them are whole.

use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use anyhow::Context as _;

use crate::exit::Exit;
use crate::failure::Failure;
use crate::file;

/// Files under names that say they are unfinished, until all are whole. Dropping them earlier removes them.
#[derive(Default, Clone)]
pub(crate) struct Files(Arc<Mutex<Vec<PathBuf>>>);

/// Refuses to write where something is already.
pub(super) fn refuse_overwriting(out: &Path, is_folder: bool, force: bool) -> Result<(), Failure> {
    let wrong = |message: String| Err(Failure::new(Exit::WrongUse, "file-exists", message));
    if is_folder && out.exists() && !out.is_dir() {
        return wrong(format!("{} is not a folder", out.display()));
    }
    if !is_folder && out.is_dir() {
        return wrong(format!("{} is a folder; name a file in it", out.display()));
    }
    let is_taken = if is_folder {
        fs::read_dir(out).is_ok_and(|mut entries| entries.next().is_some())
    } else {
        out.exists() || losses_path(out, false).exists()
    };
    if is_taken && !force {
        let what = if is_folder { "is not empty" } else { "is there already" };
        let message = format!("{} {what}, and nothing was written", out.display());
        let hint = "name another one, or replace files of the same names with `--force`";
        return Err(Failure::new(Exit::WrongUse, "file-exists", message).with_hint(hint));
    }
    Ok(())
}

/// Where the report of losses goes.
pub(super) fn losses_path(out: &Path, is_folder: bool) -> PathBuf {
    if is_folder { out.join("loss.json") } else { out.with_added_extension("loss.json") }
}

impl Files {
    /// A new file that will have this name.
    pub(crate) fn create(&self, path: PathBuf) -> io::Result<BufWriter<File>> {
        if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
            fs::create_dir_all(folder)?;
        }
        let unfinished = unfinished(&path);
        match fs::remove_file(&unfinished) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
        let mut options = OpenOptions::new();
        options.write(true).create_new(true);
        file::set_private(&mut options);
        let file = options.open(&unfinished)?;
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(path);
        Ok(BufWriter::new(file))
    }

    /// Gives every file its name. Whoever wrote them has ended.
    pub(crate) fn finish(&self) -> anyhow::Result<Vec<PathBuf>> {
        let mut paths = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        for path in &*paths {
            let synced = File::open(unfinished(path)).and_then(|file| file.sync_all());
            synced.with_context(|| format!("cannot write {}", path.display()))?;
        }
        for path in &*paths {
            fs::rename(unfinished(path), path).with_context(|| format!("cannot write {}", path.display()))?;
        }
        Ok(std::mem::take(&mut *paths))
    }

    /// Takes away what was begun.
    pub(crate) fn remove(&self) {
        for path in self.0.lock().unwrap_or_else(PoisonError::into_inner).drain(..) {
            // The error that led here is the one worth telling.
            let _ = fs::remove_file(unfinished(&path));
        }
    }
}

fn unfinished(path: &Path) -> PathBuf {
    path.with_added_extension("unfinished")
}

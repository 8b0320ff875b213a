//! Where the codebook comes from: the program itself or a folder.

use std::borrow::Cow;
use std::fs;
use std::path::Path;

use anyhow::{Context, bail};
use overt_model::Codebook;
use overt_model::codebook::{Files, Refused, embedded_files, is_codebook_file};

/// The codebook of a folder, or the built-in one.
pub(super) fn codebook(folder: Option<&Path>) -> anyhow::Result<Cow<'static, Codebook>> {
    match folder {
        None => Ok(Cow::Borrowed(Codebook::embedded())),
        Some(folder) => {
            let files = files(folder)?;
            read(&files).map(Cow::Owned).with_context(|| {
                let folder = folder.display();
                format!("cannot use the codebook in {folder} (run `overt codebook check --codebook {folder}` for everything)")
            })
        }
    }
}

pub(super) fn read(files: &Files) -> Result<Codebook, Refused> {
    Codebook::read(files.iter().map(|(path, text)| (path.as_str(), text.as_str())))
}

/// The files of a folder, or the built-in ones.
pub(super) fn files_of(folder: Option<&Path>) -> anyhow::Result<Files> {
    match folder {
        None => Ok(embedded_files().map(|(path, text)| (path.to_owned(), text.to_owned())).collect()),
        Some(folder) => files(folder),
    }
}

/// A codebook is a few hundred kilobytes; a file beyond this is something else.
const FILE_BYTES_MAX: u64 = 16 * 1024 * 1024;

fn files(folder: &Path) -> anyhow::Result<Files> {
    let mut files = Files::new();
    for part in ["", "lists", "schemas"] {
        let path = folder.join(part);
        let entries = fs::read_dir(&path).with_context(|| {
            format!("cannot read {}: a codebook is a folder with codebook.toml, lists/ and schemas/", path.display())
        })?;
        for entry in entries {
            let path = entry.with_context(|| format!("cannot read {}", path.display()))?.path();
            let Some(name) = path.file_name().and_then(|name| name.to_str()) else { continue };
            let name = if part.is_empty() { name.to_owned() } else { format!("{part}/{name}") };
            if is_codebook_file(&name) && path.is_file() {
                files.insert(name, text(&path)?);
            }
        }
    }
    Ok(files)
}

fn text(path: &Path) -> anyhow::Result<String> {
    let size = fs::metadata(path).with_context(|| format!("cannot read {}", path.display()))?.len();
    if size > FILE_BYTES_MAX {
        bail!("{} has {size} bytes; no file of a codebook is that large", path.display());
    }
    let bytes = fs::read(path).with_context(|| format!("cannot read {}", path.display()))?;
    let text = String::from_utf8(bytes);
    text.map_err(|error| {
        let line =
            1 + error.as_bytes()[..error.utf8_error().valid_up_to()].iter().filter(|&&byte| byte == b'\n').count();
        anyhow::anyhow!("{}:{line}: the file is not UTF-8; save it as UTF-8", path.display())
    })
}

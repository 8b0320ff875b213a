//! Files that are there whole or not at all.

mod list;
mod sheet;
mod table;

pub(crate) use list::List;
pub(crate) use sheet::{Holds, Sheet};
pub(crate) use table::{Form, Table};

use std::fs::{self, File};
use std::io::{BufWriter, Write as _};
use std::path::{Path, PathBuf};

use crate::Error;

/// A file under a temporary name. It gets its own when it is finished, and is removed when it is not.
pub(crate) struct Draft {
    pub(crate) path: PathBuf,
    temporary: PathBuf,
    output: Option<BufWriter<File>>,
}

impl Draft {
    /// Begins a file, in a folder that is made if need be.
    pub(crate) fn begin(path: &Path) -> Result<Self, Error> {
        let mut draft = Self::named(path)?;
        let file = File::create(&draft.temporary).map_err(Error::write(path))?;
        draft.output = Some(BufWriter::new(file));
        Ok(draft)
    }

    /// Only the names, where somebody else writes the file.
    pub(crate) fn named(path: &Path) -> Result<Self, Error> {
        let folder = path.parent().expect("a file is in a folder");
        fs::create_dir_all(folder).map_err(Error::write(folder))?;
        Ok(Self { path: path.to_owned(), temporary: path.with_added_extension("part"), output: None })
    }

    pub(crate) fn temporary(&self) -> &Path {
        &self.temporary
    }

    pub(crate) fn write(&mut self, bytes: &[u8]) -> Result<(), Error> {
        let output = self.output.as_mut().expect("it was begun");
        output.write_all(bytes).map_err(Error::write(&self.path))
    }

    /// Gives the file its name.
    pub(crate) fn finish(mut self) -> Result<(), Error> {
        let named = match self.output.take().map(BufWriter::into_inner).transpose() {
            Ok(_) => fs::rename(&self.temporary, &self.path),
            Err(error) => Err(error.into_error()),
        };
        named.map_err(Error::write(&self.path))
    }
}

impl Drop for Draft {
    /// After [`Self::finish`] there is nothing of this name any more.
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.temporary);
    }
}

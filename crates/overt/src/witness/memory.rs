//! What a witness cosigned last, one file for each log, beside its key.

use std::fs::{self, File, OpenOptions};
use std::io::{ErrorKind, Write as _};
use std::path::{Path, PathBuf};

use anyhow::Context as _;
use overt_store::log::checkpoint::{NOTE_BYTES_MAX, Note, Opened, Policy};

use crate::audit::outside;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::file::set_private;

/// The place of one log. Nobody else has it while this value lives.
pub(super) struct Memory {
    path: PathBuf,
    folder: PathBuf,
    _lock: File,
}

impl Memory {
    /// Takes the place of the log of a policy, beside the key.
    pub(super) fn take(key: &Path, policy: &Policy) -> anyhow::Result<Self> {
        let folder = key.with_added_extension("seen");
        let say = || format!("cannot use the folder {}", folder.display());
        fs::create_dir_all(&folder).with_context(say)?;
        let lock = folder.join("lock");
        let mut options = OpenOptions::new();
        options.write(true).create(true).truncate(false);
        set_private(&mut options);
        let lock = options.open(&lock).with_context(say)?;
        // Two that cosign at the same time could cosign two stories.
        lock.lock().with_context(say)?;
        Ok(Self { path: folder.join(name_of(policy.origin())), folder, _lock: lock })
    }

    /// The checkpoint that was cosigned last; none before the first time.
    pub(super) fn last(&self, policy: &Policy) -> Result<Option<Opened>, Failure> {
        match fs::metadata(&self.path) {
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            _ => {
                let note = outside::text(&self.path, NOTE_BYTES_MAX)?;
                policy.open(&note).map(Some).map_err(|error| {
                    let message =
                        format!("what was cosigned last does not fit the policy ({}): {error}", self.path.display());
                    Failure::new(Exit::WrongUse, "witness-memory", message)
                        .with_hint("the policy must name the key that the log had then, too; do not delete the file")
                })
            }
        }
    }

    /// Keeps a checkpoint. When this returns it is on disk.
    pub(super) fn keep(&self, note: &Note) -> anyhow::Result<()> {
        let say = || format!("cannot write {}", self.path.display());
        let unfinished = self.path.with_added_extension("unfinished");
        let mut file = File::create(&unfinished).with_context(say)?;
        file.write_all(note.write().as_bytes()).and_then(|()| file.sync_all()).with_context(say)?;
        fs::rename(&unfinished, &self.path).with_context(say)?;
        File::open(&self.folder).and_then(|folder| folder.sync_all()).with_context(say)
    }
}

/// The name of a log as the name of a file: different for different logs.
fn name_of(origin: &str) -> String {
    use std::fmt::Write as _;
    let mut name = String::from("log-");
    for byte in origin.bytes() {
        match byte {
            b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' => name.push(char::from(byte)),
            _ => write!(name, "%{byte:02x}").expect("a text can always be extended"),
        }
    }
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_log_has_a_file_of_its_own_that_stays_in_the_folder() {
        assert_eq!(name_of("overt.example.org/log"), "log-overt%2eexample%2eorg%2flog");
        assert_ne!(name_of("a/b"), name_of("a%2fb"));
        assert_ne!(name_of("Log"), name_of("log"));
        assert_eq!(name_of("../.."), "log-%2e%2e%2f%2e%2e");
    }
}

//! Handing over a recovery code: once, on the screen or in a new file.

use std::fs::{self, File, OpenOptions};
use std::io::Write as _;
use std::path::{Path, PathBuf};

use clap::Args;
use overt_model::Secret;
use serde_json::{Value as Json, json};

use crate::exit::Exit;
use crate::failure::Failure;
use crate::secret::HEADING;

/// Where a new recovery code goes; into the answer when no file is named.
#[derive(Args, Debug)]
pub(crate) struct RecoveryCodeDestination {
    /// Write the recovery code into this new file, which only you can read, instead of printing it.
    #[arg(long, value_name = "FILE", help_heading = HEADING)]
    recovery_code_file: Option<PathBuf>,
}

/// A place for a code that does not exist yet. It is made first, so that no code comes to be that nobody gets. Dropping it
/// removes the empty file.
pub(crate) struct Place(Option<(PathBuf, File)>);

/// A code that was handed over.
pub(crate) struct HandedOver {
    account: String,
    code: Code,
}

enum Code {
    Shown(Secret<String>),
    InFile(PathBuf),
}

impl RecoveryCodeDestination {
    /// Makes the place. A file in the folder of the store is refused: whoever takes the one would have the other.
    pub(crate) fn open(&self, data: &Path) -> Result<Place, Failure> {
        let Some(path) = &self.recovery_code_file else { return Ok(Place(None)) };
        let unusable = |exit, why: String| {
            Failure::new(
                exit,
                "recovery-code-file",
                format!("cannot write a recovery code to {}: {why}", path.display()),
            )
        };
        let inside = match (std::path::absolute(path), std::path::absolute(data)) {
            (Ok(path), Ok(data)) => path.starts_with(data),
            _ => false,
        };
        if inside {
            let failure = unusable(Exit::WrongUse, "it would lie beside what it opens".into());
            return Err(failure.with_hint("name a file outside of the folder of the store, best on another medium"));
        }
        let mut options = OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let file = options.open(path).map_err(|error| match error.kind() {
            std::io::ErrorKind::AlreadyExists => unusable(Exit::WrongUse, "there is a file already".into())
                .with_hint("name a file that is not there yet"),
            _ => unusable(Exit::MachineFailed, error.to_string()),
        })?;
        Ok(Place(Some((path.clone(), file))))
    }
}

impl Place {
    /// Hands the code of an account over.
    pub(crate) fn hand_over(mut self, account: &str, code: Secret<String>) -> Result<HandedOver, Failure> {
        let account = account.to_owned();
        let Some((path, file)) = &mut self.0 else { return Ok(HandedOver { account, code: Code::Shown(code) }) };
        // The file is the person's own, who asked for it.
        let written = writeln!(file, "{}", code.expose()).and_then(|()| file.sync_all());
        written.map_err(|error| {
            let what = format!("could not write the recovery code to {}: {error}", path.display());
            Failure::new(Exit::MachineFailed, "recovery-code-file", what).with_hint(format!(
                "everything else is done; `overt key recovery-code --as {account}` makes another code"
            ))
        })?;
        let path = path.clone();
        self.0 = None;
        Ok(HandedOver { account, code: Code::InFile(path) })
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        if let Some((path, _)) = &self.0 {
            let _ = fs::remove_file(path);
        }
    }
}

impl HandedOver {
    /// For people: the code in a frame, and what to do with it.
    pub(crate) fn text(&self) -> String {
        let account = &self.account;
        let keep = format!(
            "It opens what the passphrase of {account} opens, and helps when that is lost:\n\
             `overt key recover {account}`. It is stored nowhere else.\n"
        );
        match &self.code {
            Code::Shown(code) => {
                let rule = "-".repeat(64);
                // Shown this once: this is what it is made for.
                let code = code.expose();
                format!(
                    "{rule}\n  Recovery code of {account}\n\n      {code}\n{rule}\n\
                     This is the only time it is shown. {keep}\
                     Print it or write it on paper, and put it away where only {account} gets at it: not on this\n\
                     machine, not in a photo, not beside the folder of keys. Then clear this screen.\n"
                )
            }
            Code::InFile(path) => format!(
                "The recovery code of {account} is in {}. {keep}\
                 Print it, put the paper away where only {account} gets at it, and delete the file.\n",
                path.display()
            ),
        }
    }

    /// For programs: the code or its file, added to an answer.
    pub(crate) fn add_to(&self, answer: &mut Json) {
        match &self.code {
            Code::Shown(code) => answer["recovery_code"] = json!(code.expose()),
            Code::InFile(path) => answer["recovery_code_file"] = json!(path),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(path: &Path) -> RecoveryCodeDestination {
        RecoveryCodeDestination { recovery_code_file: Some(path.to_owned()) }
    }

    #[test]
    fn a_place_that_was_not_used_leaves_no_file() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("code");
        let place = at(&path).open(&folder.path().join("data")).ok().unwrap();
        assert!(path.exists());
        drop(place);
        assert!(!path.exists());
    }

    #[cfg(unix)]
    #[test]
    fn only_the_owner_reads_the_file_of_a_code() {
        use std::os::unix::fs::PermissionsExt as _;
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("code");
        let place = at(&path).open(&folder.path().join("data")).ok().unwrap();
        let handed_over = place.hand_over("amina", Secret::new("ABCD".into())).unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "ABCD\n");
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        assert!(!handed_over.text().contains("ABCD"));
    }

    #[test]
    fn a_file_is_neither_replaced_nor_put_beside_the_store() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("code");
        fs::write(&path, "mine").unwrap();
        assert_eq!(at(&path).open(&folder.path().join("data")).err().unwrap().exit, Exit::WrongUse);
        assert_eq!(fs::read_to_string(&path).unwrap(), "mine");
        let beside = folder.path().join("other");
        assert_eq!(at(&beside).open(folder.path()).err().unwrap().exit, Exit::WrongUse);
        assert!(!beside.exists());
    }
}

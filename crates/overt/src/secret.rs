//! How a passphrase or a recovery code gets in: from a file that nobody else can read, from an open file descriptor, or
//! typed without echo. Never from the command line and never from the value of an environment variable: other programs
//! of the machine can read both, and shells keep the first in their history.

mod terminal;

use std::fs::File;
use std::io::{self, IsTerminal as _, Read};
use std::path::{Path, PathBuf};

use clap::Args;
use overt_model::Secret;
use zeroize::{Zeroize as _, Zeroizing};

use crate::exit::Exit;
use crate::failure::Failure;

/// The vault takes no longer passphrase.
const BYTES_MAX: usize = 1024;

/// How often a new secret may be typed differently the second time.
const ROUNDS_MAX: usize = 3;

pub(crate) const HEADING: &str = "Secrets";

/// Where the passphrase comes from; the terminal when neither is given.
#[derive(Args, Debug)]
pub(crate) struct PassphraseOptions {
    /// Take the passphrase from the first line of this file, which nobody else may be able to read.
    #[arg(long, global = true, value_name = "FILE", conflicts_with = "passphrase_fd", help_heading = HEADING)]
    passphrase_file: Option<PathBuf>,
    /// Take the passphrase from the first line that this open file descriptor gives.
    #[arg(long, global = true, value_name = "N", help_heading = HEADING)]
    passphrase_fd: Option<u32>,
}

/// Where the new passphrase comes from; the terminal, asked twice, when neither is given.
#[derive(Args, Debug)]
pub(crate) struct NewPassphraseOptions {
    /// Take the new passphrase from the first line of this file, which nobody else may be able to read.
    #[arg(long, value_name = "FILE", conflicts_with = "new_passphrase_fd", help_heading = HEADING)]
    new_passphrase_file: Option<PathBuf>,
    /// Take the new passphrase from the first line that this open file descriptor gives.
    #[arg(long, value_name = "N", help_heading = HEADING)]
    new_passphrase_fd: Option<u32>,
    /// Memory in MiB that each guess at the new passphrase costs; less than the standard only for a machine that has too
    /// little.
    #[arg(long, value_name = "MIB", help_heading = HEADING, value_parser = clap::value_parser!(u32).range(8..=1024))]
    pub(crate) passphrase_memory: Option<u32>,
}

/// Where the recovery code comes from; the terminal when neither is given.
#[derive(Args, Debug)]
pub(crate) struct RecoveryCodeOptions {
    /// Take the recovery code from the first line of this file, which nobody else may be able to read.
    #[arg(long, value_name = "FILE", conflicts_with = "recovery_code_fd", help_heading = HEADING)]
    recovery_code_file: Option<PathBuf>,
    /// Take the recovery code from the first line that this open file descriptor gives.
    #[arg(long, value_name = "N", help_heading = HEADING)]
    recovery_code_fd: Option<u32>,
}

/// Where a name or number that is looked for comes from; the terminal when neither is given.
#[derive(Args, Debug)]
pub(crate) struct SearchOptions {
    /// Take what is looked for from the first line of this file, which nobody else may be able to read.
    #[arg(long, value_name = "FILE", conflicts_with = "search_fd", help_heading = HEADING)]
    search_file: Option<PathBuf>,
    /// Take what is looked for from the first line that this open file descriptor gives.
    #[arg(long, value_name = "N", help_heading = HEADING)]
    search_fd: Option<u32>,
}

impl PassphraseOptions {
    /// The passphrase of an account. The name is for the prompt only.
    pub(crate) fn read(&self, account: Option<&str>) -> Result<Secret<String>, Failure> {
        Kind::Passphrase.read(self.passphrase_file.as_deref(), self.passphrase_fd, account)
    }
}

impl NewPassphraseOptions {
    /// A passphrase that is being chosen for an account. The name is for the prompt only.
    pub(crate) fn read(&self, account: Option<&str>) -> Result<Secret<String>, Failure> {
        Kind::NewPassphrase.read(self.new_passphrase_file.as_deref(), self.new_passphrase_fd, account)
    }
}

impl RecoveryCodeOptions {
    /// Whether an option says where it comes from.
    pub(crate) const fn is_given(&self) -> bool {
        self.recovery_code_file.is_some() || self.recovery_code_fd.is_some()
    }

    /// The recovery code of an account. The name is for the prompt only.
    pub(crate) fn read(&self, account: Option<&str>) -> Result<Secret<String>, Failure> {
        Kind::RecoveryCode.read(self.recovery_code_file.as_deref(), self.recovery_code_fd, account)
    }
}

/// The passphrase of a custodian, who is one of several that are asked.
pub(crate) fn of_custodian(file: Option<&Path>, account: &str) -> Result<Secret<String>, Failure> {
    Kind::CustodianPassphrase.read(file, None, Some(account))
}

impl SearchOptions {
    pub(crate) const fn are_given(&self) -> bool {
        self.search_file.is_some() || self.search_fd.is_some()
    }

    /// The name or number. It is no secret of the person who searches, but one of the person who is looked for.
    pub(crate) fn read(&self) -> Result<Secret<String>, Failure> {
        Kind::Search.read(self.search_file.as_deref(), self.search_fd, None)
    }
}

/// The secret key of a witness, from the file that is its place.
pub(crate) fn witness_key(path: &Path) -> Result<Secret<String>, Failure> {
    Kind::WitnessKey.read_file(path)
}

/// Which secret is meant.
#[derive(Clone, Copy, Debug)]
enum Kind {
    Passphrase,
    NewPassphrase,
    RecoveryCode,
    CustodianPassphrase,
    Search,
    WitnessKey,
}

impl Kind {
    const fn name(self) -> &'static str {
        match self {
            Self::Passphrase | Self::CustodianPassphrase => "passphrase",
            Self::NewPassphrase => "new passphrase",
            Self::RecoveryCode => "recovery code",
            Self::Search => "name or number to look for",
            Self::WitnessKey => "key of the witness",
        }
    }

    /// What its options begin with, after the two dashes.
    const fn option(self) -> &'static str {
        match self {
            Self::Passphrase => "passphrase",
            Self::NewPassphrase => "new-passphrase",
            Self::RecoveryCode => "recovery-code",
            Self::CustodianPassphrase => "custodian-passphrase",
            Self::Search => "search",
            Self::WitnessKey => "key",
        }
    }

    fn failure(self, code: &'static str, what: impl AsRef<str>) -> Failure {
        Failure::new(Exit::WrongUse, code, format!("the {} {}", self.name(), what.as_ref()))
    }

    fn read(
        self,
        file: Option<&Path>,
        descriptor: Option<u32>,
        account: Option<&str>,
    ) -> Result<Secret<String>, Failure> {
        match (file, descriptor) {
            (Some(path), _) => self.read_file(path),
            (None, Some(number)) => self.read_descriptor(number),
            (None, None) => self.typed(account, terminal::ask),
        }
    }

    fn read_file(self, path: &Path) -> Result<Secret<String>, Failure> {
        let shown = path.display();
        let unusable = |why: &str| self.failure("secret-file", format!("cannot be read from {shown}: {why}"));
        let file = File::open(path).map_err(|error| unusable(&error.to_string()))?;
        // Of the opened file, so that nobody can put another one in its place in between.
        let metadata = file.metadata().map_err(|error| unusable(&error.to_string()))?;
        if metadata.is_dir() {
            return Err(unusable("it is a folder"));
        }
        if file.is_terminal() {
            return Err(self.shown_while_typed());
        }
        #[cfg(unix)]
        {
            use std::os::unix::fs::{FileTypeExt as _, PermissionsExt as _};
            if !metadata.is_file() && !metadata.file_type().is_fifo() {
                return Err(unusable("it is neither a file nor a pipe"));
            }
            let mode = metadata.permissions().mode() & 0o777;
            if mode & 0o077 != 0 {
                let what =
                    format!("is not taken from {shown}: its group or others may use that file (mode {mode:03o})");
                let hint =
                    format!("chmod 600 {}  (and if somebody else may have read it, choose another)", quoted(path));
                return Err(self.failure("secret-file", what).with_hint(hint));
            }
        }
        self.first_line(file, &unusable)
    }

    fn read_descriptor(self, number: u32) -> Result<Secret<String>, Failure> {
        let unusable = |why: &str| {
            self.failure("secret-descriptor", format!("cannot be read from file descriptor {number}: {why}"))
        };
        let file = open_descriptor(number).map_err(|error| match error.kind() {
            io::ErrorKind::NotFound => unusable("it is not open")
                .with_hint(format!("open it in the shell: overt … --{}-fd {number} {number}< FILE", self.option())),
            _ => unusable(&error.to_string()),
        })?;
        if file.is_terminal() {
            return Err(self.shown_while_typed());
        }
        self.first_line(file, &unusable)
    }

    /// Without its line end, and with everything else: blanks may belong to it.
    fn first_line(self, mut source: impl Read, unusable: &dyn Fn(&str) -> Failure) -> Result<Secret<String>, Failure> {
        // With room for the longest line, it is never moved, and leaves no copy behind.
        let mut line = Zeroizing::new(Vec::with_capacity(BYTES_MAX + 1));
        let mut byte = Zeroizing::new([0]);
        loop {
            // One by one: what follows the line may be meant for somebody else.
            match source.read(&mut byte[..]) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(unusable(&error.to_string())),
                Ok(0) => break,
                Ok(_) if byte[0] == b'\n' => {
                    if line.last() == Some(&b'\r') {
                        line.pop();
                    }
                    break;
                }
                Ok(_) if line.len() > BYTES_MAX => return Err(self.too_long()),
                Ok(_) => line.push(byte[0]),
            }
        }
        let text = String::from_utf8(std::mem::take(&mut *line)).map_err(|error| {
            error.into_bytes().zeroize();
            self.failure("secret-not-text", "is not UTF-8").with_hint("save the file as UTF-8")
        })?;
        self.checked(text)
    }

    fn typed(
        self,
        account: Option<&str>,
        mut ask: impl FnMut(&str) -> io::Result<String>,
    ) -> Result<Secret<String>, Failure> {
        let mut asked = |prompt: &str| match ask(prompt) {
            Ok(text) => self.checked(text),
            Err(error) if matches!(error.kind(), io::ErrorKind::UnexpectedEof | io::ErrorKind::Interrupted) => {
                Err(self.failure("secret-missing", "was not entered"))
            }
            Err(_) => Err(self.nowhere_to_ask()),
        };
        let mut name = self.name().to_owned();
        name[..1].make_ascii_uppercase();
        let prompt = account.map_or_else(|| format!("{name}: "), |account| format!("{name} of {account}: "));
        let Self::NewPassphrase = self else { return asked(&prompt) };
        let mut complaint = "";
        for _ in 0..ROUNDS_MAX {
            let chosen = asked(&format!("{complaint}{prompt}"))?;
            if asked("The same again: ")?.expose() == chosen.expose() {
                return Ok(chosen);
            }
            complaint = "The two were not the same. ";
        }
        Err(self.failure("secret-differs", format!("was typed differently the second time, {ROUNDS_MAX} times")))
    }

    fn checked(self, text: String) -> Result<Secret<String>, Failure> {
        let secret = Secret::new(text);
        match secret.expose().len() {
            0 => Err(self.failure("secret-empty", "is empty")),
            1..=BYTES_MAX => Ok(secret),
            _ => Err(self.too_long()),
        }
    }

    fn too_long(self) -> Failure {
        self.failure("secret-too-long", format!("is longer than {BYTES_MAX} bytes"))
            .with_hint("is this the right file? It is the first line that counts")
    }

    fn shown_while_typed(self) -> Failure {
        let option = self.option();
        self.failure("secret-terminal", "would be shown while it is typed")
            .with_hint(format!("leave out --{option}-file and --{option}-fd, and you will be asked without echo"))
    }

    fn nowhere_to_ask(self) -> Failure {
        let option = self.option();
        let failure = self.failure("secret-missing", "is needed, and there is no terminal to ask for it");
        if let Self::CustodianPassphrase = self {
            return failure.with_hint(format!("give it with --{option}-file NAME=FILE (first line, chmod 600)"));
        }
        failure.with_hint(format!(
            "give it with --{option}-file FILE (first line, chmod 600) or with --{option}-fd N (an open file descriptor)"
        ))
    }
}

/// A reader of its own for what a descriptor of this process is open on. On Linux it begins at the start of a file,
/// wherever the descriptor stands.
#[cfg(unix)]
fn open_descriptor(number: u32) -> io::Result<File> {
    use std::os::fd::AsFd as _;
    if number == 0 {
        // Also where it is a socket, which cannot be opened by name.
        return io::stdin().as_fd().try_clone_to_owned().map(File::from);
    }
    File::open(format!("/dev/fd/{number}"))
}

#[cfg(not(unix))]
fn open_descriptor(_number: u32) -> io::Result<File> {
    Err(io::Error::from(io::ErrorKind::Unsupported))
}

/// A path as a shell takes it.
#[cfg(unix)]
fn quoted(path: &Path) -> String {
    let text = path.display().to_string();
    let plain = |letter: char| letter.is_alphanumeric() || "/._-+".contains(letter);
    if text.chars().all(plain) { text } else { format!("'{}'", text.replace('\'', "'\\''")) }
}

#[cfg(test)]
#[cfg(unix)]
mod tests;

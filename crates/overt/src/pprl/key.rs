//! `overt pprl key`, and reading such a file.

use std::fs::{File, OpenOptions};
use std::io::{ErrorKind, Read as _, Write as _};
use std::path::{Path, PathBuf};

use anyhow::Context as _;
use clap::Args;
use overt_link::pprl::Key;
use overt_model::{RecordId, Secret};
use overt_store::new_id;
use serde_json::json;
use zeroize::Zeroizing;

use super::Telling;
use super::refusal::failure;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::file::set_private;
use crate::output::Output;

/// What a line with a secret begins with.
const MARK: &str = "overt-pprl-key-1 ";

/// A secret has 64 hexadecimal digits. A file that is much longer is another one.
const FILE_BYTES_MAX: u64 = 256;

/// Arguments of `overt pprl key`.
#[derive(Args)]
pub(super) struct New {
    /// The file to write. One that is there is never overwritten.
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
}

pub(super) fn make(telling: Telling, new: &New) -> anyhow::Result<Output> {
    let path = &new.out;
    let say = || format!("cannot write {}", path.display());
    let secret = random_secret();
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    set_private(&mut options);
    let file = options.open(path).map_err(|error| match error.kind() {
        ErrorKind::AlreadyExists => {
            let message = format!("there is a file {} already, and a key is never overwritten", path.display());
            anyhow::Error::from(Failure::new(Exit::WrongUse, "key-exists", message))
        }
        _ => anyhow::Error::from(error).context(say()),
    })?;
    let mut line = Zeroizing::new(String::with_capacity(MARK.len() + 65));
    line.push_str(MARK);
    for byte in secret.expose() {
        for digit in [byte >> 4, byte & 15] {
            line.push(char::from_digit(u32::from(digit), 16).expect("four bits are a digit"));
        }
    }
    line.push('\n');
    let written = (&file).write_all(line.as_bytes()).and_then(|()| file.sync_all());
    if written.is_err() {
        // Half a key is none, and would be in the way of the next attempt.
        let _ = std::fs::remove_file(path);
    }
    written.with_context(say)?;
    let fingerprint = fingerprint(&secret)?;
    let text = format!(
        "The secret is in {}, which only you can read. Its fingerprint, to be compared with the other parties:\n{fingerprint}\n\
         Give the file to them on another way than the encoded files, and never to whoever joins these.\n",
        path.display()
    );
    Output::answer(telling.json, &json!({ "path": path, "fingerprint": fingerprint }), text)
}

/// Thirty-two bytes of the operating system, which the store draws for its identifiers too.
pub(super) fn random_secret() -> Secret<[u8; 32]> {
    let mut bytes = Zeroizing::new([0; 32]);
    for half in bytes.chunks_exact_mut(16) {
        let id: RecordId = new_id();
        half.copy_from_slice(&id.bits().to_le_bytes());
    }
    Secret::new(*bytes)
}

/// What tells whether two files hold the same secret, and nothing else of it.
pub(super) fn fingerprint(secret: &Secret<[u8; 32]>) -> Result<String, Failure> {
    let key = Key::from_secret(secret, "fingerprint", "of-the-secret").map_err(|error| failure(&error, None))?;
    let digits = &key.check()[..25];
    let groups: Vec<&str> = (0..5).map(|group| &digits[group * 5..group * 5 + 5]).collect();
    Ok(groups.join("-"))
}

pub(super) fn read(path: &Path) -> Result<Secret<[u8; 32]>, Failure> {
    let unusable = |why: &str| {
        let message = format!("the key cannot be read from {}: {why}", path.display());
        Failure::new(Exit::WrongUse, "pprl-key", message)
    };
    let file = File::open(path).map_err(|error| unusable(&error.to_string()))?;
    // Of the opened file, so that nobody can put another one in its place in between.
    let metadata = file.metadata().map_err(|error| unusable(&error.to_string()))?;
    if metadata.is_dir() {
        return Err(unusable("it is a folder"));
    }
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = metadata.permissions().mode() & 0o777;
        if mode & 0o077 != 0 {
            let why = format!("its group or others may use that file (mode {mode:03o})");
            let hint = "chmod 600 the file; if somebody else may have read it, make another key with the other parties";
            return Err(unusable(&why).with_hint(hint));
        }
    }
    let mut text = Zeroizing::new(String::with_capacity(256));
    let read = file.take(FILE_BYTES_MAX).read_to_string(&mut text);
    let no_key = || unusable("it is no key").with_hint("`overt pprl key --out FILE` makes one");
    read.map_err(|error| if error.kind() == ErrorKind::InvalidData { no_key() } else { unusable(&error.to_string()) })?;
    let digits = text.trim_end().strip_prefix(MARK).filter(|digits| digits.len() == 64).ok_or_else(no_key)?;
    let mut bytes = Zeroizing::new([0; 32]);
    for (byte, pair) in bytes.iter_mut().zip(digits.as_bytes().chunks_exact(2)) {
        let digit = |letter: u8| char::from(letter).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
        *byte = digit(pair[0]).zip(digit(pair[1])).map(|(high, low)| high << 4 | low).ok_or_else(no_key)?;
    }
    Ok(Secret::new(*bytes))
}

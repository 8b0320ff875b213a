//! `overt witness key`.

use std::fs::OpenOptions;
use std::io::{ErrorKind, Write as _};
use std::path::Path;

use anyhow::Context as _;
use overt_store::log::checkpoint::SignerKey;
use serde_json::json;

use crate::exit::Exit;
use crate::failure::Failure;
use crate::file::set_private;
use crate::output::Output;
use crate::secret;

pub(super) fn make(name: &str, out: &Path, json: bool) -> anyhow::Result<Output> {
    let key = overt_store::new_witness_key(name)
        .map_err(|error| Failure::new(Exit::WrongUse, "witness-name", format!("cannot make a key: {error}")))?;
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    set_private(&mut options);
    let file = options.open(out).map_err(|error| match error.kind() {
        ErrorKind::AlreadyExists => {
            let message = format!("there is a file {} already, and a key is never overwritten", out.display());
            anyhow::Error::from(Failure::new(Exit::WrongUse, "key-exists", message))
        }
        _ => anyhow::Error::from(error).context(format!("cannot write {}", out.display())),
    })?;
    let written = writeln!(&file, "{}", key.write().expose()).and_then(|()| file.sync_all());
    written.with_context(|| format!("cannot write {}", out.display()))?;
    if json {
        return Output::json(&json!({ "path": out, "public": key.public().to_string() }));
    }
    Ok(Output::text(format!("{}\n", key.public())))
}

pub(super) fn read(path: &Path) -> Result<SignerKey, Failure> {
    let text = secret::witness_key(path)?;
    SignerKey::parse(&text).map_err(|error| {
        let message = format!("{} is not the key of a witness: {error}", path.display());
        Failure::new(Exit::WrongUse, "witness-key", message).with_hint("`overt witness key` makes one")
    })
}

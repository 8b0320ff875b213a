//! Records and changes in a file: one JSON value, an array of them, or one on each line.

use std::fs::File;
use std::io::{self, Read as _};
use std::path::Path;

use serde_json::Value as Json;

use crate::exit::Exit;
use crate::failure::Failure;

/// Larger than what anybody writes by hand, and small enough for the memory of an old machine.
const BYTES_MAX: u64 = 64 * 1024 * 1024;

fn failure(path: &Path, why: &str) -> Failure {
    let name = if is_standard_input(path) { "standard input".into() } else { path.display().to_string() };
    Failure::new(Exit::WrongUse, "input-file", format!("{name}: {why}"))
}

fn is_standard_input(path: &Path) -> bool {
    path.as_os_str() == "-"
}

/// The JSON values of a file, or of standard input where the path is `-`.
pub(super) fn read(path: &Path) -> Result<Vec<Json>, Failure> {
    let text = text(path)?;
    let mut values = Vec::new();
    for value in serde_json::Deserializer::from_str(&text).into_iter::<Json>() {
        // Only the place: the words of the parser may repeat what stands there.
        let value = value.map_err(|error| {
            let place = format!("line {}, column {} is not JSON", error.line(), error.column());
            failure(path, &place).with_hint("write one JSON object, an array of them, or one object on each line")
        })?;
        match value {
            Json::Array(several) => values.extend(several),
            one => values.push(one),
        }
    }
    if values.is_empty() {
        return Err(failure(path, "there is nothing in it"));
    }
    Ok(values)
}

fn text(path: &Path) -> Result<String, Failure> {
    let unreadable = |error: io::Error| failure(path, &format!("cannot be read: {error}"));
    let mut bytes = Vec::new();
    let count = if is_standard_input(path) {
        io::stdin().lock().take(BYTES_MAX + 1).read_to_end(&mut bytes)
    } else {
        File::open(path).map_err(unreadable)?.take(BYTES_MAX + 1).read_to_end(&mut bytes)
    };
    if count.map_err(unreadable)? as u64 > BYTES_MAX {
        return Err(failure(path, "is larger than 64 MiB").with_hint("split it into several files"));
    }
    String::from_utf8(bytes).map_err(|error| {
        let before = &error.as_bytes()[..error.utf8_error().valid_up_to()];
        let line = 1 + before.iter().filter(|&&byte| byte == b'\n').count();
        failure(path, &format!("line {line} is not UTF-8")).with_hint("save it as UTF-8")
    })
}

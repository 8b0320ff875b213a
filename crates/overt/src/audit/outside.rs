//! Files that come from outside: policies, checkpoints, requests of logs.

use std::fs::File;
use std::io::Read as _;
use std::path::Path;

use overt_store::log::checkpoint::{NOTE_BYTES_MAX, Opened, POLICY_BYTES_MAX, Policy};

use crate::exit::Exit;
use crate::failure::Failure;

/// The text of a file that somebody named.
pub(crate) fn text(path: &Path, bytes_max: usize) -> Result<String, Failure> {
    let unusable = |why: &str| {
        let message = format!("cannot read {}: {why}", path.display());
        Failure::new(Exit::WrongUse, "file-unusable", message)
    };
    let file = File::open(path).map_err(|error| unusable(&error.to_string()))?;
    let mut bytes = Vec::new();
    file.take(bytes_max as u64 + 1).read_to_end(&mut bytes).map_err(|error| unusable(&error.to_string()))?;
    if bytes.len() > bytes_max {
        return Err(unusable(&format!("it is longer than {bytes_max} bytes, so it is something else")));
    }
    String::from_utf8(bytes).map_err(|_| unusable("it is not UTF-8, so it is something else"))
}

/// The policy in a file.
pub(crate) fn policy(path: &Path) -> Result<Policy, Failure> {
    Policy::parse(&text(path, POLICY_BYTES_MAX)?).map_err(|findings| {
        let findings: Vec<String> = findings.iter().map(ToString::to_string).collect();
        let message = format!("cannot use {}: {}", path.display(), findings.join("; "));
        Failure::new(Exit::WrongUse, "policy", message)
            .with_hint("`overt audit policy` prints the policy of a log; ask whoever keeps the log for it")
    })
}

/// The checkpoint in a file, as far as the log has signed it.
pub(crate) fn checkpoint(path: &Path, policy: &Policy) -> Result<Opened, Failure> {
    policy
        .open(&text(path, NOTE_BYTES_MAX)?)
        .map_err(|error| Failure::new(Exit::WrongUse, "checkpoint", format!("cannot use {}: {error}", path.display())))
}

/// A time in seconds since 1970, as people read it.
pub(crate) fn moment(seconds: u64) -> String {
    let seconds = i64::try_from(seconds).ok();
    let moment = seconds.and_then(|seconds| jiff::Timestamp::from_second(seconds).ok());
    moment.map_or_else(|| String::from("at a time that no clock shows"), |moment| moment.to_string())
}

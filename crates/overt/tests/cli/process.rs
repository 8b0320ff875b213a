//! Running the program as anybody would.

use std::process::{Command, Output};

use serde_json::Value as Json;

pub(crate) const OVERT: &str = env!("CARGO_BIN_EXE_overt");

pub(crate) fn overt(arguments: &[&str]) -> Output {
    Command::new(OVERT).args(arguments).output().unwrap()
}

/// The answer of a command that succeeds.
pub(crate) fn text(arguments: &[&str]) -> String {
    let output = overt(arguments);
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

pub(crate) fn json(arguments: &[&str]) -> Json {
    serde_json::from_str(&text(&[arguments, &["--json"]].concat())).unwrap()
}

/// What a command that is used wrongly says.
pub(crate) fn error(arguments: &[&str]) -> String {
    let output = overt(arguments);
    assert_eq!(output.status.code(), Some(2), "{arguments:?}");
    String::from_utf8(output.stderr).unwrap()
}

/// Runs a program of the system, or says that it is not here and what was not checked.
pub(crate) fn peer(program: &str, arguments: &[&str]) -> Option<Output> {
    let output = Command::new(program).args(arguments).output();
    if output.is_err() {
        eprintln!("SKIPPED: there is no `{program}`, so what it would say of our output was not checked");
    }
    output.ok()
}

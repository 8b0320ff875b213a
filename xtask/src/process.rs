//! Running other programs: show what they print, and fail with the words that were run.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, ensure};
use cargo_metadata::MetadataCommand;

/// The cargo that runs us, working in `root`. What it says about our own package is taken away again: build scripts that look at it
/// would run once more than when cargo is called by hand, and all that is made of them be compiled again.
pub(crate) fn cargo(root: &Path) -> Command {
    let program = std::env::var_os("CARGO").unwrap_or_else(|| OsString::from("cargo"));
    let mut command = Command::new(program);
    command.current_dir(root);
    for (name, _) in std::env::vars_os() {
        if ["CARGO_MANIFEST_", "CARGO_PKG_"].iter().any(|ours| name.to_string_lossy().starts_with(ours)) {
            command.env_remove(name);
        }
    }
    command
}

/// The folder in which cargo builds, which need not be below `root`.
pub(crate) fn target(root: &Path) -> Result<PathBuf> {
    let metadata = MetadataCommand::new().current_dir(root).no_deps().exec()?;
    Ok(metadata.target_directory.into())
}

/// Builds the program and the examples with the features that the tests have, so that what they are made of is not compiled again. Returns
/// the folder that has the program, and the examples in a folder of theirs.
pub(crate) fn programs(root: &Path) -> Result<PathBuf> {
    run(cargo(root).args(["build", "--workspace", "--bin", "overt", "--examples"]))?;
    Ok(target(root)?.join("debug"))
}

/// Runs a command whose output the reader should see.
pub(crate) fn run(command: &mut Command) -> Result<()> {
    let status = command.status().with_context(|| format!("could not start {command:?}"))?;
    ensure!(status.success(), "{command:?} ended with {status}");
    Ok(())
}

/// Whether a command can be started and succeeds, in silence.
pub(crate) fn succeeds(program: &str, arguments: &[&str]) -> bool {
    let status =
        Command::new(program).args(arguments).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).status();
    status.is_ok_and(|status| status.success())
}

/// Always false where there is no such user.
pub(crate) fn is_root() -> bool {
    succeeds("sh", &["-c", "test \"$(id -u)\" = 0"])
}

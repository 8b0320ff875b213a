//! `cargo xtask setup`: a Python environment in `target/tools/venv` with the programs and schemata that other people
//! publish (XLSForm, `FollowTheMoney`, JSON Schema, MISP), so that tests can hold our exports against them, and
//! PostgreSQL for the tests of the evidence store, and Node and a browser for the public pages, see `setup/web.rs`. None
//! waits for another. What they need from the system is found by trying it, see `setup/system.rs`.

mod system;
mod web;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};

use crate::process;

/// Tells tests and benchmarks which Python has the programs of others.
pub(crate) const PYTHON_VARIABLE: &str = "OVERT_PYTHON";

const REQUIREMENTS: &str = "xtask/python-requirements.txt";

/// Provides everything, or with `check` only reports; both are quick when nothing is missing.
pub(crate) fn run(root: &Path, check: bool) -> Result<()> {
    let outcomes = [peers(root, check), database(check), web::script(root, check), web::browser(check)];
    let failures: Vec<_> = outcomes.into_iter().filter_map(Result::err).map(|error| format!("{error:#}")).collect();
    ensure!(failures.is_empty(), "{}", failures.join("; "));
    Ok(())
}

/// The Python environment.
pub(crate) fn peers(root: &Path, check: bool) -> Result<()> {
    let environment = Environment::of(root)?;
    if environment.is_ready() {
        println!("Tools are ready in {}", environment.folder.display());
        return Ok(());
    }
    let missing = system::report(&system::PEERS);
    ensure!(!check, "the tools are not ready: run `cargo xtask setup`");
    system::provide(&missing)?;
    environment.create(root)
}

/// What a PostgreSQL server for tests can be made of, unless there is one.
pub(crate) fn database(check: bool) -> Result<()> {
    let missing = system::report(&system::DATABASE);
    ensure!(!check || missing.is_empty(), "there is no PostgreSQL: run `cargo xtask setup`");
    system::provide(&missing)
}

/// The Python with the tools in it; `None` when `setup` has not succeeded for the current requirements.
pub(crate) fn ready_python(root: &Path) -> Option<PathBuf> {
    let environment = Environment::of(root).ok()?;
    environment.is_ready().then(|| environment.python())
}

pub(crate) use web::lacking;

struct Environment {
    folder: PathBuf,
    requirements: String,
}

impl Environment {
    fn of(root: &Path) -> Result<Self> {
        let requirements =
            fs::read_to_string(root.join(REQUIREMENTS)).with_context(|| format!("could not read {REQUIREMENTS}"))?;
        let folder = process::target(root)?.join("tools/venv");
        Ok(Self { folder, requirements })
    }

    fn python(&self) -> PathBuf {
        if cfg!(windows) { self.folder.join("Scripts/python.exe") } else { self.folder.join("bin/python") }
    }

    /// A copy of the requirements, written last: where it agrees, the installation was completed.
    fn stamp(&self) -> PathBuf {
        self.folder.join("installed-requirements.txt")
    }

    fn is_ready(&self) -> bool {
        let installed = fs::read_to_string(self.stamp());
        self.python().exists() && installed.is_ok_and(|text| text == self.requirements)
    }

    fn create(&self, root: &Path) -> Result<()> {
        println!("Creating {}", self.folder.display());
        process::run(Command::new(system::PYTHON).args(["-m", "venv", "--clear"]).arg(&self.folder))?;
        println!("Installing the packages of {REQUIREMENTS} (a minute or two the first time)");
        process::run(Command::new(self.python()).current_dir(root).args(["-m", "pip", "install", "--quiet"]).args([
            "--disable-pip-version-check",
            "--requirement",
            REQUIREMENTS,
        ]))
        .context("could not install the Python packages; is the package index reachable?")?;
        fs::write(self.stamp(), &self.requirements)?;
        println!("Tools are ready in {}", self.folder.display());
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ready_means_installed_for_these_requirements() {
        let folder = tempfile::tempdir().unwrap();
        let environment =
            Environment { folder: folder.path().to_path_buf(), requirements: String::from("pyxform==4.5.0\n") };
        assert!(!environment.is_ready(), "nothing is there");

        let python = environment.python();
        fs::create_dir_all(python.parent().unwrap()).unwrap();
        fs::write(&python, "").unwrap();
        assert!(!environment.is_ready(), "the installation was interrupted");

        fs::write(environment.stamp(), "pyxform==4.4.0\n").unwrap();
        assert!(!environment.is_ready(), "the requirements have changed");

        fs::write(environment.stamp(), "pyxform==4.5.0\n").unwrap();
        assert!(environment.is_ready());
    }
}

//! Running our tests: `cargo test` with what they look for in the environment, and afterwards what they could not check.
//! `OVERT_PYTHON` is the Python with the programs of others, `OVERT_TEST_POSTGRES` the URL of a PostgreSQL server, and
//! `OVERT_SKIPPED` the file for checks that could not be made. The first two are absent where there is none.

use std::path::{Path, PathBuf};

use anyhow::{Error, Result};

use crate::postgres::{self, Purpose, Server};
use crate::skipped::{self, Skipped};
use crate::{process, setup};

/// The tests of the repository, and what was missing when they ran.
pub(crate) struct Suite {
    root: PathBuf,
    skipped: Skipped,
    without_postgres: Option<Error>,
}

impl Suite {
    pub(crate) fn new(root: &Path) -> Result<Self> {
        let skipped = Skipped::fresh(&process::target(root)?)?;
        Ok(Self { root: root.into(), skipped, without_postgres: None })
    }

    /// Runs `cargo` with these arguments and with further variables.
    pub(crate) fn run(&mut self, arguments: &[&str], variables: &[(&str, &str)]) -> Result<()> {
        let server = Server::provide(Purpose::Tests).map_err(|error| self.without_postgres = Some(error)).ok();
        for (name, value) in variables {
            print!("{name}={value} ");
        }
        println!("cargo {}", arguments.join(" "));
        let mut command = process::cargo(&self.root);
        command.args(arguments).envs(variables.iter().copied()).env(skipped::VARIABLE, self.skipped.file());
        if let Some(python) = setup::ready_python(&self.root) {
            command.env(setup::PYTHON_VARIABLE, python);
        }
        postgres::tell(server.as_ref(), &mut command);
        process::run(&mut command)
    }

    /// Remembers a check that cannot be made here.
    pub(crate) fn skip(&self, line: &str) -> Result<()> {
        self.skipped.add(line)
    }

    /// Says what was not checked; nothing when everything was.
    pub(crate) fn print_skipped(&self) {
        if let Some(error) = &self.without_postgres {
            println!("**** PostgreSQL was not available. SKIPPED are the store's tests on it.");
            println!("**** The reason: {error:#}. CONTRIBUTING.md says what helps.");
        }
        match self.skipped.lines() {
            Ok(lines) => lines.iter().for_each(|line| println!("**** SKIPPED {line}")),
            Err(error) => println!("**** What the tests SKIPPED is not known: {error:#}"),
        }
    }
}

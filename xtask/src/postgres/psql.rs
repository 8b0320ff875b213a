//! Asking a server with `psql`, in a way that neither waits for ever nor uses what a person has set for servers of
//! their own.

use std::path::PathBuf;
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};

const CONNECT_SECONDS: &str = "3";
const STATEMENT_LIMIT: &str = "-c statement_timeout=60s";

/// The client, and the server that it asks.
pub(super) struct Psql {
    program: PathBuf,
    url: String,
}

impl Psql {
    pub(super) fn new(program: PathBuf, url: String) -> Self {
        Self { program, url }
    }

    pub(super) fn into_url(self) -> String {
        self.url
    }

    /// The rows of the answer, a line each.
    pub(super) fn ask(&self, statement: &str) -> Result<String> {
        let output = self
            .command()
            .args(["--command", statement])
            .stdin(Stdio::null())
            .output()
            .with_context(|| format!("could not start {}", self.program.display()))?;
        if !output.status.success() {
            let complaint = String::from_utf8_lossy(&output.stderr);
            bail!("{}", complaint.lines().next().unwrap_or("psql failed without a word").trim());
        }
        Ok(String::from_utf8_lossy(&output.stdout).trim_end().into())
    }

    fn command(&self) -> Command {
        let mut command = Command::new(&self.program);
        // Hosts, passwords and services that are meant for other servers.
        for (name, _) in std::env::vars_os().filter(|(name, _)| name.to_string_lossy().starts_with("PG")) {
            command.env_remove(name);
        }
        command.env("PGPASSFILE", "/dev/null/none").env("PGCONNECT_TIMEOUT", CONNECT_SECONDS);
        command.env("PGOPTIONS", STATEMENT_LIMIT);
        command.args(["--no-psqlrc", "--no-password", "--tuples-only", "--no-align", "--dbname", &self.url]);
        command
    }
}

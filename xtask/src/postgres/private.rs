//! A server of our own, made from the installed programs in a temporary folder and removed again.

use std::io::{BufRead, BufReader};
use std::net::{Ipv4Addr, TcpListener};
use std::process::{Child, Command, Stdio};

use anyhow::{Context, Result, bail};

use super::Purpose;
use super::programs::Programs;
use crate::process;

/// Keeps the server while its input is open. What has to happen when we are killed can only be done by another process.
const KEEPER: &str = include_str!("private.sh");

/// The user that packages create for PostgreSQL, which refuses to run as root.
const USER: &str = "postgres";

/// A running server, stopped and removed when this is dropped.
pub(crate) struct PrivateServer {
    port: u16,
    keeper: Child,
}

impl PrivateServer {
    pub(super) fn start(programs: &Programs, purpose: Purpose) -> Result<Self> {
        let folder = programs.server().context("initdb, pg_ctl and postgres are not installed together")?;
        let port = free_port()?;
        let fsync = match purpose {
            Purpose::Tests => "off",
            Purpose::Measurement => "on",
        };
        let mut keeper = shell()
            .args(["-c", KEEPER, "sh"])
            .arg(folder)
            .args([&port.to_string(), fsync])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .context("could not start a shell")?;
        let mut answer = String::new();
        if let Some(output) = keeper.stdout.take() {
            BufReader::new(output).read_line(&mut answer)?;
        }
        if answer.trim_end() != "ready" {
            let complaint = String::from_utf8_lossy(&keeper.wait_with_output()?.stderr).replace('\n', " ");
            bail!("a server of our own could not be started: {}", complaint.trim_end());
        }
        Ok(Self { port, keeper })
    }

    pub(super) fn port(&self) -> u16 {
        self.port
    }
}

impl Drop for PrivateServer {
    fn drop(&mut self) {
        drop(self.keeper.stdin.take());
        // A keeper that cannot be waited for is gone, and there is nobody to tell.
        let _ = self.keeper.wait();
    }
}

/// A shell as a user who may run PostgreSQL.
fn shell() -> Command {
    if !process::is_root() {
        return Command::new("sh");
    }
    let mut command = Command::new("setpriv");
    command.args(["--reuid", USER, "--regid", USER, "--init-groups", "sh"]);
    command
}

/// A port that nobody has now. Who takes it before the server does makes the start fail, not the tests.
fn free_port() -> Result<u16> {
    Ok(TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?.port())
}

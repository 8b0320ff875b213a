//! A PostgreSQL server for the tests and benchmarks of the evidence store. They find it in `OVERT_TEST_POSTGRES`, the
//! URL of a server on which they may create and drop databases named `overt_test_…`. It is, in this order,
//!
//! 1. the one that a person named in that variable. It is not looked at: where it leads nowhere, the tests say so.
//! 2. the one at 127.0.0.1:5432, if the user postgres may create databases there without a password. What killed tests
//!    left behind on it is dropped first.
//! 3. one of our own, made from the installed programs for as long as it is needed.

mod leftovers;
mod private;
mod programs;
mod psql;

use std::ffi::OsString;
use std::process::Command;

use anyhow::{Context, Result, anyhow, ensure};

use private::PrivateServer;
use programs::Programs;
use psql::Psql;

const VARIABLE: &str = "OVERT_TEST_POSTGRES";
const USUAL_PORT: u16 = 5432;
const MAY_CREATE: &str = "select (rolsuper or rolcreatedb) and not pg_is_in_recovery() from pg_roles \
    where rolname = current_user";

/// What a server is wanted for.
#[derive(Clone, Copy)]
pub(crate) enum Purpose {
    /// Nothing needs to survive a loss of power.
    Tests,
    /// A server that does not wait for the disk would be faster than any in use.
    Measurement,
}

/// A server that lasts as long as this value.
pub(crate) enum Server {
    /// The variable names it. Whoever we start inherits that; we never print it, because it may hold a password.
    Given,
    /// It was running already.
    Found {
        /// Where it is.
        url: String,
    },
    /// We started it.
    Private(PrivateServer),
}

impl Server {
    /// The error says of each way why it was closed.
    pub(crate) fn provide(purpose: Purpose) -> Result<Self> {
        Self::choose(std::env::var_os(VARIABLE), USUAL_PORT, &Programs::of_this_machine(), purpose)
    }

    fn choose(given: Option<OsString>, port: u16, programs: &Programs, purpose: Purpose) -> Result<Self> {
        if is_given(given) {
            println!("PostgreSQL is the server that {VARIABLE} names.");
            return Ok(Self::Given);
        }
        let not_found = match running(port, programs) {
            Ok(psql) => {
                println!("PostgreSQL is the server at 127.0.0.1:{port}.");
                drop_leftovers(&psql);
                return Ok(Self::Found { url: psql.into_url() });
            }
            Err(error) => error,
        };
        let server = PrivateServer::start(programs, purpose).map_err(|error| anyhow!("{not_found:#}; {error:#}"))?;
        println!("PostgreSQL is a server of our own at 127.0.0.1:{}.", server.port());
        Ok(Self::Private(server))
    }

    fn url(&self) -> Option<String> {
        match self {
            Self::Given => None,
            Self::Found { url } => Some(url.clone()),
            Self::Private(server) => Some(local_url(server.port())),
        }
    }
}

/// Tells a program of the server, or that there is none.
pub(crate) fn tell(server: Option<&Server>, command: &mut Command) {
    match server.map(Server::url) {
        None => command.env_remove(VARIABLE),
        Some(None) => command,
        Some(Some(url)) => command.env(VARIABLE, url),
    };
}

/// Whether `provide` has something to choose from: asks, and starts nothing.
pub(crate) fn is_within_reach() -> bool {
    let programs = Programs::of_this_machine();
    is_given(std::env::var_os(VARIABLE)) || programs.server().is_some() || running(USUAL_PORT, &programs).is_ok()
}

fn is_given(variable: Option<OsString>) -> bool {
    variable.is_some_and(|url| !url.is_empty())
}

/// Asks the server on this machine whether tests may use it.
fn running(port: u16, programs: &Programs) -> Result<Psql> {
    let program = programs.psql().with_context(|| format!("there is no psql to ask at 127.0.0.1:{port}"))?;
    let psql = Psql::new(program, local_url(port));
    let may_create = psql.ask(MAY_CREATE)?;
    ensure!(may_create == "t", "the user postgres may not create databases at 127.0.0.1:{port}");
    Ok(psql)
}

fn local_url(port: u16) -> String {
    format!("postgres://postgres@127.0.0.1:{port}/postgres")
}

fn drop_leftovers(psql: &Psql) {
    match leftovers::drop_databases(psql, leftovers::AGE_MINUTES) {
        Ok(0) => {}
        Ok(number) => println!("Databases of killed tests that were dropped on it: {number}"),
        Err(error) => println!("warning: {error:#}"),
    }
}

#[cfg(test)]
mod tests;

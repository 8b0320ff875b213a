//! The command line, as real processes.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

#[cfg(unix)]
mod audit;
#[cfg(unix)]
mod backups;
mod codebook;
mod completions;
mod exits;
#[cfg(unix)]
mod founded;
mod man;
mod process;
#[cfg(unix)]
mod secrets;
#[cfg(unix)]
mod terminal;

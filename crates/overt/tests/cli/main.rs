//! The command line, as real processes.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod codebook;
mod completions;
#[cfg(unix)]
mod doctor;
#[cfg(unix)]
mod escrow;
mod exits;
#[cfg(unix)]
mod init;
mod man;
#[cfg(unix)]
mod people;
mod process;
#[cfg(unix)]
mod secrets;
#[cfg(unix)]
mod store;
#[cfg(unix)]
mod terminal;

//! The command line, as real processes.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod codebook;
mod completions;
#[cfg(unix)]
mod consents;
mod exits;
mod man;
mod process;
#[cfg(unix)]
mod records;
#[cfg(unix)]
mod secrets;
#[cfg(unix)]
mod shelter;
#[cfg(unix)]
mod sources;
#[cfg(unix)]
mod terminal;

//! The command line, as real processes.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod codebook;
mod completions;
mod exits;
mod man;
mod process;
#[cfg(unix)]
mod secrets;
#[cfg(unix)]
mod terminal;

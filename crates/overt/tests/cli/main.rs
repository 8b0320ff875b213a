//! The command line, as real processes.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod analyse;
#[cfg(unix)]
mod audit;
#[cfg(unix)]
mod backups;
#[cfg(unix)]
mod bundles;
mod codebook;
mod completions;
#[cfg(unix)]
mod consents;
#[cfg(unix)]
mod demo;
mod desk;
#[cfg(unix)]
mod doctor;
#[cfg(unix)]
mod escrow;
mod exits;
#[cfg(unix)]
mod exports;
#[cfg(unix)]
mod founded;
#[cfg(unix)]
mod imports;
#[cfg(unix)]
mod init;
mod linking;
#[cfg(unix)]
mod linking_store;
mod man;
#[cfg(unix)]
mod people;
mod process;
#[cfg(unix)]
mod programs;
#[cfg(unix)]
mod records;
#[cfg(unix)]
mod releases;
#[cfg(unix)]
mod round_trips;
#[cfg(unix)]
mod secrets;
mod serve;
#[cfg(unix)]
mod shelter;
#[cfg(unix)]
mod sources;
#[cfg(unix)]
mod store;
mod terminal;
#[cfg(unix)]
mod warehouse;

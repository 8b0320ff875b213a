//! Snapshots, questions and the nexus, on invented records.

#![expect(clippy::unwrap_used, reason = "the helpers of tests fail as tests do")]

mod amounts;
mod captures;
mod invented;
mod nexus;
mod presence;
mod protect;
mod quarters;
mod questions;
mod snapshots;

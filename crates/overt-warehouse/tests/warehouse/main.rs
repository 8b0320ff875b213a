//! Snapshots, questions and the nexus, on invented records.

#![expect(clippy::unwrap_used, reason = "the helpers of tests fail as tests do")]

mod amounts;
mod captures;
mod cases;
mod charged;
mod coverage;
mod days;
mod fees;
mod invented;
mod nexus;
mod posts;
mod presence;
mod proceedings;
mod protect;
mod quarters;
mod questions;
mod routes;
mod snapshots;
mod spans;

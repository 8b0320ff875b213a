//! The store against what happens to machines and what adversaries do: killed processes, full and read-only disks, servers
//! that go away, and somebody who has the files, the passphrases, or the memory of a process.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking, in its helpers too")]
#![expect(clippy::print_stdout, reason = "tests print what they counted and the seeds of their dice")]

mod attack;
mod canaries;
mod canary;
mod creation;
mod disk;
mod exchange;
mod gone;
mod kills;
mod links;
mod memory;
mod messages;
mod mount;
mod proxy;
mod scan;
mod worker;
mod world;

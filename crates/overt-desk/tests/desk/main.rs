//! The desk as a browser meets it, without one: requests and answers.

#![expect(clippy::unwrap_used, reason = "the helpers of tests fail as tests do")]

mod agenda;
mod bringing;
mod browser;
mod canaries;
mod casework;
mod cast;
mod doors;
mod fieldwork;
mod files;
mod holding;
mod imports;
mod linking;
mod log;
mod matrix;
mod own_account;
mod passkeys;
mod people;
mod programs;
mod records;
mod releases;
mod roles;
mod searches;
mod sources;
mod states;
mod tasks;
mod unfinished;
mod worklists;
mod world;

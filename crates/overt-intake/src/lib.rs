//! How anybody's file becomes rows, with nothing lost unseen.
//!
//! A [`table::Reader`] takes a file of separated values as it comes. Encoding, separator and the line of the names are found by
//! looking at the file, and told. From then on every line of it ends up in a row, in a reject with its line and reason, or is
//! blank: nothing is skipped, cut or replaced silently. Memory does not grow with the file, with a line or with what an
//! unclosed quote would swallow.
//!
//! [`file::open`] finds out by its content what else a file is: a workbook, JSON, Parquet, a page or a story, also compressed.
//! Each is read in the same way, with the same promise.
//!
//! Invariant: a bad row is a problem with its place, never a crash and never silence.

pub mod batches;
#[cfg(test)]
mod everything;
pub mod file;
mod flat;
pub mod forms;
#[cfg(fuzzing)]
pub mod fuzzing;
pub mod guess;
#[cfg(test)]
mod hostile;
mod json;
pub mod look;
pub mod mapping;
mod page;
mod parquet;
pub mod ready;
pub mod rejected;
pub mod rejects;
pub mod rows;
mod sheet;
pub mod table;
pub mod trial;

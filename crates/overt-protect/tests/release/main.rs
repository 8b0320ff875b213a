//! What a release promises: refused before anything is read, the same bytes from the same data, and every change of it found.

mod budget;
mod house;
mod records;
mod refusals;
mod shown;
mod tables;
mod tamper;

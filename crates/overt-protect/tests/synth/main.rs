//! Synthetic records.

mod bars;
mod evaluation;
mod laws;
mod membership;
mod people;
mod recognition;

//! Synthetic records.

mod bars;
mod laws;
mod membership;
mod people;

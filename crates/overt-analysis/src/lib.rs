//! Numbers and their uncertainty: estimators over slices.
//!
//! A pure kernel: values in, values out. It reads no file, knows no clock and no store, and where it needs chance, a seed is passed in.
//! What cannot be estimated is a [`Problem`] in words, never a `NaN` in a table.

pub mod associate;
pub mod bounds;
pub mod circular;
pub mod fragility;
pub mod mediate;
pub mod patterns;
pub mod regress;
pub mod series;
pub mod undercount;

mod chance;
mod problem;
mod tail;

pub use problem::{Cause, Problem};

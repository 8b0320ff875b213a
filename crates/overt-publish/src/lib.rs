//! What leaves Overt, in the forms in which others read it.
//!
//! Invariant: this crate cannot reach the evidence store. It is given values, computes bytes from them and writes nothing
//! by itself; the same values always give the same bytes.

pub mod analysis;
pub mod charts;
pub mod claims;
pub mod codebook;
pub mod evaluate;
pub mod findings;
pub mod language;
pub mod linkage;
pub mod records;
pub mod report;
pub mod risk;
pub mod screening;
pub mod site;
pub mod summary;

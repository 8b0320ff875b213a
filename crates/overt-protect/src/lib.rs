//! What identifies becomes publishable: how easily somebody is found in a table, and what can be told without finding anybody.
//!
//! Pure kernels: values in, values out. No file, no clock, no store, no randomness that was not passed in.
//!
//! Everything works on a [`Table`]: columns of codes over a [`Domain`] that is public, because it comes from the codebook and
//! never from the data.

pub mod aggregate;
pub mod dp;
pub mod release;
pub mod risk;
pub mod suppress;
pub mod synth;

mod domain;
mod table;

pub use domain::{ColumnDomain, Domain, DomainError};
pub use table::{Rows, Table, TableError};

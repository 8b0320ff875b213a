//! Records as columns: snapshots in Parquet, SQL over them, and the nexus of stage, actor and act.
//!
//! A [`snapshot`] holds the open and quasi-identifying properties of records and nothing that is sealed. A [`Warehouse`] is a snapshot
//! that can be asked, in SQL with [`FUNCTIONS`] of its own, by a [`Role`] that sees what its catalogue has and nothing else.
//!
//! Invariants: this crate alone knows the query engine. It does not know the store: records come as values. Counts are whole numbers and
//! sums are decimal, so the same question has the same answer however the work is divided.

pub mod amounts;
pub mod captures;
pub mod cases;
mod catalog;
pub mod charged;
pub mod coverage;
pub mod days;
mod error;
pub mod fees;
mod functions;
pub mod nexus;
pub mod posts;
pub mod presence;
pub mod proceedings;
pub mod protect;
pub mod quarters;
pub mod query;
pub mod routes;
pub mod snapshot;
pub mod spans;
mod standing;

pub use catalog::{Opening, Role, Warehouse};
pub use error::WarehouseError;
pub use functions::{FUNCTIONS, Function, Returns, Section};

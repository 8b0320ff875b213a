//! The log: what its entries say, unusual reading, whether the store agrees with it, and the log as a file.

mod export;
mod find;
mod verification;

pub(crate) use export::export;
pub(crate) use find::{find, page, unusual};
pub(crate) use verification::{events, verification, verify};

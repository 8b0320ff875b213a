//! Blocking: which pairs are compared at all. Records that agree on a rule form a block.

mod keys;
mod rule;
mod scan;

pub use keys::{Blocks, RulePlan};
pub(crate) use rule::columns_of;
pub(crate) use rule::Rule;

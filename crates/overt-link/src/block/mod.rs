//! Blocking: which pairs are compared at all. Records that agree on a rule form a block.

mod index;
mod keys;
mod rule;
mod scan;

pub(crate) use index::Index;
pub(crate) use keys::Blocks;
pub use keys::RulePlan;
pub(crate) use rule::columns_of;
pub(crate) use scan::Block;

#[cfg(test)]
mod tests;

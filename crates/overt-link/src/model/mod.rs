//! The model: how much each level of each comparison weighs, and how it is learned without labels.

mod bounds;
mod given;
mod random;
mod train;
mod weights;

pub(crate) use bounds::{Bounds, Offs};
pub use train::Training;
pub(crate) use train::train;
pub use weights::{Calibration, Given, Model, ModelComparison, ModelLevel};
pub(crate) use weights::{Weigher, or_else};

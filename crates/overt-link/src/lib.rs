//! Claims become entities: which records are about the same person, official, organisation or event.
//!
//! Pure kernels: values in, values out. No file, no clock, no store, no randomness that was not passed in.

mod explain;
mod quality;

pub use explain::{Evidence, Explanation};
pub use quality::{
    CalibrationBin, ComparisonWeights, Interval, LevelWeight, Quality, RulePairs, Score, ThresholdPoint, Truth,
    WeightBin,
};

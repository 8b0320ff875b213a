//! Claims become entities: which records are about the same person, official, organisation or event.
//!
//! Pure kernels: values in, values out. No file, no clock, no store, no randomness that was not passed in.

mod base;
mod block;
mod cluster;
mod column;
mod compare;
mod entities;
mod error;
mod explain;
mod measure;
mod model;
mod linker;
pub mod names;
pub mod pprl;
mod quality;
mod records;
mod watch;
mod score;
pub mod screen;
mod spec;

pub use explain::{Evidence, Explanation};
pub use quality::{
    CalibrationBin, ComparisonWeights, Interval, LevelWeight, Quality, RulePairs, Score, ThresholdPoint, Truth,
    WeightBin,
};
pub use block::{Blocks, RulePlan};
pub use column::{Column, Encoder};
pub use compare::Pattern;
pub use error::SpecError;
pub use spec::{ColumnSpec, ComparisonSpec, Kind, Spec};
pub use model::{Model, ModelComparison, ModelLevel, Training};
pub use cluster::Constraints;
pub use linker::{Linked, Linker, PairRow};
pub use model::{Calibration, Given};
pub use records::{Records, RecordsBuilder};
pub use score::Pair;
pub use watch::Watch;
pub use measure::Known;
pub use base::{Added, Base, Dictionaries};
pub use entities::carry_over;

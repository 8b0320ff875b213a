//! Claims become entities: which records are about the same person, official, organisation or event.
//!
//! Pure kernels: values in, values out. No file, no clock, no store, no randomness that was not passed in.
//!
//! A [`RecordsBuilder`] makes columns of numbers out of text by a [`Spec`]; a [`Linker`] plans, learns a [`Model`] without
//! labels, scores and groups; a [`Base`] takes one more record at a time. [`names`] compares names across scripts, [`screen`]
//! looks names up, and [`pprl`] links without names.

#![expect(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    reason = "weights are single precision, and numbers of records, values and levels are checked where they are given"
)]

mod base;
mod block;
mod cluster;
mod column;
mod compare;
mod entities;
mod error;
mod explain;
mod linker;
mod measure;
mod model;
pub mod names;
pub mod pprl;
pub mod presence;
mod quality;
mod records;
mod score;
pub mod screen;
mod spec;
mod watch;

pub use base::{Added, Base, Dictionaries};
pub use block::RulePlan;
pub use cluster::Constraints;
pub use compare::{Pattern, level};
pub use entities::carry_over;
pub use error::SpecError;
pub use explain::{Evidence, Explanation};
pub use linker::{Linked, Linker, PairRow};
pub use measure::Known;
pub use model::{Calibration, Given, Model, ModelComparison, ModelLevel, Training};
pub use quality::{
    CalibrationBin, ComparisonWeights, Interval, LevelWeight, Quality, RulePairs, Score, ThresholdPoint, Truth,
    WeightBin,
};
pub use records::{Records, RecordsBuilder};
pub use score::Pair;
pub use spec::{ColumnSpec, ComparisonSpec, Kind, Spec};
pub use watch::Watch;

//! Whether two series go together, and how far that can be told from chance. Never why.
#![expect(clippy::cast_precision_loss, reason = "counts of rows are far below 2^52")]

mod association;
mod chance_of_mean;
mod coefficient;
mod errors;
mod groups;
mod holm;
mod kendall;
mod ordered;
mod partial;
mod rank;
mod rank_sum;
mod within;

/// The level below which chance is not taken as the explanation.
pub const ALPHA: f64 = 0.05;

pub use association::{Association, associate};
pub use chance_of_mean::{ChanceOfMean, chance_of_mean};
pub use coefficient::{Coefficient, Estimate};
pub use errors::{GroupMean, Propagation, group_mean, propagate};
pub use groups::{Group, GroupSummary, Groups, GroupsComparison, PairOfGroups};
pub use ordered::{Level, Ordered, ordered};
pub use partial::{Partial, partial};
pub use rank_sum::{RankSum, TwoGroups};
pub use within::{Clustered, WithinBetween, within_between};

pub(crate) use coefficient::{pearson_of, say_p, say_way};
pub(crate) use groups::quantile;
pub(crate) use holm::holm;
pub(crate) use rank_sum::rank_sum;

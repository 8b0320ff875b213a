//! How many people were counted by nobody: multiple systems estimation.
//!
//! Several lists that know some of the same people tell something about those whom none of them knows. [`Histories`] say how many people
//! are on which lists. [`estimate()`] fits log-linear models to them, and says first how far the models lie apart, then what the chosen one
//! says. [`two_lists()`] compares two lists only, and refuses where a third list shows that they depend on each other.
//!
//! A set of lists is a number whose bit `i` stands for list `i`. The expected number of people who are exactly on the lists `w` is
//! `exp(sum of the effects of all subsets of w)`; the effect of the empty set therefore is the logarithm of the number of people on no
//! list. A model says which sets of lists have an effect, which is: which lists hang together. Everything here is pure and the same for
//! every number of threads.

mod bootstrap;
mod chooser;
mod effects;
mod estimate;
mod exact;
mod fit;
mod histories;
mod outcome;
mod pair;
mod plan;
mod random;
mod search;
mod solve;
mod spread;
mod stepwise;
mod sums;
mod tail;
mod workers;

pub use effects::LISTS_MAX;
pub use estimate::estimate;
pub use histories::{Histories, ListCount, PEOPLE_MAX};
pub use outcome::{Bootstrap, Chosen, Interval, Method, Model, Models, Range, Reason, Refused, Spread, Undercount};
pub use pair::{Dependence, TwoLists, two_lists};
pub use plan::{Choice, Family, Plan, Resampling};
pub use search::MODELS_MAX;

//! What goes together with what: linear, ordered and count regressions over labelled rows.
//!
//! A [`Table`] holds an outcome and columns, with gaps. A [`Design`] is what a model can be fitted to: the rows without a gap, the others
//! by name. [`ols()`], [`ordered_logit`], [`poisson`] and [`negative_binomial`] fit it; [`impute`] fills the gaps several times instead.
//! Every result names its method, its rows and what was left out, and says that it shows association and not cause.

mod count;
mod cumulative;
mod design;
mod errors;
mod fit;
pub mod impute;
mod newton;
mod ols;
mod ordered;
mod standard;
mod table;

pub use count::{Count, negative_binomial, poisson};
pub use design::{Design, LeftOut};
pub use errors::Errors;
pub use fit::{Coefficient, Fit, LEVEL};
pub use ols::{Ols, ols};
pub use ordered::{Category, OrderedLogit, ProportionalOdds, Threshold, ordered_logit, proportional_odds};
pub use table::{Column, Table};

pub(crate) use errors::number;
pub(crate) use fit::{LISTWISE, READING};

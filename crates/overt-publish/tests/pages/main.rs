//! What charts, the summary page, the pages of a linkage, of a risk and of an evaluation promise.

#![expect(clippy::unwrap_used, reason = "the helpers of tests fail as tests do")]

mod charts;
mod evaluate;
mod evidence;
mod invented;
mod invented_evaluation;
mod invented_linkage;
mod invented_risk;
mod linkage;
mod page;
mod risk;
mod summary;

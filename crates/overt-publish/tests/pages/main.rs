//! What charts, the summary page, the pages of a linkage and those of a risk promise.

#![expect(clippy::unwrap_used, reason = "the helpers of tests fail as tests do")]

mod charts;
mod evidence;
mod invented;
mod invented_linkage;
mod invented_risk;
mod linkage;
mod page;
mod risk;
mod summary;

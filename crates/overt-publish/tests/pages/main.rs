//! What charts, the summary page and the pages of a linkage promise.

#![expect(clippy::unwrap_used, reason = "the helpers of tests fail as tests do")]

mod charts;
mod evidence;
mod invented;
mod invented_linkage;
mod linkage;
mod page;
mod summary;

//! What charts and the summary page promise.

#![expect(clippy::unwrap_used, reason = "the helpers of tests fail as tests do")]

mod charts;
mod invented;
mod summary;

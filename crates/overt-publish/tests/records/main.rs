//! What the exports of records promise.

#![expect(clippy::unwrap_used, reason = "the helpers of tests fail as tests do")]

mod csv;
mod files;
mod ftm;
mod invented;

//! What the exports of records promise.

#![expect(clippy::unwrap_used, reason = "the helpers of tests fail as tests do")]

mod csv;
mod ctdc;
mod files;
mod ftm;
mod htcds;
mod invented;
mod parquet;
mod xlsform;

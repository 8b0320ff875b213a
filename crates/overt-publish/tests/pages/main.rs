//! What charts, the summary page, the pages of claims, of a linkage, of a risk, of an evaluation, and reports promise.

#![expect(clippy::unwrap_used, reason = "the helpers of tests fail as tests do")]

mod charts;
mod claims;
mod evaluate;
mod evidence;
mod findings;
mod indices;
mod invented;
mod invented_evaluation;
mod invented_findings;
mod invented_indices;
mod invented_linkage;
mod invented_risk;
mod languages;
mod linkage;
mod maps;
mod page;
mod print;
mod published_indices;
#[path = "../../../overt-analysis/tests/indices/data.rs"]
#[expect(dead_code, reason = "the tests of the kernels use the rest of it")]
mod reference;
mod risk;
mod summary;

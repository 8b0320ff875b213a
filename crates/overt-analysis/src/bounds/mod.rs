//! Extreme bounds: does a column go with the outcome whatever else is in the model?
//!
//! Every combination of a focus column with some of the other columns is a regression. Leamer (1985) asks whether the coefficient keeps
//! its sign to the outermost end of all intervals. Sala-i-Martin (1997) asks on which side of zero most of the distribution of
//! coefficients lies. [`extreme_bounds`] answers both; [`each_regression`] shows the regressions themselves.
//!
//! No regression is fitted from the rows. Combinations are visited so that each differs from one before it by one column, and the normal
//! equations are swept by that column. A column with gaps makes its own normal equations, from the rows that have it.

mod level;
mod material;
mod question;
mod report;
mod tally;
mod walk;

pub use question::{Gaps, Question, Weights};
pub use report::{Bound, Bounds, Factor};
pub use walk::Variant;

use crate::Problem;
use crate::regress::Table;
use material::Material;

/// The extreme bounds of each focus column. The result does not depend on the number of threads.
pub fn extreme_bounds(table: &Table, question: &Question, threads: usize) -> Result<Bounds, Problem> {
    let material = Material::new(table, question)?;
    let (tally, skipped) = walk::together(&material, question.weights, threads)?;
    Ok(report::report(table, question, &material, &tally, skipped))
}

/// Shows every regression that can be estimated, one after the other, always in the same order.
pub fn each_regression(table: &Table, question: &Question, show: &mut dyn FnMut(&Variant)) -> Result<(), Problem> {
    walk::one_by_one(&Material::new(table, question)?, show)
}

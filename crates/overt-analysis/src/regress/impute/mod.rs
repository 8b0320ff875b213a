//! Filling gaps several times, and pooling what follows.
//!
//! Leaving out rows with gaps is right if what is missing has nothing to do with anything. Where it depends on what *is* known, filling
//! each gap with several plausible values keeps the rows and says how much less sure one is (Rubin 1987). Neither helps where a value is
//! missing because of what it is. So both are shown, side by side.

mod chain;
mod pool;

use serde::Serialize;

use super::{Design, Fit, LEVEL, LeftOut, READING, Table};
use crate::Problem;
pub use pool::Pooled;

/// How gaps are filled.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Recipe {
    /// How many times, 2 to 1,000.
    pub imputations: usize,
    /// How often each column is filled again from the others before the values are taken, 1 to 1,000.
    pub rounds: usize,
    /// Where the values come from.
    pub from: Source,
    /// Any number; to be reported with the result.
    pub seed: u64,
}

impl Recipe {
    /// 20 imputations of 10 rounds by predictive means of 5 donors.
    pub fn new(seed: u64) -> Self {
        Self { imputations: 20, rounds: 10, from: Source::Donors(5), seed }
    }
}

/// Where a value for a gap comes from. Either way a linear model of the column on all others, with the outcome, is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Source {
    /// Predictive mean matching (Little 1988): from one of so many rows the predictions of which are closest. Values stay real ones.
    Donors(usize),
    /// The prediction and a normal residual. Values can be such as no row has.
    Normal,
}

/// Gaps of one column that were filled.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Filled {
    /// The column.
    pub column: String,
    /// The rows in which it was missing.
    pub rows: Vec<String>,
}

/// A model with gaps filled, beside the same model with rows left out.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Imputed {
    /// What was done.
    pub method: String,
    /// How.
    pub recipe: Recipe,
    /// The name of the outcome.
    pub outcome: String,
    /// How many rows there are with gaps filled.
    pub n: usize,
    /// Rows without the outcome. It is not filled, as that would add nothing but noise.
    pub left_out: Vec<LeftOut>,
    /// What was filled.
    pub filled: Vec<Filled>,
    /// How sure the intervals are.
    pub level: f64,
    /// One for each parameter, by Rubin's rules.
    pub coefficients: Vec<Pooled>,
    /// The same model with rows left out.
    pub listwise: Listwise,
    /// How to read it.
    pub reading: &'static str,
}

/// The model with rows left out.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Listwise {
    /// As fitted.
    Fit(Box<Fit>),
    /// Why it could not be.
    Problem(Problem),
}

/// Tables without gaps.
#[derive(Debug, Clone, PartialEq)]
pub struct Complete {
    /// One for each imputation.
    pub tables: Vec<Table>,
    /// What was filled.
    pub filled: Vec<Filled>,
    /// Rows without the outcome.
    pub left_out: Vec<LeftOut>,
}

/// Fills the gaps of all columns by chained equations (van Buuren 2018, chapter 4).
pub fn complete(table: &Table, recipe: &Recipe) -> Result<Complete, Problem> {
    chain::complete(table, recipe)
}

/// Fits a model to each of the completed tables, and pools.
pub fn imputed(
    table: &Table,
    recipe: &Recipe,
    model: impl Fn(&Design) -> Result<Fit, Problem>,
) -> Result<Imputed, Problem> {
    let complete = chain::complete(table, recipe)?;
    let fits = complete.tables.iter().map(|table| model(&Design::new(table)?)).collect::<Result<Vec<_>, _>>()?;
    let coefficients = pool::pool(&fits)?;
    let listwise = match Design::new(table).and_then(|design| model(&design)) {
        Ok(fit) => Listwise::Fit(Box::new(fit)),
        Err(problem) => Listwise::Problem(problem),
    };
    let n = complete.tables.first().map_or(0, |table| table.rows.len());
    let model = fits.first().map_or("", |fit| fit.method.as_str());
    Ok(Imputed {
        method: format!(
            "{model}; gaps filled by chained equations, pooled by Rubin's rules, degrees by Barnard and Rubin"
        ),
        recipe: *recipe,
        outcome: table.outcome.name.clone(),
        n,
        left_out: complete.left_out,
        filled: complete.filled,
        level: LEVEL,
        coefficients,
        listwise,
        reading: READING,
    })
}

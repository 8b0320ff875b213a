//! Synthetic records: invented ones that, taken together, look like the real ones, made of nothing but noisy counts.
//!
//! A [`Plan`] is made from what is public. It counts every column and every pair of columns with noise, which is all that
//! is ever seen of the data, fits a model to the counts, and draws records from the model.
//!
//! The family is select, measure and generate, of which MST won the contest of NIST in 2018 (arXiv 2108.04978). Ours are
//! the model, a mixture of profiles that is fitted to all pairs at once, and that fitting stops where nothing but noise
//! is left.

mod chance;
pub mod evaluate;
mod evidence;
mod fit;
mod impossible;
mod margins;
mod matrix;
mod mixture;
mod plan;
mod sample;
mod set;
mod settle;

use rand_core::CryptoRng;
use thiserror::Error;

pub use evaluate::{Comparison, Evaluation, TeamOnly, sets_of};
pub use impossible::ImpossiblePair;
pub use mixture::Mixture;
use plan::Noises;
pub use plan::{Cost, Plan, PlanError};

use self::chance::Chance;
use self::evaluate::QuestionError;
use self::evidence::Evidence;
use crate::dp::{Interval, MarginalError, Measured, Noise, Odometer, Private, Refused};
use crate::{Domain, Table};

/// More records than this are not made, whatever the noise.
const ROWS_MAX: f64 = 20_000_000.0;

/// Synthetic records and what they were made of. All of it may be published.
#[derive(Debug, Clone)]
pub struct Synthesis {
    /// The records. There are about as many as real ones; how many of these there are is not told exactly.
    pub table: Table,
    /// The counts they were made of.
    pub measured: Vec<Measured>,
    /// The model they were drawn from.
    pub model: Mixture,
    /// Whether what columns have to do with each other was measured. If not, noise would have drowned it.
    pub structured: bool,
}

/// Why there are no synthetic records, or no answer about them.
#[derive(Debug, Clone, PartialEq, Error)]
pub enum SynthError {
    /// The plan was made for other columns.
    #[error("the plan was made for another domain than the records have")]
    Domain,
    /// The budget does not allow it.
    #[error(transparent)]
    Refused(#[from] Refused),
    /// Counts cannot be made.
    #[error(transparent)]
    Marginal(#[from] MarginalError),
    /// Impossible pairs leave no record.
    #[error("no record without an impossible pair was found; look whether any is left possible")]
    Impossible,
    /// What is asked about them cannot be answered.
    #[error(transparent)]
    Question(#[from] QuestionError),
}

impl Synthesis {
    /// The interval of each combination of values of some columns, in their order in the domain, if that was measured.
    /// Where an interval is not [supported](Interval::supported), whatever synthetic records show there is noise.
    pub fn intervals(&self, columns: &[usize]) -> Option<Vec<Interval>> {
        best_measured(&self.measured, columns).map(Measured::intervals)
    }
}

/// The counts of a set of columns with the least noise, if it was measured.
fn best_measured<'a>(measured: &'a [Measured], columns: &[usize]) -> Option<&'a Measured> {
    let of = measured.iter().filter(|table| table.columns == columns);
    of.min_by(|one, other| one.noise.sigma().total_cmp(&other.noise.sigma()))
}

impl Plan {
    /// Makes synthetic records, for a share of the odometer's whole budget.
    ///
    /// The same `rng` gives the same records on every machine. For a release it must come from the operating system.
    ///
    /// # Errors
    /// The records have other columns than the plan, or the budget does not allow it. Nothing was looked at then. Or no
    /// record is possible.
    pub fn synthesise(
        &self,
        private: &Private<Table>,
        odometer: &mut Odometer,
        share: f64,
        rng: &mut impl CryptoRng,
    ) -> Result<Synthesis, SynthError> {
        if private.domain() != &self.domain {
            return Err(SynthError::Domain);
        }
        if share > odometer.left() {
            let what = "synthetic records".to_owned();
            return Err(Refused::Budget { what, asked: share, left: odometer.left() }.into());
        }
        let [singles, sets, singles_again] = self.noises(odometer, share, private.bound())?;
        let mut measured = measure("synthetic records: columns", private, odometer, singles, rng)?;
        let structured = !self.drowned(&sets, margins::rows(&measured));
        let (what, wanted) = if structured {
            ("synthetic records: sets of columns", sets)
        } else {
            ("synthetic records: columns again", singles_again)
        };
        measured.extend(measure(what, private, odometer, wanted, rng)?);

        let mut chance = Chance::new(rng);
        let rows = margins::rows(&measured).min(ROWS_MAX);
        let margins = margins::margins(&self.domain, &measured, rows);
        let model = if structured {
            let mut model = Mixture::spread(&self.domain, &margins, &mut chance);
            fit::fit(&mut model, &Evidence::new(&self.domain, &self.impossible, &measured, rows));
            model
        } else {
            Mixture::independent(&self.domain, &margins)
        };
        let mut columns = sample::draw(&model, whole(rows), &self.impossible, &mut chance)?;
        for set in measured.iter().filter(|table| table.columns.len() > 2) {
            settle::settle(&self.domain, &model, set, &self.impossible, &mut columns, &mut chance);
        }
        let table = table(&self.domain, columns);
        Ok(Synthesis { table, measured, model, structured })
    }
}

fn table(domain: &Domain, columns: Vec<Vec<u16>>) -> Table {
    Table::from_codes(domain.clone(), columns).expect("codes of the domain, and as many in each column")
}

fn measure(
    what: &str,
    private: &Private<Table>,
    odometer: &mut Odometer,
    wanted: Noises,
    rng: &mut impl CryptoRng,
) -> Result<Vec<Measured>, SynthError> {
    let (sets, noises): (Vec<_>, Vec<_>) = wanted.into_iter().unzip();
    let counts = private.marginals(sets)?;
    let wanted: Vec<(usize, Noise)> = noises.into_iter().enumerate().collect();
    Ok(odometer.measure(what, &counts, &wanted, rng)?)
}

#[expect(clippy::cast_precision_loss, reason = "numbers of cells and records are far below 2^53")]
fn real(number: usize) -> f64 {
    number as f64
}

#[expect(clippy::cast_precision_loss, reason = "noisy counts are far below 2^53")]
fn real_signed(number: i64) -> f64 {
    number as f64
}

#[expect(clippy::cast_possible_truncation, reason = "shares and noisy counts: 24 bits are more than they tell")]
fn short(number: f64) -> f32 {
    number as f32
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and the most there may be")]
fn whole(number: f64) -> usize {
    number.round() as usize
}

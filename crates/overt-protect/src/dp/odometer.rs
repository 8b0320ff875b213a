//! The budget: what was spent, and whether more may be.

use serde::Serialize;
use thiserror::Error;

use super::account::{Cost, Entry, MILLION};
use super::noise::NoiseError;
use super::{Bound, Limit, Noise, Unit, gdp, zcdp};

/// Sums of shares may be rounded by this.
const ROUNDING: f64 = 1e-9;

/// Why a mechanism did not run.
#[derive(Debug, Clone, PartialEq, Error)]
pub enum Refused {
    /// The budget does not suffice.
    #[error("`{what}` was refused: it costs {asked:.4} of the budget, and {left:.4} are left")]
    Budget {
        /// What was asked for.
        what: String,
        /// Its share of the budget.
        asked: f64,
        /// The share that is left.
        left: f64,
    },
    /// What is reserved for keys does not suffice.
    #[error(
        "`{what}` was refused: it needs {asked:e} of delta for unknown keys, and {left:e} are left; raise its threshold"
    )]
    KeysDelta {
        /// What was asked for.
        what: String,
        /// Delta that it needs.
        asked: f64,
        /// Delta that is left.
        left: f64,
    },
    /// The mechanism needs a delta and the limit has none.
    #[error(
        "`{what}` was refused: delta is 0, and with this noise the promise cannot hold without exception; use Laplace noise"
    )]
    NoDelta {
        /// What was asked for.
        what: String,
    },
    /// The data protect somebody else than the budget.
    #[error("`{what}` was refused: the budget is of one {budget}, and its noise would protect one {data}")]
    Unit {
        /// What was asked for.
        what: String,
        /// The unit of the budget.
        budget: Unit,
        /// The unit of the data.
        data: Unit,
    },
    /// There is no such table of counts.
    #[error("table of counts {table}, counted from 0, was asked for, and there are {tables}")]
    NoTable {
        /// The table.
        table: usize,
        /// How many there are.
        tables: usize,
    },
    /// A model does not fit its table.
    #[error("table of counts {table} has {cells} cells, and its model {given}")]
    Model {
        /// The table.
        table: usize,
        /// Its cells.
        cells: usize,
        /// Cells of the model.
        given: usize,
    },
    /// There is nothing to choose from.
    #[error("there is no candidate to choose from")]
    NoCandidate,
    /// A share for which there is no noise.
    #[error("a share of {share} of what one unit's budget allows gives no noise: {source}")]
    Share {
        /// The share.
        share: f64,
        /// What is wrong with the noise.
        source: NoiseError,
    },
}

/// What was told so far, as a guarantee.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Spent {
    /// The share of the budget, from 0 to 1.
    pub share: f64,
    /// The epsilon that holds with the delta of the limit.
    pub epsilon: f64,
    /// The delta of the limit.
    pub delta: f64,
    /// The same in Gaussian differential privacy, but for the delta of keys.
    pub mu: f64,
    /// The same in zero-concentrated differential privacy, but for the delta of keys: for comparison with other tools.
    pub rho: f64,
    /// The epsilon that other tools would state from `rho`, which is larger.
    pub epsilon_from_rho: f64,
}

/// An entry with what its integers mean.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Line<'a> {
    /// The entry, from which all else is computed.
    #[serde(flatten)]
    pub entry: &'a Entry,
    /// The standard deviation of the noise of its counts, if it has counts.
    pub sigma: Option<f64>,
    /// The epsilon of it alone, if it needs no delta.
    pub epsilon: Option<f64>,
    /// Its share of the budget.
    pub share: f64,
}

/// Counts what is told of one unit, and refuses before more is told than may be.
///
/// With a delta, everything is accounted in Gaussian differential privacy, and what unknown keys cost in delta apart: two sums with two
/// bounds that are set when it is opened, so that what to do next may depend on all that came out before. Without a delta,
/// epsilons are added up.
///
/// What is spent is spent. A budget cannot be copied to be spent twice:
/// ```compile_fail,E0308
/// fn twice(budget: &overt_protect::dp::Odometer) -> overt_protect::dp::Odometer { budget.clone() }
/// ```
#[derive(Debug)]
pub struct Odometer {
    limit: Limit,
    unit: Unit,
    /// What shares are parts of: a hair less than the limit allows, so that rounded shares add up to less than that.
    cap: f64,
    entries: Vec<Entry>,
    earlier: usize,
}

impl Odometer {
    /// A budget of which `earlier` releases have spent some: maybe all, and then nothing more is admitted.
    ///
    /// # Errors
    /// An earlier entry protects another unit. Its budget is another.
    pub fn open(limit: Limit, unit: Unit, earlier: Vec<Entry>) -> Result<Self, Refused> {
        if let Some(entry) = earlier.iter().find(|entry| entry.bound.unit != unit) {
            return Err(Refused::Unit { what: entry.what.clone(), budget: unit, data: entry.bound.unit });
        }
        Ok(Self { cap: limit.cap() * (1.0 - ROUNDING), limit, unit, earlier: earlier.len(), entries: earlier })
    }

    /// The limit.
    pub fn limit(&self) -> Limit {
        self.limit
    }

    /// Whom it protects.
    pub fn unit(&self) -> Unit {
        self.unit
    }

    /// All that was spent, first what earlier releases did.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// What was spent since it was opened.
    pub fn entries_new(&self) -> &[Entry] {
        &self.entries[self.earlier..]
    }

    /// All that was spent, as a list to print or write.
    pub fn lines(&self) -> Vec<Line<'_>> {
        let line = |entry| Line { share: self.share(entry), sigma: entry.cost.sigma(), epsilon: entry.pure(), entry };
        self.entries.iter().map(line).collect()
    }

    /// The share of the whole budget that an entry costs. Shares add up. Infinite if no budget is enough.
    pub fn share(&self, entry: &Entry) -> f64 {
        let spent = if self.limit.delta() > 0.0 { Some(entry.mu_squared()) } else { entry.pure() };
        spent.map_or(f64::INFINITY, |spent| spent / self.cap)
    }

    /// The share of the budget that is left.
    pub fn left(&self) -> f64 {
        self.balance().max(0.0)
    }

    /// The same, below 0 where more was spent: by earlier releases, or by rounding.
    fn balance(&self) -> f64 {
        1.0 - self.entries.iter().map(|entry| self.share(entry)).sum::<f64>()
    }

    /// The noise with which measuring one table of counts costs this share of the budget, and no more.
    ///
    /// # Errors
    /// There is no such noise: the share is not above 0, or so large or small that the noise is out of bounds.
    pub fn noise(&self, share: f64, bound: Bound) -> Result<Noise, Refused> {
        let rows = f64::from(bound.rows_most);
        let noise = if self.limit.delta() > 0.0 {
            Noise::of_mu_squared(share * self.cap / rows.powi(2))
        } else {
            Noise::laplace(rows / (share * self.cap))
        };
        noise.map_err(|source| Refused::Share { share, source })
    }

    /// The epsilon, in millionths, with which a choice costs this share of the budget, and no more.
    pub fn choice(&self, share: f64) -> u32 {
        let epsilon = if self.limit.delta() > 0.0 {
            let above = gdp::normal_above((share * self.cap).max(0.0).sqrt() / 2.0).at_most;
            2.0 * libm::log((1.0 - above) / above) * (1.0 - ROUNDING)
        } else {
            share * self.cap
        };
        millionths(epsilon)
    }

    /// Whether all of this may be spent.
    ///
    /// # Errors
    /// Why it may not.
    pub fn admits(&self, entries: &[Entry]) -> Result<(), Refused> {
        let mut left = self.balance() + ROUNDING / 2.0;
        let mut delta = self.limit.keys_delta() - self.entries.iter().map(Entry::delta).sum::<f64>();
        for entry in entries {
            let what = || entry.what.clone();
            if entry.bound.unit != self.unit {
                return Err(Refused::Unit { what: what(), budget: self.unit, data: entry.bound.unit });
            }
            let asked = self.share(entry);
            if asked.is_infinite() && self.limit.delta() == 0.0 {
                return Err(Refused::NoDelta { what: what() });
            }
            if asked > left {
                return Err(Refused::Budget { what: what(), asked, left: self.left() });
            }
            left -= asked;
            if matches!(entry.cost, Cost::Keys { .. }) && entry.delta() > delta {
                return Err(Refused::KeysDelta { what: what(), asked: entry.delta(), left: delta.max(0.0) });
            }
            delta -= entry.delta();
        }
        Ok(())
    }

    /// Spends, all or nothing.
    pub(in crate::dp) fn spend_all(&mut self, entries: Vec<Entry>) -> Result<(), Refused> {
        self.admits(&entries)?;
        self.entries.extend(entries);
        Ok(())
    }

    /// What was told so far of one unit.
    pub fn spent(&self) -> Spent {
        let sum = |of: fn(&Entry) -> f64| self.entries.iter().map(of).sum::<f64>();
        let (mu, rho) = (sum(Entry::mu_squared).sqrt(), sum(Entry::rho));
        let delta = self.limit.delta() - self.limit.keys_delta();
        let epsilon = |of_delta: f64| if self.entries.is_empty() { 0.0 } else { of_delta };
        let pure = || self.entries.iter().map(|entry| entry.pure().unwrap_or(f64::INFINITY)).sum();
        let (exact, compared) =
            if delta > 0.0 { (gdp::epsilon(mu, delta), zcdp::epsilon(rho, delta)) } else { (pure(), f64::INFINITY) };
        Spent {
            share: 1.0 - self.left(),
            epsilon: epsilon(exact),
            delta: self.limit.delta(),
            mu,
            rho,
            epsilon_from_rho: epsilon(compared),
        }
    }
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "saturates, and rounding down costs less")]
fn millionths(epsilon: f64) -> u32 {
    (epsilon * MILLION) as u32
}

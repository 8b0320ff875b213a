//! What a release will spend and show, before anything is read.

use serde::{Deserialize, Serialize};

use super::facts::{ColumnFact, Facts};
use super::ledger::{Ledger, LedgerEntry, Spend};
use super::policy::{CountsMethod, Method, Policy, Promise, SynthMethod, is_same};
use super::refusal::{Code, Refusal};
use super::{CELLS_MAX, facts};
use crate::Domain;
use crate::dp::{Cost, Entry, Limit, Odometer, Unit};
use crate::suppress::Published;
use crate::synth::{self, ImpossiblePair};

/// What the ledger calls the whole of what synthetic records are made of.
pub(super) const SYNTHETIC: &str = "synthetic records";

/// Shares of a budget are rounded by less than this.
const ROUNDING: f64 = 1e-9;

/// What earlier releases leave to this one.
#[derive(Debug, Clone, Default)]
pub struct Earlier {
    /// What they told under differential privacy.
    pub ledger: Ledger,
    /// Every table they showed. Confidential, because it can hold what shares only stood for.
    pub shown: Vec<Shown>,
    /// How much may be told over all releases.
    pub caps: Caps,
}

/// A table that a release showed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Shown {
    /// The kind of record.
    pub schema: String,
    /// The table.
    pub table: Published,
}

/// How much may be told of one unit over all releases; nothing where there is no limit.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Caps {
    /// Of one record.
    pub record: Option<Limit>,
    /// Of one person.
    pub person: Option<Limit>,
    /// Of one organisation that contributes.
    pub contributor: Option<Limit>,
}

/// A release that may be made. Nothing was read for it. Write [`Planned::ledger`] down before [`Planned::draw`]: what is drawn and
/// not written down would be told for nothing.
#[derive(Debug)]
pub struct Planned {
    pub(super) policy: Policy,
    pub(super) facts: Facts,
    pub(super) columns: Vec<ColumnFact>,
    pub(super) domain: Domain,
    pub(super) ledger_before: Ledger,
    pub(super) ledger: Ledger,
    pub(super) shown: Vec<Shown>,
    pub(super) cost: String,
}

/// Plans a release, or says everything that speaks against it. Nothing is read.
///
/// # Errors
/// Every refusal of [`Policy::check`]; then that the budget does not suffice, or that the release was made before.
pub fn plan(policy: Policy, facts: Facts, earlier: Earlier) -> Result<Planned, Vec<Refusal>> {
    let refusals = policy.check(&facts);
    if !refusals.is_empty() {
        return Err(refusals);
    }
    let one = |refusal| vec![refusal];
    let Earlier { ledger: ledger_before, shown, caps } = earlier;
    let is_table = matches!(policy.method, Method::Table(_));
    let comparable = shown.iter().filter(|shown| is_table && shown.schema == policy.schema);
    let compared: Vec<&String> = comparable.flat_map(|shown| &shown.table.axes).map(|axis| &axis.name).collect();
    if let Some(gone) = compared.iter().find(|name| facts.column(name).is_none()) {
        return Err(one(cannot_compare(gone)));
    }
    let is_used = |name: &String| compared.contains(&name) || policy.uses(name);
    let columns: Vec<ColumnFact> = facts.columns.iter().filter(|column| is_used(&column.name)).cloned().collect();
    let domain = facts::domain(&columns)
        .map_err(|error| one(Refusal::new(Code::Column, format!("{error}."), "Correct the codebook.")))?;
    let spend = match &policy.method {
        Method::Table(_) | Method::Aggregate(_) => None,
        Method::Counts(counts) => Some(on_counts(counts, caps).map_err(one)?),
        Method::Synth(synth) => Some(on_synth(synth, &domain, caps).map_err(one)?),
    };
    let entry = LedgerEntry {
        release: policy.name.clone(),
        version: policy.version,
        day: facts.day,
        policy: policy.hash(),
        spend,
        previous: String::new(),
    };
    let ledger = ledger_before.with(entry).map_err(one)?;
    let cost = cost(&policy, &columns, &ledger, &domain);
    Ok(Planned { policy, facts, columns, domain, ledger_before, ledger, shown, cost })
}

impl Planned {
    /// What is released, and how.
    pub fn policy(&self) -> &Policy {
        &self.policy
    }

    /// The columns that [`Planned::draw`] must be given: those of the release, and those of earlier tables that it is compared with, in
    /// the order of the facts.
    pub fn domain(&self) -> &Domain {
        &self.domain
    }

    /// The ledger with this release. To be written down, and safely on the disk, before anything is drawn.
    pub fn ledger(&self) -> &Ledger {
        &self.ledger
    }

    /// What will be told and spent, in words.
    pub fn cost(&self) -> &str {
        &self.cost
    }
}

fn cannot_compare(column: &str) -> Refusal {
    let sentence = format!(
        "An earlier release has a table with column `{column}`, which is not there any more, so nobody can say what both tell together."
    );
    let way_out = "Release counts with noise instead, or keep the column in the snapshot.";
    Refusal::new(Code::Differencing, sentence, way_out)
}

impl Caps {
    fn of(self, unit: Unit) -> Result<Limit, Refusal> {
        let cap = match unit {
            Unit::Record => self.record,
            Unit::Person => self.person,
            Unit::Contributor => self.contributor,
        };
        cap.ok_or_else(|| {
            let sentence = format!("Nobody has decided how much may be told of one {unit} over all releases.");
            Refusal::new(
                Code::Limit,
                sentence,
                "Decide on a cap, epsilon and delta, before the first release with noise.",
            )
        })
    }
}

fn out_of_bounds(error: impl std::fmt::Display) -> Refusal {
    Refusal::new(Code::Limit, format!("{error}."), "Change `epsilon`, `delta`, `rows_most` or the weights.")
}

impl Promise {
    /// What a release may spend, as if there were no other.
    pub(super) fn budget(&self) -> Result<Odometer, Refusal> {
        Odometer::open(self.limit().map_err(out_of_bounds)?, self.unit, Vec::new()).map_err(out_of_bounds)
    }

    fn spend(&self, own: &Odometer, mechanisms: Vec<Entry>, caps: Caps) -> Result<Spend, Refusal> {
        own.admits(&mechanisms).map_err(out_of_bounds)?;
        Ok(Spend { unit: self.unit, cap: caps.of(self.unit)?, mechanisms })
    }
}

/// How the budget of a release is spread over its tables.
fn on_counts(CountsMethod { promise, sets }: &CountsMethod, caps: Caps) -> Result<Spend, Refusal> {
    let (own, bound) = (promise.budget()?, promise.bound());
    let all: f64 = sets.iter().map(|set| f64::from(set.weight)).sum();
    let mut mechanisms = Vec::new();
    for set in sets {
        let noise = own.noise(f64::from(set.weight) / all, bound).map_err(out_of_bounds)?;
        mechanisms.push(Entry { what: set.columns.join(" × "), bound, cost: Cost::Counts { noise, tables: 1 } });
    }
    promise.spend(&own, mechanisms, caps)
}

/// What synthetic records are measured with is decided while they are made. Reserved for it is as much as one table of counts would cost
/// that takes the whole budget of the release.
fn on_synth(synth: &SynthMethod, domain: &Domain, caps: Caps) -> Result<Spend, Refusal> {
    let plan = synth.plan(domain)?;
    let cells = plan.cost().cells;
    if cells > CELLS_MAX {
        let sentence = format!("These columns have {cells} pairs of values, and {CELLS_MAX} is the most.");
        return Err(Refusal::new(Code::Cost, sentence, "Leave out the column with most values, or merge values."));
    }
    let (own, bound) = (synth.promise.budget()?, synth.promise.bound());
    let noise = own.noise(1.0, bound).map_err(out_of_bounds)?;
    let whole = vec![Entry { what: SYNTHETIC.to_owned(), bound, cost: Cost::Counts { noise, tables: 1 } }];
    // What could fail while they are made fails here, where nothing is spent: noise that cannot be had, and records that cannot be.
    plan.noises(&own, share(&own, &whole), bound).map_err(out_of_bounds)?;
    plan.is_possible().map_err(|error| {
        Refusal::new(Code::Policy, format!("`impossible`: {error}."), "Leave out some of the impossible pairs.")
    })?;
    synth.promise.spend(&own, whole, caps)
}

/// The share of its own budget that a release may spend where this is reserved: no more, however it is rounded.
pub(super) fn share(own: &Odometer, reserved: &[Entry]) -> f64 {
    reserved.iter().map(|entry| own.share(entry)).sum::<f64>() * (1.0 - ROUNDING)
}

impl SynthMethod {
    /// What will be measured of these columns.
    pub(super) fn plan(&self, domain: &Domain) -> Result<synth::Plan, Refusal> {
        let refuse = |sentence: String| {
            Refusal::new(Code::Policy, sentence, "Correct `columns`, `emphasise` or `impossible` of the policy.")
        };
        let place = |name: &String| {
            domain.place(name).ok_or_else(|| refuse(format!("Column `{name}` is not one of the release.")))
        };
        let mut plan = synth::Plan::new(domain).map_err(|error| refuse(format!("{error}.")))?;
        for (at, set) in self.emphasise.iter().enumerate() {
            if self.emphasise[..at].iter().any(|other| is_same(&other.columns, &set.columns)) {
                return Err(refuse(format!("`emphasise` names {} twice.", set.columns.join(" × "))));
            }
            let columns = set.columns.iter().map(place).collect::<Result<Vec<usize>, _>>()?;
            plan = plan
                .emphasise(&columns, f64::from(set.weight))
                .map_err(|error| refuse(format!("`emphasise`: {error}.")))?;
        }
        for pair in &self.impossible {
            let columns = [place(&pair.columns[0])?, place(&pair.columns[1])?];
            let code = |at: usize| {
                let column = &domain.columns()[columns[at]];
                let missing = || refuse(format!("`impossible`: `{}` has no such value.", column.name()));
                column.code(&pair.codes[at]).ok_or_else(missing)
            };
            let pair = ImpossiblePair { columns, codes: [code(0)?, code(1)?] };
            plan = plan.impossible(pair).map_err(|error| refuse(format!("`impossible`: {error}.")))?;
        }
        Ok(plan)
    }
}

fn cost(policy: &Policy, columns: &[ColumnFact], ledger: &Ledger, domain: &Domain) -> String {
    let place = |name: &String| columns.iter().position(|column| column.name == *name);
    let cells = |set: &[String]| domain.cells(&set.iter().filter_map(place).collect::<Vec<_>>()).unwrap_or(usize::MAX);
    let sets = policy.sets();
    let mut lines = vec![match &policy.method {
        Method::Table(_) | Method::Counts(_) => {
            let all = sets.iter().fold(0_usize, |sum, set| sum.saturating_add(cells(set)));
            format!("{} tables with {all} cells, without totals.", sets.len())
        }
        Method::Synth(_) => {
            format!("About as many invented records as there are records, with {} columns.", columns.len())
        }
        Method::Aggregate(method) => {
            format!(
                "Rows with {} columns, each {} times or a multiple of it. Some cells stay empty.",
                columns.len(),
                method.k
            )
        }
    }];
    if let Some(spend) = ledger.entries().last().and_then(|entry| entry.spend.as_ref()) {
        for Entry { what, cost, .. } in spend.mechanisms.iter().filter(|entry| entry.what != SYNTHETIC) {
            if let Cost::Counts { noise, .. } = cost {
                let half = noise.half_width();
                lines.push(format!("{what}: each count is within {half} of the true one, in 95 of 100 cases."));
            }
        }
        for sum in ledger.sums().iter().filter(|sum| sum.unit == spend.unit) {
            lines.push(format!(
                "With this release, epsilon {:.3} of {} is spent on one {} (delta {:e}).",
                sum.spent.epsilon,
                sum.cap.epsilon(),
                sum.unit,
                sum.cap.delta()
            ));
        }
    }
    lines.join("\n")
}

//! What every release has told, in a chain: no entry can be changed, left out or put in between without it showing.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::refusal::{Code, Refusal};
use super::{canonical, hash};
use crate::dp::{Entry, Limit, Odometer, Spent, Unit};

/// All releases in their order. It only grows.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Ledger {
    entries: Vec<LedgerEntry>,
}

/// One release.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LedgerEntry {
    /// Its name.
    pub release: String,
    /// Its version.
    pub version: u32,
    /// The day it was planned.
    pub day: Date,
    /// The fingerprint of its policy.
    pub policy: String,
    /// What it spends; nothing if its method needs no budget.
    pub spend: Option<Spend>,
    /// The fingerprint of the entry before; empty for the first.
    pub previous: String,
}

/// What a release spends.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Spend {
    /// Who is protected.
    pub unit: Unit,
    /// What may be spent on one of them over all releases, as it was decided on that day.
    pub cap: Limit,
    /// Each measurement.
    pub mechanisms: Vec<Entry>,
}

/// What all releases together have told of one unit.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Sum {
    /// Who is protected.
    pub unit: Unit,
    /// How many releases spent something.
    pub releases: usize,
    /// What may be spent.
    pub cap: Limit,
    /// What was spent.
    pub spent: Spent,
}

/// A ledger as it is written: the sums are for readers.
#[derive(Serialize)]
struct Written<'a> {
    entries: &'a [LedgerEntry],
    sums: Vec<Sum>,
}

#[derive(Deserialize)]
struct Read {
    entries: Vec<LedgerEntry>,
}

impl LedgerEntry {
    /// Its fingerprint.
    pub fn hash(&self) -> String {
        hash(&canonical(self))
    }
}

impl Ledger {
    /// Reads a ledger.
    ///
    /// # Errors
    /// It is not one, or its chain is broken.
    pub fn read(bytes: &[u8]) -> Result<Self, Refusal> {
        let broken = |sentence: String| {
            Refusal::new(
                Code::Ledger,
                sentence,
                "Restore the ledger from a backup or from the last release; never edit it.",
            )
        };
        let Read { entries } =
            serde_json::from_slice(bytes).map_err(|error| broken(format!("The ledger cannot be read: {error}.")))?;
        let mut previous = String::new();
        for (entry, number) in entries.iter().zip(1..) {
            if entry.previous != previous {
                return Err(broken(format!("The chain of the ledger is broken at entry {number}.")));
            }
            previous = entry.hash();
        }
        Ok(Self { entries })
    }

    /// The ledger as it is kept and published.
    pub fn write(&self) -> Vec<u8> {
        canonical(&Written { entries: &self.entries, sums: self.sums() })
    }

    /// Every release, the first one first.
    pub fn entries(&self) -> &[LedgerEntry] {
        &self.entries
    }

    /// What was spent on the unit so far.
    fn mechanisms(&self, unit: Unit) -> Vec<Entry> {
        let spends = self.entries.iter().filter_map(|entry| entry.spend.as_ref());
        spends.filter(|spend| spend.unit == unit).flat_map(|spend| spend.mechanisms.clone()).collect()
    }

    /// What all releases together have told, for each unit of which they told something.
    pub fn sums(&self) -> Vec<Sum> {
        let sum = |unit| {
            let spends: Vec<&Spend> = self
                .entries
                .iter()
                .filter_map(|entry| entry.spend.as_ref())
                .filter(|spend| spend.unit == unit)
                .collect();
            let cap = spends.last()?.cap;
            let odometer = Odometer::open(cap, unit, self.mechanisms(unit)).ok()?;
            Some(Sum { unit, releases: spends.len(), cap, spent: odometer.spent() })
        };
        [Unit::Record, Unit::Person, Unit::Contributor].into_iter().filter_map(sum).collect()
    }

    /// The budget of which all releases so far have spent some.
    ///
    /// # Errors
    /// A ledger holds mechanisms of another unit.
    pub(super) fn budget(&self, cap: Limit, unit: Unit) -> Result<Odometer, Refusal> {
        Odometer::open(cap, unit, self.mechanisms(unit)).map_err(|error| {
            Refusal::new(Code::Ledger, format!("The ledger cannot be continued: {error}."), "Restore it from a backup.")
        })
    }

    /// The ledger with one more release.
    ///
    /// # Errors
    /// There is a release of that name and version, or the cap would be passed.
    pub(super) fn with(&self, mut entry: LedgerEntry) -> Result<Self, Refusal> {
        let same = |other: &LedgerEntry| other.release == entry.release && other.version == entry.version;
        if self.entries.iter().any(same) {
            return Err(Refusal::new(
                Code::Ledger,
                format!("`{}` version {} is in the ledger already.", entry.release, entry.version),
                "Raise `version`, also if that release was given up: what was planned once is not planned anew.",
            ));
        }
        if let Some(spend) = &entry.spend {
            self.budget(spend.cap, spend.unit)?.admits(&spend.mechanisms).map_err(|error| {
                Refusal::new(
                    Code::Budget,
                    format!("{error}, over all releases together."),
                    "Lower `epsilon`, ask for fewer tables, or decide in public to raise the cap.",
                )
            })?;
        }
        entry.previous = self.entries.last().map(LedgerEntry::hash).unwrap_or_default();
        let mut entries = self.entries.clone();
        entries.push(entry);
        Ok(Self { entries })
    }
}

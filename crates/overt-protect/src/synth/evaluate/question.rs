//! What is compared, and what that takes.

use serde::Serialize;
use thiserror::Error;

use super::super::plan::SET_CELLS_MAX;
use super::super::{best_measured, real};
use super::sets::number_of_sets;
use crate::dp::Measured;
use crate::{Domain, Table};

/// Longer combinations are not compared.
const LENGTH_MAX: usize = 4;
/// Processor time for each record and column of a set that is counted, and for each record and column that somebody who is
/// looked for is held against; measured with 50,000 records of 20 columns, as many synthetic ones and as many of others.
const NANOSECONDS: [f64; 2] = [0.8, 0.2];

/// The columns that are asked about by themselves where a domain has them: at which stage whose act it was.
pub const NEXUS: [&str; 3] = ["stage", "actor", "act"];

/// What to compare.
#[derive(Debug, Clone)]
pub struct Question<'a> {
    /// The longest combinations, 1 to 4 columns.
    pub length: usize,
    /// So many sets of one length are compared at most. If there are more, so many are drawn by chance.
    pub sets_max: usize,
    /// The chance by which sets are drawn. The same gives the same sets.
    pub seed: u64,
    /// So many real records make a combination frequent.
    pub frequent_min: u32,
    /// How many fabricated and how many lost combinations are listed of each length.
    pub worst: usize,
    /// Sets of columns of which every combination is listed.
    pub sets: Vec<Vec<usize>>,
    /// The counts that the synthetic records were made of, if they were made of any.
    pub measured: &'a [Measured],
    /// Records of others, which had no part in the synthetic records and come from where the real ones do: a random part
    /// that was laid aside before. Without them nobody can tell whether members are recognised.
    pub others: Option<&'a Table>,
    /// Somebody is looked for so often, about, on the side (members or others) that has fewer records.
    pub targets: usize,
    /// Threads to work with.
    pub threads: usize,
}

/// What a question takes.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Cost {
    /// Sets of columns of each length, from 1.
    pub lengths: Vec<LengthCost>,
    /// About how many seconds of processor time it takes, over all threads, on a machine of 2024.
    pub processor_seconds: f64,
}

/// Sets of columns of one length.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct LengthCost {
    /// How many columns.
    pub length: usize,
    /// How many sets there are.
    pub sets_all: u64,
    /// How many of them are compared; if these are fewer, by chance.
    pub sets_compared: u64,
}

/// Why a question cannot be asked.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum QuestionError {
    /// A number is out of its range.
    #[error("{what} must be {range}")]
    Range {
        /// Which number.
        what: &'static str,
        /// What it may be.
        range: &'static str,
    },
    /// There is no such column.
    #[error("column {column} is asked for, counted from 0, and there are {columns} columns")]
    NoColumn {
        /// The column.
        column: usize,
        /// How many there are.
        columns: usize,
    },
    /// A set of columns names none, or one of them twice.
    #[error("set {set} of the sets that are asked for names no column, or one twice")]
    Set {
        /// Which of the sets, from 1.
        set: usize,
    },
    /// A set has too many combinations to list them.
    #[error("set {set} of the sets that are asked for has more than {SET_CELLS_MAX} combinations; leave a column out")]
    Cells {
        /// Which of the sets, from 1.
        set: usize,
    },
    /// A measurement is of another table.
    #[error("the measured counts of set {set} are not as many as it has combinations; give those of this plan")]
    Measured {
        /// Which of the sets, from 1.
        set: usize,
    },
}

impl Question<'_> {
    /// The usual question: combinations of one to four columns, of each length 2,000 sets at most; the columns of
    /// [`NEXUS`], if the domain has them all; no measurement, no others, two threads.
    pub fn about(domain: &Domain) -> Self {
        let nexus = NEXUS.iter().map(|name| domain.place(name)).collect::<Option<Vec<usize>>>();
        let usual = Self {
            length: LENGTH_MAX,
            sets_max: 2_000,
            seed: 0,
            frequent_min: 10,
            worst: 10,
            sets: Vec::new(),
            measured: &[],
            others: None,
            targets: 500,
            threads: 2,
        };
        usual.listing(domain, nexus)
    }

    /// Every combination of more sets of columns is listed: of each set once, and not of those that have too many for it.
    #[must_use]
    pub fn listing(mut self, domain: &Domain, sets: impl IntoIterator<Item = Vec<usize>>) -> Self {
        for set in sets {
            let fits = domain.cells(&set).is_some_and(|cells| cells <= SET_CELLS_MAX);
            let is_same = |other: &Vec<usize>| other.len() == set.len() && set.iter().all(|at| other.contains(at));
            if fits && !self.sets.iter().any(is_same) {
                self.sets.push(set);
            }
        }
        self
    }

    /// What it takes for tables of so many rows in all, real and synthetic ones and others. It reads no table.
    pub fn cost(&self, domain: &Domain, rows: usize) -> Cost {
        let columns = domain.columns().len();
        let compared = |sets: u64| sets.min(self.sets_max.try_into().unwrap_or(u64::MAX));
        let lengths: Vec<LengthCost> = (1..=self.length.min(columns))
            .map(|length| {
                let sets_all = number_of_sets(length, columns);
                LengthCost { length, sets_all, sets_compared: compared(sets_all) }
            })
            .collect();
        let sets = |length: &LengthCost| real(usize::try_from(length.sets_compared).unwrap_or(usize::MAX));
        let counted: f64 = lengths.iter().map(|length| sets(length) * real(length.length)).sum();
        // Everybody who is looked for is held against every record, in every column.
        let sought = if self.others.is_some() { real(self.targets) * 2.0 * real(columns) } else { 0.0 };
        let nanoseconds = counted * NANOSECONDS[0] + sought * NANOSECONDS[1];
        Cost { lengths, processor_seconds: nanoseconds * real(rows) * 1e-9 }
    }

    /// Says what is wrong with the question for that domain.
    pub(super) fn check(&self, domain: &Domain) -> Result<(), QuestionError> {
        let ranges = [
            ((1..=LENGTH_MAX).contains(&self.length), "the length of combinations", "1 to 4"),
            (self.sets_max >= 1, "the number of sets that are compared", "at least 1"),
            (self.targets >= 1, "the number of those who are looked for", "at least 1"),
            (self.threads >= 1, "the number of threads", "at least 1"),
        ];
        for (sound, what, range) in ranges {
            if !sound {
                return Err(QuestionError::Range { what, range });
            }
        }
        let columns = domain.columns().len();
        for (set, number) in self.sets.iter().zip(1..) {
            if let Some(&column) = set.iter().find(|&&column| column >= columns) {
                return Err(QuestionError::NoColumn { column, columns });
            }
            let mut sorted = set.clone();
            sorted.sort_unstable();
            sorted.dedup();
            if sorted.is_empty() || sorted.len() < set.len() {
                return Err(QuestionError::Set { set: number });
            }
            let cells = domain.cells(&sorted).filter(|&cells| cells <= SET_CELLS_MAX);
            let cells = cells.ok_or(QuestionError::Cells { set: number })?;
            if best_measured(self.measured, &sorted).is_some_and(|measured| measured.counts.len() != cells) {
                return Err(QuestionError::Measured { set: number });
            }
        }
        Ok(())
    }
}

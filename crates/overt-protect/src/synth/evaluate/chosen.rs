//! Every combination of a chosen set of columns: how many records really have it, and what is to be believed of it.

use serde::Serialize;

use super::super::best_measured;
use super::comparison::Comparison;
use super::question::Question;
use super::sets::named;
use super::tally::Tally;
use crate::Table;
use crate::dp::{Interval, Measured};

/// A set of columns of which every combination is listed.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ChosenSet {
    /// The columns, in their order in the domain.
    pub columns: Vec<String>,
    /// How many combinations there could be.
    pub combinations: usize,
    /// The error over all of them.
    pub comparison: Comparison,
    /// What a measurement supports; nothing if there is none of this set.
    pub support: Option<SupportCounts>,
    /// The combinations that real or synthetic records have, or that are supported, in the order of the domain.
    pub cells: Vec<CellCompared>,
}

/// How many combinations a measurement supports.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct SupportCounts {
    /// Combinations of synthetic records that the measurement supports.
    pub supported: usize,
    /// Combinations of synthetic records where the measurement does not exclude that nobody has them.
    pub noise_only: usize,
    /// Of all combinations that there could be, those whose interval holds the real count. At 95% it should be about so many.
    pub interval_right: usize,
}

/// One combination.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CellCompared {
    /// Its values, in the order of the columns.
    pub values: Vec<String>,
    /// How many real records have it.
    pub records: u32,
    /// How many synthetic ones.
    pub synthetic: u32,
    /// Whether a measurement supports it.
    pub support: Support,
    /// The real counts that the measurement is compatible with; nothing if there is none.
    pub interval: Option<Interval>,
}

/// Whether it can be told, without the real records, that anybody has a combination.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Support {
    /// The interval of the measured count lies above zero.
    Supported,
    /// The interval holds zero: whatever synthetic records show there is noise.
    NoiseOnly,
    /// The set was not measured as a whole. What synthetic records show follows from its parts.
    NotMeasured,
}

impl CellCompared {
    /// How many records there are too many, or too few if it is below zero.
    pub fn error(&self) -> i64 {
        i64::from(self.synthetic) - i64::from(self.records)
    }
}

impl ChosenSet {
    /// The set must have been checked.
    pub(super) fn of(tables: [&Table; 2], set: &[usize], question: &Question<'_>) -> Self {
        let mut set = set.to_vec();
        set.sort_unstable();
        let domain = tables[0].domain();
        let combinations = domain.cells(&set).expect("few cells, which was checked");
        let mut counts = vec![[0_u32; 2]; combinations];
        Tally::default().each(tables, &set, |cell, both| counts[cell] = both);
        let intervals = best_measured(question.measured, &set).map(Measured::intervals);
        let support = intervals.as_ref().map(|intervals| support_counts(intervals, &counts));
        let cells = counts.iter().enumerate().filter_map(|(cell, &[records, synthetic])| {
            let interval = intervals.as_ref().map(|intervals| intervals[cell]);
            let is_supported = interval.is_some_and(|interval| interval.supported());
            (records > 0 || synthetic > 0 || is_supported).then(|| CellCompared {
                values: named(domain, &set, cell).map(|(_, value)| value.to_owned()).collect(),
                records,
                synthetic,
                support: match interval {
                    None => Support::NotMeasured,
                    Some(_) if is_supported => Support::Supported,
                    Some(_) => Support::NoiseOnly,
                },
                interval,
            })
        });
        Self {
            columns: set.iter().map(|&column| domain.columns()[column].name().to_owned()).collect(),
            combinations,
            comparison: Comparison::of_sets(tables, std::slice::from_ref(&set), question.frequent_min),
            support,
            cells: cells.collect(),
        }
    }
}

fn support_counts(intervals: &[Interval], counts: &[[u32; 2]]) -> SupportCounts {
    let mut all = SupportCounts::default();
    for (interval, &[records, synthetic]) in intervals.iter().zip(counts) {
        all.supported += usize::from(synthetic > 0 && interval.supported());
        all.noise_only += usize::from(synthetic > 0 && !interval.supported());
        all.interval_right += usize::from((interval.least..=interval.most).contains(&records.into()));
    }
    all
}

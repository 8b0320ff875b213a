//! How like the real records the synthetic ones are, and whether somebody is recognised in them.
//!
//! A [`Question`] says what to compare, [`Question::cost`] what that takes, and [`Evaluation::of`] answers. It takes any
//! table over the same domain for synthetic records, those with empty cells too. Everything in the answer is exact, so it is
//! [`TeamOnly`].

mod chosen;
mod comparison;
mod divided;
mod extremes;
mod membership;
mod proportion;
mod question;
mod sets;
mod tally;

use std::fmt;

use serde::Serialize;

pub use self::chosen::{CellCompared, ChosenSet, Support, SupportCounts};
pub use self::comparison::Comparison;
pub use self::extremes::Combination;
pub use self::membership::{FALSE_POSITIVES_MAX, Membership, NotTried, OTHERS_MIN, Recognised, Tried};
pub use self::proportion::Proportion;
pub use self::question::{Cost, LengthCost, NEXUS, Question, QuestionError};
pub use self::sets::sets_of;

use self::extremes::Extremes;
use self::sets::{chosen_sets, number_of_sets};
use self::tally::Tally;
use super::SynthError;
use crate::Table;

/// What was computed from the real records without noise. It is for those who prepare a release and see the records
/// anyway. It must not be published, and choosing a release because of it tells something that no budget counts.
#[derive(Clone, PartialEq)]
pub struct TeamOnly<T>(T);

impl<T> TeamOnly<T> {
    /// What the team may see and nobody else. A file that it is written to belongs to the team too.
    pub fn for_the_team(&self) -> &T {
        &self.0
    }
}

impl<T> fmt::Debug for TeamOnly<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("TeamOnly(..)")
    }
}

/// Synthetic records held against the real ones that they were made of.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Evaluation {
    /// How many real records there are.
    pub records: usize,
    /// How many synthetic ones.
    pub synthetic: usize,
    /// So many real records make a combination frequent.
    pub frequent_min: u32,
    /// Combinations by how many columns they have, from 1.
    pub lengths: Vec<Length>,
    /// Each column by itself, in the order of the domain.
    pub columns: Vec<ColumnDistance>,
    /// The sets of columns that were asked for.
    pub sets: Vec<ChosenSet>,
    /// Whether somebody recognises from the synthetic records who is in the real ones.
    pub membership: Membership,
}

/// The combinations of values of so many columns.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Length {
    /// How many columns.
    pub length: usize,
    /// How many sets of so many columns there are. If fewer were compared, they were drawn by chance.
    pub sets_all: u64,
    /// The error over the sets that were compared.
    pub comparison: Comparison,
    /// Combinations that no real record has and most synthetic ones do, with the number of these. Where a shorter part of it
    /// is made up already, the longer one is not listed.
    pub fabricated: Vec<Combination>,
    /// Frequent combinations that no synthetic record has and most real ones do, with the number of these. Where a shorter
    /// part of it is lost already, the longer one is not listed.
    pub lost: Vec<Combination>,
}

/// How far a column by itself is off.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ColumnDistance {
    /// The column.
    pub column: String,
    /// Which part of the records would have to have another value (total variation distance).
    pub distance: f64,
}

impl Evaluation {
    /// Compares. The result depends neither on the order of records nor on the number of threads.
    ///
    /// # Errors
    /// The tables have other columns, or the question cannot be asked of them. Nothing was counted then.
    pub fn of(records: &Table, synthetic: &Table, question: &Question<'_>) -> Result<TeamOnly<Self>, SynthError> {
        if [synthetic].into_iter().chain(question.others).any(|table| table.domain() != records.domain()) {
            return Err(SynthError::Domain);
        }
        question.check(records.domain())?;
        let tables = [records, synthetic];
        let columns = records.domain().columns().iter().enumerate().map(|(place, column)| ColumnDistance {
            column: column.name().to_owned(),
            distance: Comparison::of_sets(tables, &[vec![place]], question.frequent_min).distance_mean,
        });
        let length_max = question.length.min(records.domain().columns().len());
        Ok(TeamOnly(Self {
            records: records.rows(),
            synthetic: synthetic.rows(),
            frequent_min: question.frequent_min,
            lengths: (1..=length_max).map(|length| Length::of(tables, length, question)).collect(),
            columns: columns.collect(),
            sets: question.sets.iter().map(|set| ChosenSet::of(tables, set, question)).collect(),
            membership: Membership::of(tables, question),
        }))
    }
}

impl Length {
    fn of(tables: [&Table; 2], length: usize, question: &Question<'_>) -> Self {
        let columns = tables[0].domain().columns().len();
        let sets = chosen_sets(length, columns, question.sets_max, question.seed);
        let start = || (Tally::default(), Extremes::new(question.worst));
        let (compared, workers) = divided::divided(sets.len(), question.threads, start, |(tally, extremes), place| {
            let mut one = Comparison::default();
            let counted = tally.each(tables, &sets[place], |cell, [count, made]| {
                one.add_cell(tables, [count, made], question.frequent_min);
                extremes.note(&sets[place], cell, [count, made], question.frequent_min);
            });
            one.close_set(counted);
            one
        });
        let extremes = workers.into_iter().map(|(_, extremes)| extremes).reduce(Extremes::with).unwrap_or_default();
        let (fabricated, lost) = extremes.finish(tables, question.worst);
        Self {
            length,
            sets_all: number_of_sets(length, columns),
            comparison: compared.into_iter().fold(Comparison::default(), Comparison::with).mean(),
            fabricated,
            lost,
        }
    }
}

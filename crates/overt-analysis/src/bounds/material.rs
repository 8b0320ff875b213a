//! The columns as they are combined: centred, of deviation 1, with those that have gaps first.

use super::{Gaps, Question, Weights};
use crate::Problem;
use crate::regress::{LeftOut, Table, number};

/// The most columns that are combined in one regression.
pub(super) const COMBINED_MAX: usize = 8;

/// The most regressions of one question.
const REGRESSIONS_MAX: u64 = 100_000_000;

/// The most columns to combine.
const COLUMNS_MAX: usize = 300;

/// A set of rows, a bit for each.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Rows(Vec<u64>);

impl Rows {
    fn of(values: &[Option<f64>]) -> Self {
        let word = |part: &[Option<f64>]| {
            part.iter().enumerate().fold(0, |word, (bit, value)| word | u64::from(value.is_some()) << bit)
        };
        Self(values.chunks(64).map(word).collect())
    }

    pub(super) fn within(&self, other: &Self) -> bool {
        self.0.iter().zip(&other.0).all(|(mine, theirs)| mine & !theirs == 0)
    }

    pub(super) fn both(&self, other: &Self) -> Self {
        Self(self.0.iter().zip(&other.0).map(|(mine, theirs)| mine & theirs).collect())
    }

    pub(super) fn count(&self) -> usize {
        self.0.iter().map(|word| word.count_ones() as usize).sum()
    }

    fn holds(&self, row: usize) -> bool {
        self.0[row / 64] >> (row % 64) & 1 == 1
    }

    /// The values of these rows, with their mean taken away.
    pub(super) fn centred(&self, values: &[f64], count: f64) -> Vec<f64> {
        let kept = values.iter().enumerate().filter(|(row, _)| self.holds(*row)).map(|(_, value)| *value);
        let mut kept: Vec<f64> = kept.collect();
        let mean = kept.iter().sum::<f64>() / count;
        for value in &mut kept {
            *value -= mean;
        }
        kept
    }
}

/// A column to combine, 0 in its gaps.
pub(super) struct Doubtful {
    pub(super) name: String,
    pub(super) values: Vec<f64>,
    pub(super) deviation: f64,
    pub(super) present: Rows,
    pub(super) focus: bool,
}

pub(super) struct Material {
    pub(super) outcome: Vec<f64>,
    pub(super) outcome_deviation: f64,
    pub(super) always: Vec<Vec<f64>>,
    pub(super) doubtful: Vec<Doubtful>,
    /// Rows that can be in a regression.
    pub(super) rows: Rows,
    /// Rows that lack something: if they are not in `rows`, no regression has them.
    pub(super) gaps: Vec<LeftOut>,
    /// The fewest and the most columns that are combined.
    pub(super) sizes: [usize; 2],
}

impl Material {
    pub(super) fn new(table: &Table, question: &Question) -> Result<Self, Problem> {
        let always = question.always.iter().map(|name| table.place(name)).collect::<Result<Vec<_>, _>>()?;
        let focus = question.focus.iter().map(|name| table.place(name)).collect::<Result<Vec<_>, _>>()?;
        if let Some(both) = focus.iter().find(|place| always.contains(place)) {
            return Err(Problem::new(
                format!("“{}” is to be judged, and is also in every regression.", table.columns[*both].name),
                "Take it out of one of the two lists.",
            ));
        }
        let everything = std::iter::once(&table.outcome).chain(&table.columns);
        let missing_in = |row: usize| {
            let missing = everything.clone().filter(move |column| column.values[row].is_none());
            missing.map(|column| column.name.clone()).collect::<Vec<_>>()
        };
        let gaps =
            table.rows.iter().enumerate().map(|(row, label)| LeftOut { row: label.clone(), missing: missing_in(row) });
        let gaps = gaps.filter(|left_out| !left_out.missing.is_empty()).collect();
        let needed = |place: usize| question.gaps == Gaps::Common || always.contains(&place);
        let needed = table.columns.iter().enumerate().filter(|(place, _)| needed(*place)).map(|(_, column)| column);
        let rows = needed.fold(Rows::of(&table.outcome.values), |rows, column| rows.both(&Rows::of(&column.values)));
        let (outcome, outcome_deviation) = standard(&table.outcome.values, &rows);
        if outcome_deviation <= 0.0 {
            return Err(Problem::new(
                format!("The outcome “{}” is the same in all {} rows.", table.outcome.name, rows.count()),
                "Take an outcome that differs between rows, and columns with fewer gaps.",
            ));
        }
        let doubtful = table.columns.iter().enumerate().filter(|(place, _)| !always.contains(place));
        let doubtful = doubtful.map(|(place, column)| {
            let present = rows.both(&Rows::of(&column.values));
            let (values, deviation) = standard(&column.values, &present);
            let focus = focus.is_empty() || focus.contains(&place);
            Doubtful { name: column.name.clone(), values, deviation, present, focus }
        });
        let mut doubtful: Vec<Doubtful> = doubtful.collect();
        // Those with gaps first: what comes after them is then swept in normal equations that have their rows.
        doubtful.sort_by_key(|column| column.present == rows);
        let always = always.iter().map(|&place| standard(&table.columns[place].values, &rows).0).collect();
        let sizes = [*question.others.start(), *question.others.end()].map(|others| others.saturating_add(1));
        let material = Self { outcome, outcome_deviation, always, doubtful, rows, gaps, sizes };
        material.within_limits()?;
        if question.weights == Weights::Likelihood
            && material.doubtful.iter().any(|column| column.present != material.rows)
        {
            return Err(Problem::new(
                "Likelihoods of regressions with different rows cannot be compared, and some columns have gaps.",
                "Ask for common rows, or for other weights.",
            ));
        }
        Ok(material)
    }

    /// How many regressions there are, estimated or not.
    pub(super) fn regressions(&self) -> u64 {
        self.sets(false, 0, 0)
    }

    /// How many regressions begin with `chosen` columns, one of them `judged` or none, and go on with columns at `from` or later.
    pub(super) fn sets(&self, judged: bool, chosen: usize, from: usize) -> u64 {
        let later = &self.doubtful[from..];
        let not_judged = later.iter().filter(|column| !column.focus).count();
        let sets = |more: usize| choose(later.len(), more) - if judged { 0 } else { choose(not_judged, more) };
        let all = (self.sizes[0].max(chosen)..=self.sizes[1]).map(|size| sets(size - chosen)).sum::<u128>();
        u64::try_from(all).unwrap_or(u64::MAX)
    }

    fn within_limits(&self) -> Result<(), Problem> {
        if self.doubtful.len() > COLUMNS_MAX {
            return Err(Problem::new(
                format!("There are {} columns to combine; the limit is {COLUMNS_MAX}.", self.doubtful.len()),
                "Leave some out, or put those that must be in every regression there.",
            ));
        }
        let [fewest, most] = self.sizes;
        if fewest > most || most > COMBINED_MAX.min(self.doubtful.len()) {
            return Err(Problem::new(
                format!(
                    "{} to {} columns cannot stand beside a focus column: there are {} to combine.",
                    fewest - 1,
                    most - 1,
                    self.doubtful.len()
                ),
                format!("Ask for up to {} others, and fewer than there are columns.", COMBINED_MAX - 1),
            ));
        }
        let regressions = self.regressions();
        if regressions > REGRESSIONS_MAX {
            return Err(Problem::new(
                format!("That would be {regressions} regressions; the limit is {REGRESSIONS_MAX}."),
                "Ask for fewer others or fewer columns.",
            ));
        }
        Ok(())
    }
}

/// Values with mean 0 and deviation 1 over some rows, 0 elsewhere; and the deviation as it was.
fn standard(values: &[Option<f64>], rows: &Rows) -> (Vec<f64>, f64) {
    let kept = |row: usize| values[row].filter(|_| rows.holds(row));
    let count = number(rows.count().max(1));
    let mean = (0..values.len()).filter_map(kept).sum::<f64>() / count;
    let square = (0..values.len()).filter_map(kept).map(|value| (value - mean).powi(2)).sum::<f64>() / count;
    // What is left of a constant by rounding is no deviation.
    let deviation = if square.sqrt() <= 1e-13 * mean.abs() { 0.0 } else { square.sqrt() };
    let scaled = |row| kept(row).filter(|_| deviation > 0.0).map_or(0.0, |value| (value - mean) / deviation);
    ((0..values.len()).map(scaled).collect(), deviation)
}

/// How many sets of `some` there are; 128 bits hold it for the most columns.
fn choose(from: usize, some: usize) -> u128 {
    let factor = |sets: u128, step: usize| sets * (from - step) as u128 / (step as u128 + 1);
    if some > from { 0 } else { (0..some).fold(1, factor) }
}

//! The report.

use serde::Serialize;

use super::attackers::Attackers;
use super::classes::{Classes, Groups};
use super::codes::{Codes, Known};
use super::combinations::{Combinations, search};
use super::contributors::{Contributor, contributors};
use super::cost::Cost;
use super::diversity::Diversity;
use super::generalise::Effects;
use super::question::{LENGTH_MAX, Question, RiskError};
use super::uniques::{agreements, minimal_sets, places, score};
use crate::Table;

/// How easily somebody is found in a table. It is as confidential as the table: it says which rows stand out, and by what.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Risk {
    /// Groups smaller than this were taken to be too small.
    pub k: u32,
    /// What it was said to cost before.
    pub cost: Cost,
    /// Groups of rows alike in everything that may be known.
    pub groups: Groups,
    /// How likely attackers are right.
    pub attackers: Attackers,
    /// What groups tell about each sensitive column.
    pub sensitive: Vec<Diversity>,
    /// Combinations of values of each length.
    pub combinations: Vec<Length>,
    /// The sets of columns by which the most rows are unique, of each length, most rows first.
    pub revealing: Vec<Revealing>,
    /// How much each column makes rows special, most first.
    pub columns: Vec<ColumnPart>,
    /// The values that make rows special, most first.
    pub values: Vec<ValuePart>,
    /// The rows that stand out most, and by what.
    pub worst: Vec<Standout>,
    /// The score of each row (SUDA): the more and the smaller the sets of columns that are enough to tell it, the higher.
    #[serde(skip)]
    pub scores: Vec<u64>,
    /// What coarser codes would change; `None` if none were given.
    pub effects: Option<Effects>,
    /// Whether the records of one organisation can be told; empty if it is not known whose they are.
    pub contributors: Vec<Contributor>,
}

/// A value in a column.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Cell {
    /// The column.
    pub column: String,
    /// The value.
    pub value: String,
}

/// The combinations of values of one length.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Length {
    /// How many columns.
    pub length: usize,
    /// Sets of so many columns.
    pub sets: usize,
    /// Combinations of values that some row has.
    pub distinct: u64,
    /// Of them, those that fewer than `k` rows have.
    pub below_k: u64,
    /// Of them, those that one row has.
    pub unique: u64,
    /// Of those, the ones that no part of them makes unique: minimal sample uniques.
    pub minimal: u64,
    /// Rows that so many columns, or fewer, are enough to tell.
    pub rows_unique: usize,
}

/// A set of columns and the rows that are unique by it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Revealing {
    /// The columns.
    pub columns: Vec<String>,
    /// Rows that are unique by them.
    pub unique: u64,
}

/// How much a column makes rows special.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ColumnPart {
    /// The column.
    pub column: String,
    /// The share of the score of all rows that comes from sets with this column. Sets have several columns, so that the shares
    /// add up to more than one.
    pub share: f64,
}

/// How much a value makes rows special.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ValuePart {
    /// The value.
    pub cell: Cell,
    /// The share of the score of all rows that comes from sets with this value.
    pub share: f64,
}

/// A row that stands out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Standout {
    /// The row, from 1.
    pub row: usize,
    /// Its score.
    pub score: u64,
    /// How many minimal sets of values it is unique by.
    pub sets: usize,
    /// The first of them, shortest first.
    pub unique_by: Vec<Vec<Cell>>,
}

impl Risk {
    /// Measures how easily somebody is found in a table.
    ///
    /// # Errors
    /// The question does not fit the table, or it costs more memory than is allowed; nothing is counted then.
    pub fn measure(table: &Table, question: &Question) -> Result<Self, RiskError> {
        question.check(table)?;
        let cost = question.cost(table.rows());
        if cost.memory_bytes > question.memory_bytes_max {
            return Err(RiskError::Memory {
                length: question.length,
                quasi: question.quasi.len(),
                rows: table.rows(),
                bytes: cost.memory_bytes,
                bytes_max: question.memory_bytes_max,
            });
        }
        let known: Vec<Known> = question.quasi.iter().map(|&quasi| Known::new(table, quasi)).collect();
        let classes = known.iter().fold(Classes::one(table.rows()), |classes, known| classes.split(&known.codes));
        let groups = classes.groups(question.k);
        let codes = Codes::new(&known, table.rows());
        let found = search(&codes, question.k, question.length, question.threads);
        let scores = scores(&codes, &found);
        Ok(Self {
            k: question.k,
            cost,
            attackers: Attackers::new(&groups, question.k, question.population),
            groups,
            sensitive: question.sensitive.iter().map(|&column| Diversity::new(table, column, &classes)).collect(),
            combinations: lengths(&found),
            revealing: revealing(table, question, &codes, &found),
            columns: column_parts(table, question, &codes, &found),
            values: value_parts(table, question, &codes, &found),
            worst: worst(table, question, &known, &scores),
            scores,
            effects: (!question.generalisations.is_empty()).then(|| Effects::new(table, question)),
            contributors: contributors(table, question, &known, &codes, &classes),
        })
    }
}

/// Values, of the quasi-identifiers at those places.
pub(super) fn cells(table: &Table, question: &Question, codes: impl IntoIterator<Item = (usize, u16)>) -> Vec<Cell> {
    let cell = |(place, code): (usize, u16)| {
        let column = &table.domain().columns()[question.quasi[place].column];
        Cell { column: column.name().to_owned(), value: column.values()[usize::from(code)].clone() }
    };
    codes.into_iter().map(cell).collect()
}

/// The score of so many minimal sets of each length.
fn total<T: Copy + Into<u64>>(sets: &[T; LENGTH_MAX], found: &Combinations) -> u64 {
    let (length, columns) = (found.sets.len(), found.values.len());
    sets.iter().take(length).zip(1..).map(|(&sets, size)| sets.into() * score(size, length, columns)).sum()
}

fn scores(codes: &Codes, found: &Combinations) -> Vec<u64> {
    let mut scores = vec![0; codes.order.len()];
    for (&row, sets) in codes.order.iter().zip(&found.rows) {
        scores[row as usize] = total(sets, found);
    }
    scores
}

fn lengths(found: &Combinations) -> Vec<Length> {
    let length = |(place, sets): (usize, &Vec<(super::combinations::Set, super::partition::Tally)>)| Length {
        length: place + 1,
        sets: sets.len(),
        distinct: sets.iter().map(|(_, tally)| tally.distinct).sum(),
        below_k: sets.iter().map(|(_, tally)| tally.below).sum(),
        unique: sets.iter().map(|(_, tally)| tally.unique).sum(),
        minimal: found.rows.iter().map(|row| u64::from(row[place])).sum(),
        rows_unique: found.rows.iter().filter(|row| row[..=place].iter().any(|&sets| sets > 0)).count(),
    };
    found.sets.iter().enumerate().map(length).collect()
}

fn revealing(table: &Table, question: &Question, codes: &Codes, found: &Combinations) -> Vec<Revealing> {
    let name = |column: usize| {
        let quasi = question.quasi[codes.columns[column].quasi];
        table.domain().columns()[quasi.column].name().to_owned()
    };
    let mut revealing = Vec::new();
    for sets in &found.sets {
        let mut sets: Vec<_> = sets.iter().filter(|(_, tally)| tally.unique > 0).collect();
        sets.sort_by_key(|(_, tally)| std::cmp::Reverse(tally.unique));
        let most = sets.into_iter().take(question.worst);
        revealing.extend(
            most.map(|(set, tally)| Revealing { columns: set.columns().map(name).collect(), unique: tally.unique }),
        );
    }
    revealing
}

/// The score of all rows together, as a number to divide by.
fn whole(found: &Combinations) -> f64 {
    found.rows.iter().map(|row| total(row, found)).sum::<u64>().max(1) as f64
}

fn column_parts(table: &Table, question: &Question, codes: &Codes, found: &Combinations) -> Vec<ColumnPart> {
    let whole = whole(found);
    let part = |(column, values): (&super::codes::Column, &Vec<[u64; LENGTH_MAX]>)| ColumnPart {
        column: table.domain().columns()[question.quasi[column.quasi].column].name().to_owned(),
        share: values.iter().map(|sets| total(sets, found)).sum::<u64>() as f64 / whole,
    };
    let mut parts: Vec<ColumnPart> = codes.columns.iter().zip(&found.values).map(part).collect();
    parts.sort_by(|one, other| other.share.total_cmp(&one.share));
    parts
}

fn value_parts(table: &Table, question: &Question, codes: &Codes, found: &Combinations) -> Vec<ValuePart> {
    let whole = whole(found);
    let mut parts: Vec<(u64, usize, u16)> = Vec::new();
    for (column, values) in codes.columns.iter().zip(&found.values) {
        parts.extend(column.values.iter().zip(values).map(|(&code, sets)| (total(sets, found), column.quasi, code)));
    }
    parts.retain(|part| part.0 > 0);
    parts.sort_by_key(|&(score, ..)| std::cmp::Reverse(score));
    parts.truncate(question.worst);
    let share = |score: u64| score as f64 / whole;
    let part = |(score, place, code)| {
        cells(table, question, [(place, code)]).pop().map(|cell| ValuePart { cell, share: share(score) })
    };
    parts.into_iter().filter_map(part).collect()
}

fn worst(table: &Table, question: &Question, known: &[Known], scores: &[u64]) -> Vec<Standout> {
    let mut rows: Vec<usize> = (0..scores.len()).filter(|&row| scores[row] > 0).collect();
    rows.sort_by_key(|&row| std::cmp::Reverse(scores[row]));
    rows.truncate(question.worst);
    let standout = |row: usize| {
        let values: Vec<Option<u16>> =
            known.iter().map(|known| Some(known.codes[row]).filter(|&code| !known.is_absent(code))).collect();
        let usable = values.iter().enumerate().fold(0, |set, (place, code)| set | u64::from(code.is_some()) << place);
        let mut others = agreements(known, &values, table.rows());
        others.swap_remove(row);
        let sets = minimal_sets(others, usable, question.length);
        let set = |set: u64| places(set).filter_map(|place| values[place].map(|code| (place, code)));
        let first = sets.iter().take(question.worst);
        let unique_by = first.map(|&one| cells(table, question, set(one))).collect();
        Standout { row: row + 1, score: scores[row], sets: sets.len(), unique_by }
    };
    rows.into_iter().map(standout).collect()
}

//! Whether the records of one organisation can be told from those of the others.

use serde::Serialize;

use super::classes::Classes;
use super::codes::{Codes, Known};
use super::question::Question;
use super::uniques::{agreements, minimal_sets};
use super::{Cell, cells};
use crate::Table;

/// If one or two values tell this share of the records, the whole file is told.
const WHOLE_FILE: f64 = 0.95;

/// How easily the records of one contributor are told from those of the others.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Contributor {
    /// Its number.
    pub contributor: u32,
    /// Its records.
    pub rows: usize,
    /// The share of them in groups of two or more rows (alike in everything that may be known) that only this contributor fills.
    pub share_in_own_groups: f64,
    /// The share of them that are alone in their group.
    pub share_alone: f64,
    /// Values that at least `k` of its records have and nobody else's, most records first.
    pub signatures: Vec<Signature>,
    /// The share of its records that have such a value.
    pub share_by_values: f64,
    /// The share of its records that have one value or two together that at least `k` of its records have and nobody else's.
    pub share_by_pairs: f64,
    /// The fewest values, up to the length asked for, that all of its records have and nobody else's.
    pub whole: Option<Vec<Cell>>,
    /// Whether its whole file can be told: by values that all of its records have and nobody else's, or because one or two
    /// values tell at least 95 in 100 of its records.
    pub told: bool,
}

/// A value that only one contributor has.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Signature {
    /// The value.
    pub cell: Cell,
    /// The records that have it.
    pub rows: u32,
}

/// Who has a combination of values.
#[derive(Debug, Clone, Copy)]
struct Holder {
    rows: u32,
    contributor: u32,
    several: bool,
}

/// What is counted of one contributor.
#[derive(Debug, Clone, Default)]
struct Counts {
    rows: usize,
    own: usize,
    alone: usize,
    by_values: usize,
    by_pairs: usize,
    signatures: Vec<Signature>,
}

impl Holder {
    const NOBODY: Self = Self { rows: 0, contributor: 0, several: false };

    fn add(&mut self, contributor: u32) {
        self.several |= self.rows > 0 && self.contributor != contributor;
        self.contributor = contributor;
        self.rows += 1;
    }

    /// Whether one contributor alone has it, in so many rows.
    fn tells(&self, rows_min: u32) -> bool {
        !self.several && self.rows >= rows_min
    }
}

/// Says of each contributor how easily its records are told from the others; nothing where contributors are not known.
pub(super) fn contributors(
    table: &Table,
    question: &Question,
    known: &[Known],
    codes: &Codes,
    classes: &Classes,
) -> Vec<Contributor> {
    let Some(named) = table.contributors() else { return Vec::new() };
    let mut numbers = named.to_vec();
    numbers.sort_unstable();
    numbers.dedup();
    let place = |number: &u32| numbers.partition_point(|other| other < number) as u32;
    let of: Vec<u32> = named.iter().map(place).collect();
    let mut counts = vec![Counts::default(); numbers.len()];
    count_groups(&of, classes, &mut counts);
    count_values(table, question, codes, &of, &mut counts);
    let constant = constant(known, &of, numbers.len());
    let contributors = numbers.iter().zip(counts).zip(&constant).zip(0_u32..);
    let contributors = contributors.map(|(((&contributor, mut counts), constant), place)| {
        let share = |some: usize| some as f64 / counts.rows as f64;
        let whole = whole(table, question, known, constant, |row| of[row] != place);
        counts.signatures.sort_by_key(|signature| std::cmp::Reverse(signature.rows));
        counts.signatures.truncate(question.worst);
        Contributor {
            contributor,
            rows: counts.rows,
            share_in_own_groups: share(counts.own),
            share_alone: share(counts.alone),
            share_by_values: share(counts.by_values),
            share_by_pairs: share(counts.by_pairs),
            told: whole.is_some() || share(counts.by_pairs) >= WHOLE_FILE,
            signatures: std::mem::take(&mut counts.signatures),
            whole,
        }
    });
    contributors.collect()
}

fn count_groups(of: &[u32], classes: &Classes, counts: &mut [Counts]) {
    let mut holders = vec![Holder::NOBODY; classes.sizes.len()];
    for (&class, &contributor) in classes.of.iter().zip(of) {
        holders[class as usize].add(contributor);
    }
    for (&class, &contributor) in classes.of.iter().zip(of) {
        let counts = &mut counts[contributor as usize];
        let holder = holders[class as usize];
        counts.rows += 1;
        counts.alone += usize::from(holder.rows == 1);
        counts.own += usize::from(holder.tells(2));
    }
}

/// Counts the rows of each contributor that one value or two tell.
fn count_values(table: &Table, question: &Question, codes: &Codes, of: &[u32], counts: &mut [Counts]) {
    let of: Vec<u32> = codes.order.iter().map(|&row| of[row as usize]).collect();
    let mut by_values = vec![false; of.len()];
    let mut by_pairs = vec![false; of.len()];
    let mut holders = vec![Holder::NOBODY; codes.values_max()];
    for (place, column) in codes.columns.iter().enumerate() {
        let mut rows: Vec<u32> = (0..of.len() as u32).collect();
        rows.retain(|&row| !column.is_absent(row));
        rows.sort_by_key(|&row| column.codes[row as usize]);
        let same = |one: &u32, other: &u32| column.codes[*one as usize] == column.codes[*other as usize];
        for class in rows.chunk_by(same) {
            let mut holder = Holder::NOBODY;
            for &row in class {
                holder.add(of[row as usize]);
            }
            if holder.tells(question.k) {
                for &row in class {
                    by_values[row as usize] = true;
                }
                let mut cell = cells(table, question, [(column.quasi, column.value(class[0]))]);
                let signature = cell.pop().map(|cell| Signature { cell, rows: holder.rows });
                counts[holder.contributor as usize].signatures.extend(signature);
                continue;
            }
            for other in &codes.columns[place + 1..] {
                for &row in class {
                    holders[usize::from(other.codes[row as usize])].add(of[row as usize]);
                }
                for &row in class {
                    let holder = holders[usize::from(other.codes[row as usize])];
                    by_pairs[row as usize] |= holder.tells(question.k) && !other.is_absent(row);
                }
                for &row in class {
                    holders[usize::from(other.codes[row as usize])] = Holder::NOBODY;
                }
            }
        }
    }
    for ((by_value, by_pair), contributor) in by_values.into_iter().zip(by_pairs).zip(of) {
        let counts = &mut counts[contributor as usize];
        counts.by_values += usize::from(by_value);
        counts.by_pairs += usize::from(by_value || by_pair);
    }
}

/// For each contributor and column the value that all of its records have.
fn constant(known: &[Known], of: &[u32], contributors: usize) -> Vec<Vec<Option<u16>>> {
    let mut constant = vec![Vec::with_capacity(known.len()); contributors];
    for known in known {
        let mut first: Vec<Option<u16>> = vec![None; contributors];
        let mut differs = vec![false; contributors];
        for (code, &contributor) in known.codes.iter().zip(of) {
            let first = first[contributor as usize].get_or_insert(*code);
            differs[contributor as usize] |= first != code;
        }
        for ((constant, first), differs) in constant.iter_mut().zip(first).zip(differs) {
            constant.push(first.filter(|&code| !differs && !known.is_absent(code)));
        }
    }
    constant
}

/// The fewest of the constant values of a contributor that no row of another has together.
fn whole(
    table: &Table,
    question: &Question,
    known: &[Known],
    constant: &[Option<u16>],
    other: impl Fn(usize) -> bool,
) -> Option<Vec<Cell>> {
    let usable = constant.iter().enumerate().fold(0, |set, (place, code)| set | u64::from(code.is_some()) << place);
    let agreements = agreements(known, constant, table.rows());
    let others = agreements.into_iter().enumerate().filter(|&(row, _)| other(row)).map(|(_, agreement)| agreement);
    let set = minimal_sets(others.collect(), usable, question.length).into_iter().next()?;
    let codes = constant.iter().enumerate().filter(|(place, _)| set >> place & 1 == 1);
    Some(cells(table, question, codes.filter_map(|(place, code)| code.map(|code| (place, code)))))
}

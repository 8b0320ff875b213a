//! What cannot be, whatever the data say.

use super::PlanError;
use crate::Domain;

/// Two values that no record has together, such as an exploiting employer and an age below working. Public knowledge.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ImpossiblePair {
    /// Two columns.
    pub columns: [usize; 2],
    /// A code of each.
    pub codes: [u16; 2],
}

/// The impossible pairs of a domain, by the columns they concern.
#[derive(Debug, Clone, Default)]
pub(super) struct Impossible {
    tables: Vec<PairTable>,
}

/// Which combinations of two columns cannot be.
#[derive(Debug, Clone)]
struct PairTable {
    first: usize,
    second: usize,
    values_second: usize,
    cannot_be: Vec<bool>,
}

impl Impossible {
    pub(super) fn add(&mut self, pair: ImpossiblePair, domain: &Domain) -> Result<(), PlanError> {
        let columns = domain.columns();
        for (column, code) in pair.columns.into_iter().zip(pair.codes) {
            let values = columns.get(column).ok_or(PlanError::Column { column, columns: columns.len() })?.values();
            if usize::from(code) >= values.len() {
                return Err(PlanError::Code { column: columns[column].name().to_owned(), values: values.len() });
            }
        }
        let ([first, second], [one, other]) = (pair.columns, pair.codes);
        if first == second {
            return Err(PlanError::ColumnTwice { column: columns[first].name().to_owned() });
        }
        let (first, second, one, other) =
            if first < second { (first, second, one, other) } else { (second, first, other, one) };
        let values_second = columns[second].values().len();
        let at = self.tables.iter().position(|table| (table.first, table.second) == (first, second));
        let at = at.unwrap_or_else(|| {
            let cannot_be = vec![false; columns[first].values().len() * values_second];
            self.tables.push(PairTable { first, second, values_second, cannot_be });
            self.tables.len() - 1
        });
        self.tables[at].cannot_be[usize::from(one) * values_second + usize::from(other)] = true;
        Ok(())
    }

    /// Those of which both columns are among the given ones.
    pub(super) fn among(&self, columns: &[usize]) -> Self {
        let within = |table: &&PairTable| columns.contains(&table.first) && columns.contains(&table.second);
        Self { tables: self.tables.iter().filter(within).cloned().collect() }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.tables.is_empty()
    }

    /// Every impossible pair, the lower column first.
    pub(super) fn pairs(&self) -> impl Iterator<Item = ([usize; 2], [usize; 2])> {
        self.tables.iter().flat_map(|table| {
            let cells = table.cannot_be.iter().enumerate().filter(|(_, cannot_be)| **cannot_be);
            cells.map(|(at, _)| ([table.first, table.second], [at / table.values_second, at % table.values_second]))
        })
    }

    /// Whether a value of a column cannot be with what the record has in the other columns. `code` gives that.
    pub(super) fn forbids(&self, column: usize, value: u16, code: impl Fn(usize) -> u16) -> bool {
        self.tables.iter().any(|table| {
            let (one, other) = match column {
                _ if column == table.first => (value, code(table.second)),
                _ if column == table.second => (code(table.first), value),
                _ => return false,
            };
            table.cannot_be[usize::from(one) * table.values_second + usize::from(other)]
        })
    }

    /// The columns of a pair that this record has and cannot have, if there is one.
    pub(super) fn found(&self, code: impl Fn(usize) -> u16) -> Option<[usize; 2]> {
        let at =
            |table: &PairTable| usize::from(code(table.first)) * table.values_second + usize::from(code(table.second));
        self.tables.iter().find(|table| table.cannot_be[at(table)]).map(|table| [table.first, table.second])
    }
}

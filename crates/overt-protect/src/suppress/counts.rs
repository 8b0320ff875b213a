//! Counts over a few columns, with all totals.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::shape::Shape;
use crate::Table;

/// How many columns a table of counts may have.
pub const COLUMNS_MAX: usize = 4;
/// How many cells a table of counts may have, totals included.
pub const CELLS_MAX: usize = 1_000_000;
/// No count and no sum of counts is larger. Far below what 64 bits hold, so that no sum or product overflows.
const COUNT_MAX: i64 = 1 << 40;

/// A column of a table of counts, and its values in order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Axis {
    /// The column.
    pub name: String,
    /// Its values.
    pub values: Vec<String>,
}

/// Who is counted: everyone, or only those who have one of some values in some columns.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Population(BTreeMap<String, BTreeSet<String>>);

/// Counts over 1 to 4 columns with all totals. Confidential.
#[derive(Debug, Clone)]
pub struct Counts {
    pub(super) axes: Vec<Axis>,
    pub(super) population: Population,
    pub(super) shape: Shape,
    /// Every cell of the board.
    pub(super) cells: Vec<i64>,
    /// Which cells cannot be anything but zero, as everybody knows.
    pub(super) impossible: Vec<bool>,
    /// What each contributor has in each inner cell.
    pub(super) contributions: Option<BTreeMap<(usize, u32), i64>>,
}

/// Why something cannot be counted. No count is repeated.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum CountsError {
    /// No column or too many.
    #[error("a table of counts has 1 to {COLUMNS_MAX} columns, not {0}: publish several smaller tables")]
    Columns(usize),
    /// A column is not there, or there twice.
    #[error("column `{0}` is not a column of the data, or is named twice")]
    Column(String),
    /// A value that a population or an axis names is not declared.
    #[error("column `{0}`: no value, a value twice, or one that is not declared")]
    Value(String),
    /// Too many cells.
    #[error(
        "the table would have {} cells with its totals, and {max} is the most: leave out a column or merge values",
        cells.map_or_else(|| "uncountably many".to_owned(), |cells| cells.to_string())
    )]
    Cells {
        /// How many there would be, if that can be counted.
        cells: Option<usize>,
        /// How many there may be.
        max: usize,
    },
    /// Cells were given, but not one for each combination.
    #[error("{given} cells were given for {needed} combinations")]
    Given {
        /// Cells given.
        given: usize,
        /// Combinations.
        needed: usize,
    },
    /// A count is negative or too large.
    #[error("cell {0} (from 1): a count must be 0 to 2^40, and so must the total")]
    Count(usize),
    /// A cell that is said to be impossible holds somebody.
    #[error("cell {0} (from 1) is declared impossible, and somebody is in it: correct the data or the declaration")]
    Impossible(usize),
    /// Contributions do not add up to the count.
    #[error("cell {0} (from 1): the contributions do not add up to the count")]
    Contributions(usize),
    /// Somebody has several rows.
    #[error("somebody has several rows, and people must be counted, not rows: keep one row of each person")]
    PersonTwice,
}

impl Population {
    /// Everybody in the data.
    pub fn everyone() -> Self {
        Self::default()
    }

    /// Of these, only those who have one of the values in the column.
    #[must_use]
    pub fn only(mut self, column: impl Into<String>, values: impl IntoIterator<Item = impl Into<String>>) -> Self {
        let values: BTreeSet<String> = values.into_iter().map(Into::into).collect();
        self.0
            .entry(column.into())
            .and_modify(|kept| *kept = kept.intersection(&values).cloned().collect())
            .or_insert(values);
        self
    }

    /// The columns that restrict it, and the values that each may have.
    pub fn conditions(&self) -> &BTreeMap<String, BTreeSet<String>> {
        &self.0
    }
}

impl Counts {
    /// How many cells a table over axes with so many values has, totals included. Costs nothing.
    ///
    /// # Errors
    /// More than [`CELLS_MAX`], or not 1 to 4 columns.
    pub fn cost(sizes: &[usize]) -> Result<usize, CountsError> {
        board(sizes).map(|shape| shape.cells())
    }

    /// Counts the people of a population by these columns of a table.
    ///
    /// # Errors
    /// Too many columns or cells, a column or value that is not there, somebody with several rows.
    pub fn of(table: &Table, columns: &[&str], population: &Population) -> Result<Self, CountsError> {
        let mut axes = Vec::new();
        let mut codes = Vec::new();
        for &name in columns {
            let place = table.domain().place(name).ok_or_else(|| CountsError::Column(name.to_owned()))?;
            axes.push(Axis { name: name.to_owned(), values: table.domain().columns()[place].values().to_vec() });
            codes.push(table.column(place));
        }
        let shape = check_axes(&axes)?;
        if !table.has_one_row_each() {
            return Err(CountsError::PersonTwice);
        }
        let counted = members(table, population)?;
        let mut cells = vec![0; shape.cells()];
        let mut contributions = table.contributors().map(|_| BTreeMap::new());
        for row in (0..table.rows()).filter(|&row| counted[row]) {
            let cell = shape.cell(codes.iter().map(|codes| Some(usize::from(codes[row]))));
            cells[cell] += 1;
            if let (Some(contributions), Some(contributors)) = (&mut contributions, table.contributors()) {
                *contributions.entry((cell, contributors[row])).or_insert(0) += 1;
            }
        }
        shape.add_up(&mut cells, |total, cell| total + cell);
        let impossible = vec![false; shape.cells()];
        Ok(Self { axes, population: population.clone(), shape, cells, impossible, contributions })
    }

    /// Counts that were counted elsewhere, one for each combination of values, the last axis fastest. `None` is a combination that
    /// cannot be: it is always shown as such, and everybody is taken to know that it is zero.
    ///
    /// # Errors
    /// Too many columns or cells, more or fewer counts than combinations, a count that is negative or too large.
    pub fn from_cells(axes: Vec<Axis>, population: Population, given: &[Option<i64>]) -> Result<Self, CountsError> {
        let shape = check_axes(&axes)?;
        let needed = axes.iter().map(|axis| axis.values.len()).product();
        if given.len() != needed {
            return Err(CountsError::Given { given: given.len(), needed });
        }
        let mut cells = vec![0; shape.cells()];
        let mut possible = vec![false; shape.cells()];
        let mut total = 0_i64;
        for (at, (cell, count)) in shape.inner().zip(given).enumerate() {
            if let Some(count) = *count {
                total = total.saturating_add(count);
                if !(0..=COUNT_MAX).contains(&count) || total > COUNT_MAX {
                    return Err(CountsError::Count(at + 1));
                }
                cells[cell] = count;
                possible[cell] = true;
            }
        }
        shape.add_up(&mut cells, |total, cell| total + cell);
        shape.add_up(&mut possible, |total, cell| total || cell);
        let impossible = possible.iter().map(|possible| !possible).collect();
        Ok(Self { axes, population, shape, cells, impossible, contributions: None })
    }

    /// Says which combinations cannot be, by the places of their values.
    ///
    /// # Errors
    /// Somebody is in one.
    pub fn with_impossible(mut self, cannot_be: impl Fn(&[usize]) -> bool) -> Result<Self, CountsError> {
        let mut possible = vec![false; self.shape.cells()];
        for (at, cell) in self.shape.inner().enumerate() {
            let places: Vec<usize> = (0..self.shape.axes()).map(|axis| self.shape.place(cell, axis)).collect();
            possible[cell] = !self.impossible[cell] && !cannot_be(&places);
            if !possible[cell] && self.cells[cell] > 0 {
                return Err(CountsError::Impossible(at + 1));
            }
        }
        self.shape.add_up(&mut possible, |total, cell| total || cell);
        self.impossible = possible.iter().map(|possible| !possible).collect();
        Ok(self)
    }

    /// Says how much of each cell came from whom: the number of the cell in the order of [`Counts::from_cells`], from 0; the
    /// contributor; the part.
    ///
    /// # Errors
    /// The parts of a cell do not add up to its count.
    pub fn with_contributions(
        mut self,
        parts: impl IntoIterator<Item = (usize, u32, i64)>,
    ) -> Result<Self, CountsError> {
        let inner: Vec<usize> = self.shape.inner().collect();
        let mut contributions = BTreeMap::new();
        let mut left = self.cells.clone();
        for (at, contributor, part) in parts {
            let cell = *inner.get(at).ok_or(CountsError::Contributions(at.saturating_add(1)))?;
            if part < 0 || part > left[cell] {
                return Err(CountsError::Contributions(at + 1));
            }
            left[cell] -= part;
            *contributions.entry((cell, contributor)).or_insert(0) += part;
        }
        if let Some(at) = inner.iter().position(|&cell| left[cell] != 0) {
            return Err(CountsError::Contributions(at + 1));
        }
        self.contributions = Some(contributions);
        Ok(self)
    }

    /// The columns.
    pub fn axes(&self) -> &[Axis] {
        &self.axes
    }

    /// The count at these places; `None` stands for the total over the axis.
    ///
    /// # Panics
    /// There are more or fewer places than axes, or one that is not on its axis.
    pub fn at(&self, places: &[Option<usize>]) -> i64 {
        assert_eq!(places.len(), self.axes.len(), "one place for each axis");
        self.cells[self.shape.cell(places.iter().copied())]
    }
}

/// The board over axes with so many values.
fn board(sizes: &[usize]) -> Result<Shape, CountsError> {
    if sizes.is_empty() || sizes.len() > COLUMNS_MAX {
        return Err(CountsError::Columns(sizes.len()));
    }
    let shape = Shape::new(sizes.to_vec()).ok_or(CountsError::Cells { cells: None, max: CELLS_MAX })?;
    if shape.cells() > CELLS_MAX {
        return Err(CountsError::Cells { cells: Some(shape.cells()), max: CELLS_MAX });
    }
    Ok(shape)
}

/// The board over axes, which must be sound.
fn check_axes(axes: &[Axis]) -> Result<Shape, CountsError> {
    let sizes: Vec<usize> = axes.iter().map(|axis| axis.values.len()).collect();
    let shape = board(&sizes)?;
    for (at, axis) in axes.iter().enumerate() {
        if axes[..at].iter().any(|other| other.name == axis.name) {
            return Err(CountsError::Column(axis.name.clone()));
        }
        let values: BTreeSet<&String> = axis.values.iter().collect();
        if values.is_empty() || values.len() != axis.values.len() {
            return Err(CountsError::Value(axis.name.clone()));
        }
    }
    Ok(shape)
}

/// Which rows are of the population.
fn members(table: &Table, population: &Population) -> Result<Vec<bool>, CountsError> {
    let mut counted = vec![true; table.rows()];
    for (name, values) in population.conditions() {
        let place = table.domain().place(name).ok_or_else(|| CountsError::Column(name.clone()))?;
        let column = &table.domain().columns()[place];
        let mut kept = vec![false; column.values().len()];
        for value in values {
            let code = column.code(value).ok_or_else(|| CountsError::Value(name.clone()))?;
            kept[usize::from(code)] = true;
        }
        for (counted, &code) in counted.iter_mut().zip(table.column(place)) {
            *counted &= kept[usize::from(code)];
        }
    }
    Ok(counted)
}

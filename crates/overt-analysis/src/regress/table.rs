//! An outcome and columns over labelled rows, with gaps.

use std::collections::BTreeSet;

use crate::Problem;

/// Beyond this, squares of squares are no numbers any more.
const VALUE_MAX: f64 = 1e100;

/// A named column of numbers, one for each row. `None` is a missing value.
#[derive(Debug, Clone, PartialEq)]
pub struct Column {
    /// What it is called in results and messages.
    pub name: String,
    /// One for each row; `None` where nothing is known.
    pub values: Vec<Option<f64>>,
}

impl Column {
    /// A column with this name.
    pub fn new(name: impl Into<String>, values: Vec<Option<f64>>) -> Self {
        Self { name: name.into(), values }
    }
}

/// An outcome and the columns that may go with it. Rows have labels (countries, country-years), by which results name them.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    pub(crate) rows: Vec<String>,
    pub(crate) groups: Option<Vec<String>>,
    pub(crate) outcome: Column,
    pub(crate) columns: Vec<Column>,
}

impl Table {
    /// A table, if every column has one number (up to 10^100) or gap for each row, and no two columns have one name.
    pub fn new(rows: Vec<String>, mut outcome: Column, mut columns: Vec<Column>) -> Result<Self, Problem> {
        let mut names = BTreeSet::new();
        for column in std::iter::once(&outcome).chain(&columns) {
            if !names.insert(&column.name) {
                return Err(Problem::new(
                    format!("Two columns are called “{}”.", column.name),
                    "Give each column its own name.",
                ));
            }
            if column.values.len() != rows.len() {
                return Err(Problem::new(
                    format!("“{}” has {} values for {} rows.", column.name, column.values.len(), rows.len()),
                    "Give one value or gap for each row.",
                ));
            }
            let wrong = |value: &Option<f64>| value.is_some_and(|value| !(-VALUE_MAX..=VALUE_MAX).contains(&value));
            if let Some(row) = column.values.iter().position(wrong) {
                return Err(Problem::new(
                    format!("“{}” is not a number up to 10^100 in row “{}”.", column.name, rows[row]),
                    "Correct the value, or make it a missing one. The logarithm of 0 is a usual reason.",
                ));
            }
        }
        if columns.is_empty() {
            return Err(Problem::new("There is no column beside the outcome.", "Add at least one column."));
        }
        // Minus zero becomes zero: an order of all numbers tells them apart, and values must not.
        for column in std::iter::once(&mut outcome).chain(&mut columns) {
            column.values.iter_mut().flatten().for_each(|value| *value += 0.0);
        }
        Ok(Self { rows, groups: None, outcome, columns })
    }

    /// The same table, with the group (cluster) of each row: for example the country, where rows are country-years.
    pub fn with_groups(mut self, groups: Vec<String>) -> Result<Self, Problem> {
        if groups.len() != self.rows.len() {
            return Err(Problem::new(
                format!("There are {} groups for {} rows.", groups.len(), self.rows.len()),
                "Give the group of each row.",
            ));
        }
        self.groups = Some(groups);
        Ok(self)
    }

    /// The same rows and outcome with only these columns, in this order.
    pub fn select(&self, names: &[&str]) -> Result<Self, Problem> {
        let columns = names.iter().map(|name| self.place(name).map(|place| self.columns[place].clone()));
        let columns = columns.collect::<Result<_, _>>()?;
        let selected = Self::new(self.rows.clone(), self.outcome.clone(), columns)?;
        Ok(Self { groups: self.groups.clone(), ..selected })
    }

    /// The values of the column of this name.
    pub fn values(&self, name: &str) -> Result<&[Option<f64>], Problem> {
        Ok(&self.columns[self.place(name)?].values)
    }

    /// Where the column of this name is.
    pub(crate) fn place(&self, name: &str) -> Result<usize, Problem> {
        self.columns.iter().position(|column| column.name == name).ok_or_else(|| {
            Problem::new(
                format!("There is no column “{name}”."),
                "Take one of the columns of the table. The outcome is none of them.",
            )
        })
    }
}

//! What a model can be fitted to: the rows without a gap, and columns of which each says something of its own.

use std::collections::BTreeMap;

use nalgebra::{DMatrix, DVector};
use serde::Serialize;

use super::Table;
use crate::Problem;

/// What a column must have left of its variance when the columns before it are taken away. Below that, coefficients are noise.
const TOLERANCE: f64 = 1e-10;

/// A row that was left out, and the columns (or the outcome) in which it has no value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LeftOut {
    /// Its label.
    pub row: String,
    /// What is missing.
    pub missing: Vec<String>,
}

/// Rows without a gap. No column is constant or follows from the others, and there are more rows than parameters.
#[derive(Debug, Clone, PartialEq)]
pub struct Design {
    pub(crate) rows: Vec<String>,
    pub(crate) left_out: Vec<LeftOut>,
    pub(crate) groups: Option<Groups>,
    pub(crate) outcome_name: String,
    pub(crate) outcome: DVector<f64>,
    pub(crate) names: Vec<String>,
    /// A column for each name; no intercept.
    pub(crate) columns: DMatrix<f64>,
}

/// The number of the group of each row, and how many groups there are.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Groups {
    pub(crate) of: Vec<usize>,
    pub(crate) count: usize,
}

impl Design {
    /// The rows of the table that have the outcome and every column (listwise deletion). The others are named.
    pub fn new(table: &Table) -> Result<Self, Problem> {
        let (kept, left_out) = split(table);
        let outcome = DVector::from_iterator(kept.len(), kept.iter().filter_map(|&row| table.outcome.values[row]));
        let values = table.columns.iter().flat_map(|column| kept.iter().filter_map(|&row| column.values[row]));
        let columns = DMatrix::from_iterator(kept.len(), table.columns.len(), values);
        let design = Self {
            rows: kept.iter().map(|&row| table.rows[row].clone()).collect(),
            groups: table.groups.as_ref().map(|groups| numbered(&kept, groups)),
            left_out,
            outcome_name: table.outcome.name.clone(),
            outcome,
            names: table.columns.iter().map(|column| column.name.clone()).collect(),
            columns,
        };
        design.more_rows_than(design.names.len() + 1)?;
        design.outcome_varies()?;
        design.independent()?;
        Ok(design)
    }

    /// How many rows there are.
    pub fn n(&self) -> usize {
        self.rows.len()
    }

    /// The rows that were left out, with what they lack.
    pub fn left_out(&self) -> &[LeftOut] {
        &self.left_out
    }

    /// Another column as the outcome, or the same outcome where none is given, of these columns.
    pub(crate) fn within(&self, outcome: Option<usize>, columns: &[usize]) -> Self {
        Self {
            outcome_name: outcome.map_or_else(|| self.outcome_name.clone(), |place| self.names[place].clone()),
            outcome: outcome.map_or_else(|| self.outcome.clone(), |place| self.columns.column(place).into_owned()),
            names: columns.iter().map(|&place| self.names[place].clone()).collect(),
            columns: self.columns.select_columns(columns),
            ..self.clone()
        }
    }

    /// The columns behind a column of ones.
    pub(crate) fn with_intercept(&self) -> DMatrix<f64> {
        self.columns.clone().insert_column(0, 1.0)
    }

    /// Refuses a model with as many parameters as rows.
    pub(crate) fn more_rows_than(&self, parameters: usize) -> Result<(), Problem> {
        if self.n() > parameters {
            return Ok(());
        }
        let left_out = self.left_out.len();
        Err(Problem::new(
            format!("{} rows are too few for {parameters} parameters ({left_out} rows have gaps).", self.n()),
            "Take fewer columns, or columns with fewer gaps.",
        ))
    }

    fn outcome_varies(&self) -> Result<(), Problem> {
        if self.outcome.iter().any(|value| value.total_cmp(&self.outcome[0]).is_ne()) {
            return Ok(());
        }
        Err(Problem::new(
            format!("The outcome “{}” is the same in all {} rows.", self.outcome_name, self.n()),
            "Take an outcome that differs between rows.",
        ))
    }

    /// Refuses constant columns and such as follow from others, by Gram and Schmidt on centred columns of length 1.
    fn independent(&self) -> Result<(), Problem> {
        let mut directions: Vec<DVector<f64>> = Vec::with_capacity(self.names.len());
        let mut triangle = DMatrix::zeros(self.names.len(), self.names.len());
        for (place, column) in self.columns.column_iter().enumerate() {
            let centred = column.add_scalar(-column.mean());
            let length = centred.norm();
            if length <= 1e-13 * column.norm() {
                return Err(Problem::new(
                    format!("“{}” is the same in all {} rows.", self.names[place], self.n()),
                    "Leave this column out.",
                ));
            }
            let mut rest = centred / length;
            for (before, direction) in directions.iter().enumerate() {
                let along = direction.dot(&rest);
                rest.axpy(-along, direction, 1.0);
                triangle[(before, place)] = along;
            }
            let left = rest.norm();
            if left * left < TOLERANCE {
                return Err(self.follows(place, &triangle));
            }
            triangle[(place, place)] = left;
            directions.push(rest / left);
        }
        Ok(())
    }

    /// A column follows from those before it: names those that it needs.
    fn follows(&self, place: usize, triangle: &DMatrix<f64>) -> Problem {
        let before = triangle.view((0, 0), (place, place));
        let shares = before.solve_upper_triangular(&triangle.view((0, place), (place, 1)));
        let needed = shares.iter().flat_map(|shares| shares.iter().enumerate());
        let needed: Vec<String> = needed
            .filter(|(_, share)| share.abs() > 1e-4)
            .map(|(other, _)| format!("“{}”", self.names[other]))
            .collect();
        Problem::new(
            format!("“{}” follows from {} in these {} rows.", self.names[place], needed.join(", "), self.n()),
            "Leave one of these columns out.",
        )
    }
}

/// The rows without a gap, and the others.
fn split(table: &Table) -> (Vec<usize>, Vec<LeftOut>) {
    let mut kept = Vec::new();
    let mut left_out = Vec::new();
    for (row, label) in table.rows.iter().enumerate() {
        let all = std::iter::once(&table.outcome).chain(&table.columns);
        let missing: Vec<String> =
            all.filter(|column| column.values[row].is_none()).map(|column| column.name.clone()).collect();
        if missing.is_empty() {
            kept.push(row);
        } else {
            left_out.push(LeftOut { row: label.clone(), missing });
        }
    }
    (kept, left_out)
}

fn numbered(kept: &[usize], groups: &[String]) -> Groups {
    let mut numbers = BTreeMap::new();
    let mut number = |&row: &usize| {
        let next = numbers.len();
        *numbers.entry(&groups[row]).or_insert(next)
    };
    let of = kept.iter().map(&mut number).collect();
    Groups { of, count: numbers.len() }
}

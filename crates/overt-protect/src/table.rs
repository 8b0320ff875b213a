//! Records as columns of codes.

use std::collections::HashSet;

use thiserror::Error;

use crate::{ColumnDomain, Domain};

/// More cells than this are not counted.
pub(crate) const CELLS_MAX: usize = 1 << 24;
/// So many rows are counted at a time, so that their places stay near the processor.
const BLOCK: usize = 2_048;

/// Records over a domain: a column of codes for each column of it. One row is one person, unless [`Table::people`] says otherwise.
#[derive(Debug, Clone)]
pub struct Table {
    domain: Domain,
    columns: Vec<Vec<u16>>,
    rows: usize,
    people: Option<Vec<u32>>,
    contributors: Option<Vec<u32>>,
}

/// Takes rows of text one after the other and makes a [`Table`] of them.
#[derive(Debug)]
pub struct Rows {
    table: Table,
}

/// Why rows cannot be taken. No value is repeated: it could be somebody's.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum TableError {
    /// A row has more or fewer cells than the domain has columns.
    #[error("row {row} has {cells} cells, and there are {columns} columns")]
    Cells {
        /// The row, from 1.
        row: usize,
        /// Its cells.
        cells: usize,
        /// The columns of the domain.
        columns: usize,
    },
    /// A value is not in the domain.
    #[error("row {row}, column `{column}`: the value is not one of the {values} that are declared")]
    NotDeclared {
        /// The row, from 1.
        row: usize,
        /// The column.
        column: String,
        /// How many values it may have.
        values: usize,
    },
    /// Rows and the numbers of their people or contributors do not agree.
    #[error("there are {rows} rows and {numbers} numbers of {of}")]
    Numbers {
        /// Rows of the table.
        rows: usize,
        /// Numbers given.
        numbers: usize,
        /// Of what.
        of: &'static str,
    },
}

impl Rows {
    /// No row yet.
    pub fn new(domain: Domain) -> Self {
        let columns = vec![Vec::new(); domain.columns().len()];
        Self { table: Table { domain, columns, rows: 0, people: None, contributors: None } }
    }

    /// One more row.
    ///
    /// # Errors
    /// The row has another number of cells, or a value that is not declared. Nothing of it is kept then.
    pub fn push<'a>(&mut self, cells: impl IntoIterator<Item = &'a str>) -> Result<(), TableError> {
        let row = self.table.rows + 1;
        let table = &mut self.table;
        let taken = take(&table.domain, &mut table.columns, cells, row);
        if taken.is_ok() {
            table.rows = row;
        } else {
            table.columns.iter_mut().for_each(|column| column.truncate(row - 1));
        }
        taken
    }

    /// The rows so far.
    pub fn finish(self) -> Table {
        self.table
    }
}

/// Writes the codes of a row behind the columns, as far as it goes.
fn take<'a>(
    domain: &Domain,
    columns: &mut [Vec<u16>],
    cells: impl IntoIterator<Item = &'a str>,
    row: usize,
) -> Result<(), TableError> {
    let mut taken = 0;
    for cell in cells {
        if let Some(column) = domain.columns().get(taken) {
            let code = column.code(cell).ok_or_else(|| TableError::NotDeclared {
                row,
                column: column.name().to_owned(),
                values: column.values().len(),
            })?;
            columns[taken].push(code);
        }
        taken += 1;
    }
    let columns = columns.len();
    if taken == columns { Ok(()) } else { Err(TableError::Cells { row, cells: taken, columns }) }
}

impl Table {
    /// Columns of codes, as many as the domain has and of one length.
    ///
    /// # Errors
    /// There are more or fewer columns, they differ in length, or a code is not in the domain.
    pub fn from_codes(domain: Domain, columns: Vec<Vec<u16>>) -> Result<Self, TableError> {
        let rows = columns.first().map_or(0, Vec::len);
        if columns.len() != domain.columns().len() {
            return Err(TableError::Cells { row: 1, cells: columns.len(), columns: domain.columns().len() });
        }
        for (column, codes) in domain.columns().iter().zip(&columns) {
            if codes.len() != rows {
                return Err(TableError::Numbers { rows, numbers: codes.len(), of: "codes" });
            }
            let values = column.values().len();
            if let Some(row) = codes.iter().position(|&code| usize::from(code) >= values) {
                let column = column.name().to_owned();
                return Err(TableError::NotDeclared { row: row + 1, column, values });
            }
        }
        Ok(Self { domain, columns, rows, people: None, contributors: None })
    }

    /// Says whose row each row is, where one person can have several.
    ///
    /// # Errors
    /// There are more or fewer numbers than rows.
    pub fn with_people(mut self, people: Vec<u32>) -> Result<Self, TableError> {
        self.agrees(&people, "people")?;
        self.people = Some(people);
        Ok(self)
    }

    /// Says which organisation contributed each row.
    ///
    /// # Errors
    /// There are more or fewer numbers than rows.
    pub fn with_contributors(mut self, contributors: Vec<u32>) -> Result<Self, TableError> {
        self.agrees(&contributors, "contributors")?;
        self.contributors = Some(contributors);
        Ok(self)
    }

    fn agrees(&self, numbers: &[u32], of: &'static str) -> Result<(), TableError> {
        if numbers.len() == self.rows {
            Ok(())
        } else {
            Err(TableError::Numbers { rows: self.rows, numbers: numbers.len(), of })
        }
    }

    /// Some of its rows, in the order given.
    pub(crate) fn only(&self, rows: &[usize]) -> Self {
        let numbers = |of: &Option<Vec<u32>>| of.as_ref().map(|all| rows.iter().map(|&row| all[row]).collect());
        Self {
            domain: self.domain.clone(),
            columns: self.columns.iter().map(|column| rows.iter().map(|&row| column[row]).collect()).collect(),
            rows: rows.len(),
            people: numbers(&self.people),
            contributors: numbers(&self.contributors),
        }
    }

    /// The same rows over a domain whose columns have more values behind those of this one.
    ///
    /// # Panics
    /// The domain has other columns.
    pub(crate) fn over(&self, domain: Domain) -> Self {
        let same = |(old, new): (&ColumnDomain, &ColumnDomain)| new.values().starts_with(old.values());
        let columns = self.domain.columns();
        assert!(columns.len() == domain.columns().len() && columns.iter().zip(domain.columns()).all(same));
        Self { domain, ..self.clone() }
    }

    /// Its columns of codes, and what these can hold.
    pub(crate) fn into_columns(self) -> (Domain, Vec<Vec<u16>>) {
        (self.domain, self.columns)
    }

    /// How many rows have each combination of values of some columns. The cell of codes `a, b, c` is at
    /// `(a * values of b + b) * values of c + c`; over no columns there is one. `None` if there are more than [`CELLS_MAX`].
    pub(crate) fn counts(&self, columns: &[usize]) -> Option<Vec<u32>> {
        let mut counts = vec![0_u32; self.domain.cells(columns).filter(|&cells| cells <= CELLS_MAX)?];
        self.each_cell(columns, |cell| counts[cell] += 1);
        Some(counts)
    }

    /// The cell of each row, in their order, in the table of counts over these columns. It must have a number of cells.
    pub(crate) fn each_cell(&self, columns: &[usize], mut each: impl FnMut(usize)) {
        let mut places = [0_usize; BLOCK];
        for start in (0..self.rows).step_by(BLOCK) {
            let rows = start..self.rows.min(start + BLOCK);
            let places = &mut places[..rows.len()];
            places.fill(0);
            for &column in columns {
                let values = self.domain.columns()[column].values().len();
                for (place, &code) in places.iter_mut().zip(&self.columns[column][rows.clone()]) {
                    *place = *place * values + usize::from(code);
                }
            }
            for &place in &*places {
                each(place);
            }
        }
    }

    /// What the columns can hold.
    pub fn domain(&self) -> &Domain {
        &self.domain
    }

    /// How many rows there are.
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// The codes of a column, one for each row.
    pub fn column(&self, column: usize) -> &[u16] {
        &self.columns[column]
    }

    /// Whose row each row is, if one person can have several.
    pub fn people(&self) -> Option<&[u32]> {
        self.people.as_deref()
    }

    /// Whether one row is one person: nobody has several.
    pub fn has_one_row_each(&self) -> bool {
        self.people.as_deref().is_none_or(|people| {
            let mut seen = HashSet::with_capacity(people.len());
            people.iter().all(|person| seen.insert(person))
        })
    }

    /// Which organisation contributed each row, if that is known.
    pub fn contributors(&self) -> Option<&[u32]> {
        self.contributors.as_deref()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows() -> Rows {
        let values = |values: &[&str]| values.iter().map(ToString::to_string).collect();
        let columns = [("stage", values(&["", "T1", "T4"])), ("act", values(&["A01", "A18"]))];
        let columns = columns.map(|(name, values)| ColumnDomain::new(name, values).expect("declared"));
        Rows::new(Domain::new(columns.into()).expect("declared"))
    }

    #[test]
    fn rows_become_columns_of_codes() {
        let mut rows = rows();
        rows.push(["T4", "A01"]).expect("declared");
        rows.push(["", "A18"]).expect("declared");
        let table = rows.finish();
        assert_eq!((table.rows(), table.column(0), table.column(1)), (2, &[2, 0][..], &[0, 1][..]));
    }

    #[test]
    fn nothing_of_a_row_that_is_refused_is_kept_or_repeated() {
        let mut rows = rows();
        rows.push(["T4", "A01"]).expect("declared");
        let error = rows.push(["T1", "Maria"]).expect_err("not declared");
        assert!(!error.to_string().contains("Maria"));
        assert_eq!(rows.push(["T1"]), Err(TableError::Cells { row: 2, cells: 1, columns: 2 }));
        assert_eq!(rows.push(["T1", "A18", "A18"]), Err(TableError::Cells { row: 2, cells: 3, columns: 2 }));
        let table = rows.finish();
        assert_eq!((table.rows(), table.column(0).len(), table.column(1).len()), (1, 1, 1));
    }

    #[test]
    fn whether_somebody_has_several_rows_is_known_from_their_people() {
        let mut rows = rows();
        (0..3).try_for_each(|_| rows.push(["T4", "A01"])).expect("declared");
        let table = rows.finish();
        assert!(table.has_one_row_each());
        let of = |people: [u32; 3]| table.clone().with_people(people.into()).expect("one for each row");
        assert!(of([7, 1, 3]).has_one_row_each());
        assert!(!of([7, 1, 7]).has_one_row_each());
    }
}

//! What is asked about a table, and why it cannot be answered.

use thiserror::Error;

use crate::Table;

/// More columns than this an attacker is not taken to know; sets of columns are kept as bits of one number.
pub(super) const QUASI_MAX: usize = 64;

/// The longest combinations that are searched.
pub(super) const LENGTH_MAX: usize = 4;

/// What is asked about a table.
#[derive(Debug, Clone, PartialEq)]
pub struct Question {
    /// The columns that somebody who looks for a person may know (quasi-identifiers).
    pub quasi: Vec<Quasi>,
    /// The columns that nobody should learn about a person.
    pub sensitive: Vec<Sensitive>,
    /// Groups smaller than this are too small.
    pub k: u32,
    /// How many columns at once the search for rare combinations goes to: 1 to 4.
    pub length: usize,
    /// How many people the table is a sample of, where that is known.
    pub population: Option<u64>,
    /// Coarser codes whose effect is asked for.
    pub generalisations: Vec<Generalisation>,
    /// The share of rows in groups smaller than `k` that the path of generalisations should come down to.
    pub target: f64,
    /// How many of the worst rows, values and sets of columns are told, and how many sets of each row.
    pub worst: usize,
    /// How many threads work.
    pub threads: usize,
    /// The most bytes of memory that may be used.
    pub memory_bytes_max: u64,
}

/// A column that may be known about a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Quasi {
    /// Its place in the domain.
    pub column: usize,
    /// The code that says that nothing is recorded, where an attacker cannot know that: combinations with it are not searched.
    /// Without it every code is a value that can be known.
    pub absent: Option<u16>,
}

/// A column that should not be learnt about a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sensitive {
    /// Its place in the domain.
    pub column: usize,
    /// Whether its values have an order, so that some are nearer to each other than others.
    pub ordered: bool,
}

/// Coarser codes for a column: ages in wider bands, regions instead of countries.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Generalisation {
    /// What it is called in the report.
    pub name: String,
    /// The place of the column in the domain.
    pub column: usize,
    /// The coarser code of each code of the column.
    pub coarser: Vec<u16>,
}

/// Why a question about a table cannot be answered.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum RiskError {
    /// A column is asked for that the domain does not have.
    #[error("column {column} is asked for, and the domain has {columns}")]
    NoColumn {
        /// Its place, from 0.
        column: usize,
        /// Columns of the domain.
        columns: usize,
    },
    /// No column, one twice, or too many.
    #[error("{quasi} quasi-identifiers are declared; there must be 1 to {QUASI_MAX}, each once")]
    Quasi {
        /// How many are declared.
        quasi: usize,
    },
    /// A number is out of its range.
    #[error("{what} must be {range}")]
    Range {
        /// Which.
        what: &'static str,
        /// What it may be.
        range: &'static str,
    },
    /// A generalisation does not fit its column.
    #[error("generalisation `{name}` has {codes} codes, and its column `{column}` has {values} values")]
    Generalisation {
        /// Its name.
        name: String,
        /// The column.
        column: String,
        /// Codes that it maps.
        codes: usize,
        /// Values of the column.
        values: usize,
    },
    /// A generalisation is of a column that is not a quasi-identifier.
    #[error("generalisation `{name}` is of a column that is not declared as a quasi-identifier")]
    GeneralisationOfOther {
        /// Its name.
        name: String,
    },
    /// Somebody has more than one row.
    #[error("a person has several rows; make one row of each person first, because groups are groups of people")]
    SeveralRows,
    /// There are fewer people in the population than in the table.
    #[error("the population has {population} people, and the table {rows}")]
    Population {
        /// People in the population.
        population: u64,
        /// Rows of the table.
        rows: usize,
    },
    /// There is nobody in the table.
    #[error("the table has no rows")]
    Empty,
    /// It would take more memory than is allowed.
    #[error(
        "combinations of {length} of {quasi} columns over {rows} rows need {bytes} bytes, and {bytes_max} are allowed; ask for shorter combinations or fewer columns"
    )]
    Memory {
        /// Length of the combinations.
        length: usize,
        /// Columns.
        quasi: usize,
        /// Rows.
        rows: usize,
        /// Bytes needed.
        bytes: u64,
        /// Bytes allowed.
        bytes_max: u64,
    },
}

impl Question {
    /// A question about columns that may be known, with the usual limits: groups of eleven, combinations of four, two threads,
    /// one gigabyte.
    pub fn about(quasi: Vec<Quasi>) -> Self {
        Self {
            quasi,
            sensitive: Vec::new(),
            k: 11,
            length: LENGTH_MAX,
            population: None,
            generalisations: Vec::new(),
            target: 0.0,
            worst: 20,
            threads: 2,
            memory_bytes_max: 1 << 30,
        }
    }

    /// Says what is wrong with the question, for that table, before anything is counted.
    pub(super) fn check(&self, table: &Table) -> Result<(), RiskError> {
        let columns = table.domain().columns();
        let asked = self.quasi.iter().map(|quasi| quasi.column).chain(self.sensitive.iter().map(|other| other.column));
        for column in asked.chain(self.generalisations.iter().map(|generalisation| generalisation.column)) {
            if column >= columns.len() {
                return Err(RiskError::NoColumn { column, columns: columns.len() });
            }
        }
        let mut places: Vec<usize> = self.quasi.iter().map(|quasi| quasi.column).collect();
        places.sort_unstable();
        places.dedup();
        if places.is_empty() || places.len() > QUASI_MAX || places.len() < self.quasi.len() {
            return Err(RiskError::Quasi { quasi: self.quasi.len() });
        }
        let is_code =
            |quasi: &Quasi| quasi.absent.is_none_or(|code| usize::from(code) < columns[quasi.column].values().len());
        if !self.quasi.iter().all(is_code) {
            return Err(RiskError::Range { what: "the code for nothing recorded", range: "a code of its column" });
        }
        for generalisation in &self.generalisations {
            let column = &columns[generalisation.column];
            if generalisation.coarser.len() != column.values().len() {
                return Err(RiskError::Generalisation {
                    name: generalisation.name.clone(),
                    column: column.name().to_owned(),
                    codes: generalisation.coarser.len(),
                    values: column.values().len(),
                });
            }
            if places.binary_search(&generalisation.column).is_err() {
                return Err(RiskError::GeneralisationOfOther { name: generalisation.name.clone() });
            }
        }
        let ranges = [
            (self.k >= 1, "k", "at least 1"),
            ((1..=LENGTH_MAX).contains(&self.length), "the length of combinations", "1 to 4"),
            ((0.0..=1.0).contains(&self.target), "the target", "a share from 0 to 1"),
            (self.threads >= 1, "the number of threads", "at least 1"),
        ];
        for (sound, what, range) in ranges {
            if !sound {
                return Err(RiskError::Range { what, range });
            }
        }
        self.check_rows(table)
    }

    fn check_rows(&self, table: &Table) -> Result<(), RiskError> {
        let rows = table.rows();
        if rows == 0 {
            return Err(RiskError::Empty);
        }
        if !table.has_one_row_each() {
            return Err(RiskError::SeveralRows);
        }
        match self.population {
            Some(population) if population < rows as u64 => Err(RiskError::Population { population, rows }),
            _ => Ok(()),
        }
    }
}

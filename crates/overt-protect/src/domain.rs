//! Which values each column can have. Public: it is known before anybody is counted.

use std::collections::HashMap;
use std::sync::Arc;

use thiserror::Error;

/// How many values one column may have: codes are 16 bits wide.
const VALUES_MAX: usize = u16::MAX as usize + 1;

/// The values of one column, in order. A code of the column is a position in them. That a value is missing is a value like any
/// other (`not_asked`, or empty), because absence is data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ColumnDomain {
    name: String,
    values: Vec<String>,
    codes: HashMap<String, u16>,
}

/// The columns of a table and their values, from a codebook or another public source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Domain {
    columns: Arc<[ColumnDomain]>,
}

/// Why a domain cannot be.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum DomainError {
    /// Two columns have one name.
    #[error("column `{0}` is declared twice")]
    ColumnTwice(String),
    /// A column has the same value twice.
    #[error("column `{column}` declares the value at place {place} twice")]
    ValueTwice {
        /// The column.
        column: String,
        /// The place of the second of them, from 1.
        place: usize,
    },
    /// A column has no value, or more than fit.
    #[error("column `{column}` declares {values} values; it must have 1 to {VALUES_MAX}")]
    Values {
        /// The column.
        column: String,
        /// How many it has.
        values: usize,
    },
}

impl ColumnDomain {
    /// A column and its values.
    ///
    /// # Errors
    /// No value, too many, or one twice.
    pub fn new(name: impl Into<String>, values: Vec<String>) -> Result<Self, DomainError> {
        let name = name.into();
        if values.is_empty() || values.len() > VALUES_MAX {
            return Err(DomainError::Values { column: name, values: values.len() });
        }
        let mut codes = HashMap::with_capacity(values.len());
        for (code, value) in (0..=u16::MAX).zip(&values) {
            if codes.insert(value.clone(), code).is_some() {
                return Err(DomainError::ValueTwice { column: name, place: usize::from(code) + 1 });
            }
        }
        Ok(Self { name, values, codes })
    }

    /// What the column is called.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Its values, in the order of their codes.
    pub fn values(&self) -> &[String] {
        &self.values
    }

    /// The code of a value.
    pub fn code(&self, value: &str) -> Option<u16> {
        self.codes.get(value).copied()
    }
}

impl Domain {
    /// Columns in their order.
    ///
    /// # Errors
    /// Two columns have one name.
    pub fn new(columns: Vec<ColumnDomain>) -> Result<Self, DomainError> {
        for (place, column) in columns.iter().enumerate() {
            if columns[..place].iter().any(|earlier| earlier.name == column.name) {
                return Err(DomainError::ColumnTwice(column.name.clone()));
            }
        }
        Ok(Self { columns: columns.into() })
    }

    /// The columns in their order.
    pub fn columns(&self) -> &[ColumnDomain] {
        &self.columns
    }

    /// Where the column of that name stands.
    pub fn place(&self, name: &str) -> Option<usize> {
        self.columns.iter().position(|column| column.name == name)
    }

    /// How many cells the table of counts over these columns has; `None` if more than can be counted.
    pub fn cells(&self, columns: &[usize]) -> Option<usize> {
        columns.iter().try_fold(1_usize, |cells, &column| cells.checked_mul(self.columns[column].values.len()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(values: &[&str]) -> Vec<String> {
        values.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn a_value_has_the_code_of_its_place() {
        let column = ColumnDomain::new("act", texts(&["", "A01", "A02"])).expect("declared");
        assert_eq!(column.code("A02"), Some(2));
        assert_eq!(column.code("A03"), None);
    }

    #[test]
    fn what_is_declared_twice_or_not_at_all_is_refused() {
        assert_eq!(
            ColumnDomain::new("act", texts(&["A01", "A01"])),
            Err(DomainError::ValueTwice { column: "act".into(), place: 2 })
        );
        assert!(ColumnDomain::new("act", Vec::new()).is_err());
        let act = || ColumnDomain::new("act", texts(&["A01"])).expect("declared");
        assert_eq!(Domain::new(vec![act(), act()]), Err(DomainError::ColumnTwice("act".into())));
    }

    #[test]
    fn cells_that_cannot_be_counted_are_none() {
        let wide = |name: &str| {
            ColumnDomain::new(name, (0..60_000).map(|value| value.to_string()).collect()).expect("declared")
        };
        let domain = Domain::new(["a", "b", "c", "d", "e"].map(wide).into()).expect("declared");
        assert_eq!(domain.cells(&[0, 1]), Some(3_600_000_000));
        assert_eq!(domain.cells(&[0, 1, 2, 3, 4]), None);
    }
}

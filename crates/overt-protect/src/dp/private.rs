//! What must not get out: a wrapper that opens only for a mechanism.

use std::collections::HashMap;
use std::fmt;

use rand_core::CryptoRng;
use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::sampler::Bits;
use crate::{Domain, Table};

/// Something computed from people's data. It has no way out but through a mechanism, which asks the
/// [`Odometer`](super::Odometer) first.
///
/// What is inside cannot be read:
/// ```compile_fail,E0616
/// fn look(table: &overt_protect::dp::Private<overt_protect::Table>) -> usize { table.value.rows() }
/// ```
/// copied out:
/// ```compile_fail,E0599
/// fn copy(counts: overt_protect::dp::Private<overt_protect::dp::Marginals>) { let _ = counts.clone(); }
/// ```
/// changed by a function of one's own:
/// ```compile_fail,E0599
/// fn map(counts: overt_protect::dp::Private<overt_protect::dp::Marginals>) { let _ = counts.map(|counts| counts); }
/// ```
/// compared:
/// ```compile_fail,E0369
/// use overt_protect::dp::{Marginals, Private};
/// fn same(one: &Private<Marginals>, other: &Private<Marginals>) -> bool { one == other }
/// ```
/// or written down:
/// ```compile_fail,E0277
/// fn write(counts: &overt_protect::dp::Private<overt_protect::dp::Marginals>) { serde_json::to_string(counts); }
/// ```
/// And only tables and counts can be inside, never a number with a fraction:
/// ```compile_fail,E0277
/// fn mean(value: overt_protect::dp::Private<f64>) {}
/// ```
pub struct Private<T: Guarded> {
    pub(in crate::dp) value: T,
    pub(in crate::dp) bound: Bound,
}

/// What a [`Private`] can hold: tables, counts and keys. Nobody outside can add to it.
pub trait Guarded: sealed::Sealed {}

pub(in crate::dp) mod sealed {
    pub trait Sealed {}
}

impl sealed::Sealed for Table {}
impl Guarded for Table {}

/// Whom the noise protects.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    /// That one record is in the data: not a person, who can be in several.
    Record,
    /// That one person is in the data, with all rows.
    Person,
    /// That one organisation contributed, with all its rows.
    Contributor,
}

/// How much of the data is one unit's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bound {
    /// Whom the noise protects.
    pub unit: Unit,
    /// How many rows of each take part. If there are more, so many of them are chosen at random.
    pub rows_most: u32,
}

/// Rows that cannot be bounded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum BoundError {
    /// No row of anybody would take part.
    #[error("at most 0 rows of each were to take part; it must be 1 at least")]
    NoRows,
    /// It is not known whose the rows are.
    #[error("{0}s are to be protected, and the table does not say whose each row is")]
    Nobody(Unit),
    /// Rows and the numbers of their units do not agree.
    #[error("there are {rows} rows and {numbers} numbers of whose they are")]
    Numbers {
        /// Rows.
        rows: usize,
        /// Numbers given.
        numbers: usize,
    },
}

impl Private<Table> {
    /// Takes a table, and of each unit so many rows at most, chosen at random: which rows of one take part does not depend on anybody
    /// else's. Where a table does not say whose its rows are, each row is one person.
    ///
    /// # Errors
    /// No rows, or contributors are to be protected and are not known.
    pub fn new(table: Table, bound: Bound, rng: &mut impl CryptoRng) -> Result<Self, BoundError> {
        let units = match bound.unit {
            Unit::Record => None,
            Unit::Person => table.people(),
            Unit::Contributor => Some(table.contributors().ok_or(BoundError::Nobody(bound.unit))?),
        };
        let kept = bound.keep(units, rng)?;
        let value = match kept {
            None => table,
            Some(kept) => table.only(&kept),
        };
        Ok(Self { value, bound })
    }

    /// What the columns can hold. Public.
    pub fn domain(&self) -> &Domain {
        self.value.domain()
    }
}

impl<T: Guarded> Private<T> {
    /// Whom the noise protects. Public.
    pub fn bound(&self) -> Bound {
        self.bound
    }
}

impl<T: Guarded> fmt::Debug for Private<T> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("Private(..)")
    }
}

impl fmt::Display for Unit {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Self::Record => "record",
            Self::Person => "person",
            Self::Contributor => "contributor",
        })
    }
}

impl Bound {
    /// The rows that take part, in order; `None` if all of them do. `units` says whose each row is, if one can have several.
    pub(in crate::dp) fn keep(
        self,
        units: Option<&[u32]>,
        rng: &mut impl CryptoRng,
    ) -> Result<Option<Vec<usize>>, BoundError> {
        if self.rows_most == 0 {
            return Err(BoundError::NoRows);
        }
        let Some(units) = units else { return Ok(None) };
        let mut bits = Bits::new(rng);
        let mut rows_of: HashMap<u32, (u64, Vec<usize>)> = HashMap::new();
        for (row, &unit) in units.iter().enumerate() {
            // Each row of a unit takes part with the same probability, whatever their order.
            let (seen, kept) = rows_of.entry(unit).or_default();
            *seen += 1;
            if *seen <= u64::from(self.rows_most) {
                kept.push(row);
            } else {
                let place = bits.below(*seen);
                if let Some(place) = usize::try_from(place).ok().and_then(|place| kept.get_mut(place)) {
                    *place = row;
                }
            }
        }
        let mut kept: Vec<usize> = rows_of.into_values().flat_map(|(_, kept)| kept).collect();
        kept.sort_unstable();
        Ok(Some(kept))
    }
}

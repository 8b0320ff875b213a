//! How much chance a unit had to be seen.

use serde::Serialize;

use crate::Problem;
use crate::series::Exclusion;

/// The least and the most exposure of a unit that has some. Outside, numbers are not of one unit of measurement, and rounding decides.
const RANGE: std::ops::RangeInclusive<f64> = 1e-9..=1e15;

/// Where the exposure of units comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Exposure {
    /// It was given. Units without are left out.
    Given,
    /// None was given for any unit, so all count as equally exposed. That is an assumption.
    Equal,
}

impl Exposure {
    /// What to add to a sentence that rests on it.
    pub(super) fn note(self) -> &'static str {
        match self {
            Self::Given => "",
            Self::Equal => " No exposure was given, so all are taken as equally exposed, which is an assumption.",
        }
    }
}

/// A unit as it was given.
pub(super) struct Row<'a> {
    pub(super) label: &'a str,
    pub(super) exposure: Option<f64>,
    pub(super) acts: u64,
}

/// The exposure of units.
pub(super) struct Resolved {
    pub(super) exposure: Exposure,
    /// That of every unit; none for those that are left out.
    pub(super) each: Vec<Option<f64>>,
    pub(super) exclusions: Vec<Exclusion>,
}

/// Decides about the exposure of every unit. `noun` is what units are called, in the plural, and `what` is what exposes them.
pub(super) fn resolve(rows: &[Row<'_>], noun: &str, what: &str) -> Result<Resolved, Problem> {
    if rows.iter().all(|row| row.exposure.is_none()) {
        return Ok(Resolved { exposure: Exposure::Equal, each: vec![Some(1.0); rows.len()], exclusions: Vec::new() });
    }
    let mut exclusions = Vec::new();
    let mut each = Vec::with_capacity(rows.len());
    for (place, row) in rows.iter().enumerate() {
        let left_out = match row.exposure {
            None => Some(format!("{what} not known; acts recorded there: {}", row.acts)),
            Some(exposure) if RANGE.contains(&exposure) => None,
            Some(0.0) if row.acts == 0 => Some(format!("0 for {what}, so nothing could be seen there")),
            Some(0.0) => {
                return Err(Problem::new(
                    format!("In the list of {noun}, number {} has acts and 0 for {what}.", place + 1),
                    "One of the two is wrong; leave the exposure empty if it is not known.",
                ));
            }
            Some(_) => {
                return Err(Problem::new(
                    format!("In the list of {noun}, number {} has no number from 1e-9 to 1e15 for {what}.", place + 1),
                    "Leave it empty if it is not known, or choose another unit of measurement.",
                ));
            }
        };
        each.push(row.exposure.filter(|_| left_out.is_none()));
        exclusions.extend(left_out.map(|why| Exclusion { who: row.label.to_owned(), why: why.into() }));
    }
    Ok(Resolved { exposure: Exposure::Given, each, exclusions })
}

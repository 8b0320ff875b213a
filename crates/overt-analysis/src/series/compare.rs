//! Two tables that should say the same.

use std::collections::BTreeSet;

use serde::Serialize;

use super::{Cell, Exclusion, Iso3, Series, Why};

/// The most decimals that are looked for in a table.
const DECIMALS_MOST: i32 = 9;

/// A country and year for which two tables say different things.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Disagreement {
    /// The country.
    pub country: Iso3,
    /// The year.
    pub year: i32,
    /// What the table that is checked says, and in which row.
    pub checked: Cell,
    /// What the reference says, and in which row.
    pub reference: Cell,
    /// Years for which the checked table, too, states what it states here: the row may carry another year's value.
    pub same_as: Vec<i32>,
}

/// What came of holding a table against a reference.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Comparison {
    /// The table that was checked.
    pub checked: String,
    /// The table it was held against.
    pub reference: String,
    /// How many countries and years both have.
    pub n: usize,
    /// The largest difference that rounding explains: half of the last decimal of the coarser table.
    pub rounding: f64,
    /// Where they say different things, by country and year.
    pub disagreements: Vec<Disagreement>,
    /// Countries and years, of the years that both have, that only one of them has.
    pub exclusions: Vec<Exclusion>,
    /// How it was done.
    pub method: &'static str,
    /// What it says, in words.
    pub sentence: String,
}

/// Holds a table against a reference for all countries and years that both have. A difference that rounding to the decimals of the coarser
/// table explains is none.
pub fn compare(checked: &Series, reference: &Series) -> Comparison {
    let decimals = decimals(checked).min(decimals(reference));
    let half = 0.5 * 10_f64.powi(-decimals);
    let mut disagreements = Vec::new();
    let mut n = 0;
    for ((country, year), cell) in checked.cells() {
        let Some(other) = reference.cell(country, year) else { continue };
        n += 1;
        // A half may have been rounded up or down, and is seldom exact in binary.
        let slack = half * 1e-6 + f64::EPSILON * cell.value.abs().max(other.value.abs());
        if (cell.value - other.value).abs() > half + slack {
            let same = checked.of(country).filter(|(at, also)| *at != year && (also.value - cell.value).abs() <= slack);
            let same_as = same.map(|(at, _)| at).collect();
            disagreements.push(Disagreement { country, year, checked: cell, reference: other, same_as });
        }
    }
    let sentence = format!(
        "{} and {} have {n} countries and years in common and disagree about {}; which of them is right is not said.",
        checked.label(),
        reference.label(),
        disagreements.len()
    );
    Comparison {
        checked: checked.label(),
        reference: reference.label(),
        n,
        rounding: half,
        disagreements,
        exclusions: only_in(checked, reference).chain(only_in(reference, checked)).collect(),
        method: "values of the same country and year, compared at the decimals of the coarser table",
        sentence,
    }
}

fn only_in<'a>(one: &'a Series, other: &'a Series) -> impl Iterator<Item = Exclusion> {
    let years: BTreeSet<i32> = other.cells().map(|((_, year), _)| year).collect();
    one.cells()
        .map(|(key, _)| key)
        .filter(move |(country, year)| years.contains(year) && other.cell(*country, *year).is_none())
        .map(|(country, year)| Exclusion { who: format!("{country} {year}"), why: Why::NotIn(vec![other.label()]) })
}

/// How many decimals the values of a table have.
fn decimals(series: &Series) -> i32 {
    let written = |decimals: i32| {
        series.cells().all(|(_, cell)| {
            let scaled = cell.value * 10_f64.powi(decimals);
            // What is left may be the rounding of binary numbers.
            (scaled - scaled.round()).abs() <= 1e-12 * scaled.abs().max(1.0)
        })
    };
    (0..DECIMALS_MOST).find(|decimals| written(*decimals)).unwrap_or(DECIMALS_MOST)
}

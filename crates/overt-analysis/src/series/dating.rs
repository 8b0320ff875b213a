//! Figures in a text, and the year whose figures they are.

use serde::Serialize;

use super::{Iso3, Series};
use crate::Problem;

/// A stated figure is near that of a table if they differ by at most this share of the larger: corrections are as small.
const NEAR: f64 = 0.005;

/// Figures that a text states for one year, one for each table, in the same order.
#[derive(Debug, Clone, PartialEq)]
pub struct Statement {
    /// The year that the text gives.
    pub year: i32,
    /// The figures; none where the text has none for a table.
    pub figures: Vec<Option<f64>>,
}

/// How a statement fits the tables.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Fit {
    /// All figures are those of the year that is stated.
    Exact,
    /// All figures are near those of the year that is stated, and some differ.
    Near,
    /// The figures are not those of the year that is stated, and all are near those of this one.
    OtherYear(i32),
    /// The figures fit no year.
    NoYear,
}

/// The year that a statement fits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Dated {
    /// How it fits.
    pub fit: Fit,
    /// How it was done.
    pub method: &'static str,
    /// What it says, in words.
    pub sentence: String,
}

/// Looks for the year whose figures a text states.
///
/// `tables` are about the same `country` (`WLD` for the world). A year fits if all figures are within half a percent of its own; the year
/// that is stated comes first, then the nearest. One figure alone can be near by chance: state all that the text has.
pub fn date_figures(tables: &[&Series], country: Iso3, statement: &Statement) -> Result<Dated, Problem> {
    if statement.figures.len() != tables.len() || statement.figures.iter().all(Option::is_none) {
        return Err(Problem::new(
            format!("The statement for {} does not have a figure or a gap for each of the tables.", statement.year),
            "Give one for each table, and at least one figure.",
        ));
    }
    let mut years: Vec<i32> = tables.iter().flat_map(|table| table.cells()).map(|((_, year), _)| year).collect();
    years.sort_unstable();
    years.dedup();
    let year = statement.year;
    let near = |of: i32| apart(tables, country, statement, of).filter(|apart| *apart <= NEAR);
    let nearest =
        || years.iter().filter_map(|of| Some((near(*of)?, *of))).min_by(|one, other| one.0.total_cmp(&other.0));
    let fit = match near(year) {
        Some(apart) if apart <= 0.0 => Fit::Exact,
        Some(_) => Fit::Near,
        None => nearest().map_or(Fit::NoYear, |(_, other)| Fit::OtherYear(other)),
    };
    let sentence = match fit {
        Fit::Exact => format!("The figures stated for {year} are those of {year}."),
        Fit::Near => format!("The figures stated for {year} are near those of {year}, and not all the same."),
        Fit::OtherYear(other) => format!("The figures stated for {year} are not those of {year}; they fit {other}."),
        Fit::NoYear => format!("The figures stated for {year} fit no year of the tables."),
    };
    let method = "all stated figures within half a percent of those of one year; the year that is stated first";
    Ok(Dated { fit, method, sentence })
}

/// How far the stated figures are from those of a year at most, as a share of the larger; none if a table has no value for it.
fn apart(tables: &[&Series], country: Iso3, statement: &Statement, year: i32) -> Option<f64> {
    let stated = tables.iter().zip(&statement.figures).filter_map(|(table, figure)| Some((table, (*figure)?)));
    let apart = stated.map(|(table, stated)| {
        let found = table.cell(country, year)?.value;
        let largest = stated.abs().max(found.abs());
        Some(if largest > 0.0 { (stated - found).abs() / largest } else { 0.0 })
    });
    // In the order of all numbers, what is no number is the largest: it fits no year.
    apart.collect::<Option<Vec<f64>>>()?.into_iter().max_by(f64::total_cmp)
}

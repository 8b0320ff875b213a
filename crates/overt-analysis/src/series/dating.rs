//! Figures in a text, and the year whose figures they are.

use serde::Serialize;

use super::{Cell, Iso3, Series};
use crate::Problem;

/// A stated figure is near that of a table if they differ by at most this share of the larger: corrections are as small.
const NEAR: f64 = 0.005;

/// Figures that a text states for one year, one for each table, in the same order.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Statement {
    /// Where it stands.
    pub source: String,
    /// The year that the text gives.
    pub year: i32,
    /// The figures; none where the text has none for a table.
    pub figures: Vec<Option<f64>>,
}

/// One stated figure and what the table says for the year that fits.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Figure {
    /// The table.
    pub table: String,
    /// What the text says.
    pub stated: f64,
    /// What the table says, and in which row.
    pub tabled: Cell,
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

/// A statement and the year it fits.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Dated {
    /// The statement.
    pub statement: Statement,
    /// How it fits.
    pub fit: Fit,
    /// The figures beside those of the year that fits; empty if none does.
    pub figures: Vec<Figure>,
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
    let fits = |year: i32| {
        let figures = beside(tables, country, statement, year)?;
        let apart = figures.iter().map(apart).fold(0.0, f64::max);
        (apart <= NEAR).then_some((apart, year, figures))
    };
    let nearest = || years.iter().filter_map(|year| fits(*year)).min_by(|one, other| one.0.total_cmp(&other.0));
    let year = statement.year;
    let (fit, figures) = match fits(year).or_else(nearest) {
        Some((apart, found, figures)) if found == year && apart <= 0.0 => (Fit::Exact, figures),
        Some((_, found, figures)) if found == year => (Fit::Near, figures),
        Some((_, found, figures)) => (Fit::OtherYear(found), figures),
        None => (Fit::NoYear, Vec::new()),
    };
    let sentence = match fit {
        Fit::Exact => format!("The figures stated for {year} are those of {year}."),
        Fit::Near => format!("The figures stated for {year} are near those of {year}, and not all the same."),
        Fit::OtherYear(other) => format!("The figures stated for {year} are not those of {year}; they fit {other}."),
        Fit::NoYear => format!("The figures stated for {year} fit no year of the tables."),
    };
    let method = "all stated figures within half a percent of those of one year; the year that is stated first";
    Ok(Dated { statement: statement.clone(), fit, figures, method, sentence })
}

/// The stated figures beside those of a year; none if a table has no value for it.
fn beside(tables: &[&Series], country: Iso3, statement: &Statement, year: i32) -> Option<Vec<Figure>> {
    let stated = tables.iter().zip(&statement.figures).filter_map(|(table, figure)| Some((table, (*figure)?)));
    stated
        .map(|(table, stated)| Some(Figure { table: table.label(), stated, tabled: table.cell(country, year)? }))
        .collect()
}

fn apart(figure: &Figure) -> f64 {
    let largest = figure.stated.abs().max(figure.tabled.value.abs());
    if largest > 0.0 { (figure.stated - figure.tabled.value).abs() / largest } else { 0.0 }
}

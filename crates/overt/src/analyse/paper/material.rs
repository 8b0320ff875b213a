//! The columns that several claims are about.

use std::collections::BTreeSet;

use overt_analysis::associate::{Association, Coefficient, associate};
use overt_analysis::regress::{self, Table};
use overt_analysis::series::{Cell, Column, Exclusion, Iso3, Joined, Key, Series, join};

use super::claim::estimated;
use crate::analyse::library::{Library, Row};
use crate::failure::Failure;

pub(super) const TIERS: &str = "tip_tiers.csv";
pub(super) const CPI: &str = "cpi_2012_2023.csv";
pub(super) const CPI_2017: &str = "cpi_2017_first_release.csv";
pub(super) const CPI_SCORES: &str = "cpi_2017_source_scores.csv";
pub(super) const WGI: &str = "wgi_1996_2019.csv";
pub(super) const GSI_2016: &str = "gsi_2016.csv";
pub(super) const LATER: &str = "gsi_2016_2018_lavellehill.csv";
pub(super) const PANEL: &str = "panel_kelley_simmons_2000_2011.csv";

/// CPI 2017 as first published.
pub(super) fn cpi_2017(library: &Library) -> anyhow::Result<Column> {
    Ok(library.series("CPI-2017")?.at(2017))
}

/// The tier of each country, in words.
pub(super) fn tier(value: f64) -> String {
    let words = ["1", "2", "2WL", "3"];
    let word = words.iter().zip([1.0, 2.0, 3.0, 4.0]).find(|(_, place)| value <= *place);
    word.map_or("3", |(word, _)| *word).to_owned()
}

/// A column of the data of the Global Slavery Index 2016.
pub(super) fn gsi_2016(library: &Library, column: &str, name: &str) -> anyhow::Result<Column> {
    Ok(library.read(GSI_2016, column, [name, "GSI 2016"], |row| number(row.get(column)))?.at(2016))
}

/// CPI 2017 beside the prevalence of 2016.
pub(super) fn cpi_and_prevalence(library: &Library) -> anyhow::Result<Joined> {
    Ok(join(&[&cpi_2017(library)?, &library.series("GSI")?.at(2016)]))
}

/// Without the two countries that Figure 3 of On Thin Ice leaves out.
pub(super) fn without_two(joined: &Joined) -> Joined {
    let two = ["PRK", "UZB"].map(key);
    joined.keep("left out as an outlier, as in the figure", |of| !two.contains(&of))
}

/// Prevalence in the data of Lavelle-Hill et al. Where a country and year is there as a survey and as an estimate, the survey stays.
pub(super) fn later(library: &Library) -> anyhow::Result<Series> {
    let survey = |row: &Row| row.get("basis").starts_with("survey");
    let of = |row: &Row| (row.get("iso3").to_owned(), row.get("year").to_owned());
    let surveyed: BTreeSet<(String, String)> =
        library.rows_with(LATER, &["iso3", "year", "basis"])?.iter().filter(|row| survey(row)).map(of).collect();
    let value = |row: &Row| number(row.get("prevalence_pct")).filter(|_| survey(row) || !surveyed.contains(&of(row)));
    library.read(LATER, "prevalence_pct", ["prevalence", "Lavelle-Hill et al. 2021"], value)
}

/// A column of the panel of Kelley and Simmons in one year.
pub(super) fn panel(library: &Library, column: &str, year: i32) -> anyhow::Result<Column> {
    Ok(library.read(PANEL, column, [column, "Kelley and Simmons 2014"], |row| number(row.get(column)))?.at(year))
}

pub(super) fn number(cell: &str) -> Option<f64> {
    cell.parse().ok().filter(|value: &f64| value.is_finite())
}

/// The logarithms of the values above 0.
pub(super) fn logarithm(column: &Column) -> Column {
    let cells = column.cells.iter().filter(|(_, cell)| cell.value > 0.0);
    let cells = cells.map(|(key, cell)| (*key, Cell { value: cell.value.ln(), row: cell.row })).collect();
    Column { label: format!("logarithm of {}", column.label), source: column.source.clone(), cells }
}

/// A country without a year, by a code that is right.
pub(super) fn key(code: &str) -> Key {
    let country: Iso3 = code.parse().expect("three capital letters");
    Key { country, year: None }
}

/// A coefficient of two series that were joined.
pub(super) fn coefficient(joined: &Joined, coefficient: Coefficient) -> Result<Association, Failure> {
    estimated(associate(joined, coefficient))
}

/// The countries of the outcome with columns beside it, each by a name; gaps where a column lacks one.
pub(super) fn table(outcome: &Column, columns: &[(&str, &Column)]) -> Result<Table, Failure> {
    let keys: Vec<Key> = outcome.cells.keys().copied().collect();
    let values = |column: &Column| keys.iter().map(|key| column.cells.get(key).map(|cell| cell.value)).collect();
    let named = columns.iter().map(|(name, column)| regress::Column::new(*name, values(column))).collect();
    let rows = keys.iter().map(ToString::to_string).collect();
    estimated(Table::new(rows, regress::Column::new(outcome.label.clone(), values(outcome)), named))
}

/// Rows that a model left out, as a result names them.
pub(super) fn left_out(left_out: &[regress::LeftOut]) -> Vec<Exclusion> {
    let why = |gone: &regress::LeftOut| Exclusion {
        who: gone.row.clone(),
        why: format!("no {}", gone.missing.join(", nor ")).into(),
    };
    left_out.iter().map(why).collect()
}

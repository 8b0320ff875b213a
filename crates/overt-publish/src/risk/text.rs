//! A risk for a screen: plain words first, then the figures in columns.

use overt_protect::risk::Risk;

use super::{drawings, grids, words};
use crate::charts::{capitalised, number, share};
use crate::report::{Grid, Lines};

/// Sets of columns of each length, values, records.
const SETS_EACH: usize = 3;
const LISTED_MAX: usize = 10;

/// How easily somebody is found in a table, as lines of at most so many columns (48 to 160).
///
/// It holds nothing that could steer a terminal, whatever the names are.
pub fn risk_text(risk: &Risk, width: usize) -> String {
    let mut text = Lines::new(width);
    text.paragraph("For internal use: small numbers are not suppressed here; do not publish.");
    text.paragraph(words::CONFIDENTIAL);
    text.section("Who can be found");
    text.paragraph(&words::alone(risk));
    text.paragraph(&words::few(risk));
    text.paragraph(&words::columns(risk));

    text.section("How little is enough");
    text.grid(&grids::combinations(risk));
    text.section("Groups of people who are alike");
    text.paragraph(&words::groups(risk));
    text.grid(&groups(risk));
    text.section("Three attackers");
    text.paragraphs(&words::attackers(risk));
    text.grid(&grids::attackers(risk));
    text.section("What drives it");
    text.grid(&grids::columns(risk));
    text.grid(&grids::revealing(risk, SETS_EACH));
    text.grid(&grids::values(risk, LISTED_MAX));
    text.grid(&grids::standouts(risk, LISTED_MAX));
    text.section("What groups tell");
    text.paragraph(&words::sensitive(risk));
    text.grid(&grids::sensitive(risk));
    text.section("What coarser codes change");
    text.paragraphs(&words::effects(risk));
    text.grid(&grids::effects(risk));
    text.section("Whose file can be told");
    text.paragraph(&words::contributors(risk));
    text.grid(&grids::contributors(risk));
    text.section("What this does not say");
    text.list(&words::LIMITS);
    text.finish()
}

/// The bars of the chart, as figures.
fn groups(risk: &Risk) -> Grid {
    let chart = drawings::group_sizes(risk);
    let row = |bar: crate::charts::Bar| {
        (capitalised(&bar.category.label), [number(bar.value), share(words::share_of(bar.value, risk)), bar.note])
    };
    Grid::new("Records by how many are alike in everything that may be known", "Group")
        .figures("Records", "Records in groups of that size.")
        .figures("Share", "The same as a share of all records.")
        .figures("Groups", "How many groups there are of that size.")
        .rows(chart.bars.into_iter().map(row))
}

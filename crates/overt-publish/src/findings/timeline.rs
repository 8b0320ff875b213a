//! A count from one period to the next: where it changed, and where nobody told of anything, which is not zero.

use askama::Template;
use overt_analysis::patterns::timing::{Changes, Period};

use super::{Table, figure, yes};
use crate::charts::{Chart, Heading, listed, number, plain};
use crate::report::Grid;

/// How high the plot is, in pixels, and where it ends.
const HEIGHT: f64 = 140.0;
const BOTTOM: f64 = 190.0;

/// A count by period.
#[derive(Debug, Clone)]
pub(super) struct Timeline {
    heading: Heading,
    finding: String,
    periods: Vec<Period>,
    /// What each period has if nothing changed within its segment; none for those that are left out.
    expected: Vec<Option<f64>>,
    /// The places of periods from which on it is another rate.
    changes: Vec<usize>,
}

/// A period in its place.
struct Column {
    label: String,
    words: String,
    x: String,
    width: String,
    /// The top of its bar; none where nobody told of anything.
    top: Option<String>,
    is_zero: bool,
    rate: Option<String>,
}

/// A change in its place.
struct Mark<'a> {
    label: &'a str,
    x: String,
    /// The height of its words, which stand on the side that has more room.
    y: usize,
    is_late: bool,
}

#[derive(Template)]
#[template(path = "timeline.html", whitespace = "minimize")]
struct Drawing<'a> {
    heading: &'a Heading,
    finding: &'a str,
    columns: Vec<Column>,
    changes: Vec<Mark<'a>>,
    most: String,
}

impl Timeline {
    pub(super) fn new(heading: Heading, found: &Changes, periods: &[Period]) -> Self {
        let place = |label: &str| periods.iter().position(|period| period.label == label);
        let mut expected = vec![None; periods.len()];
        for segment in &found.segments {
            let (Some(first), Some(last)) = (place(&segment.first), place(&segment.last)) else { continue };
            for (expected, period) in expected[first..=last].iter_mut().zip(&periods[first..=last]) {
                *expected = period.count.map(|_| segment.rate * period.exposure.unwrap_or(1.0));
            }
        }
        let silent = periods.iter().filter(|period| period.count.is_none()).count();
        let silent = if silent == 0 {
            String::new()
        } else {
            format!(" In {silent} nobody told of anything, which is not zero.")
        };
        let changed: Vec<String> = found.changes.iter().map(|change| change.first_after.clone()).collect();
        let changed = match changed.as_slice() {
            [] => "No change is marked.".to_owned(),
            changed => format!("Another rate begins in {}.", listed(changed)),
        };
        Self {
            heading,
            finding: changed + &silent,
            periods: periods.to_vec(),
            expected,
            changes: found.changes.iter().filter_map(|change| place(&change.first_after)).collect(),
        }
    }

    /// Every number of it.
    pub(super) fn table(&self) -> Grid {
        let row = |(place, (period, expected)): (usize, (&Period, &Option<f64>))| {
            let count = period.count.map_or_else(|| "nobody told".to_owned(), number);
            let expected = expected.map_or_else(|| "none".to_owned(), figure);
            (period.label.clone(), [count, expected, yes(self.changes.contains(&place))])
        };
        Grid::new(&self.heading.title, "Period")
            .figures(
                "Count",
                "What was recorded; “nobody told” where nobody told of any act at all, which is not zero.",
            )
            .figures("Rate", "What the period would have if nothing changed between two changes.")
            .figures("Another rate", "Whether one begins here.")
            .rows(self.periods.iter().zip(&self.expected).enumerate().map(row))
    }
}

#[expect(clippy::cast_precision_loss, reason = "a drawing needs no more than fifteen digits")]
fn float(count: u64) -> f64 {
    count as f64
}

impl Chart for Timeline {
    fn heading(&self) -> &Heading {
        &self.heading
    }

    fn finding(&self) -> String {
        self.finding.clone()
    }

    fn to_svg(&self) -> String {
        let counts = self.periods.iter().filter_map(|period| period.count).max().unwrap_or(0);
        let most = self.expected.iter().flatten().copied().fold(float(counts).max(1.0), f64::max);
        let step = 100.0 / float(self.periods.len().max(1) as u64);
        let top = |value: f64| format!("{:.1}", BOTTOM - HEIGHT * value / most);
        let left = |place: usize| format!("{:.3}%", step * float(place as u64));
        let column = |(place, (period, expected)): (usize, (&Period, &Option<f64>))| Column {
            label: plain(&period.label),
            words: period.count.map_or_else(|| "nobody told of anything".to_owned(), number),
            x: left(place),
            width: format!("{:.3}%", step * 0.8),
            top: period.count.map(|count| top(float(count))),
            is_zero: period.count == Some(0),
            rate: expected.map(top),
        };
        let change = |(row, place): (usize, &usize)| Mark {
            label: &self.periods[*place].label,
            x: left(*place),
            y: 12 + row % 2 * 15,
            is_late: 2 * place > self.periods.len(),
        };
        let drawing = Drawing {
            heading: &self.heading,
            finding: &self.finding,
            columns: self.periods.iter().zip(&self.expected).enumerate().map(column).collect(),
            changes: self.changes.iter().enumerate().map(change).collect(),
            most: number(counts),
        };
        drawing.render().expect("text takes everything")
    }

    fn to_table_html(&self) -> String {
        Table { grid: &self.table() }.render().expect("text takes everything")
    }
}

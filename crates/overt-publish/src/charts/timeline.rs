//! A count from one period to the next: where it changed, and where nobody told of anything, which is not zero.

use overt_analysis::patterns::timing::{Changes, Period};

use super::figures::figure;
use super::frame::{Size, framed};
use super::legend::{Entry, two_columns};
use super::mark::{explained, line};
use super::span::as_percent;
use super::table::Table;
use super::text::{listed, number};
use super::{Chart, Heading};
use crate::report::Grid;

/// Where the plot begins and ends, in pixels from the top.
const TOP: f64 = 50.0;
const BOTTOM: f64 = 190.0;
const HEIGHT: usize = 232;
const LEGEND_AT: usize = 213;
/// The part of its room that a bar takes.
const BAR: f64 = 0.8;
const SILENT: &str = "class=\"panel outline dashed\"";

/// A count by period.
#[derive(Debug, Clone)]
pub(crate) struct Timeline {
    heading: Heading,
    finding: String,
    periods: Vec<Period>,
    /// What each period has if nothing changed within its segment; none for those that are left out.
    expected: Vec<Option<f64>>,
    /// The places of periods from which on it is another rate.
    changes: Vec<usize>,
}

impl Timeline {
    pub(crate) fn new(heading: Heading, found: &Changes, periods: &[Period]) -> Self {
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
    pub(crate) fn table(&self) -> Grid {
        let row = |(place, (period, expected)): (usize, (&Period, &Option<f64>))| {
            let count = period.count.map_or_else(|| "nobody told".to_owned(), number);
            let expected = expected.map_or_else(|| "none".to_owned(), figure);
            let begins = if self.changes.contains(&place) { "yes" } else { "no" };
            (period.label.clone(), [count, expected, begins.to_owned()])
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

    /// The share of the width at which a period begins.
    fn left(&self, place: usize) -> f64 {
        float(place as u64) / float(self.periods.len().max(1) as u64)
    }

    /// A period: its count as a bar, nothing told as a dashed box, and the rate as a line across.
    fn column(&self, place: usize, most: f64) -> String {
        let (period, expected) = (&self.periods[place], self.expected[place]);
        let top = |value: f64| BOTTOM - (BOTTOM - TOP) * value / most;
        let [x, end, width] =
            [self.left(place), self.left(place) + BAR * self.left(1), BAR * self.left(1)].map(as_percent);
        let across =
            |y: f64, paint: &str| format!("<line {paint} x1=\"{x}\" y1=\"{y:.1}\" x2=\"{end}\" y2=\"{y:.1}\"/>");
        let upright = |from: f64, paint: &str| {
            format!("<rect {paint} x=\"{x}\" y=\"{from:.1}\" width=\"{width}\" height=\"{:.1}\"/>", BOTTOM - from)
        };
        let mut mark = match period.count {
            None => upright(TOP, SILENT),
            Some(0) => across(BOTTOM, "class=\"accent-line\" stroke-width=\"3\""),
            Some(count) => upright(top(float(count)), "class=\"bar\""),
        };
        if let Some(rate) = expected {
            mark += &across(top(rate), "class=\"ink-line\" stroke-width=\"2\"");
        }
        let words = period.count.map_or_else(|| "nobody told of anything".to_owned(), number);
        explained(&format!("{}: {words}", period.label), &mark)
    }

    /// A change: a line, and its period on the side that has more room. Neighbours stand at different heights.
    fn change(&self, row: usize, place: usize) -> String {
        let x = as_percent(self.left(place));
        let (class, room) = if 2 * place > self.periods.len() { ("end", -3) } else { ("", 3) };
        let label = line(&x, 12 + row % 2 * 15, &format!("second halo code {class}"), &self.periods[place].label);
        format!(
            "<line class=\"second-line\" stroke-width=\"2\" stroke-dasharray=\"5 4\" x1=\"{x}\" y1=\"32\" x2=\"{x}\" y2=\"{BOTTOM}\"/>\
             <g transform=\"translate({room} 0)\">{label}</g>\n"
        )
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
        let rules =
            [TOP, BOTTOM].map(|y| format!("<line class=\"rule\" x1=\"0\" y1=\"{y}\" x2=\"100%\" y2=\"{y}\"/>\n"));
        let columns = (0..self.periods.len()).map(|place| self.column(place, most));
        let changes = self.changes.iter().enumerate().map(|(row, place)| self.change(row, *place));
        let ends = [(self.periods.first(), "0", "small muted"), (self.periods.last(), "100%", "small muted end")];
        let ends = ends.into_iter().filter_map(|(period, x, class)| Some(line(x, 206, class, &period?.label)));
        let silent = Entry { paint: SILENT.to_owned(), words: "nobody told of anything".to_owned() };
        let legend = format!("<g transform=\"translate(0 {LEGEND_AT})\">{}</g>\n", two_columns(&[silent]));
        let body: String = rules
            .into_iter()
            .chain(columns)
            .chain([line("0", 46, "small muted halo", &number(counts))])
            .chain(changes)
            .chain(ends)
            .chain([legend])
            .collect();
        framed(&self.heading, &self.finding, Size::Fluid { height: HEIGHT }, false, &body)
    }

    fn numbers(&self) -> Table<'_> {
        self.table().into()
    }
}

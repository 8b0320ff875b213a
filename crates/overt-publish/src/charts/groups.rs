//! The values of groups, one strip below the other: each value a mark, with the middle half, median and mean.

use overt_analysis::associate::{Group, GroupSummary};

use super::frame::{Size, framed, framed_nothing};
use super::legend::ENTRY_HEIGHT;
use super::mark::{explained, line};
use super::measure::Measure;
use super::span::{anchor, as_percent};
use super::table::{Table, TableCell};
use super::text::{capitalised, wrapped};
use super::{Chart, Heading};

const LABEL_LETTERS: usize = 46;
const LABEL_LINES: usize = 2;
const LEADING: usize = 15;
const STRIP: usize = 44;
const ROOM_AFTER: usize = 14;
const TICKS_MAX: usize = 5;
/// Neighbours in a strip stand at different heights, so that equal values can be seen. The heights mean nothing.
const HEIGHTS: [usize; 7] = [22, 10, 34, 16, 28, 6, 38];

/// Values by group.
#[derive(Debug, Clone, PartialEq)]
pub struct GroupStrips<'a> {
    /// What it is about; its unit is what the values are of: `countries`.
    pub heading: Heading,
    /// What lies along the axis.
    pub axis_name: &'a str,
    /// The groups, in the order in which they are read.
    pub groups: &'a [Group],
    /// The same groups in a few numbers, in the same order.
    pub summaries: &'a [GroupSummary],
}

impl GroupStrips<'_> {
    fn words(&self, summary: &GroupSummary) -> String {
        let [median, mean] = [summary.median, summary.mean].map(|value| self.heading.figures().quantity(value));
        self.heading.say("group-summary", &[("n", summary.n.into()), ("median", median.into()), ("mean", mean.into())])
    }

    fn legend(&self) -> String {
        let swatches = [
            ("a-value", "<circle class=\"bar\" cx=\"11\" cy=\"7\" r=\"3\"/>"),
            ("middle-half", "<rect class=\"panel outline\" x=\"1\" y=\"1\" width=\"22\" height=\"13\"/>"),
            ("median", "<line class=\"ink-line thick\" x1=\"11\" y1=\"0\" x2=\"11\" y2=\"14\"/>"),
            ("mean", "<path class=\"second surface-line\" d=\"M11 1L17 7L11 13L5 7Z\"/>"),
        ];
        let entry = |(place, (words, mark)): (usize, (&str, &str))| {
            let (x, y) = (if place.is_multiple_of(2) { "0" } else { "50%" }, place / 2 * ENTRY_HEIGHT);
            format!("<svg x=\"{x}\" y=\"{y}\">{mark}{}</svg>\n", line("30", 11, "", &self.heading.word(words)))
        };
        swatches.into_iter().enumerate().map(entry).collect::<Vec<_>>().concat()
    }

    fn strip(&self, group: &Group, summary: &GroupSummary, measure: Measure, top: usize) -> String {
        let x = |value: f64| as_percent(measure.place(value).unwrap_or(0.0));
        let places = [summary.lower_quartile, summary.upper_quartile].map(|value| measure.place(value).unwrap_or(0.0));
        let bottom = top + STRIP;
        let mut parts = vec![format!(
            "<rect class=\"panel outline\" x=\"{}\" y=\"{top}\" width=\"{}\" height=\"{STRIP}\"/>",
            as_percent(places[0]),
            as_percent(places[1] - places[0])
        )];
        let mut order: Vec<usize> = (0..group.values.len()).collect();
        order.sort_by(|one, other| group.values[*one].total_cmp(&group.values[*other]));
        for (turn, place) in order.into_iter().enumerate() {
            let value = group.values[place];
            let who = group.members.get(place).map_or_else(String::new, ToString::to_string);
            let mark = format!(
                "<circle class=\"bar\" cx=\"{}\" cy=\"{}\" r=\"3\"/>",
                x(value),
                top + HEIGHTS[turn % HEIGHTS.len()]
            );
            parts.push(explained(format!("{who} {}", self.heading.figures().quantity(value)).trim(), &mark));
        }
        let median = x(summary.median);
        parts.push(format!(
            "<line class=\"ink-line thick\" x1=\"{median}\" y1=\"{top}\" x2=\"{median}\" y2=\"{bottom}\"/>"
        ));
        let middle = top + STRIP / 2;
        parts.push(format!(
            "<svg x=\"{}\" y=\"{middle}\" overflow=\"visible\"><path class=\"second surface-line\" d=\"M0 -7L7 0L0 7L-7 0Z\"/></svg>\n",
            x(summary.mean)
        ));
        parts.concat()
    }
}

impl Chart for GroupStrips<'_> {
    fn heading(&self) -> &Heading {
        &self.heading
    }

    fn finding(&self) -> String {
        if self.groups.is_empty() {
            return self.heading.word("no-values");
        }
        let said = self.summaries.iter().map(|summary| format!("{} ({})", summary.label, self.words(summary)));
        format!("{}: {}.", capitalised(self.axis_name), said.collect::<Vec<_>>().join("; "))
    }

    fn to_svg(&self) -> String {
        if self.groups.is_empty() {
            return framed_nothing(&self.heading, &self.finding());
        }
        let measure = Measure::around(self.groups.iter().flat_map(|group| group.values.iter().copied()), false);
        let top = 2 * ENTRY_HEIGHT + 26;
        let mut y = top + 4;
        let mut parts = Vec::new();
        for (group, summary) in self.groups.iter().zip(self.summaries) {
            for label in wrapped(&group.label, LABEL_LETTERS, LABEL_LINES) {
                parts.push(line("0", y + 12, "halo code", &label));
                y += LEADING;
            }
            parts.push(line("0", y + 12, "halo muted", &self.words(summary)));
            y += LEADING + 4;
            parts.push(self.strip(group, summary, measure, y));
            y += STRIP + ROOM_AFTER;
        }
        let grid = measure.ticks(TICKS_MAX).into_iter().map(|tick| {
            let (x, class) = (as_percent(tick.place), format!("small muted {}", anchor(tick.place)));
            format!(
                "<line class=\"rule\" x1=\"{x}\" y1=\"{top}\" x2=\"{x}\" y2=\"{y}\"/>{}\n",
                line(&x, y + 13, &class, &tick.words)
            )
        });
        let name = wrapped(self.axis_name, LABEL_LETTERS, 1).concat();
        let frame = [self.legend(), line("0", y + 30, "small", &format!("→ {name}"))];
        let body = grid.chain(frame).chain(parts).collect::<Vec<_>>().concat();
        framed(&self.heading, &self.finding(), Size::Fluid { height: y + 36 }, false, &body)
    }

    fn numbers(&self) -> Table<'_> {
        let header =
            ["group", "number", "median", "mean", "lowest", "lower-quartile", "upper-quartile", "highest", "values"]
                .map(|name| self.heading.word(name));
        Table::new(
            &format!("{} ({}, {})", self.heading.title, self.axis_name, self.heading.unit),
            &header.each_ref().map(String::as_str),
            self.groups.iter().zip(self.summaries).map(|(group, summary)| {
                let GroupSummary { n, mean, median, lower_quartile, upper_quartile, lowest, highest, .. } = *summary;
                let figures = [median, mean, lowest, lower_quartile, upper_quartile, highest]
                    .map(|value| self.heading.figures().quantity(value));
                let values = group
                    .members
                    .iter()
                    .zip(&group.values)
                    .map(|(who, value)| format!("{who} {}", self.heading.figures().quantity(*value)));
                let mut cells = vec![TableCell::Head(group.label.clone()), TableCell::Number(n as u64)];
                cells.extend(figures.map(TableCell::Figure));
                cells.push(TableCell::Text(values.collect::<Vec<_>>().join(", ")));
                cells
            }),
        )
    }
}

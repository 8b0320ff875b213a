//! Estimates with their intervals, one below the other, and the line at which there is no difference.

use askama::Template;

use super::{Table, ends, figure};
use crate::charts::{Chart, Heading, plain, wrapped};
use crate::report::{Grid, Section};

const LABEL_LETTERS: usize = 20;
const LABEL_LINES: usize = 2;
const LEADING: usize = 15;
const TOP: usize = 18;
/// An interval that reaches this many times as far as is usual goes on beyond the edge, so that it does not hide all others.
const REACH: f64 = 5.0;
/// Ticks of an axis of ratios. Beyond them it goes on to no limit.
const RATIOS: [(f64, &str); 7] =
    [(0.0, "0"), (0.25, "1/4"), (0.5, "1/2"), (1.0, "1"), (2.0, "2"), (4.0, "4"), (10.0, "10")];
const STEPS_MAX: f64 = 4.0;

/// What estimates are measured in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Axis {
    /// Ratios: a half is as far from 1 as the double, and both 0 and what has no limit have a place.
    Ratios,
    /// Values that may lie on both sides of zero, which is drawn.
    AroundZero,
    /// Values of which zero is not drawn unless they reach it.
    Values,
}

/// Estimates with their intervals.
#[derive(Debug, Clone)]
pub(super) struct Forest {
    pub(super) heading: Heading,
    /// What it shows, in words.
    pub(super) finding: String,
    pub(super) axis: Axis,
    pub(super) estimates: Vec<Estimate>,
    /// Every number of it.
    pub(super) table: Grid,
}

/// An estimate.
#[derive(Debug, Clone)]
pub(super) struct Estimate {
    pub(super) name: String,
    pub(super) value: f64,
    /// The ends of its interval; none where there is none.
    pub(super) ends: Option<[f64; 2]>,
    /// Whether it stands out and is drawn so.
    pub(super) stands_out: bool,
    /// The estimate as it reads.
    pub(super) words: String,
}

impl Estimate {
    /// One that does not stand out, in plain numbers.
    pub(super) fn new(name: impl Into<String>, value: f64, [low, high]: [f64; 2]) -> Self {
        let words = format!("{} ({})", figure(value), ends(low, high));
        Self { name: name.into(), value, ends: Some([low, high]), stands_out: false, words }
    }
}

/// From which value to which, and where they lie along the width.
struct Scale {
    is_ratio: bool,
    low: f64,
    high: f64,
}

impl Scale {
    fn of(axis: Axis, estimates: &[Estimate]) -> Self {
        let finite = |values: Vec<f64>| values.into_iter().filter(|value| value.is_finite());
        let zero = (axis == Axis::AroundZero).then_some(0.0);
        let values = finite(estimates.iter().map(|one| one.value).chain(zero).collect());
        let (low, high) =
            values.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), it| (low.min(it), high.max(it)));
        let mut lengths: Vec<f64> =
            finite(estimates.iter().filter_map(|one| one.ends).map(|[a, b]| b - a).collect()).collect();
        lengths.sort_by(f64::total_cmp);
        let usual = lengths.get(lengths.len() / 2).copied().unwrap_or(0.0).max(high - low);
        let reach = if usual > 0.0 { REACH * usual } else { f64::INFINITY };
        let ends = finite(estimates.iter().filter_map(|one| one.ends).flatten().collect());
        let (low, high) = ends
            .fold((low, high), |(least, most), end| (least.min(end.max(low - reach)), most.max(end.min(high + reach))));
        let room = if high > low { 0.04 * (high - low) } else { 1.0 };
        Self { is_ratio: axis == Axis::Ratios, low: low - room, high: high + room }
    }

    /// Where a value lies, in percent of the width; at an end where it lies beyond.
    fn place(&self, value: f64) -> f64 {
        let place = match self.is_ratio {
            true if value.is_infinite() => 1.0,
            true => value / (1.0 + value),
            false => (value - self.low) / (self.high - self.low),
        };
        // A mark at an end is whole, too.
        1.5 + 97.0 * place.clamp(0.0, 1.0)
    }

    /// An end of an interval in its place.
    fn end(&self, value: f64) -> End {
        let is_drawn = if self.is_ratio { value.is_finite() } else { (self.low..=self.high).contains(&value) };
        End { x: percent(self.place(value)), beyond: (!is_drawn).then_some(if value < self.low { 1 } else { -1 }) }
    }

    fn ticks(&self) -> Vec<Tick> {
        let tick = |value: f64, words: String| {
            let place = self.place(value);
            let anchor = if place < 6.0 {
                "start"
            } else if place > 94.0 {
                "end"
            } else {
                "middle"
            };
            let is_line = words == if self.is_ratio { "1" } else { "0" };
            Tick { x: percent(place), words, anchor, is_line }
        };
        if self.is_ratio {
            return RATIOS.iter().map(|(value, words)| tick(*value, (*words).to_owned())).collect();
        }
        let length = self.high - self.low;
        let powers = std::iter::successors(Some(1e-12), |power| Some(power * 10.0)).take(40);
        let mut steps = powers.flat_map(|power| [1.0, 2.0, 5.0].map(|digit| digit * power));
        let step = steps.find(|step| length / step <= STEPS_MAX).unwrap_or(length);
        let first = (self.low / step).ceil();
        let along = std::iter::successors(Some(first), |place| Some(place + 1.0));
        along
            .map(|place| place * step + 0.0)
            .take_while(|value| *value <= self.high)
            .map(|value| tick(value, figure(value)))
            .collect()
    }
}

fn percent(place: f64) -> String {
    format!("{place:.2}%")
}

struct Tick {
    x: String,
    words: String,
    anchor: &'static str,
    /// Whether it is where there is no difference.
    is_line: bool,
}

/// An end of an interval in its place.
struct End {
    x: String,
    /// Where it goes on beyond the edge: the way back to the drawing, 1 to the right and -1 to the left.
    beyond: Option<i32>,
}

/// An estimate in its place.
struct Mark {
    name: String,
    lines: Vec<(usize, String)>,
    words: String,
    label_y: usize,
    y: usize,
    x: String,
    ends: Option<[End; 2]>,
    stands_out: bool,
}

#[derive(Template)]
#[template(path = "forest.html", whitespace = "minimize")]
struct Drawing<'a> {
    heading: &'a Heading,
    finding: &'a str,
    ticks: Vec<Tick>,
    marks: Vec<Mark>,
    bottom: usize,
}

impl Forest {
    /// Puts it into a section: the picture on a page, and the table on a screen.
    pub(super) fn shown_in(self, section: &mut Section<'static>) {
        let table = self.table.clone();
        section.pictured(self, table);
    }

    fn marks(&self, scale: &Scale) -> (Vec<Mark>, usize) {
        let mut y = TOP + 4;
        let mark = |one: &Estimate| {
            let label_y = y + 12;
            let lines = wrapped(&plain(&one.name), LABEL_LETTERS, LABEL_LINES);
            let lines: Vec<_> =
                lines.into_iter().enumerate().map(|(row, line)| (label_y + row * LEADING, line)).collect();
            y += lines.len() * LEADING + 8;
            let mark = Mark {
                name: plain(&one.name),
                lines,
                words: plain(&one.words),
                label_y,
                y,
                x: percent(scale.place(one.value)),
                ends: one.ends.map(|ends| ends.map(|end| scale.end(end))),
                stands_out: one.stands_out,
            };
            y += 18;
            mark
        };
        let marks = self.estimates.iter().map(mark).collect();
        (marks, y)
    }
}

impl Chart for Forest {
    fn heading(&self) -> &Heading {
        &self.heading
    }

    fn finding(&self) -> String {
        self.finding.clone()
    }

    fn to_svg(&self) -> String {
        let scale = Scale::of(self.axis, &self.estimates);
        let (marks, bottom) = self.marks(&scale);
        let drawing = Drawing { heading: &self.heading, finding: &self.finding, ticks: scale.ticks(), marks, bottom };
        drawing.render().expect("text takes everything")
    }

    fn to_table_html(&self) -> String {
        Table { grid: &self.table }.render().expect("text takes everything")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_half_is_as_far_from_one_as_the_double() {
        let scale = Scale::of(Axis::Ratios, &[]);
        let places = [0.0, 0.5, 1.0, 2.0, f64::INFINITY].map(|value| scale.place(value).round());
        assert!(places.iter().zip([2.0, 34.0, 50.0, 66.0, 99.0]).all(|(one, other)| (one - other).abs() < 0.6));
    }

    #[test]
    fn an_interval_without_end_does_not_hide_the_others() {
        let estimates = [
            Estimate::new("a", 1.0, [0.0, 1e12]),
            Estimate::new("b", 3.0, [2.0, 4.0]),
            Estimate::new("c", 2.0, [1.0, f64::INFINITY]),
        ];
        let scale = Scale::of(Axis::Values, &estimates);
        assert!(scale.place(3.0) > 10.0 && scale.ticks().len() < 6);
        assert_eq!([0.0, 2.0, 1e12].map(|end| scale.end(end).beyond), [None, None, Some(-1)]);
    }
}

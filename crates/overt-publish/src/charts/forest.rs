//! Estimates with their intervals, one below the other, and the line at which there is no difference.

use super::figures::{ends, figure};
use super::frame::{Size, framed};
use super::mark::{explained, line};
use super::measure::Measure;
use super::plot::Tick;
use super::span::{anchor, as_percent};
use super::table::Table;
use super::text::wrapped;
use super::{Chart, Heading};
use crate::report::{Grid, Section};

const LABEL_LETTERS: usize = 20;
const LABEL_LINES: usize = 2;
const LEADING: usize = 15;
const TOP: usize = 18;
/// An interval that reaches this many times as far as is usual goes on beyond the edge, so that it does not hide all others.
const REACH: f64 = 6.0;
/// Ticks of an axis of ratios. Beyond them it goes on to no limit.
const RATIOS: [(f64, &str); 7] =
    [(0.0, "0"), (0.25, "1/4"), (0.5, "1/2"), (1.0, "1"), (2.0, "2"), (4.0, "4"), (10.0, "10")];
const TICKS_MAX: usize = 5;
/// Room at each end of the width, so that a mark there is whole.
const MARGIN: f64 = 0.015;

/// What estimates are measured in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ForestAxis {
    /// Ratios: a half is as far from 1 as the double, and both 0 and what has no limit have a place.
    Ratios,
    /// Values that may lie on both sides of zero, which is drawn.
    AroundZero,
    /// Values of which zero is not drawn unless they reach it.
    Values,
}

/// Estimates with their intervals.
#[derive(Debug, Clone)]
pub(crate) struct Forest {
    pub(crate) heading: Heading,
    /// What it shows, in words.
    pub(crate) finding: String,
    pub(crate) axis: ForestAxis,
    pub(crate) estimates: Vec<ForestEstimate>,
    /// Every number of it.
    pub(crate) table: Grid,
}

/// An estimate.
#[derive(Debug, Clone)]
pub(crate) struct ForestEstimate {
    pub(crate) name: String,
    pub(crate) value: f64,
    /// The ends of its interval; none where there is none.
    pub(crate) ends: Option<[f64; 2]>,
    /// Whether it stands out and is drawn so.
    pub(crate) stands_out: bool,
    /// The estimate as it reads.
    pub(crate) words: String,
}

impl ForestEstimate {
    /// One that does not stand out, in plain numbers.
    pub(crate) fn new(name: impl Into<String>, value: f64, [low, high]: [f64; 2]) -> Self {
        let words = format!("{} ({})", figure(value), ends(low, high));
        Self { name: name.into(), value, ends: Some([low, high]), stands_out: false, words }
    }
}

impl Forest {
    /// Puts it into a section: the picture on a page, and the table on a screen.
    pub(crate) fn shown_in(self, section: &mut Section<'static>) {
        let table = self.table.clone();
        section.pictured(self, table);
    }
}

/// From which value to which, and where they lie along the width.
enum Scale {
    Ratios,
    Even { low: f64, high: f64, measure: Measure },
}

impl Scale {
    fn of(axis: ForestAxis, estimates: &[ForestEstimate]) -> Self {
        if axis == ForestAxis::Ratios {
            return Self::Ratios;
        }
        let finite = |values: Vec<f64>| values.into_iter().filter(|value| value.is_finite());
        let zero = (axis == ForestAxis::AroundZero).then_some(0.0);
        let values = finite(estimates.iter().map(|one| one.value).chain(zero).collect());
        let (low, high) =
            values.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), it| (low.min(it), high.max(it)));
        let mut lengths: Vec<f64> =
            finite(estimates.iter().filter_map(|one| one.ends).map(|[a, b]| b - a).collect()).collect();
        lengths.sort_by(f64::total_cmp);
        let usual = lengths.get(lengths.len().saturating_sub(1) / 2).copied().unwrap_or(0.0).max(high - low);
        let reach = if usual > 0.0 { REACH * usual } else { f64::INFINITY };
        let ends = finite(estimates.iter().filter_map(|one| one.ends).flatten().collect());
        let (low, high) = ends
            .fold((low, high), |(least, most), end| (least.min(end.max(low - reach)), most.max(end.min(high + reach))));
        Self::Even { low, high, measure: Measure::around([low, high], false) }
    }

    /// Where a value lies, as a share of the width; at an end where it lies beyond.
    fn place(&self, value: f64) -> f64 {
        let place = match self {
            Self::Ratios if value.is_infinite() => 1.0,
            Self::Ratios => (value / (1.0 + value)).clamp(0.0, 1.0),
            Self::Even { measure, .. } => measure.place(value).unwrap_or(0.0),
        };
        MARGIN + (1.0 - 2.0 * MARGIN) * place
    }

    /// Where an interval goes on beyond the edge, the way back to the drawing: 1 to the right and -1 to the left.
    fn beyond(&self, end: f64) -> Option<i32> {
        match self {
            Self::Even { low, .. } if end < *low => Some(1),
            Self::Even { high, .. } if end > *high => Some(-1),
            Self::Ratios if end.is_infinite() => Some(-1),
            Self::Ratios | Self::Even { .. } => None,
        }
    }

    /// Round values along it, and at which of them there is no difference.
    fn ticks(&self) -> (Vec<Tick>, &'static str) {
        match self {
            Self::Ratios => {
                let tick = |(value, words): (f64, &str)| Tick { place: self.place(value), words: words.to_owned() };
                (RATIOS.map(tick).into(), "1")
            }
            Self::Even { measure, .. } => {
                let ticks = measure.ticks(TICKS_MAX).into_iter();
                let inside = ticks.map(|tick| Tick { place: MARGIN + (1.0 - 2.0 * MARGIN) * tick.place, ..tick });
                (inside.collect(), "0")
            }
        }
    }

    /// The line of an interval, with a foot at each end, or an arrow where it goes on.
    fn interval(&self, ends: [f64; 2], y: usize, colour: &str) -> String {
        let [low, high] = ends.map(|end| as_percent(self.place(end)));
        let mut parts =
            vec![format!("<line class=\"{colour} thick\" x1=\"{low}\" y1=\"{y}\" x2=\"{high}\" y2=\"{y}\"/>")];
        for (end, x) in ends.into_iter().zip([low, high]) {
            parts.push(if let Some(back) = self.beyond(end).map(|back| back * 6) {
                let arrow = format!("<path class=\"none {colour} thick\" d=\"M{back} -4L0 0L{back} 4\"/>");
                format!("<svg x=\"{x}\" y=\"{y}\" overflow=\"visible\">{arrow}</svg>")
            } else {
                let (top, bottom) = (y - 4, y + 4);
                format!("<line class=\"{colour} thick\" x1=\"{x}\" y1=\"{top}\" x2=\"{x}\" y2=\"{bottom}\"/>")
            });
        }
        parts.concat()
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
        let mut parts = Vec::new();
        let mut y = TOP + 4;
        for one in &self.estimates {
            let (bold, colour) = if one.stands_out { (" code", "second-line") } else { ("", "accent-line") };
            let out = if one.stands_out { format!("; {}", self.heading.word("stands-out")) } else { String::new() };
            let mut mark = vec![line("100%", y + 12, "halo code end", &one.words)];
            for label in wrapped(&one.name, LABEL_LETTERS, LABEL_LINES) {
                mark.push(line("0", y + 12, &format!("halo{bold}"), &label));
                y += LEADING;
            }
            y += 8;
            mark.extend(one.ends.map(|ends| scale.interval(ends, y, colour)));
            let x = as_percent(scale.place(one.value));
            mark.push(if one.stands_out {
                let diamond = "<path class=\"second\" d=\"M0 -7L7 0L0 7L-7 0Z\"/>";
                format!("<svg x=\"{x}\" y=\"{y}\" overflow=\"visible\">{diamond}</svg>")
            } else {
                format!("<circle class=\"bar\" cx=\"{x}\" cy=\"{y}\" r=\"5\"/>")
            });
            parts.push(explained(&format!("{}: {}{out}", one.name, one.words), &mark.concat()));
            y += 18;
        }
        let (ticks, no_difference) = scale.ticks();
        let grid = ticks.into_iter().map(|Tick { place, words }| {
            let (x, class) = (as_percent(place), format!("small muted {}", anchor(place)));
            let paint = if words == no_difference { "class=\"outline\" stroke-width=\"2\"" } else { "class=\"rule\"" };
            let labels = [11, y + 12].map(|y| line(&x, y, &class, &words));
            format!("<line {paint} x1=\"{x}\" y1=\"{TOP}\" x2=\"{x}\" y2=\"{y}\"/>{}\n", labels.concat())
        });
        let body = grid.chain(parts).collect::<Vec<_>>().concat();
        framed(&self.heading, &self.finding, Size::Fluid { height: y + 18 }, false, &body)
    }

    fn numbers(&self) -> Table<'_> {
        self.table.clone().into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_half_is_as_far_from_one_as_the_double() {
        let scale = Scale::of(ForestAxis::Ratios, &[]);
        let places = [0.0, 0.5, 1.0, 2.0, f64::INFINITY].map(|value| (100.0 * scale.place(value)).round());
        assert!(places.iter().zip([2.0, 34.0, 50.0, 66.0, 99.0]).all(|(one, other)| (one - other).abs() < 0.6));
    }

    #[test]
    fn an_interval_without_end_does_not_hide_the_others() {
        let estimates = [
            ForestEstimate::new("a", 1.0, [0.0, 1e12]),
            ForestEstimate::new("b", 3.0, [2.0, 4.0]),
            ForestEstimate::new("c", 2.0, [1.0, f64::INFINITY]),
        ];
        let scale = Scale::of(ForestAxis::Values, &estimates);
        assert!(scale.place(3.0) > 0.1 && scale.ticks().0.len() < 6);
        assert_eq!([0.0, 2.0, 1e12].map(|end| scale.beyond(end)), [None, None, Some(-1)]);
    }
}
